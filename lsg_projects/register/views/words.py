"""How the register says things: states with their reasons, sources, paybacks, places, matches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup, escape

from lsg_projects.domain.delivery import Reason
from lsg_projects.domain.money import Tiyn, share
from lsg_projects.domain.states import Approval, BodyKind, Delivery, Source
from lsg_projects.domain.territory import short_name
from lsg_projects.domain.text import Tri, fold
from lsg_projects.kit.formats import Formats, formats
from lsg_projects.web.render import language, t

_CODE_2025 = re.compile(r"Budget Code 2025, art\. (.+)")
_WORD = re.compile(r"\w+", re.UNICODE)


def fmt() -> Formats:
    """Give the reader's forms of numbers and dates."""
    return formats(language())


def short(name: Tri) -> str:
    """Name a rural district without the words that say that it is one."""
    return short_name(name.pick(language()))


def marked(text: Tri, terms: Sequence[str]) -> Markup:
    """Write a title with the words that were looked for marked; another language than the page's says so."""
    lang, found = text.found(language())
    html = _mark(found, terms)
    if lang == language() or not found:
        return html
    note = t(f"shell.in_language.{lang}")
    return Markup('<span lang="{}">{}</span> <small class="foreign">{}</small>').format(lang, html, note)


def _mark(text: str, terms: Sequence[str]) -> Markup:
    parts, end = [], 0
    for word in _WORD.finditer(text) if terms else ():
        if any(term in fold(word.group()) for term in terms):
            parts += [escape(text[end : word.start()]), Markup("<mark>{}</mark>").format(word.group())]
            end = word.end()
    return Markup("").join([*parts, escape(text[end:])])


def percent_of(part: Tiyn, whole: Tiyn) -> str:
    """Write a part of a whole in whole percent."""
    return fmt().percent(share(part, whole) or Decimal(0), 0)


def funded_by(amount: Tiyn, own: Tiyn, transfers: Tiyn, sources: Sequence[Source]) -> str:
    """Say in few words who pays: the one source, the share of the transfers, or the sources by name."""
    if not amount:
        return t("register.no_money")
    if len(sources) == 1:
        return t(f"register.source_short.{sources[0].value}")
    if transfers and transfers + own == amount:
        return t("register.transfers_pay", p=percent_of(transfers, amount))
    return ", ".join(t(f"register.source_short.{source.value}") for source in sources)


def payback(tenths: int | None, own: Tiyn) -> str:
    """Say in how many years the okrug's own money returns."""
    if own <= 0:
        return t("register.payback.nothing_spent")
    if tenths is None:
        return t("register.payback.never")
    if tenths == 0:
        return t("register.payback.at_once")
    if tenths < 10:
        return t("register.payback.within_year")
    years = Decimal(tenths) / 10
    count = int(years) if tenths % 10 == 0 else float(years)
    return t("register.payback.years", n=count, x=fmt().plain_number(years))


def approval(state: Approval, asked: BodyKind | None) -> str:
    """Say the state of approval, in review with the body that is asked."""
    if state is Approval.IN_REVIEW and asked is not None:
        return t("register.in_review_at", body=t(f"register.body_short.{asked.value}"))
    return t(f"status.approval.{state.value}")


def delivery(state: Delivery, reason: Reason, milestone: str = "") -> str:
    """Say the state of delivery with its reason, where the reason adds something."""
    word = t(f"status.delivery.{state.value}")
    if reason.code in ("late", "near", "moved", "behind", "stalled"):
        day = fmt().day(reason.day)
        return t(f"register.why.{reason.code}", state=word, n=reason.count, d=day, m=milestone)
    return word


def law(reference: str) -> str:
    """Say an article of the Budget Code as the readers' language names it."""
    found = _CODE_2025.fullmatch(reference)
    return t("register.budget_code", a=found[1]) if found else reference
