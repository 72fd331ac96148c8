"""Reads a page as a careful reader does: what it links to, and what is wrong with its HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
MAY_STAY_OPEN = frozenset({"p", "li", "dt", "dd", "option", "tr", "td", "th", "tbody", "thead", "tfoot"})
NEEDS_NO_LABEL = frozenset({"hidden", "submit", "button", "image", "reset"})


class Reading(HTMLParser):
    """One page taken apart."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.links: list[str] = []
        self.ids: Counter[str] = Counter()
        self.targets: set[str] = set()
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.headings: list[str] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.words = ""
        self.title = ""
        self.language = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)
        self._note_place(tag, given)
        self._note_field(tag, given)
        if "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(f"<{tag}> carries a style or a handler of its own")
        if tag == "img" and "alt" not in given:
            self.faults.append(f"an image without words: {given.get('src')}")
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1] != tag and self.open[-1] in MAY_STAY_OPEN:
            self.open.pop()
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes nothing (open: {self.open[-3:]})")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"script", "style"}:
            return
        if self.open and self.open[-1] == "title":
            self.title += data
        self.words += data

    def _note_place(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "html":
            self.language = given.get("lang") or ""
        if identity := given.get("id"):
            self.ids[identity] += 1
        for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
            self.targets.update((given.get(name) or "").split())
        if tag == "a" and (address := given.get("href")):
            self.links.append(address)

    def _note_field(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "label" and (field := given.get("for")):
            self.labelled.add(field)
        if tag in {"input", "select", "textarea"} and given.get("type") not in NEEDS_NO_LABEL:
            self.fields.append({**given, "inside": "label" if "label" in self.open else None})

    def inner_links(self) -> Iterator[str]:
        """Addresses of this site that the page leads to, without fragments."""
        for link in self.links:
            whole = urldefrag(urljoin(f"http://localhost{self.address}", link)).url
            if urlsplit(whole).netloc == "localhost":
                yield whole.removeprefix("http://localhost")

    def all_faults(self) -> list[str]:
        """Everything wrong with the page, each fault in a sentence."""
        found = list(self.faults)
        found += [f"the id {name!r} stands {times} times" for name, times in self.ids.items() if times > 1]
        found += [f"nothing has the id {name!r} that is pointed at" for name in self.targets if name not in self.ids]
        found += [f"the page leads to #{name}, which is not on it" for name in self._broken_fragments()]
        found += [
            f"a field without a label: {field.get('name')}" for field in self.fields if not self._has_label(field)
        ]
        if self.headings.count("h1") != 1:
            found.append(f"the page has {self.headings.count('h1')} main headings")
        if not self.title.strip():
            found.append("the page has no title")
        if self.language not in {"kk", "ru", "en"}:
            found.append(f"the page says it is in {self.language!r}")
        if self.open:
            found.append(f"left open: {self.open}")
        return found

    def _broken_fragments(self) -> Iterator[str]:
        for link in self.links:
            if link.startswith("#") and len(link) > 1 and link[1:] not in self.ids:
                yield link[1:]

    def _has_label(self, field: dict[str, str | None]) -> bool:
        named = field.get("aria-label") or field.get("aria-labelledby") or field.get("inside")
        return bool(named) or (field.get("id") or "") in self.labelled
