"""What may be typed about people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wtforms import FileField, PasswordField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lsg_projects.accounts.queries import Holder
from lsg_projects.accounts.usecases.delegations import Delegate
from lsg_projects.accounts.usecases.entry import SignIn
from lsg_projects.accounts.usecases.people import Appoint, EndAppointment, RegisterPerson
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.states import Role
from lsg_projects.domain.text import LANGUAGES
from lsg_projects.territories.queries import BodyFacts
from lsg_projects.web.fields import ChoiceField, CleanField, DayField, RadioChoice, enum_choices
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t


class SignInForm(BaseForm):
    """E-mail and password."""

    email = CleanField(length=200, validators=[InputRequired()])
    password = PasswordField(validators=[InputRequired()])

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        self.email.label.text = t("accounts.email")
        self.password.label.text = t("accounts.password")

    def command(self, network: str) -> SignIn:
        """Give the command to sign in from a network address."""
        return SignIn(self.email.data, self.password.data or "", network)


class PasswordForm(BaseForm):
    """A new password, typed twice."""

    password = PasswordField(validators=[InputRequired()])
    again = PasswordField(validators=[InputRequired()])

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        self.password.label.text = t("accounts.new_password")
        self.again.label.text = t("accounts.password_again")

    def validate_again(self, field: PasswordField) -> None:
        """Refuse two passwords that differ."""
        if field.data != self.password.data:
            raise ValidationError(t("refusal.accounts.passwords_differ"))


class OwnPasswordForm(PasswordForm):
    """Another password for oneself: the present one first."""

    present = PasswordField(validators=[InputRequired()])

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        self.present.label.text = t("accounts.present_password")


class PersonForm(BaseForm):
    """A new person."""

    name = CleanField(length=200, validators=[InputRequired()])
    email = CleanField(length=200, validators=[InputRequired()])
    language = ChoiceField(empty=False)
    iin = CleanField(length=12)

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        self.name.label.text = t("accounts.name")
        self.email.label.text = t("accounts.email")
        self.language.label.text = t("accounts.letters_language")
        self.iin.label.text = t("accounts.iin")
        self.language.offer((lang, t(f"shell.language_name.{lang}")) for lang in LANGUAGES)

    def command(self) -> RegisterPerson:
        """Give the command to register the person."""
        return RegisterPerson(self.name.data, self.email.data, self.language.data or "kk", self.iin.data or "")


class AppointmentForm(BaseForm):
    """A role in a body, from a day, by an order."""

    body = ChoiceField(validators=[InputRequired()])
    role = ChoiceField(validators=[InputRequired()])
    valid_from = DayField(validators=[InputRequired()])
    valid_until = DayField()
    order_number = CleanField(length=60, validators=[InputRequired()])
    order_date = DayField()

    def __init__(self, bodies: Iterable[BodyFacts]) -> None:
        """Offer the *bodies* and every role."""
        super().__init__()
        for name in ("body", "role", "valid_from", "valid_until", "order_number", "order_date"):
            self[name].label.text = t(f"accounts.field.{name}")
        self.body.offer((str(one.id), f"{one.name.pick(language())} · {one.unit.kato}") for one in bodies)
        self.role.offer(enum_choices(Role, "role"))

    def command(self, person_id: int) -> Appoint:
        """Give the command to appoint the person."""
        start = self.valid_from.data or date.min
        role = Role(self.role.data or "")
        return Appoint(
            person_id, int(self.body.data or 0), role, start, self.valid_until.data, self.order_number.data,
            self.order_date.data,
        )  # fmt: skip


class EndForm(BaseForm):
    """The last day of an appointment."""

    last_day = DayField(validators=[InputRequired()])

    def __init__(self) -> None:
        """Name the field in the reader's language."""
        super().__init__()
        self.last_day.label.text = t("accounts.field.last_day")

    def command(self, appointment_id: int) -> EndAppointment:
        """Give the command to end the appointment."""
        return EndAppointment(appointment_id, self.last_day.data or date.min)


class SameForm(BaseForm):
    """The other account of the same person."""

    same_as = CleanField(length=200, validators=[InputRequired()])

    def __init__(self) -> None:
        """Name the field in the reader's language."""
        super().__init__()
        self.same_as.label.text = t("accounts.field.same_as")


class DelegationForm(BaseForm):
    """An order that names a deputy."""

    post = ChoiceField(validators=[InputRequired()])
    deputy = ChoiceField(validators=[InputRequired()])
    kind = RadioChoice(validators=[InputRequired()])
    order_number = CleanField(length=60, validators=[InputRequired()])
    order_date = DayField(validators=[InputRequired()])
    valid_from = DayField(validators=[InputRequired()])
    valid_until = DayField(validators=[InputRequired()])
    scope = SelectMultipleField(choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    file = FileField()

    def __init__(self, posts: Iterable[Holder], deputies: Iterable[Holder]) -> None:
        """Offer the *posts* that may be handed over and the persons who may take them."""
        super().__init__()
        for name in ("post", "deputy", "kind", "order_number", "order_date", "valid_from", "valid_until", "scope"):
            self[name].label.text = t(f"accounts.field.{name}")
        self.file.label.text = t("accounts.field.file")
        self.post.offer((str(each.appointment_id), _held(each)) for each in posts)
        people = {each.person_id: each for each in reversed(list(deputies))}
        named = sorted(people.values(), key=lambda each: (each.name, each.person_id))
        self.deputy.offer((str(each.person_id), _held(each)) for each in named)
        self.kind.offer(enum_choices(OrderKind, "accounts.order_kind"))
        self.scope.choices = [SelectChoice(value=one.value, label=t(f"accounts.scope.{one.value}")) for one in Scope]

    def command(self) -> Delegate:
        """Give the command to record the order."""
        upload = self.file.data
        given = upload if upload and getattr(upload, "filename", "") else None
        return Delegate(
            int(self.post.data or 0), int(self.deputy.data or 0), OrderKind(self.kind.data or ""),
            self.order_number.data, self.order_date.data or date.min, self.valid_from.data or date.min,
            self.valid_until.data or date.min, frozenset(Scope(each) for each in self.scope.data or ()),
            str(given.filename) if given else "", given.read() if given else b"",
        )  # fmt: skip


def _held(each: Holder) -> str:
    return f"{each.name} – {t(f'role.{each.role.value}')}, {each.body_name.pick(language())}"
