"""Where a file on a card lies: among the public papers, or, before publication, among those of officials."""

from __future__ import annotations

from flask import url_for

from lsg_projects.documents.queries import Doc
from lsg_projects.register.queries.card import Card


def address(card: Card, doc: Doc) -> str:
    """Give the address from which the reader of this card takes a file."""
    if card.unseen:
        return url_for("projects.file", key=doc.key, name=doc.file_name)
    return url_for("register.document", code=card.face.code, key=doc.key)
