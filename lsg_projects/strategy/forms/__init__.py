"""What may be typed about periods and frames: the last day of a period, a figure with its source."""

from lsg_projects.strategy.forms.figure import FigureForm
from lsg_projects.strategy.forms.file import FiguresFileForm, StoreForm
from lsg_projects.strategy.forms.period import EndForm

__all__ = ["EndForm", "FigureForm", "FiguresFileForm", "StoreForm"]
