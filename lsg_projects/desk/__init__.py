"""Each role's first page: what waits, how the money stands, which projects need somebody."""
