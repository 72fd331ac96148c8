"""The budget classification, index values and monitoring frames: facts with validity that an installation can extend."""
