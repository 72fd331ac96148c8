"""The public register: what any citizen may read, search and download."""
