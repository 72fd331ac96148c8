"""The figures of a passport that lists show: computed once, when it is saved, sent or published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lsg_projects.domain.project import Passport
from lsg_projects.domain.revenue import pays_back, returns
from lsg_projects.domain.text import LANGUAGES, Tri, fold

MOST_TENTHS = 9999


def head_figures(passport: Passport) -> dict[str, Any]:
    """Give the columns that head and public summary share."""
    years = passport.years or passport.revenue_years
    return {
        "title": passport.title,
        "kind": passport.kind,
        "sector": passport.sector,
        "legal_kind": passport.legal_kind,
        "amount": passport.amount,
        "own_amount": passport.own_amount,
        "transfer_amount": passport.transfer_amount,
        "yearly_gain": passport.yearly_gain,
        "one_off_gain": passport.one_off_gain,
        "first_year": years[0] if years else None,
        "last_year": years[-1] if years else None,
        "start": passport.start,
    }


def list_figures(passport: Passport, code: str, names: Iterable[Tri]) -> dict[str, Any]:
    """Give the columns by which the office's lists show a passport and find it; *names* are those of its territory."""
    return head_figures(passport) | {"end": passport.end, "search": search_text(passport, code, names)}


def return_figures(passport: Passport) -> dict[str, Any]:
    """Give when the okrug's own money returns, in tenths of a year, and whether all of it does."""
    years = returns(passport).own.rounded()
    tenths = None if years is None else min(int(years * 10), MOST_TENTHS)
    return {"payback_tenths": tenths, "pays_back": bool(passport.brings_revenue) and pays_back(passport)}


def search_text(passport: Passport, code: str, names: Iterable[Tri]) -> str:
    """Give the folded words by which a project is found in any of the languages."""
    texts = (passport.title, passport.summary, passport.place, *names)
    words = " ".join(getattr(text, lang) for text in texts for lang in LANGUAGES)
    return fold(f"{code} {words}")[:4000]
