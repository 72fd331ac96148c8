"""What happened, in the past tense: the journal's entries before they are chained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

INSTALLATION = "installation"
DENIALS = "denials"
PUBLIC_ACTS = frozenset(
    {
        "project.submitted", "project.published", "project.unpublished", "project.withdrawn", "project.in_use",
        "project.contested",
        "step.decided", "milestone.met", "contract.signed", "contract.changed", "payment.recorded", "payment.reversed",
        "revenue.received", "revenue.attributed", "question.answered",
    }
)  # fmt: skip
"""Acts that stand on the public page of a published project; drafts, papers and refusals do not."""


def project_chain(code: str) -> str:
    """Give the name of a project's own chain."""
    return f"project:{code}"


@dataclass(frozen=True)
class Event:
    """One accepted act: *action* such as ``project.submitted`` on *subject*, with plain facts and no personal data."""

    chain: str
    action: str
    subject: str
    body: Mapping[str, object] = field(default_factory=dict)
