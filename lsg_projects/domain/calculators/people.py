"""What people who work for themselves bring: traders on the simplified regime, peasant farms, the self-employed."""

from __future__ import annotations

from fractions import Fraction

from lsg_projects.domain.calculators import arrival
from lsg_projects.domain.calculators.arrival import Flow
from lsg_projects.domain.calculators.bench import Bench
from lsg_projects.domain.errors import Incomplete, Problem


def trader(bench: Bench) -> Flow:
    """Count the personal income tax of sole traders (Tax Code, art. 715-727): in August and the next February."""
    asked = bench.answers
    half, count = asked.tenge("turnover"), asked.number("count")
    limit = bench.value("trader.limit") * bench.mrp(asked.year)
    if half * 2 > limit:
        raise _over("turnover", "calculators.over_limit", int(limit * 100))
    tax = half * bench.percent("trader.rate")
    rate = bench.value("trader.rate")
    bench.write("trader_half", "{} × {}", (half, "tenge"), (rate, "percent"), gives=tax)
    bench.write("trader_year", "{} × {} × {}", (tax, "tenge"), (2, ""), (count, "piece"), gives=tax * 2 * count)

    def yearly(year: int) -> Fraction:
        return half * 2 * count * bench.percent("trader.rate", year)

    return arrival.half_years(yearly, asked.year, asked.month, asked.whole("years"))


def farm(bench: Bench) -> Flow:
    """Count the personal income tax of peasant farms (art. 728-732): by 10 November and by 10 April."""
    asked = bench.answers
    income, count = asked.tenge("income"), asked.number("count")
    rate = bench.value("farm.rate")
    tax = income * count * bench.percent("farm.rate")
    bench.write(
        "farm_year", "{} × {} × {}", (income, "tenge"), (rate, "percent"), (count, "piece"), gives=tax
    )  # fmt: skip
    bench.note("farm_place")
    first = asked.number("autumn") / 100
    return arrival.two_parts(
        lambda year: income * count * bench.percent("farm.rate", year), asked.year, asked.whole("years"), first
    )


def self_employed(bench: Bench) -> Flow:
    """Say honestly that the self-employed pay no income tax (art. 715, 718), whatever they earn."""
    asked = bench.answers
    income, count = asked.tenge("month_income"), asked.number("count")
    limit = bench.value("self_employed.limit") * bench.mrp(asked.year)
    if income > limit:
        raise _over("month_income", "calculators.over_month_limit", int(limit * 100))
    tax = income * 12 * count * bench.percent("self_employed.rate")
    rate = bench.value("self_employed.rate")
    amounts = ((income, "tenge"), (Fraction(12), "month"), (rate, "percent"), (count, "piece"))
    bench.write("self_employed_year", "{} × {} × {} × {}", *amounts, gives=tax)
    return arrival.same_year(lambda _year: tax, asked.year, 1, asked.whole("years"))


def _over(where: str, code: str, limit: int) -> Incomplete:
    return Incomplete(code, (Problem(where, code, {"sum": limit}),), sum=limit)
