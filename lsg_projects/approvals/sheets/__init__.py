"""What leaves a meeting as paper: the notice and the minutes, assembled from the record in Kazakh and in Russian."""

from lsg_projects.approvals.sheets.minutes import minutes
from lsg_projects.approvals.sheets.notice import notice
from lsg_projects.approvals.sheets.printing import print_sheet
from lsg_projects.approvals.sheets.sheet import Section, Sheet

__all__ = ["Section", "Sheet", "minutes", "notice", "print_sheet"]
