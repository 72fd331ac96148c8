"""The KATO tree and the bodies of each territory."""
