"""The catalogue is complete in Kazakh, Russian and English; the check that says so finds planted faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import words_check
from tests.architecture.source import ROOT

GOOD = """
[passport]
title = { kk = "Жоба атауы", ru = "Название проекта", en = "Project title" }
[passport.found]
kk = "{n} жоба"
ru = { one = "{n} проект", few = "{n} проекта", many = "{n} проектов" }
en = { one = "{n} project", other = "{n} projects" }
[refusal.passport]
empty = { kk = "Бос", ru = "Пусто", en = "Empty" }
"""
TEMPLATE = '{{ t("passport.title") }} {{ t("passport.found", n=5) }} {{ t("stage." ~ x) }}'
MODULE = 'raise Incomplete("passport.empty")'

# what is planted -> (catalogue, template, module, a part of the sentence that must come)
FAULTS = {
    "no Russian": (GOOD.replace(', ru = "Пусто"', ""), TEMPLATE, MODULE, "passport.empty has no words in ru"),
    "empty Kazakh": (GOOD.replace('"Бос"', '" "'), TEMPLATE, MODULE, "has no words in kk"),
    "no form for five": (GOOD.replace(', many = "{n} проектов"', ""), TEMPLATE, MODULE, "lacks plural forms in ru"),
    "other placeholder": (GOOD.replace("{n} жоба", "{m} жоба"), TEMPLATE, MODULE, "different placeholders"),
    "unknown key": (GOOD, TEMPLATE + '{{ t("passport.lost") }}', MODULE, "asks for passport.lost"),
    "unknown refusal": (GOOD, TEMPLATE, MODULE + '\nraise Stale("passport.old")', "asks for refusal.passport.old"),
    "unused key": (
        GOOD,
        TEMPLATE.replace('t("passport.title")', "1"),
        MODULE,
        "passport.title (passport.toml) is used",
    ),
    "free composition": (GOOD, TEMPLATE + '{{ t("goal." ~ y) }}', MODULE, "composes keys from 'goal.'"),
    "broken file": (GOOD + "[passport]", TEMPLATE, MODULE, "passport.toml cannot be read"),
    "wrong file": (GOOD + '[budget]\nx = { kk = "а", ru = "б", en = "c" }', TEMPLATE, MODULE, "belongs to budget.toml"),
}


def checkout(folder: Path, words: str, template: str, module: str) -> list[str]:
    """Check a small checkout made of one catalogue, one template and one module."""
    files = {
        "config/words/passport.toml": words,
        "config/words/shared.toml": '[stage]\nx = { kk = "а", ru = "б", en = "c" }\n',
        "config/words/dynamic.txt": "stage.\n",
        "templates/page.html": template,
        "lsg_projects/module.py": module,
    }
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return words_check.check(folder)


def test_the_catalogue_is_complete() -> None:
    """Every key that is asked for has words in three languages, and every key is asked for."""
    faults = words_check.check(ROOT)
    assert not faults, "\n".join(faults)


def test_a_good_catalogue_has_no_fault(tmp_path: Path) -> None:
    """Plurals, composed keys and refusals are understood."""
    assert checkout(tmp_path, GOOD, TEMPLATE, MODULE) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(tmp_path: Path, fault: str) -> None:
    """Each kind of fault is named."""
    words, template, module, sentence = FAULTS[fault]
    assert sentence in "\n".join(checkout(tmp_path, words, template, module))
