"""What every paper has around its text: running head and foot, the demonstration's mark, hashes in groups."""

from __future__ import annotations

from jinja2 import Environment

from lsg_projects.domain.figures.data import Facts
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.text import Tri, printable
from lsg_projects.kit.formats import formats
from lsg_projects.kit.paper import pages
from lsg_projects.kit.paper.model import Style
from lsg_projects.kit.words import words


def style(env: Environment, facts: Facts, stamp: Stamp, about: Tri) -> Style:
    """Give the style sheet with the running head and foot of this paper; *about* names its subject."""
    lang = facts.language.partition("+")[0]
    say, form = words(lang), formats(lang)
    short = say(f"paper.kind_short.{facts.kind}")
    head = " · ".join((short, printable(about.pick(lang)), form.period(facts.period)))
    known = say("paper.stamp.known_short", moment=form.moment(stamp.as_known))
    mark = say("paper.demonstration") if facts.demonstration else ""
    foot = f"№ {stamp.number} · {known} · {stamp.spelled}"
    return pages.style(env, head, mark, foot)


def groups(text: str) -> str:
    """Give a hash in groups of eight."""
    return " ".join(text[start : start + 8] for start in range(0, len(text), 8))
