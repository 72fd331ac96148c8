"""What is asked about results: values by period, how the indicators of a project stand, what a frame comes to."""

from lsg_projects.strategy.queries.overview import (
    PAGE,
    Owed,
    Pending,
    Tracked,
    lacking,
    of_actor,
    owed,
    pending,
    tracked,
)
from lsg_projects.strategy.queries.values import (
    Ends,
    Measured,
    Slot,
    district_of,
    ends_of,
    measured,
    sheet,
    values_of,
)

__all__ = [
    "PAGE",
    "Ends",
    "Measured",
    "Owed",
    "Pending",
    "Slot",
    "Tracked",
    "district_of",
    "ends_of",
    "lacking",
    "measured",
    "of_actor",
    "owed",
    "pending",
    "sheet",
    "tracked",
    "values_of",
]
