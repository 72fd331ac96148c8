"""What may be typed about people."""

from __future__ import annotations

from wtforms import PasswordField
from wtforms.validators import InputRequired

from lsg_projects.accounts.usecases.entry import SignIn
from lsg_projects.web.fields import CleanField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t


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
            raise ValueError(t("refusal.accounts.passwords_differ"))
