"""The description of the interface for programs (OpenAPI 3.1), written by hand; a test holds it against the answers."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from lsg_projects.domain.states import Approval, Delivery, Kind, LegalKind, Sector, Source, Stage
from lsg_projects.register.queries.filters import Order, PaysBack

_TEXT = {"$ref": "#/components/schemas/Text"}
_AMOUNT = {"type": ["number", "null"], "description": "thousand tenge"}
_DAY = {"type": ["string", "null"], "format": "date"}
_MOMENT = {"type": "string", "format": "date-time"}
_STRING = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_INTEGER = {"type": "integer"}


def document(base: str) -> dict[str, Any]:
    """Give the whole description for the installation at *base*."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "lsg_projects: projects and budgets of rural districts",
            "version": "1",
            "description": "Open data. Amounts are thousand tenge, texts are objects by language (kk, ru, en).",
        },
        "servers": [{"url": base}],
        "paths": {
            "/api/v1/projects": {"get": _list()},
            "/api/v1/projects/{code}": {"get": _one()},
            "/api/v1/territories/{kato}/budgets": {"get": _budgets()},
            "/api/v1/journal/head": {"get": _head()},
            "/api/v1/journal/heads": {"get": _heads()},
        },
        "components": {"schemas": schemas()},
    }


def _list() -> dict[str, Any]:
    return {
        "summary": "Published projects, a page at a time",
        "operationId": "listProjects",
        "parameters": [
            _query("q", _STRING, "words of title, village or code; Kazakh letters may be spelt in Russian"),
            _query("territory", _STRING, "KATO code of nine digits", many=True),
            *(_query(name, _one_of(kind), "", many=True) for name, kind in _CHOICES),
            _query("year", _INTEGER, "budget year", many=True),
            _query("order", _one_of(Order), "newest, largest sum or largest yearly revenue first"),
            _query("limit", {"type": "integer", "minimum": 1, "maximum": 100}, "rows of a page"),
            _query("after", _STRING, "cursor of the next page, as the answer before gave it"),
        ],
        "responses": _answers("Page"),
    }


_CHOICES: tuple[tuple[str, type[StrEnum]], ...] = (
    ("stage", Stage), ("approval", Approval), ("delivery", Delivery), ("sector", Sector), ("source", Source),
    ("pays_back", PaysBack),
)  # fmt: skip


def _one() -> dict[str, Any]:
    return {
        "summary": "One published project with its lines, milestones, revenue, decisions and papers",
        "operationId": "getProject",
        "parameters": [_path("code", "154651-25-003")],
        "responses": _answers("Project", gone=True),
    }


def _budgets() -> dict[str, Any]:
    return {
        "summary": "The plans of a territory's settlements and their sum; newest versions",
        "operationId": "getBudgets",
        "parameters": [
            _path("kato", "154600000"),
            _query("year", _INTEGER, "the newest known year where it is absent"),
        ],
        "responses": _answers("Budgets"),
    }


def _head() -> dict[str, Any]:
    return {
        "summary": "The newest signed checkpoint over all chains of the journal, to be kept by whoever wishes",
        "operationId": "getJournalHead",
        "parameters": [],
        "responses": _answers("Checkpoint"),
    }


def _heads() -> dict[str, Any]:
    return {
        "summary": "Checkpoints, the newest first, a page at a time",
        "operationId": "listJournalHeads",
        "parameters": [_query("before", _INTEGER, "number of the first checkpoint of the page before")],
        "responses": _answers("Checkpoints"),
    }


def _query(name: str, schema: dict[str, Any], words: str, *, many: bool = False) -> dict[str, Any]:
    shape = {"type": "array", "items": schema} if many else schema
    return {"name": name, "in": "query", "required": False, "description": words, "schema": shape}


