"""The letter that takes a certified report to its recipient, in the language of the report."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words
from lsg_projects.reports.queries import Document


@dataclass(frozen=True)
class Letter:
    """A letter before it is sent: subject and text."""

    subject: str
    text: str


def letter(document: Document, base_url: str, *, enclosed: bool) -> Letter:
    """Write the letter; a report too large to be *enclosed* is named by its address."""
    lang = document.speech
    say, base = words(lang), base_url.rstrip("/")
    place = f"{base}/{lang}/reports/{document.number}"
    period = formats(lang).period(document.period)
    about = {"number": document.number, "period": period, "n": document.edition}
    lines = [
        say("reports.letter.greeting", title=document.title),
        document.summary,
        say("reports.letter.about", **about, post=document.certified_as.pick(lang)),
        say("reports.letter.enclosed") if enclosed else say("reports.letter.linked", url=f"{place}/report.pdf"),
        say("reports.letter.page", url=place),
        say("reports.letter.check", url=f"{base}/{lang}/verify/{document.code}", code=document.spelled),
        f"SHA-256: {document.file_sha256}",
        say("reports.letter.foot"),
    ]
    subject = say("reports.letter.subject", title=document.title, number=document.number)
    return Letter(_one_line(subject), "\n\n".join(lines))


def _one_line(text: str) -> str:
    kept = " ".join(text.split())
    return kept if len(kept) <= 150 else kept[:149] + "…"
