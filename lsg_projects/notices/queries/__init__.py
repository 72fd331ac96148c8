"""What we ask of notices: whom an act concerns, what a person was told, which letters wait."""

from lsg_projects.notices.queries.hearers import Told, hearers, results_hearers, task_hearers
from lsg_projects.notices.queries.reading import Told as ToldLine
from lsg_projects.notices.queries.reading import by_calendar, choice, count_unread, href_of, notices_of, waiting_letters

__all__ = [
    "Told",
    "ToldLine",
    "by_calendar",
    "choice",
    "count_unread",
    "hearers",
    "href_of",
    "notices_of",
    "results_hearers",
    "task_hearers",
    "waiting_letters",
]
