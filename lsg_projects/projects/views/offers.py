"""Lists of choices for the passport's forms, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from lsg_projects.domain.completeness.risks import DEGREES
from lsg_projects.domain.completeness.sums import COST_BASES, OWNERS
from lsg_projects.domain.project import Passport
from lsg_projects.domain.results import BREAKDOWNS
from lsg_projects.domain.states import DocumentType, Kind, LegalKind, Sector, Source, Works
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.projects.forms.fields import Offers
from lsg_projects.projects.queries import ProjectHead, offered
from lsg_projects.web.fields import enum_choices
from lsg_projects.web.render import language, t

Pairs = list[tuple[str, str]]

_EVIDENCE = (
    DocumentType.PHOTO,
    DocumentType.ACCEPTANCE_ACT,
    DocumentType.CONTRACT,
    DocumentType.MINUTES,
    DocumentType.DECISION,
    DocumentType.OWNERSHIP_PROOF,
    DocumentType.ESTIMATE,
    DocumentType.CONCLUSION,
    DocumentType.OTHER,
)
_LEVELS = ("output", "outcome", "impact")


def offers_of(step: str, head: ProjectHead, passport: Passport) -> Offers:
    """Give the lists that the form of *step* asks for."""
    fixed: dict[str, Pairs] = {
        "kinds": enum_choices(Kind, "kind"),
        "sectors": enum_choices(Sector, "sector"),
        "legal_kinds": enum_choices(LegalKind, "legal"),
        "works": enum_choices(Works, "works"),
        "sources": enum_choices(Source, "source"),
        "levels": _coded("projects.level", _LEVELS),
        "breakdowns": _coded("projects.breakdown", BREAKDOWNS),
        "degrees": _coded("projects.degree", DEGREES),
        "cost_bases": _coded("projects.cost_basis", COST_BASES),
        "owners": _coded("projects.owner", OWNERS),
        "yes_no": [("yes", t("projects.yes")), ("no", t("projects.no"))],
        "evidence": [(each.value, t(f"doctype.{each.value}")) for each in _EVIDENCE],
    }
    return fixed | _known(step, head, passport)


def _known(step: str, head: ProjectHead, passport: Passport) -> dict[str, Pairs]:
    """Give the lists that stand in directories; each step asks only for its own."""
    if step == "what":
        return {"settlements": _named(offered.villages(session(), head), code=False)}
    if step == "why":
        return {"goals": _named(offered.goals(), code=False)}
    if step == "results":
        return {"frame_indicators": _named(offered.frame_indicators(), code=False)}
    if step == "cost":
        years = offered.budget_years(passport, clock.today())
        return {"years": _years(years), "programmes": _named(offered.programmes(session(), years))}
    if step == "revenue":
        years = offered.revenue_years(passport, clock.today())
        return {"revenue_years": _years(years), "receipts": _named(offered.receipts(session(), years))}
    return {}


def years_of(step: str, passport: Passport) -> tuple[int, ...]:
    """Give the years for which a block of revenue has a row."""
    return offered.revenue_years(passport, clock.today()) if step == "revenue" else ()


def _coded(prefix: str, codes: Iterable[str]) -> Pairs:
    return [(code, t(f"{prefix}.{code}")) for code in codes]


def _years(years: Iterable[int]) -> Pairs:
    return [(str(year), str(year)) for year in years]


def _named(pairs: Iterable[tuple[str, Tri]], *, code: bool = True) -> Pairs:
    lang = language()
    return [(value, f"{value} {name.pick(lang)}" if code else name.pick(lang)) for value, name in pairs]
