"""The newest projects as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree as Tree

from lsg_projects.register.queries.lists import Row

_ATOM = "http://www.w3.org/2005/Atom"


def feed(rows: Sequence[Row], lang: str, title: str, base: str, now: datetime) -> bytes:
    """Write the feed in one language; *base* is the canonical address of the installation."""
    Tree.register_namespace("", _ATOM)
    root = Tree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": lang})
    _text(root, "title", title)
    _text(root, "id", f"{base}/feeds/projects.atom?lang={lang}")
    _link(root, "self", f"{base}/feeds/projects.atom?lang={lang}")
    _link(root, "alternate", f"{base}/{lang}/projects")
    _text(root, "updated", (rows[0].updated_at if rows else now).isoformat())
    for row in rows:
        _entry(root, row, lang, f"{base}/{lang}/projects/{row.code}")
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Tree.Element, row: Row, lang: str, address: str) -> None:
    entry = Tree.SubElement(root, f"{{{_ATOM}}}entry")
    _text(entry, "title", row.title.pick(lang))
    _text(entry, "id", address)
    _link(entry, "alternate", address)
    _text(entry, "published", row.published_at.isoformat())
    _text(entry, "updated", row.updated_at.isoformat())
    _text(entry, "summary", row.summary.pick(lang))
    author = Tree.SubElement(entry, f"{{{_ATOM}}}author")
    _text(author, "name", row.unit_name.pick(lang))


def _text(parent: Tree.Element, name: str, text: str) -> None:
    Tree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: Tree.Element, rel: str, href: str) -> None:
    Tree.SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "href": href})
