"""What is printed: chapters of HTML with what stands around them, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

Progress = Callable[[str, int, int], None]
"""Called with the stage's code, what is done, and out of how much."""
Places = Mapping[str, int]
"""Page number by anchor, counted from 1."""


@dataclass(frozen=True)
class Attached:
    """A file that travels inside the PDF: the report's data."""

    name: str
    content: bytes
    description: str
    relationship: str = "Data"


@dataclass(frozen=True)
class Style:
    """The rules of one paper, the line in the feet of its pages, and the rules that it shares with all papers.

    The line is no part of the rules: it names the edition, and a new edition must not lay out unchanged chapters anew.
    What all papers share stands apart, so that it is read once for all of them.
    """

    css: str
    foot: str = ""
    shared: str = ""

    @property
    def sheets(self) -> tuple[str, ...]:
        """Give the style sheets in their order."""
        return self.shared, self.css

    def __add__(self, more: str) -> Style:
        """Give the same with more rules."""
        return replace(self, css=self.css + more)


@dataclass(frozen=True)
class Paper:
    """One document to be printed.

    A chapter is a whole HTML document that begins on a page of its own. *front* comes first, then the *contents* where
    there are any: they are laid out twice, first to count their pages, then with the places of all anchors. Chapters
    are laid out apart from one another and kept, so whatever changes with every edition belongs into few of them.
    """

    title: str
    language: str
    description: str
    author: str
    created: datetime
    css: Style
    front: Callable[[], str]
    chapters: Sequence[Callable[[], str]]
    contents: Callable[[Places], str] | None = None
    attached: tuple[Attached, ...] = ()
    keywords: tuple[str, ...] = ()
    identifier: str = ""
    """Stands in the file's own id, readable without opening it: what the paper claims to be."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Words that a reading machine says for an inner link, by anchor."""


@dataclass(frozen=True)
class Printed:
    """A finished file and what is known of it."""

    content: bytes
    pages: int


class PrintFailed(Exception):
    """The paper could not be made; *reason* is a code with words at ``refusal.paper.<reason>``."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep the reason's code for people and the detail for the log."""
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[PrintFailed], tuple[str, str]]:
        """Travel between processes with both."""
        return PrintFailed, (self.reason, self.detail)


class ForbiddenAddress(Exception):
    """A document asked for something outside the fixed assets; nothing was opened."""


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Take progress and say nothing."""
