"""The fixed words of the field: roles, bodies, states and kinds, each with its stable code."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is appointed to do in a body."""

    AKIM = "akim"
    SPECIALIST = "specialist"
    ACCOUNTANT = "accountant"
    ASSEMBLY_SECRETARY = "assembly_secretary"
    ECONOMIST = "economist"
    FINANCIER = "financier"
    DEPARTMENT_HEAD = "department_head"
    """Signs what an executor of the department prepared."""
    MEMBER = "member"
    COMMISSION_SECRETARY = "commission_secretary"
    MASLIKHAT_SECRETARY = "maslikhat_secretary"
    DISTRICT_AKIM = "district_akim"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    MODERATOR = "moderator"
    ADMIN = "admin"


class BodyKind(StrEnum):
    """What a body is in the law on local government."""

    AKIM_OFFICE = "akim_office"
    ECONOMY = "economy"
    FINANCE = "finance"
    COMMISSION = "commission"
    ASSEMBLY = "assembly"
    AKIMAT = "akimat"
    MASLIKHAT = "maslikhat"
    OBLAST_OFFICE = "oblast_office"
    AUDIT_COMMISSION = "audit_commission"
    OPERATOR = "operator"


_DEPARTMENTS = frozenset({BodyKind.ECONOMY, BodyKind.FINANCE})
_OFFICE = frozenset({BodyKind.AKIM_OFFICE})

SEATS: dict[Role, frozenset[BodyKind]] = {
    Role.AKIM: _OFFICE,
    Role.SPECIALIST: _OFFICE,
    Role.ACCOUNTANT: _OFFICE,
    Role.ASSEMBLY_SECRETARY: frozenset({BodyKind.ASSEMBLY}),
    Role.ECONOMIST: _DEPARTMENTS,
    Role.FINANCIER: _DEPARTMENTS,
    Role.DEPARTMENT_HEAD: _DEPARTMENTS,
    Role.MEMBER: frozenset({BodyKind.ASSEMBLY, BodyKind.COMMISSION, BodyKind.MASLIKHAT}),
    Role.COMMISSION_SECRETARY: frozenset({BodyKind.COMMISSION}),
    Role.MASLIKHAT_SECRETARY: frozenset({BodyKind.MASLIKHAT}),
    Role.DISTRICT_AKIM: frozenset({BodyKind.AKIMAT}),
}
"""The bodies in which a role has its seat; one department may hold both roles of money. Other roles sit anywhere."""


class Level(StrEnum):
    """Where an administrative unit stands in the KATO tree."""

    OBLAST = "oblast"
    DISTRICT = "district"
    OKRUG = "okrug"
    SETTLEMENT = "settlement"


class Approval(StrEnum):
    """Where a project stands with those who decide on it."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """The life of a project: OC4IDS projectStatus."""

    IDENTIFICATION = "identification"
    PREPARATION = "preparation"
    IMPLEMENTATION = "implementation"
    COMPLETION = "completion"
    MAINTENANCE = "maintenance"
    CANCELLED = "cancelled"


class Delivery(StrEnum):
    """How delivery stands against its dates."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    STALLED = "stalled"
    FINISHED = "finished"


class LegalKind(StrEnum):
    """What the spending is in the Budget Code 2025, art. 14 and 148: it decides the papers owed."""

    CURRENT = "current"
    CAPITAL = "capital"
    INVESTMENT = "investment"
    PARTNERSHIP = "partnership"


class Works(StrEnum):
    """The nature of the works: OC4IDS projectType, or none where nothing is built."""

    CONSTRUCTION = "construction"
    REHABILITATION = "rehabilitation"
    REPLACEMENT = "replacement"
    EXPANSION = "expansion"
    DECOMMISSIONING = "decommissioning"
    NONE = "none"


class Source(StrEnum):
    """Where the money of a budget line comes from.

    Only the district pays transfers to a 4th-level budget (Budget Code 2025, art. 27(4), 76(2));
    oblast, republic and National Fund name the origin of that money.
    """

    OWN = "own"
    DISTRICT_TRANSFER = "district_transfer"
    OBLAST_TRANSFER = "oblast_transfer"
    REPUBLIC_TRANSFER = "republic_transfer"
    NATIONAL_FUND_TRANSFER = "national_fund_transfer"
    DISTRICT_BUDGET = "district_budget"
    LOAN = "loan"
    SPONSOR = "sponsor"
    IN_KIND = "in_kind"


TRANSFERS = frozenset(
    {Source.DISTRICT_TRANSFER, Source.OBLAST_TRANSFER, Source.REPUBLIC_TRANSFER, Source.NATIONAL_FUND_TRANSFER}
)
BUDGET_SOURCES = TRANSFERS | {Source.OWN, Source.DISTRICT_BUDGET, Source.LOAN}


class Sector(StrEnum):
    """The field of activity: OC4IDS projectSector."""

    EDUCATION = "education"
    HEALTH = "health"
    ENERGY = "energy"
    COMMUNICATIONS = "communications"
    WATER = "waterAndWaste"
    GOVERNANCE = "governance"
    ECONOMY = "economy"
    CULTURE = "cultureSportsAndRecreation"
    ROADS = "transport.road"
    HOUSING = "socialHousing"
    NATURE = "naturalResources"


class Kind(StrEnum):
    """What people call the project: the habitual kinds of rural budgets."""

    STREET_LIGHTING = "street_lighting"
    ROAD_REPAIR = "road_repair"
    ROAD_UPKEEP = "road_upkeep"
    WATER = "water"
    GREENING = "greening"
    SANITATION = "sanitation"
    PLAYGROUND = "playground"
    SPORTS = "sports"
    CULTURE = "culture"
    BUILDING_REPAIR = "building_repair"
    PROPERTY_LEASE = "property_lease"
    LAND_SALE = "land_sale"
    LAND_LEASE = "land_lease"
    ADVERTISING = "advertising"
    TRADERS = "traders"
    INVENTORY = "inventory"
    ENTERPRISE = "enterprise"
    PASTURE = "pasture"
    OTHER = "other"


class DocumentType(StrEnum):
    """What an attached paper is: OC4IDS codes where there is one."""

    ESTIMATE = "estimate"
    DESIGN = "designDocuments"
    FEASIBILITY = "feasibilityStudy"
    INVESTMENT_PROPOSAL = "investmentProposal"
    ECONOMIC_CONCLUSION = "economicConclusion"
    EXPERTISE = "expertise"
    MINUTES = "minutes"
    LEASE_CALCULATION = "leaseCalculation"
    OWNERSHIP_PROOF = "ownershipProof"
    DECISION = "decision"
    CONTRACT = "contract"
    ACCEPTANCE_ACT = "acceptanceAct"
    PHOTO = "photo"
    CONCLUSION = "conclusion"
    OTHER = "other"


class DocumentState(StrEnum):
    """How a document belongs to its project."""

    ATTACHED = "attached"
    """A paper of the project: whoever writes the project may withdraw it."""
    DRAFT = "draft"
    """It came with an answer that nobody has signed yet: only the department knows of it."""
    DECIDED = "decided"
    """The paper of a decision: it stays as long as the decision."""


class DraftState(StrEnum):
    """Where the answer stands that an executor of a department prepares for the head."""

    PREPARED = "prepared"
    """It waits for the signature of the head."""
    SENT_BACK = "sent_back"
    """The head sent it back to the executor with a note."""
    SIGNED = "signed"


class Outcome(StrEnum):
    """What a step decides."""

    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    DEFERRED = "deferred"
