"""Templates: in order by themselves, all of them used, and the check finds planted faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

import pytest

from scripts import templates_check
from tests.architecture.source import ROOT, modules

TEMPLATES = ROOT / "templates"
CALLED = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+(.*?)(?:\simport\s.*?|\sas\s.*?)?-?%\}""", re.DOTALL)
NAMED = re.compile(r"""["']([^"']+)["']""")

FAULTS = {
    "does not parse": "{% if x %}",
    "an inline style": '<p style="color: red">x</p>',
    "a <style> element": "<style>p { color: red }</style>",
    "an inline script": "<script>alert(1)</script>",
    "an inline handler": '<a href="/" onclick="f()">x</a>',
    "a javascript: address": '<a href="javascript:f()">x</a>',
    "something from another site": '<img src="https://example.org/x.png" alt="">',
    "a style sheet from another site": '<link rel="stylesheet" href="//example.org/x.css">',
    "markup taken as safe": "{{ text|safe }}",
    "words of its own": "<p>Жоба</p>",
}
GOOD = """{# Kazakh words: жоба #}<link rel="stylesheet" href="{{ asset("app.css") }}">
<script src="{{ asset("app.js") }}" defer></script><p class="onward style">{{ t("x.y") }}</p>"""


def wanted_by_templates(texts: Iterable[str]) -> set[str]:
    """Names (with ``*`` for composed parts) that templates extend, include or import."""
    names = set()
    for text in texts:
        for call in CALLED.findall(text):
            pieces = NAMED.findall(call)
            names.add("*".join(pieces) + ("*" if "~" in call and call.rstrip()[-1] not in "\"'" else ""))
            names.update(pieces)
    return names


def unused(templates: Mapping[str, str], texts_of_code: Iterable[str]) -> list[str]:
    """Templates that no module names (whole, by its end, or composed) and no other template calls."""
    patterns = {text for text in texts_of_code if "." in text and " " not in text and text.strip("*./")}
    patterns |= wanted_by_templates(templates.values())

    def is_named(name: str) -> bool:
        return any(fnmatchcase(name, pattern) or fnmatchcase(name, f"*/{pattern}") for pattern in patterns)

    return sorted(name for name in templates if not is_named(name))


def test_templates_are_in_order() -> None:
    """Nothing inline, nothing foreign, no words of their own."""
    faults = templates_check.check(TEMPLATES)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    """Each kind of fault is named; a good template has none, and paper may carry styles."""
    assert fault in "\n".join(templates_check.faults_of("page.html", FAULTS[fault]))
    assert list(templates_check.faults_of("page.html", GOOD)) == []
    assert list(templates_check.faults_of("paper/page.html", FAULTS["a <style> element"])) == []


def test_every_template_is_rendered_by_something() -> None:
    """A view, a letter or a sheet names it, or another template calls it."""
    texts = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8")
        for path in TEMPLATES.rglob("*")
        if path.is_file()
    }
    assert texts, "there are no templates"
    assert unused(texts, {text for module in modules() for text in module.constants}) == []


def test_an_unused_template_is_found() -> None:
    """A template that nobody names is told from named, composed and included ones."""
    tree = {
        "projects/card.html": '{% extends "layouts/public.html" %}{% include "charts/" ~ kind ~ ".svg" %}',
        "layouts/public.html": "",
        "charts/bars.svg": "",
        "mail/returned.txt": "",
        "projects/old.html": "",
    }
    assert unused(tree, ["projects/card.html", "mail/*.txt", "*"]) == ["projects/old.html"]
