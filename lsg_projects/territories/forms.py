"""What may be typed about bodies and other names of territories."""

from __future__ import annotations

from wtforms.validators import InputRequired

from lsg_projects.domain.states import BodyKind
from lsg_projects.territories.queries import BodyFacts
from lsg_projects.territories.usecases import AddAlias, SaveBody
from lsg_projects.web.fields import ChoiceField, CleanField, DayField, TriField, enum_choices
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t


class BodyForm(BaseForm):
    """A body: what it is, where, and how it is reached."""

    kind = ChoiceField(validators=[InputRequired()])
    kato = CleanField(length=9, validators=[InputRequired()])
    name = TriField()
    bin = CleanField(length=20)
    phone = CleanField(length=60)
    email = CleanField(length=200)
    address = TriField()
    valid_from = DayField()
    valid_until = DayField()

    def __init__(self, body: BodyFacts | None = None) -> None:
        """Name the fields in the reader's language and fill them from *body*."""
        super().__init__(data=_typed(body) if body else None)
        for field, key in (
            (self.kind, "territories.body_kind"), (self.kato, "field.kato"), (self.name, "field.name"),
            (self.bin, "field.bin"), (self.phone, "field.phone"), (self.email, "field.email"),
            (self.address, "field.address"), (self.valid_from, "territories.valid_from"),
            (self.valid_until, "territories.valid_until"),
        ):  # fmt: skip
            field.label.text = t(key)
        self.kind.offer(enum_choices(BodyKind, "body"))

    def command(self, body_id: int | None) -> SaveBody:
        """Give the command that saves the body."""
        return SaveBody(
            kind=BodyKind(self.kind.data or ""),
            kato=self.kato.data,
            name=self.name.data,
            bin=self.bin.data,
            phone=self.phone.data,
            email=self.email.data,
            address=self.address.data,
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            body_id=body_id,
        )


def _typed(body: BodyFacts) -> dict[str, object]:
    return {
        "kind": body.kind.value, "kato": body.unit.kato, "name": body.name, "bin": body.bin or "", "phone": body.phone,
        "email": body.email, "address": body.address, "valid_from": body.valid_from, "valid_until": body.valid_until,
    }  # fmt: skip


class AliasForm(BaseForm):
    """Another name of a territory and where it was seen."""

    alias = CleanField(length=200, validators=[InputRequired()])
    source = CleanField(length=300, validators=[InputRequired()])

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        self.alias.label.text = t("territories.alias")
        self.source.label.text = t("territories.alias_source")

    def command(self, kato: str) -> AddAlias:
        """Give the command that records the name."""
        return AddAlias(kato, self.alias.data, self.source.data)
