"""Sentences of delivery that leave the pages: the reason of a state, for lists, mail and paper."""

from __future__ import annotations

from lsg_projects.domain.delivery import Reason
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words


def sentence(stored: str, lang: str) -> str:
    """Say in *lang* why a project is in its delivery state; *stored* is what the project keeps."""
    return said(Reason.read(stored), lang) if stored else ""


def said(reason: Reason, lang: str) -> str:
    """Say a reason in *lang*; without a code there is nothing to say."""
    if not reason.code:
        return ""
    return words(lang)(f"delivery.reason.{reason.code}", n=reason.count, d=formats(lang).day(reason.day))
