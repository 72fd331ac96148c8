"""Reads the source tree the way the shape tests need it: every module parsed once, with its name and lines."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "lsg_projects"


@dataclass(frozen=True)
class Module:
    """One Python file of a tree: *name* is its path below the tree's root."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    @property
    def constants(self) -> Iterator[str]:
        """Every piece of text in the module, docstrings included; parts of f-strings come joined with ``*``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


def modules(root: Path = HOUSE) -> list[Module]:
    """Every module under *root*."""
    files = sorted(path for path in root.rglob("*.py") if "_bundled" not in path.parts)
    return [Module(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in files]


def planted(text: str, name: str = "feature/usecases.py") -> list[Module]:
    """A tree of one module, to show that a test catches the fault in *text*."""
    return [Module(name, text)]
