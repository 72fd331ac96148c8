"""Whatever stands in an address: an answer, never a fault."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lsg_projects.kit import paging
from lsg_projects.register.queries import filters

NAMES = st.sampled_from([*filters.KNOWN, "foo", "q[]", "", "as_of"])
LIKELY = st.sampled_from(
    ["154651000", "154600000", "late", "2025", "yes", "amount", "1", "-1", "0", "9" * 30, "own", "%", "'", "\x00", "Ж"]
)
CURSORS = st.lists(st.one_of(st.integers(), st.text(max_size=20)), max_size=4).map(paging.encode)
VALUES = st.one_of(LIKELY, CURSORS, st.text(max_size=40))
QUERIES = st.lists(st.tuples(NAMES, VALUES), max_size=6)
FINE_FOR_PAGES = {200}
FINE_FOR_DATA = {200, 422}
OFTEN = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def written(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs, errors="replace")


@OFTEN
@given(pairs=QUERIES)
def test_lists_answer_any_query(citizen: FlaskClient, pairs: list[tuple[str, str]]) -> None:
    """The page ignores what it cannot read, the interface says so."""
    query = written(pairs)
    assert citizen.get(f"/ru/projects?{query}").status_code in FINE_FOR_PAGES
    assert citizen.get(f"/api/v1/projects?{query}").status_code in FINE_FOR_DATA


@OFTEN
@given(code=st.text(max_size=40), key=st.text(max_size=40), pairs=QUERIES)
def test_single_things_answer_any_name(citizen: FlaskClient, code: str, key: str, pairs: list[tuple[str, str]]) -> None:
    """Projects, papers, receipts and territories of any name are absent, not faults."""
    name, other = (quote(text, safe="", errors="replace") for text in (code, key))
    fine = {200, 301, 302, 308, 404, 405, 422}
    for address in (
        f"/kk/projects/{name}", f"/kk/projects/{name}/ask", f"/kk/projects/{name}/ask/{other}",
        f"/kk/projects/{name}/documents/{other}", f"/kk/territories/{name}", f"/api/v1/projects/{name}",
        f"/kk/territories/154651000?{written(pairs)}", f"/kk/territories/154600000?{written(pairs)}",
        f"/api/v1/territories/{name}/budgets?{written(pairs)}",
    ):  # fmt: skip
        assert citizen.get(address).status_code in fine, address


@given(pairs=QUERIES)
def test_reading_is_stable(pairs: list[tuple[str, str]]) -> None:
    """What was read, written into an address and read again is the same."""
    asked: dict[str, list[str]] = {}
    for name, value in pairs:
        asked.setdefault(name, []).append(value)
    first = filters.read(asked)
    again: dict[str, list[str]] = {}
    for name, value in first.filters.pairs():
        again.setdefault(name, []).append(value)
    assert filters.read(again).filters == first.filters
    assert filters.read(again).ignored == ()
