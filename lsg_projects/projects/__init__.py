"""THE PASSPORT: what a project is, its draft, its versions, its publication."""
