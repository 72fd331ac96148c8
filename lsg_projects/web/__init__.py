"""The shared edge to HTTP: doors, identity, sessions, forms, fields, errors, pages, headers. Knows no feature."""
