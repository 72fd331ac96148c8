"""What an uploaded file really is: decided by its content, never by its name."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import filetype
import pikepdf

from lsg_projects.documents.archives import office_kind
from lsg_projects.documents.persons import pages_naming_persons
from lsg_projects.documents.pictures import clean_picture
from lsg_projects.documents.unfit import Unfit
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.text import clean

Taken = TypeVar("Taken")
MEGABYTE = 1024 * 1024
NAME_LENGTH = 120

MEDIA = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_SAME = {"jpeg": "jpg", "jpe": "jpg"}
_ACTIVE = ("JavaScript", "Launch", "SubmitForm", "ImportData")


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: its cleaned name, what it is, and its bytes without hidden data."""

    name: str
    kind: str
    """Ending of its kind: pdf, jpg, png, xlsx or docx."""
    data: bytes
    stripped: bool = False
    """True where hidden data of a picture (place, device, owner) were taken out."""
    persons: tuple[int, ...] = ()
    """Pages that name persons, from 1; 0 for a file without pages."""

    @property
    def media_type(self) -> str:
        """Give the media type under which it is served."""
        return MEDIA[self.kind]


def refuse(code: str, **details: object) -> Incomplete:
    """Make the refusal of a file, shown at the file's field."""
    return Incomplete(f"documents.{code}", (Problem("file", f"documents.{code}", details),), **details)


def inspect(name: str, data: bytes, megabytes: int) -> Upload:
    """Check a file by its content; refuses (Incomplete) what is too big, of another kind, or dangerous."""
    shown = file_name(name)
    if not data:
        raise refuse("empty_file", f=shown)
    if len(data) > megabytes * MEGABYTE:
        raise refuse("too_big", a=-(-len(data) // MEGABYTE), b=megabytes)
    kind = _kind(data, shown)
    named = _ending(shown)
    if named != kind:
        raise refuse("kind_differs", f=shown, a=named.upper() or "–", b=kind.upper())
    checked = _CHECKS[kind](data, shown)
    found = pages_naming_persons(kind, checked)
    return Upload(shown, kind, checked, stripped=kind in ("jpg", "png"), persons=found)


def file_name(name: str) -> str:
    """Give a name that is safe to show and to send back: no folders, no control marks, not endless."""
    bare = clean(re.split(r"[\\/]", name)[-1]).replace('"', "").lstrip(".")
    stem, dot, ending = bare.rpartition(".")
    if not dot:
        return bare[:NAME_LENGTH] or "file"
    return f"{stem[: NAME_LENGTH - 8] or 'file'}.{ending[:7]}"


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return _SAME.get(ending, ending)


def _kind(data: bytes, name: str) -> str:
    if data.startswith(b"PK\x03\x04"):
        return _refusing(office_kind, data, name)
    guess = filetype.guess(data)
    kind = guess.extension if guess else ""
    if kind not in MEDIA:
        raise refuse("not_taken", f=name)
    return str(kind)


def _refusing(check: Callable[[bytes], Taken], data: bytes, name: str) -> Taken:
    try:
        return check(data)
    except Unfit as error:
        raise refuse(error.code, f=name) from error


def _picture(data: bytes, name: str) -> bytes:
    return _refusing(clean_picture, data, name)


def _paper(data: bytes, name: str) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if _active(pdf):
                raise refuse("active", f=name)
            len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise refuse("locked", f=name) from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise refuse("damaged", f=name) from error
    return data


def _active(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a paper would start something when it is opened, or hides files of another kind."""
    root = pdf.Root
    opening = root.get("/OpenAction")
    starts = isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", ""))[1:] in _ACTIVE
    names = root.get("/Names")
    scripts = isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names
    return starts or scripts or "/AA" in root


def _sheet(data: bytes, _name: str) -> bytes:
    return data


_CHECKS: dict[str, Callable[[bytes, str], bytes]] = {
    "pdf": _paper,
    "jpg": _picture,
    "png": _picture,
    "xlsx": _sheet,
    "docx": _sheet,
}
