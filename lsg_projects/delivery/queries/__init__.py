"""What we ask of delivery: its facts on a day, its ledger, and the words of a quarter."""

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
    "DeliveryView",
    "Ledger",
    "LineFacts",
    "MilestoneFacts",
    "Note",
    "Paid",
    "Received",
    "Reported",
    "RevenueFacts",
    "Signed",
    "Words",
    "evidence_types",
    "facts",
    "facts_of",
    "ledger",
    "ledgers",
    "limits",
    "narrative",
    "narratives",
    "note",
    "notes",
    "reached",
]
