"""The budget classification and index values: facts with validity that an installation can extend."""
