"""The papers that a project owes by its kind in law, and by the receipts that it expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lsg_projects.domain.completeness.gap import Gap, Rules
from lsg_projects.domain.completeness.sums import RENT_CODES
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import DocumentType, LegalKind, Works


@dataclass(frozen=True)
class Paper:
    """One type of document that is owed, by which act, and for what it is needed."""

    type: DocumentType
    law: str
    """Key under ``completeness.law.``: the article that asks for it, or the practice."""
    sending: bool = True
    publishing: bool = True


_BY_KIND: dict[LegalKind, tuple[Paper, ...]] = {
    LegalKind.CURRENT: (Paper(DocumentType.ESTIMATE, "calculation"),),
    LegalKind.CAPITAL: (Paper(DocumentType.ESTIMATE, "calculation"),),
    LegalKind.INVESTMENT: (
        Paper(DocumentType.INVESTMENT_PROPOSAL, "investment_proposal"),
        Paper(DocumentType.DESIGN, "design"),
        Paper(DocumentType.EXPERTISE, "expertise"),
        # the planning body writes it while the project is on its route, so it blocks neither act
        Paper(DocumentType.ECONOMIC_CONCLUSION, "economic_conclusion", sending=False, publishing=False),
    ),
    LegalKind.PARTNERSHIP: (
        Paper(DocumentType.FEASIBILITY, "partnership"),
        Paper(DocumentType.INVESTMENT_PROPOSAL, "investment_proposal"),
    ),
}

_RENT = (Paper(DocumentType.LEASE_CALCULATION, "rent"), Paper(DocumentType.OWNERSHIP_PROOF, "ownership"))
_TEMPLATE_WORKS = Paper(DocumentType.FEASIBILITY, "feasibility", sending=False, publishing=False)


def owed(passport: Passport) -> tuple[Paper, ...]:
    """List the papers that this passport owes, the obligatory ones first."""
    papers = _BY_KIND[passport.legal_kind] if passport.legal_kind and passport.lines else ()
    if passport.brings_revenue and any(line.code in RENT_CODES for line in passport.revenue):
        papers += _RENT if passport.property_owner != "other" else _RENT[:1]
    if passport.legal_kind is LegalKind.INVESTMENT and passport.works is Works.CONSTRUCTION:
        papers += (_TEMPLATE_WORKS,)
    return tuple(sorted(papers, key=lambda paper: not paper.sending))


def papers_gaps(passport: Passport, held: frozenset[DocumentType], _rules: Rules) -> Iterator[Gap]:
    """Check step 8: every obligatory paper is attached."""
    for paper in owed(passport):
        if paper.type not in held and (paper.sending or paper.publishing):
            details = {"type": paper.type.value, "law": paper.law}
            yield Gap("documents", paper.type.value, "paper", paper.sending, paper.publishing, details)
