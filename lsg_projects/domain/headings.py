"""Headings of tables as offices print them: which column is meant, whatever the spelling, the number and the unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lsg_projects.domain.text import fold

_NUMBER = re.compile(r"^(?:\d{1,2}|[ivxи]{1,4}) (?=\S)")
"""``I. Доходы``, ``2) Шығындар``; a Latin i is folded to its Cyrillic kin."""
_UNIT = re.compile(r" (?:в )?(?:тысяч[аи]?|тыс|мын)(?: тенге| тг)?$| thousand tenge$")


def plain(heading: str) -> str:
    """Give the form under which headings are compared: folded, without a number before and a unit behind."""
    return _UNIT.sub("", _NUMBER.sub("", fold(heading.replace("%", " percent "))))


def known(headings: Iterable[str], names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Find the heading of each column that *names* lists; of several names the first that the table has."""
    printed: dict[str, str] = {}
    for heading in headings:
        for form in (plain(heading), plain(heading.partition(",")[0].partition("(")[0])):
            printed.setdefault(form, heading)
    found = {}
    for column, spelt in names.items():
        for form in map(plain, reversed(spelt)):
            if form in printed:
                found[column] = printed[form]
    return found
