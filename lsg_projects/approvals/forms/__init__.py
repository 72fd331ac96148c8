"""What may be typed on the pages of approval."""

from lsg_projects.approvals.forms.asking import (
    ChangeForm,
    ContestForm,
    MoveDayForm,
    NoteForm,
    RouteTestForm,
    SubmitForm,
    WithdrawForm,
)
from lsg_projects.approvals.forms.decision import DecisionForm, outcome_label
from lsg_projects.approvals.forms.meetings import (
    CallForm,
    CastingForm,
    InterestForm,
    ItemsForm,
    ReasonForm,
    SeatsForm,
    VotesForm,
)
from lsg_projects.approvals.forms.minutes import CorrectionForm, SignForm, SpeechesForm

__all__ = [
    "CallForm",
    "CastingForm",
    "ChangeForm",
    "ContestForm",
    "CorrectionForm",
    "DecisionForm",
    "InterestForm",
    "ItemsForm",
    "MoveDayForm",
    "NoteForm",
    "ReasonForm",
    "RouteTestForm",
    "SeatsForm",
    "SignForm",
    "SpeechesForm",
    "SubmitForm",
    "VotesForm",
    "WithdrawForm",
    "outcome_label",
]
