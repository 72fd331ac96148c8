"""Control points that practice has, offered to a passport by what it does; their weights make the whole."""

from __future__ import annotations

from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import DocumentType, Kind, Works
from lsg_projects.domain.text import LANGUAGES
from lsg_projects.kit.words import words
from lsg_projects.projects.forms.typed import Typed, last_row

Usual = tuple[tuple[str, int, DocumentType], ...]

_WORKS: Usual = (
    ("financing", 5, DocumentType.DECISION),
    ("procurement", 10, DocumentType.DECISION),
    ("contract", 15, DocumentType.CONTRACT),
    ("works", 50, DocumentType.PHOTO),
    ("acceptance", 15, DocumentType.ACCEPTANCE_ACT),
    ("balance", 5, DocumentType.DECISION),
)
_LETTING: Usual = (
    ("rent", 20, DocumentType.LEASE_CALCULATION),
    ("repair", 40, DocumentType.ACCEPTANCE_ACT),
    ("tender", 20, DocumentType.MINUTES),
    ("lease", 20, DocumentType.CONTRACT),
)
_PLOTS: Usual = (
    ("survey", 30, DocumentType.CONCLUSION),
    ("auction", 40, DocumentType.MINUTES),
    ("sale", 30, DocumentType.CONTRACT),
)
_COUNTING: Usual = (
    ("list", 40, DocumentType.CONCLUSION),
    ("visits", 40, DocumentType.MINUTES),
    ("registered", 20, DocumentType.CONCLUSION),
)
_SERVICE: Usual = (
    ("financing", 10, DocumentType.DECISION),
    ("contract", 30, DocumentType.CONTRACT),
    ("service", 60, DocumentType.ACCEPTANCE_ACT),
)
_BY_KIND: dict[Kind, Usual] = {
    Kind.PROPERTY_LEASE: _LETTING,
    Kind.LAND_SALE: _PLOTS,
    Kind.LAND_LEASE: _PLOTS,
    Kind.TRADERS: _COUNTING,
    Kind.INVENTORY: _COUNTING,
    Kind.ADVERTISING: _COUNTING,
}


def usual_milestones(passport: Passport) -> Usual:
    """Give the control points that a project of this kind usually has."""
    if passport.kind in _BY_KIND:
        return _BY_KIND[passport.kind]
    return _SERVICE if passport.works in (None, Works.NONE) else _WORKS


def with_usual(typed: Typed, passport: Passport) -> Typed:
    """Give the typed text with the usual control points under the rows that stand there."""
    changed = Typed(typed)
    begin = last_row(changed, "milestones") + 1
    for place, (name, weight, evidence) in enumerate(usual_milestones(passport), begin):
        row = f"milestones-{place}"
        changed[f"{row}-key"] = ""
        changed[f"{row}-weight"] = str(weight)
        changed[f"{row}-evidence"] = evidence.value
        for lang in LANGUAGES:
            changed[f"{row}-title-{lang}"] = words(lang)(f"projects.usual.{name}")
    return changed


def evened(typed: Typed) -> Typed:
    """Give the typed text with weights that make 100, as equal as whole numbers allow."""
    changed = Typed(typed)
    rows = [f"milestones-{n}" for n in range(last_row(changed, "milestones") + 1)]
    kept = [row for row in rows if f"{row}-key" in changed and changed.get(f"{row}-gone") != "1"]
    for place, row in enumerate(kept):
        changed[f"{row}-weight"] = str(100 // len(kept) + (place < 100 % len(kept)))
    return changed
