"""What is done with notices: following the journal, reminding of terms, reading, choosing, sending."""

from lsg_projects.notices.usecases.follow import follow
from lsg_projects.notices.usecases.own import Choose, choose, mark_all_read, mark_read, new_calendar
from lsg_projects.notices.usecases.reminding import remind
from lsg_projects.notices.usecases.sending import send_due

__all__ = ["Choose", "choose", "follow", "mark_all_read", "mark_read", "new_calendar", "remind", "send_due"]
