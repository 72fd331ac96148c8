"""DOCUMENTS: papers and pictures of a project, each with its type; checked by content, kept for good."""
