"""What may be typed about delivery: progress, evidence, contracts, payments, revenue, words of a quarter."""

from lsg_projects.delivery.forms.money import (
    AmendForm,
    PayForm,
    ReceiveForm,
    ReverseForm,
    SignForm,
)
from lsg_projects.delivery.forms.progress import InUseForm, MeetForm, ReportForm, meet_form, report_form
from lsg_projects.delivery.forms.results import (
    CorrectForm,
    JudgeForm,
    SendForm,
    ValuesForm,
    correct_form,
    values_form,
)
from lsg_projects.delivery.forms.words import NarrativeForm, NoteForm

__all__ = [
    "AmendForm",
    "CorrectForm",
    "InUseForm",
    "JudgeForm",
    "MeetForm",
    "NarrativeForm",
    "NoteForm",
    "PayForm",
    "ReceiveForm",
    "ReportForm",
    "ReverseForm",
    "SendForm",
    "SignForm",
    "ValuesForm",
    "correct_form",
    "meet_form",
    "report_form",
    "values_form",
]
