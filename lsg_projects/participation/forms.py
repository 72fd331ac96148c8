"""What may be typed in a question and in its answer."""

from __future__ import annotations

from wtforms import BooleanField
from wtforms.validators import ValidationError

from lsg_projects.participation.usecases import LONGEST, Answer, Ask
from lsg_projects.web.fields import CleanArea, CleanField, RadioChoice, TriField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t

PUBLISH, REFUSE = "publish", "refuse"


class AskForm(BaseForm):
    """A citizen's question. Public pages hold no session, so the door checks the origin instead of a token."""

    class Meta(BaseForm.Meta):
        """No token: there is no cookie that another site could abuse."""

        csrf = False

    name = CleanField(length=80)
    email = CleanField(length=200)
    text = CleanArea(length=LONGEST)
    consent = BooleanField()
    website = CleanField(length=200)
    """A trap: people do not see it, programs fill it in."""

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        for name in ("name", "email", "text", "consent", "website"):
            self[name].label.text = t(f"participation.field.{name}")

    @property
    def trapped(self) -> bool:
        """Tell a program from a person."""
        return bool(self.website.data)

    def command(self, code: str, network: str) -> Ask:
        """Give the command to take the question about project *code*."""
        return Ask(
            code=code, name=self.name.data or "", email=(self.email.data or "").strip(), text=self.text.data or "",
            consent=bool(self.consent.data), lang=language(), network=network,
        )  # fmt: skip


class AnswerForm(BaseForm):
    """The office's answer, or the reason why the question is not published."""

    verdict = RadioChoice()
    answer = TriField(length=4000, lines=True)
    reason = TriField(length=600, lines=True)

    def __init__(self) -> None:
        """Name the fields; nothing is chosen beforehand."""
        super().__init__()
        for name in ("verdict", "answer", "reason"):
            self[name].label.text = t(f"participation.field.{name}")
        self.verdict.offer([(each, t(f"participation.verdict.{each}")) for each in (PUBLISH, REFUSE)])

    def validate_verdict(self, field: RadioChoice) -> None:
        """Ask for one of the two."""
        if not field.data:
            raise ValidationError(t("refusal.shared.required"))

    def command(self, question_id: int) -> Answer:
        """Give the command to answer the question."""
        return Answer(question_id, self.verdict.data == PUBLISH, self.answer.data, self.reason.data)
