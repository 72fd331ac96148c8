"""Run every benchmark, one after another."""

from __future__ import annotations

from tests.benchmarks import execution, paper, ranking

if __name__ == "__main__":
    execution.main([])
    ranking.main([])
    paper.main([])
