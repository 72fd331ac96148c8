"""How the command line tells what an import did: counts, then a line for each warning and error."""

from __future__ import annotations

from typing import Any

from lsg_projects.cli.answer import answer
from lsg_projects.domain.money import thousand
from lsg_projects.domain.tables import ImportAnswer, Remark
from lsg_projects.kit.words import words


def show(found: ImportAnswer, as_json: bool, dry_run: bool = False) -> None:
    """Print what an import did: counts, then a line for each warning and error."""
    data = {
        "ok": found.ok, "kind": found.kind, "rows": found.rows,
        "created": found.created, "updated": found.updated, "unchanged": found.unchanged,
        "warnings": [_plain(each) for each in found.warnings],
        "errors": [_plain(each) for each in found.errors],
    }  # fmt: skip
    if dry_run:
        data["dry_run"] = True
    answer(data, as_json, _prose(found, dry_run))


def _plain(remark: Remark) -> dict[str, Any]:
    """Give a remark as plain values; sums are thousand tenge."""
    data: dict[str, Any] = {"row": remark.row, "code": remark.code, "message": _sentence(remark)}
    for name in ("printed", "computed"):
        amount = getattr(remark, name)
        data[name] = None if amount is None else float(thousand(amount))
    if remark.column:
        data["column"], data["value"] = remark.column, remark.typed
    if candidates := remark.details.get("candidates"):
        data["candidates"] = candidates
    return data


def _sentence(remark: Remark) -> str:
    where = f"{remark.column} “{remark.typed}”: " if remark.column else ""
    return where + words("en")(remark.key, **remark.details)


def _prose(found: ImportAnswer, dry_run: bool) -> str:
    counts = f"{found.rows} rows: {found.created} new, {found.updated} changed, {found.unchanged} as before"
    lines = [f"  row {each.row}: warning: {_sentence(each)}{_sums(each)}" for each in found.warnings]
    lines += [f"  row {each.row}: error: {_sentence(each)}" for each in found.errors]
    if not found.ok:
        counts = f"{found.rows} rows, {len(found.errors)} errors: nothing was stored"
    elif dry_run:
        counts += " (nothing was stored: dry run)"
    return "\n".join([counts, *lines])


def _sums(remark: Remark) -> str:
    if remark.printed is None or remark.computed is None:
        return ""
    return f" (printed {thousand(remark.printed):f}, computed {thousand(remark.computed):f} thousand tenge)"