def _path(name: str, example: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": _STRING, "example": example}


def _one_of(kind: type[StrEnum]) -> dict[str, Any]:
    return {"type": "string", "enum": [each.value for each in kind]}


def _answers(name: str, *, gone: bool = False) -> dict[str, Any]:
    fine = {"description": "The answer", "content": _json(name)}
    error = {"description": "Why not", "content": _json("Error")}
    codes = ("404", "422", "503", *(("410",) if gone else ()))
    return {"200": fine, **dict.fromkeys(codes, error)}


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _checkpoint() -> dict[str, Any]:
    texts = dict.fromkeys(("root", "signature", "key"), _STRING)
    return {"at": _MOMENT, "entries": _INTEGER, "heads": _INTEGER, **texts}


def schemas() -> dict[str, Any]:
    """Give the shapes of all answers."""
    languages = dict.fromkeys(("kk", "ru", "en"), _STRING)
    return {
        "Text": {"type": "object", "properties": languages, "additionalProperties": False},
        "Place": _object({"kato": _STRING, "name": _TEXT}),
        "Row": _object(_row()),
        "Page": _object(
            {
                "items": _array({"$ref": "#/components/schemas/Row"}),
                "next": _MAYBE,
                "ignored": _array(_STRING, "names in the address that mean nothing here"),
            }
        ),
        "Project": _object(_row() | _whole()),
        "Figures": {"type": "object", "properties": _figures(), "required": list(_figures())},
        "Checkpoint": _object(_checkpoint()),
        "Checkpoints": _object(
            {"items": _array(_object({"number": _INTEGER, **_checkpoint()})), "next": {"type": ["integer", "null"]}}
        ),
        "Budgets": _object(
            {
                "territory": {"$ref": "#/components/schemas/Place"},
                "year": {"type": ["integer", "null"]},
                "unit": {"const": "thousand tenge"},
                "total": {"$ref": "#/components/schemas/Figures"},
                "territories": _array(
                    {"type": "object", "required": ["kato", "name", *_figures()],
                     "properties": {"kato": _STRING, "name": _TEXT, **_figures()}}
                ),
            }
        ),
        "Error": _object({"error": _object({"code": _INTEGER, "message": _STRING}, more={"parameter": _STRING})}),
    }  # fmt: skip


def _object(properties: dict[str, Any], more: dict[str, Any] | None = None) -> dict[str, Any]:
    known = properties | (more or {})
    return {"type": "object", "properties": known, "required": list(properties), "additionalProperties": False}


def _array(items: dict[str, Any], words: str = "") -> dict[str, Any]:
    return {"type": "array", "items": items} | ({"description": words} if words else {})


def _row() -> dict[str, Any]:
    revenue = {
        "yearly_expected": _AMOUNT, "one_off_expected": _AMOUNT, "received": _AMOUNT,
        "payback_years": {"type": ["number", "null"]}, "pays_back": {"type": "boolean"},
    }  # fmt: skip
    return {
        "code": _STRING, "title": _TEXT, "summary": _TEXT, "territory": {"$ref": "#/components/schemas/Place"},
        "kind": _one_of(Kind), "sector": _one_of(Sector), "legal_kind": _one_of(LegalKind), "stage": _one_of(Stage),
        "approval": _one_of(Approval), "delivery": _one_of(Delivery), "unit": {"const": "thousand tenge"},
        "amount": _AMOUNT, "own_amount": _AMOUNT, "transfer_amount": _AMOUNT, "sources": _array(_one_of(Source)),
        "paid": _AMOUNT, "work_percent": _INTEGER, "own_revenue": _object(revenue),
        "years": _array({"type": ["integer", "null"]}, "first and last budget year"), "start": _DAY,
        "expected_end": _DAY, "published_at": _MOMENT, "updated_at": _MOMENT,
    }  # fmt: skip


def _whole() -> dict[str, Any]:
    plain = {"type": "object"}
    lists = ("budget_lines", "milestones", "own_revenue_lines", "results", "decisions", "documents")
    return {
        "version": _INTEGER, "digest": _STRING, "goal": _TEXT, "problem": _TEXT,
        "owner": _object({"name": _TEXT, "bin": _MAYBE}), **{name: _array(plain) for name in lists},
        "journal": {"type": ["object", "null"]},
    }  # fmt: skip


def _figures() -> dict[str, Any]:
    amounts: Iterable[str] = (
        "income_total", "tax", "non_tax", "capital_sale", "own_revenue", "transfers_total", "expenditure_total",
        "deficit",
    )  # fmt: skip
    return {**dict.fromkeys(amounts, _AMOUNT), "own_share": {"type": ["number", "null"]},
            "plan_version": {"type": ["object", "null"]}}  # fmt: skip
