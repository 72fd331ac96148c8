"""Recommendations of the assembly after its half-yearly monitoring, and what became of them."""
