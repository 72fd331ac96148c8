"""A project as data: one shape for the interface and the files; amounts in thousand tenge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lsg_projects.domain.money import Tiyn, thousand
from lsg_projects.register.queries.card import Card, PublishedCard
from lsg_projects.register.queries.lists import Row

UNIT = "thousand tenge"
_STEP = Decimal("0.00001")


def amount(tiyn: Tiyn | None) -> float | None:
    """Give a sum in thousand tenge, exact to a tiyn."""
    return None if tiyn is None else float(thousand(tiyn).quantize(_STEP, ROUND_HALF_UP))


def project(row: Row) -> dict[str, Any]:
    """Give a project as lists of data have it."""
    return {
        "code": row.code,
        "title": row.title.as_dict(),
        "summary": row.summary.as_dict(),
        "territory": {"kato": row.unit_kato, "name": row.unit_name.as_dict()},
        "kind": row.kind.value,
        "sector": row.sector.value,
        "legal_kind": row.legal_kind.value,
        "stage": row.stage.value,
        "approval": row.approval.value,
        "delivery": row.delivery.value,
        "unit": UNIT,
        "amount": amount(row.amount),
        "own_amount": amount(row.own_amount),
        "transfer_amount": amount(row.transfer_amount),
        "sources": [source.value for source in row.sources],
        "paid": amount(row.paid),
        "work_percent": row.work_percent,
        "own_revenue": {
            "yearly_expected": amount(row.yearly_gain),
            "one_off_expected": amount(row.one_off_gain),
            "received": amount(row.received),
            "payback_years": None if row.payback_tenths is None else row.payback_tenths / 10,
            "pays_back": row.pays_back,
        },
        "years": [row.first_year, row.last_year] if row.first_year else [],
        "start": day_text(row.start),
        "expected_end": day_text(row.expected_end),
        "published_at": row.published_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
    }


def whole(card: PublishedCard) -> dict[str, Any]:
    """Give one project with its lines, milestones, revenue, decisions and papers."""
    return project(card.row) | {
        "version": card.version.number,
        "digest": card.version.digest,
        "goal": card.passport.goal.as_dict(),
        "problem": card.passport.problem.as_dict(),
        "owner": {"name": card.body.name.as_dict(), "bin": card.body.bin},
        "budget_lines": list(_lines(card)),
        "milestones": list(_milestones(card)),
        "own_revenue_lines": list(_revenue(card)),
        "results": list(_results(card)),
        "decisions": list(_decisions(card)),
        "documents": list(_papers(card)),
        "journal": {"number": card.chain.number, "hash": card.chain.hash} if card.chain else None,
    }


def day_text(day: Any) -> str | None:
    """Give a day as year, month and day."""
    return None if day is None else day.isoformat()


def _lines(card: Card) -> Iterable[Mapping[str, Any]]:
    for row in card.delivery.lines:
        line = row.line
        yield {
            "year": line.year, "source": line.source.value, "programme": line.programme or None,
            "programme_name": card.name_of("programmes", f"{line.programme}/{line.year}").as_dict(),
            "amount": amount(line.amount), "paid": amount(row.paid),
        }  # fmt: skip


def _milestones(card: Card) -> Iterable[Mapping[str, Any]]:
    for row in card.delivery.milestones:
        yield {
            "title": row.title.as_dict(), "weight": row.view.weight, "due": day_text(row.view.due),
            "promised": day_text(row.view.promised), "met_on": day_text(row.view.met_on), "percent": row.view.percent,
            "state": row.view.state.value,
        }  # fmt: skip


def _revenue(card: Card) -> Iterable[Mapping[str, Any]]:
    for row in card.delivery.revenue:
        yield {
            "code": row.code, "name": card.name_of("receipts", f"{row.code}/{row.year}").as_dict(), "year": row.year,
            "expected": amount(row.expected), "received": amount(row.received),
        }  # fmt: skip


def _results(card: Card) -> Iterable[Mapping[str, Any]]:
    for result in card.passport.results:
        yield {
            "level": result.level, "text": result.text.as_dict(), "indicator": result.indicator.as_dict(),
            "unit": result.unit.as_dict(), "baseline": None if result.baseline is None else float(result.baseline),
            "baseline_year": result.baseline_year,
            "targets": [{"year": target.year, "value": float(target.value)} for target in result.targets],
        }  # fmt: skip


def _decisions(card: Card) -> Iterable[Mapping[str, Any]]:
    for each in card.happened:
        if (one := each.decided) is not None:
            yield {
                "step": one.step, "body": one.body_kind.value, "body_name": one.body_name.as_dict(),
                "outcome": one.outcome.value, "number": one.number or None, "date": day_text(one.dated or one.day),
                "decided_at": one.decided_at.isoformat(), "version": one.version, "digest": one.digest,
            }  # fmt: skip


def _papers(card: Card) -> Iterable[Mapping[str, Any]]:
    for doc in card.papers:
        yield {
            "key": doc.key if doc.public else None, "type": doc.type.value, "title": doc.title.as_dict(),
            "date": day_text(doc.dated), "size": doc.size if doc.public else None,
            "sha256": doc.sha256 if doc.public else None, "withheld": doc.withheld_reason or None,
        }  # fmt: skip
