"""Names of places: what counts as the same name, and what is only near enough to ask about.

Acts misspell rural districts (Аккудыкский, Аккудукский), so a name is taken only when it matches an official name or
a recorded alias; anything else becomes a list of candidates for a person to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lsg_projects.domain.text import fold

# what kind of place it is, folded; it stands before the name in Russian and after it in Kazakh
_KINDS = frozenset(
    fold(
        "сельский округ поселковый аульный сельская с о п а г администрация район город городская область село поселок "
        "акимат ауылдық округі кенттік әкімдігі ауданы аудан қаласы қала облысы облыс ауыл ауылы аул кент кенті "
        "rural district region oblast city village"
    ).split()
)
_CENTRE = re.compile(r"\bцентром\b")
"""A name that was made of the centre's: «с.о. с центром Акраб»."""
_ADJECTIVE = re.compile(r"(?:ин|ов|ев)?ск(?:ии|ая|ое)\b")
_MOST_CANDIDATES = 5


@dataclass(frozen=True)
class KnownName:
    """A name under which a unit is known: its official one, or an alias with its origin."""

    kato: str
    name: str
    alias: bool = False


@dataclass(frozen=True)
class Candidate:
    """A unit that a misspelt name may mean, with the number of letters that differ."""

    kato: str
    name: str
    distance: int


@dataclass(frozen=True)
class Match:
    """What a name was found to be: one unit, or candidates where a person has to say."""

    name: str
    kato: str | None = None
    by_alias: bool = False
    candidates: tuple[Candidate, ...] = ()


def bare_name(name: str) -> str:
    """Give the folded name without the words for the kind of place."""
    words = fold(name).split()
    kept = [word for word in words if word not in _KINDS]
    return " ".join(kept or words)


def short_name(name: str) -> str:
    """Give a name without the words for the kind of place, spelt as it was: for lists where the kind is clear."""
    return " ".join(word for word in name.split() if fold(word) not in _KINDS) or name


def distance(one: str, other: str) -> int:
    """Count the letters to change, add, drop or swap to turn *one* into *other*."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, against in enumerate(other, 1):
            step = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                step = min(step, above[j - 2] + 1)
            row.append(step)
    return row[-1]


def match(name: str, known: Iterable[KnownName]) -> Match:
    """Find the unit that *name* means among *known*; an exact name first, then an alias, else candidates.

    A name that two units share is never guessed: both become candidates.
    """
    names = tuple(known)
    wanted = bare_name(name)
    for alias in (False, True):
        found = {each.kato for each in names if each.alias is alias and bare_name(each.name) == wanted}
        if len(found) == 1:
            return Match(name, found.pop(), by_alias=alias)
        if found:
            return Match(name, candidates=_nearest(wanted, (n for n in names if n.kato in found)))
    return Match(name, candidates=_nearest(wanted, names))


def _root(bare: str) -> str:
    """Give what a name is made of, for the search of candidates alone: «Акрабский» and «с центром Акраб» are near."""
    return _ADJECTIVE.sub("", _CENTRE.sub("", bare)).strip() or bare


def _nearest(wanted: str, names: Iterable[KnownName]) -> tuple[Candidate, ...]:
    """Rank units by spelling; those that share less than half of the letters are no candidates."""
    best: dict[str, Candidate] = {}
    root = _root(wanted)
    for each in names:
        bare = bare_name(each.name)
        near = [(distance(*pair), max(map(len, pair))) for pair in ((wanted, bare), (root, _root(bare)))]
        apart = min((letters for letters, longest in near if letters * 2 <= longest), default=None)
        if apart is None:
            continue
        if each.kato not in best or apart < best[each.kato].distance:
            best[each.kato] = Candidate(each.kato, each.name, apart)
    ranked = sorted(best.values(), key=lambda candidate: (candidate.distance, candidate.kato))
    return tuple(ranked[:_MOST_CANDIDATES])
