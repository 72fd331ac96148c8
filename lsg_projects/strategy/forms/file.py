"""The forms of a file of figures: the file, and the word to store it."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired

from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t


class FiguresFileForm(BaseForm):
    """A file of targets, baselines and official values."""

    file = FileField(validators=[FileRequired()])

    def __init__(self) -> None:
        """Name the field in the reader's language."""
        super().__init__()
        self.file.label.text = t("field.file")


class StoreForm(BaseForm):
    """The answer to a preview: store what was shown."""
