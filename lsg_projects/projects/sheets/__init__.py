"""Projects as a workbook: the template that people fill, and what was filled read back."""

from lsg_projects.projects.sheets.reading import Reading, read_workbook
from lsg_projects.projects.sheets.template import template

__all__ = ["Reading", "read_workbook", "template"]
