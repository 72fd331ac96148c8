"""What we ask of people: who they are, what they are appointed to, for whom they stand in, which sessions live."""

from lsg_projects.accounts.queries.delegations import (
    Holder,
    OrderRow,
    holders,
    order,
    orders,
    same_person,
    standing_orders,
    still_holds,
)
from lsg_projects.accounts.queries.people import (
    AppointmentRow,
    PersonRow,
    actor,
    by_commitment,
    by_email,
    emails_in,
    failures_since,
    live_session,
    open_link,
    overlapping,
    people,
    person,
)

__all__ = [
    "AppointmentRow",
    "Holder",
    "OrderRow",
    "PersonRow",
    "actor",
    "by_commitment",
    "by_email",
    "emails_in",
    "failures_since",
    "holders",
    "live_session",
    "open_link",
    "order",
    "orders",
    "overlapping",
    "people",
    "person",
    "same_person",
    "standing_orders",
    "still_holds",
]
