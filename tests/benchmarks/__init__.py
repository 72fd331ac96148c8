"""Figures to quote: each measured beside what it is compared with, in one run. Run with ``python -m tests.benchmarks``."""
