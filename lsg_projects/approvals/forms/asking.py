"""What may be typed beside a decision: a sending, a change, a withdrawal, a day, a question about routes."""

from __future__ import annotations

from datetime import date

from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from lsg_projects.approvals.forms.decision import whole
from lsg_projects.approvals.usecases import (
    LONGEST_BASIS,
    ContestDecision,
    MoveDay,
    SendBack,
    SendChange,
    Submit,
    Withdraw,
)
from lsg_projects.domain.approval import MAX_TEXT
from lsg_projects.domain.errors import Stale
from lsg_projects.domain.route import Way
from lsg_projects.domain.states import Approval, LegalKind, Source
from lsg_projects.web.fields import (
    ChoiceField,
    CleanArea,
    CleanField,
    DayField,
    MoneyField,
    RadioChoice,
    TriField,
    enum_choices,
)
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t


class _OfProject(BaseForm):
    """A form that says of which project its page was."""

    project = HiddenField()

    def refuse_other(self, code: str, refusal: str) -> None:
        """Refuse (Stale) the form of another project's page."""
        if self.project.data not in (None, "", code):
            raise Stale(refusal)


class SubmitForm(_OfProject):
    """The akim sends the draft that was seen, declaring that it is right."""

    revision = HiddenField()
    declared = BooleanField()

    def command(self, code: str) -> Submit:
        """Give the command to send project *code*; refuses (Stale) what was seen of another one."""
        self.refuse_other(code, "approvals.draft_changed")
        return Submit(code, whole(self.revision.data))


class ChangeForm(_OfProject):
    """The akim sends a change of an approved project, saying why."""

    reason = TriField(length=MAX_TEXT, lines=True)
    revision = HiddenField()

    def prepare(self) -> None:
        """Name the field in the reader's language."""
        self.reason.label.text = t("approvals.field.change_reason")

    def command(self, change_id: int, code: str) -> SendChange:
        """Give the command to send the change of project *code*; refuses (Stale) what was seen of another one."""
        self.refuse_other(code, "approvals.draft_changed")
        return SendChange(change_id, whole(self.revision.data), self.reason.data)


class RouteTestForm(BaseForm):
    """What chooses a route: the budget, the kind of spending, the sum, the source, the day."""

    class Meta(BaseForm.Meta):
        """A question in an address changes nothing and needs no token."""

        csrf = False

    way = ChoiceField(empty=False)
    legal = ChoiceField(empty=False)
    amount = MoneyField()
    source = ChoiceField()
    day = DayField()

    def prepare(self, today: date) -> None:
        """Name the fields and offer the words."""
        for name in ("way", "legal", "amount", "source", "day"):
            self[name].label.text = t(f"approvals.route_field.{name}")
        self.way.offer(enum_choices(Way, "approvals.way_of"))
        self.legal.offer(enum_choices(LegalKind, "legal"))
        self.source.offer(enum_choices(Source, "source"))
        if self.day.data is None and not self.day.raw_data:
            self.day.data = today


class WithdrawForm(_OfProject):
    """The akim takes the project back, saying why."""

    reason = CleanArea(length=MAX_TEXT)
    state = HiddenField()

    def prepare(self) -> None:
        """Name the field in the reader's language."""
        self.reason.label.text = t("approvals.field.withdraw_reason")

    def command(self, code: str) -> Withdraw:
        """Give the command to withdraw project *code* in the state shown; refuses (Stale) another one's form."""
        self.refuse_other(code, "approvals.overtaken")
        known = {each.value for each in Approval}
        state = Approval(self.state.data) if self.state.data in known else Approval.DRAFT
        return Withdraw(code, state, self.reason.data or "")


class ContestForm(BaseForm):
    """The akim contests a decision, saying why."""

    why = CleanArea(length=MAX_TEXT)
    decision = HiddenField()

    def prepare(self, decision: int) -> None:
        """Name the field and carry the decision that is shown."""
        self.why.label.text = t("approvals.field.why_contested")
        self.decision.data = self.decision.data or str(decision)

    def command(self, code: str, change: int | None = None) -> ContestDecision:
        """Give the command to contest the decision that was shown, on a project or on its *change*."""
        return ContestDecision(code, whole(self.decision.data), self.why.data or "", language(), change)


class MoveDayForm(BaseForm):
    """A day that the Government moved: which, off or worked, and by which decision."""

    day = DayField()
    kind = RadioChoice()
    basis = CleanField(length=LONGEST_BASIS)

    def __init__(self) -> None:
        """Name the fields; nothing is chosen beforehand."""
        super().__init__()
        for name in ("day", "kind", "basis"):
            self[name].label.text = t(f"approvals.calendar.{name}")
        self.kind.offer([(each, t(f"approvals.calendar.{each}")) for each in ("off", "worked", "usual")])

    def validate_day(self, field: DayField) -> None:
        """Ask for a day."""
        if field.data is None and not field.errors:
            raise ValidationError(t("refusal.shared.required"))

    def validate_kind(self, field: RadioChoice) -> None:
        """Ask for one of the three."""
        if not field.data:
            raise ValidationError(t("refusal.shared.required"))

    def command(self) -> MoveDay:
        """Give the command."""
        off = {"off": True, "worked": False}.get(self.kind.data or "")
        return MoveDay(self.day.data or date.min, off, self.basis.data or "")


class NoteForm(BaseForm):
    """The head's note to the executor, with the draft that it is about."""

    note = CleanArea(length=MAX_TEXT)
    revision = HiddenField()

    def prepare(self, revision: int) -> None:
        """Name the field and carry the revision that the head saw."""
        self.note.label.text = t("approvals.field.note")
        self.revision.data = self.revision.data or str(revision)

    def command(self, task_id: int) -> SendBack:
        """Give the command to send the draft back."""
        return SendBack(task_id, whole(self.revision.data), self.note.data or "")
