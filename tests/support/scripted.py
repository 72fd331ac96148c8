"""A printing module of tests: whatever the job's file says is what the printing does."""

from __future__ import annotations

from pathlib import Path


def main(place: Path) -> None:
    """Do what stands in *place*."""
    exec(compile(place.read_text("utf-8"), str(place), "exec"), {})
