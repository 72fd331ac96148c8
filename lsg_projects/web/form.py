"""The base of all forms: CSRF by the session, problems of use cases put at their fields, text kept as typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.web.render import language, refused


class BaseForm(FlaskForm):
    """A form that speaks the reader's language."""

    class Meta(FlaskForm.Meta):
        """WTForms' own sentences come in the reader's language too."""

        @property
        def locales(self) -> tuple[str, ...]:
            """Give the languages of WTForms' own messages."""
            return (language(),)

        def get_translations(self, form: Any) -> Any:
            """Use WTForms' own catalogues, which hold Kazakh and Russian."""
            return super(FlaskForm.Meta, self).get_translations(form)

    def take(self, refusal: Incomplete) -> None:
        """Put the problems of a refused command at their fields, or above the form where no field has the name."""
        for problem in refusal.problems or (Problem("", refusal.code, refusal.details),):
            self.blame(problem)

    def blame(self, problem: Problem) -> None:
        """Put one problem at its field."""
        field = self._fields.get(problem.where)
        sentence = refused(problem.code, problem.details)
        if field is None:
            self.form_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]

    def summary(self) -> list[tuple[str, str]]:
        """Give every problem with the id of its field, for the summary on top of the page."""
        found = [("", str(error)) for error in self.form_errors]
        for field in self:
            name = f"{field.label.text}: " if field.label.text else ""
            found.extend((field.id, f"{name}{error}") for error in _flat(field.errors))
        return found


def _flat(errors: Any) -> Iterable[str]:
    if isinstance(errors, dict):
        for inner in errors.values():
            yield from _flat(inner)
    else:
        for error in errors:
            if isinstance(error, dict | list | tuple):
                yield from _flat(error)
            else:
                yield str(error)
