"""The words of plans: headings in Kazakh, Russian and English as acts and offices print them, sections, totals."""

from __future__ import annotations

import re

_PLACES = (
    "okrug_ru", "okrug", "okrug_kk", "territory", "сельский округ", "ауылдық округ", "сельские округа", "округ",
    "ауылдық округтер", "наименование сельских округов", "наименование сельского округа", "наименование округа",
    "наименование округов", "наименование акимата", "ауылдық округтердің атауы", "ауылдық округтің атауы",
    "ауылдық округ атауы", "округтің атауы", "округ атауы",
)  # fmt: skip
_NAMES = ("name_ru", "name", "name_kk", "наименование", "атауы")
HEAD: dict[str, tuple[str, ...]] = {
    "year": ("year", "год", "жыл", "жылы", "финансовый год", "қаржы жылы"),
    "place": _PLACES,
    "kato": ("kato", "като", "код като", "әаож", "әаож коды"),
    "source": (
        "source", "doc", "решение", "шешім", "решение маслихата", "мәслихат шешімі", "мәслихаттың шешімі", "источник",
        "дереккөз", "основание", "негіздеме", "бюджет туралы шешім", "решение о бюджете",
    ),
}  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "income": ("income_total", "income", "доходы", "кірістер", "всего доходов", "доходы всего", "барлық кірістер"),
    "tax": ("tax", "налоговые поступления", "салықтық түсімдер", "налоговые"),
    "non_tax": ("non_tax", "неналоговые поступления", "салықтық емес түсімдер", "неналоговые"),
    "capital_sale": (
        "capital_sale", "поступления от продажи основного капитала", "негізгі капиталды сатудан түсетін түсімдер",
    ),
    "transfers": (
        "transfers_total", "transfers", "поступления трансфертов", "трансферттердің түсімдері", "трансферттер түсімі",
        "трансферты", "трансферттер",
    ),
    "subvention": ("subvention_from_district", "субвенция", "субвенции", "субвенциялар"),
    "district_targeted": (
        "targeted_transfers_district", "целевые трансферты из районного бюджета", "трансферты из районного бюджета",
        "аудандық бюджеттен нысаналы трансферттер", "аудандық бюджеттен трансферттер",
    ),
    "from_republic": (
        "transfers_republican", "трансферты из республиканского бюджета", "республикалық бюджеттен трансферттер",
    ),
    "from_oblast": ("transfers_oblast", "трансферты из областного бюджета", "облыстық бюджеттен трансферттер"),
    "expenditure": ("expenditure_total", "expenditure", "затраты", "шығындар", "всего затрат", "барлық шығындар"),
    "net_lending": ("net_lending", "чистое бюджетное кредитование", "таза бюджеттік кредиттеу"),
    "asset_balance": (
        "asset_balance", "сальдо по операциям с финансовыми активами", "қаржы активтерімен операциялар бойынша сальдо",
    ),
    "deficit": (
        "deficit", "дефицит (профицит) бюджета", "бюджет тапшылығы (профициті)", "дефицит", "дефицит бюджета",
        "бюджет тапшылығы", "тапшылық",
    ),
    "loans": ("loans", "поступления займов", "поступление займов", "қарыздар түсімдері", "қарыздар түсімі"),
    "loan_repayment": ("loan_repayment", "погашение займов", "қарыздарды өтеу"),
    "used_balances": (
        "used_balances", "используемые остатки бюджетных средств", "бюджет қаражатының пайдаланылатын қалдықтары",
    ),
}  # fmt: skip
LINE: dict[str, tuple[str, ...]] = {
    "section": ("section", "раздел", "бөлім"),
    "code": ("code", "код", "коды", "кбк"),
    "amount": ("amount_thousand_tenge", "amount", "сумма", "сомасы", "сома"),
    "name": _NAMES,
}
SECTIONS = {
    "receipts": "receipts", "поступления": "receipts", "түсімдер": "receipts", "доходы": "receipts",
    "кірістер": "receipts", "expenditure": "expenditure", "затраты": "expenditure", "шығындар": "expenditure",
    "расходы": "expenditure", "шығыстар": "expenditure",
}  # fmt: skip
_TOTAL = re.compile(r"(?:итого|всего|барлығы|жиыны|total)\b", re.IGNORECASE)


def names_a_total(place: str) -> bool:
    """Tell whether the words under a place name a row of totals and no place: ``Итого по району``."""
    return _TOTAL.match(place) is not None
