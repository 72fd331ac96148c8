"""What we ask of delivery: its facts on a day, its ledger, and the words of a quarter."""

from lsg_projects.delivery.queries.attribution import (
    Candidate,
    Credit,
    MonthSources,
    Source,
    candidates,
    credits_of,
    credits_to,
    month_sources,
)
from lsg_projects.delivery.queries.concerns import Raised, concerns, concerns_of, raised
from lsg_projects.delivery.queries.curve import Point, curve
from lsg_projects.delivery.queries.facts import (
    DeliveryView,
    LineFacts,
    MilestoneFacts,
    RevenueFacts,
    facts,
    facts_of,
    limits,
    reached,
)
from lsg_projects.delivery.queries.financing import Financing, PlanFacts, financing, unspent_lines
from lsg_projects.delivery.queries.forecast import Forecast, Promise, forecasts, promises
from lsg_projects.delivery.queries.ledger import (
    Ledger,
    Paid,
    Received,
    Reported,
    Signed,
    evidence_types,
    ledger,
    ledgers,
)
from lsg_projects.delivery.queries.words import Note, Words, narrative, narratives, note, notes

__all__ = [
    "Candidate",
    "Credit",
    "DeliveryView",
    "Financing",
    "Forecast",
    "Ledger",
    "LineFacts",
    "MilestoneFacts",
    "MonthSources",
    "Note",
    "Paid",
    "PlanFacts",
    "Point",
    "Promise",
    "Raised",
    "Received",
    "Reported",
    "RevenueFacts",
    "Signed",
    "Source",
    "Words",
    "candidates",
    "concerns",
    "concerns_of",
    "credits_of",
    "credits_to",
    "curve",
    "evidence_types",
    "facts",
    "facts_of",
    "financing",
    "forecasts",
    "ledger",
    "ledgers",
    "limits",
    "month_sources",
    "narrative",
    "narratives",
    "note",
    "notes",
    "promises",
    "raised",
    "reached",
    "unspent_lines",
]
