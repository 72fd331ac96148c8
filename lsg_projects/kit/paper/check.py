"""A check of our own beside the validator: every tag, head, link, bookmark and id really belongs to its page.

A validator passes files whose tags point at the wrong page, so this follows each of them and reads the marks in the
pages' own content. It reads the finished file with another library than the one that wrote it, some chapters at a
time: `stretch` follows what stands in them, `around` what holds them together, `joined` what must differ between them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from pikepdf import Dictionary, Name, Pdf

from lsg_projects.kit.paper.findings import Found, joined, stretches
from lsg_projects.kit.paper.stretch import Stretch, destinations, listed, text_of
from lsg_projects.kit.paper.trees import Id, Index, entries, outline_items, page_groups, pointers


def faults(file: bytes | Path, many: int = 0) -> list[str]:
    """Give what is wrong with a finished file, in plain words; an empty list is a good file.

    With *many*, so many chapters are looked at together, as `inspection` does it by processes.
    """
    frame = around(file)
    return joined(frame, [stretch(file, *each) for each in stretches(frame.chapters, many)])


def around(file: bytes | Path) -> Found:
    """Look at what stands around the chapters: bookmarks, names, the output intent, the language, attachments."""
    with _opened(file) as pdf:
        root, groups = pdf.Root.get(Name.StructTreeRoot), page_groups(pdf)
        if root is None:
            return Found(("there is no tag tree",))
        text = text_of(root)
        together = text is not None and len(text.K) == len(groups)
        told = (*_bookmarks(pdf, groups), *_names(pdf, groups), *_around(pdf))
        ids = tuple(map(str, Index(root.get(Name.IDTree), Name.Names).keys()))
        return Found(told, ids, chapters=len(groups) if together else 0)


def stretch(file: bytes | Path, first: int = 0, last: int | None = None) -> Found:
    """Look at the chapters from *first* on and before *last*; at the whole tree where there is no *last*."""
    with _opened(file) as pdf:
        if pdf.Root.get(Name.StructTreeRoot) is None:
            return Found(())
        return Stretch(pdf, first, last).run()


def _opened(file: bytes | Path) -> Pdf:
    return Pdf.open(io.BytesIO(file) if isinstance(file, bytes) else file, inherit_page_attributes=False)


def _bookmarks(pdf: Pdf, groups: list[list[Id]]) -> Iterator[str]:
    """Ask that each bookmark leads to a page of this file, in the order of the pages."""
    pages = {page: number for number, page in enumerate(page for group in groups for page in group)}
    before = 0
    for title, target in outline_items(pdf):
        number = pages.get(target) if target is not None else None
        if number is None:
            yield f"the bookmark {title} leads nowhere"
        elif number < before:
            yield f"the bookmark {title} leads back"
        else:
            before = number


def _names(pdf: Pdf, groups: list[list[Id]]) -> Iterator[str]:
    """Ask that each name is of a place on a page of this file."""
    pages = {page for group in groups for page in group}
    index = destinations(pdf)
    for name in index.keys():  # noqa: SIM118  # a method of its own
        if next(iter(pointers(index.get(name))), None) not in pages:
            yield f"the place {name} is on no page"


def _around(pdf: Pdf) -> Iterator[str]:
    """Ask for one output intent, a language, and attachments that the file says what they are to it."""
    root = pdf.Root
    if len(listed(root.get(Name.OutputIntents))) != 1:
        yield "there is not exactly one output intent"
    if Name.Lang not in root:
        yield "the file names no language"
    inside = entries(root.get(Name.Names, Dictionary()).get(Name.EmbeddedFiles), Name.Names)
    related = {each.objgen for each in listed(root.get(Name.AF))}
    if {each.objgen for _, each in inside} != related:
        yield "an attachment has no relation to the file"
