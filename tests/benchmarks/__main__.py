"""Run every benchmark, one after another."""

from __future__ import annotations

from tests.benchmarks import imports, journal, paper, ranking

if __name__ == "__main__":
    imports.main([])
    ranking.main([])
    journal.main([])
    paper.main([])
