"""Run every benchmark, one after another."""

from __future__ import annotations

from tests.benchmarks import execution, journal, paper, plans, ranking

if __name__ == "__main__":
    plans.main([])
    execution.main([])
    ranking.main([])
    journal.main([])
    paper.main([])
