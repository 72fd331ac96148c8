"""Which document the paper of an answer is: minutes, or the conclusion of a department."""

from __future__ import annotations

from lsg_projects.domain.route import Record, Route, Step, Verb
from lsg_projects.domain.states import DocumentType, Outcome


def paper_of(route: Route, step: Step, outcome: Outcome) -> DocumentType:
    """Tell what the paper of *step* is.

    A positive conclusion of the planning body is the economic conclusion that a later step owes (Budget Code 2025,
    art. 149(2)); any other conclusion is no ground for that step.
    """
    if step.record is not Record.DEPARTMENT:
        return DocumentType.MINUTES
    owed = any(DocumentType.ECONOMIC_CONCLUSION in each.documents for each in route.steps)
    if owed and step.verb is Verb.CONCLUDES and outcome is Outcome.APPROVED:
        return DocumentType.ECONOMIC_CONCLUSION
    return DocumentType.CONCLUSION
