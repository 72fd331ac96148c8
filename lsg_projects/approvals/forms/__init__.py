"""What may be typed in a decision, in a sending, in a change, in a withdrawal."""

from lsg_projects.approvals.forms.asking import ChangeForm, MoveDayForm, RouteTestForm, SubmitForm, WithdrawForm
from lsg_projects.approvals.forms.decision import DecisionForm, outcome_label

__all__ = ["ChangeForm", "DecisionForm", "MoveDayForm", "RouteTestForm", "SubmitForm", "WithdrawForm", "outcome_label"]
