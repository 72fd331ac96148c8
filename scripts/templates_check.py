"""Check the templates: each one parses, no inline style, script or handler, nothing foreign, no words of its own.

    python -m scripts.templates_check

The content security policy refuses inline styles and scripts; words belong into config/words. Paper and mail may
carry styles, since no browser policy stands over them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import jinja2

INLINE: Final = {
    "an inline style": re.compile(r"""\sstyle\s*=\s*["'{]""", re.IGNORECASE),
    "a <style> element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc\s*=)", re.IGNORECASE),
    "an inline handler": re.compile(r"""\son[a-z]+\s*=\s*["'{]""", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "something from another site": re.compile(r"""\s(src|srcset|action)\s*=\s*["']\s*(https?:)?//""", re.IGNORECASE),
    "a style sheet from another site": re.compile(r"""<link[^>]+href\s*=\s*["']\s*(https?:)?//""", re.IGNORECASE),
    "markup taken as safe without escaping": re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false"),
}
CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
COMMENT: Final = re.compile(r"\{#.*?#\}", re.DOTALL)
NOT_FOR_BROWSERS: Final = ("paper/", "mail/")
STYLES: Final = ("an inline style", "a <style> element")


def faults_of(name: str, text: str) -> Iterator[str]:
    """Name what is wrong with one template."""
    try:
        jinja2.Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True).parse(text)
    except jinja2.TemplateSyntaxError as error:
        yield f"{name}:{error.lineno} does not parse: {error.message}"
    for number, line in enumerate(without_comments(text).split("\n"), 1):
        yield from (f"{name}:{number} has {what}" for what in found_in(name, line))


def found_in(name: str, line: str) -> Iterator[str]:
    """Name what a line has and must not have."""
    for what, pattern in INLINE.items():
        if pattern.search(line) and not (what in STYLES and name.startswith(NOT_FOR_BROWSERS)):
            yield what
    if CYRILLIC.search(line):
        yield "words of its own instead of t(...)"


def without_comments(text: str) -> str:
    """Take comments away and keep the numbers of the lines."""
    return COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)


def check(folder: Path) -> list[str]:
    """Check every template under *folder*; give one line for each fault."""
    faults: list[str] = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        faults += faults_of(path.relative_to(folder).as_posix(), path.read_text("utf-8"))
    return faults


def main() -> int:
    """Print the faults of this checkout; 1 if there are any."""
    faults = check(Path(__file__).resolve().parent.parent / "templates")
    print("\n".join([*faults, f"templates: {len(faults)} faults" if faults else "templates: in order"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
