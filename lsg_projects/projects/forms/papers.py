"""What may be typed about a paper of the passport."""

from __future__ import annotations

from flask_wtf.file import FileField

from lsg_projects.documents.usecases import WITHHOLDING, inspected
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.states import DocumentType
from lsg_projects.projects.forms.fields import OfferedChoice, Unseen, name_fields, offer_lists
from lsg_projects.projects.usecases import AttachPaper, WithdrawPaper
from lsg_projects.web.fields import CleanField, DayField, TriField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t


class AttachForm(BaseForm):
    """A file with its type, name, date and number."""

    file = FileField()
    type = OfferedChoice(offers="types")
    title = TriField(length=200)
    number = CleanField(length=60)
    dated = DayField()
    withheld_reason = OfferedChoice(offers="withheld")

    def furnish(self) -> AttachForm:
        """Give the fields their words and lists."""
        name_fields(self, "documents.field")
        types = [(each.value, t(f"doctype.{each.value}")) for each in DocumentType]
        grounds = [(each, t(f"documents.withheld.{each}")) for each in WITHHOLDING]
        offer_lists(self, {"types": types, "withheld": grounds})
        return self

    def command(self, code: str) -> AttachPaper:
        """Give what was typed; refuses (Incomplete) without a file or a type."""
        problems = []
        if not self.file.data or not self.file.data.filename:
            problems.append(Problem("file", "documents.no_file"))
        if not self.type.data:
            problems.append(Problem("type", "shared.required"))
        if not self.title.data:
            problems.append(Problem("title", "documents.title"))
        if problems:
            raise Incomplete("documents.check", tuple(problems))
        name, data = self.file.data.filename, self.file.data.read()
        return AttachPaper(
            code=code,
            type=DocumentType(str(self.type.data)),
            title=self.title.data,
            file_name=name,
            data=data,
            upload=inspected(name, data),
            number=self.number.data or "",
            dated=self.dated.data,
            withheld_reason=self.withheld_reason.data or "",
        )


class WithdrawForm(BaseForm):
    """Which paper goes, and why."""

    key = Unseen()
    reason = CleanField(length=300)

    def furnish(self) -> WithdrawForm:
        """Give the fields their words."""
        name_fields(self, "documents.field")
        return self

    def command(self, code: str) -> WithdrawPaper:
        """Give what was typed."""
        return WithdrawPaper(code, self.key.data or "", self.reason.data or "")
