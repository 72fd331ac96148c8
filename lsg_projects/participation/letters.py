"""Letters about questions: to the office that a question came, to the asker that it was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsg_projects.domain.text import Tri
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words
from lsg_projects.participation.queries import PUBLISHED, Addressee, DeskQuestion

OFFICE_LANGUAGES = ("kk", "ru")


@dataclass(frozen=True)
class Letter:
    """A letter before it is sent: to whom, about what, and the text."""

    to: str
    subject: str
    text: str


def to_office(asked: Addressee, number: int, due: date, address: str) -> Letter:
    """Tell the akim's office of a question, in Kazakh and then in Russian; who asked stands on the desk alone."""
    parts = [_for_office(lang, asked, number, due, address) for lang in OFFICE_LANGUAGES]
    subject = words("kk")("participation.letter.office_subject", code=asked.code, n=number, d=formats("kk").day(due))
    return Letter(asked.email, subject, "\n\n".join(parts))


def to_asker(question: DeskQuestion, address: str) -> Letter:
    """Send the asker the answer, or the reason why the question is not published, in the language of the question."""
    say = words(question.lang)
    published = question.state == PUBLISHED
    said: Tri = question.answer if published else question.reason
    text = say(
        "participation.letter.answered" if published else "participation.letter.refused",
        n=question.number, title=question.title.pick(question.lang), text=said.pick(question.lang), url=address,
    )  # fmt: skip
    return Letter(
        question.email, say("participation.letter.asker_subject", code=question.code, n=question.number), text
    )


def _for_office(lang: str, asked: Addressee, number: int, due: date, address: str) -> str:
    return words(lang)(
        "participation.letter.office",
        title=asked.title.pick(lang), code=asked.code, n=number, d=formats(lang).day(due), url=address,
    )  # fmt: skip
