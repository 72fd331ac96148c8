"""Citizens' questions to the akim's office, and the office's public answers."""
