"""What people do with results: type values, send and correct them, approve or return them, move a period's last day."""

from lsg_projects.strategy.usecases.deciding import Judge, SetEnd, Shown, judge, set_end
from lsg_projects.strategy.usecases.values import Correct, Enter, Send, Typed, correct, enter, send

__all__ = [
    "Correct",
    "Enter",
    "Judge",
    "Send",
    "SetEnd",
    "Shown",
    "Typed",
    "correct",
    "enter",
    "judge",
    "send",
    "set_end",
]
