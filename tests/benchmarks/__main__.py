"""Run every benchmark, one after another."""

from __future__ import annotations

from tests.benchmarks import execution, paper

if __name__ == "__main__":
    execution.main([])
    paper.main([])
