"""What people do with results: type values, send and correct them, approve or return them, move a period's last day."""

from lsg_projects.strategy.usecases.deciding import Judge, SetEnd, Shown, judge, set_end
from lsg_projects.strategy.usecases.figures import SetFigure, import_figures, preview_figures, set_figure
from lsg_projects.strategy.usecases.values import Correct, Enter, Send, Typed, correct, enter, send

__all__ = [
    "Correct",
    "Enter",
    "Judge",
    "Send",
    "SetEnd",
    "SetFigure",
    "Shown",
    "Typed",
    "correct",
    "enter",
    "import_figures",
    "judge",
    "preview_figures",
    "send",
    "set_end",
    "set_figure",
]
