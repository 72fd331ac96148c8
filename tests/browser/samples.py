"""Invented contents for the gallery's pages: the longest Kazakh words, every state, sums of real size."""

from datetime import date
from typing import Any

K = 100_000  # tiyn in a thousand tenge


def _row(where: str, code: str, title: str, delivery: str, due: str, total: float, paid: float, **more: Any) -> dict[str, Any]:
    return {
        "where": where, "code": code, "title": title, "delivery": delivery, "due": due, "sum": int(total * K),
        "paid": int(paid * K), "source": "аудандық бюджеттен трансферт 70 %", "reason": None, "own": 0, "payback": None,
        **more,
    }  # fmt: skip


def the_list() -> dict[str, Any]:
    """The public list: found projects and facets."""
    rows = [
        _row("Сарыжар ауылдық округі", "154651-25-002", "Саржансай ауылындағы көше жарығы, 2‑кезең", "on_track", "30.11.2025", 18240, 11126.4),
        _row("Саржансай, Сарыжар ауылдық округі", "154651-25-003", "Жабық базар павильоны: сауда орындары мен жарық", "at_risk", "05.12.2025", 38500, 26180, own=4860 * K, payback="2,3"),
        _row("Мәртөк ауылдық округі", "154630-20-001", "Орталық көшелердің жарығы (2020 жылғы қарыз)", "finished", "28.12.2020", 342631.9, 342631.9),
        _row("Тәңірберген ауылдық округі", "154661-25-001", "Автобекет пен қызмет көрсету орталығының жарығы", "late", "15.09.2025", 9480, 2844, reason="24 жұмыс күніне кешігуде", own=612 * K, payback="7,1"),
        _row("Жайсаң ауылдық округі", "154639-25-004", "Стадион жарығы және жүгіру жолы", "", "01.07.2026", 12700, 0),
    ]  # fmt: skip
    groups = [
        {"title": "Аумақ", "values": [{"label": "Мәртөк ауылдық округі", "count": 2, "href": "#"}, {"label": "Сарыжар ауылдық округі", "count": 2, "href": "#", "current": True}]},
        {"title": "Орындалуы", "values": [{"label": "Кестеге сай", "count": 2, "href": "#", "tone": "ok", "icon": "circle-check"}, {"label": "Тәуекел бар", "count": 1, "href": "#", "tone": "warn", "icon": "alert-triangle"}, {"label": "Кешігуде", "count": 1, "href": "#", "tone": "bad", "icon": "clock-exclamation"}]},
        {"title": "Округ бюджетіне кіріс", "values": [{"label": "Кіріс әкеледі", "count": 2, "href": "#", "own": True}, {"label": "5 жылға дейін өтеледі", "count": 1, "href": "#"}]},
        {"title": "Сала, жыл, қаржыландыру көзі", "open": False, "values": [{"label": "Көлік", "count": 1, "href": "#"}]},
    ]  # fmt: skip
    return {"rows": rows, "groups": groups}


def the_card() -> dict[str, Any]:
    """A project in delivery with one milestone at risk."""
    return {
        "money": [
            {"label": "Бюджет", "text": "38 500,0", "parts": [("budget", 9625), ("transfer", 28875)], "sentence": "Бюджет 38 500,0 тыс. ₸, из них 9 625,0 округа"},
            {"label": "Договор", "text": "37 900,0", "parts": [("transfer2", 37900)], "sentence": "Договор на 37 900,0 тыс. ₸"},
            {"label": "Оплачено", "text": "26 180,0", "parts": [("primary", 26180)], "tick": 28875, "sentence": "Оплачено 26 180,0, по плану на сегодня 28 875,0"},
        ],
        "work": [
            {"title": "Проект и экспертиза", "state": "done", "meta": "14.03.2025 · в срок", "href": "#", "link": "заключение"},
            {"title": "Договор зарегистрирован", "state": "done", "meta": "28.04.2025 · на 5 рабочих дней позже"},
            {"title": "Первая очередь: 12 мест открыты", "state": "done", "meta": "01.07.2025 · в срок", "href": "#", "link": "акт"},
            {"title": "Кровля и вторая очередь", "state": "warn", "meta": "срок 30.10.2025 · выполнено 41 %, нужно 78 %"},
            {"title": "Технический надзор: заключение", "state": "bad", "meta": "срок 15.10.2025"},
            {"title": "Приёмка", "state": "todo", "meta": "срок 05.12.2025"},
        ],
        "years": [
            {"label": "2025", "expected": 1215 * K, "received": 540 * K, "low": 900 * K, "high": 1300 * K, "text": "1 215,0"},
            *({"label": str(year), "expected": 4860 * K, "low": 3900 * K, "high": 5100 * K, "text": "4 860,0"} for year in range(2026, 2030)),
        ],
        "receipts": [
            ["Аренда коммунального имущества 201510", "3 600,0", "450,0", "432,0"],
            ["ИПН, уплачиваемый самостоятельно 101202", "960,0", "120,0", "75,0"],
            ["Плата за наружную рекламу 105430", "300,0", "37,5", "33,0"],
        ],
        "decided": [
            {"title": "Собрание местного сообщества согласовало", "state": "done", "meta": "за 7, против 1 из 9 · 21.11.2024", "href": "#", "link": "протокол № 6"},
            {"title": "Отдел экономики: заключение", "state": "done", "meta": "4 рабочих дня из 5"},
            {"title": "Отдел финансов: финансирование подтверждено", "state": "done", "meta": "3 рабочих дня из 5"},
            {"title": "Маслихат утвердил", "state": "done", "meta": "решение № 182 от 30.12.2024"},
        ],
        "curve_labels": ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"],
        "curve": [
            {"label": "план", "tone": "plan", "values": [0, 2, 6, 14, 26, 40, 55, 67, 78, 88, 95, 100]},
            {"label": "работы 64 %", "tone": "work", "values": [0, 1, 5, 12, 22, 35, 47, 56, 64, None, None, None]},
            {"label": "деньги 68 %", "tone": "money", "values": [0, 0, 4, 10, 25, 30, 50, 60, 68, None, None, None]},
        ],
        "gstart": date(2025, 1, 1), "gend": date(2026, 1, 31), "gtoday": date(2025, 10, 20),
        "marks": [(date(2025, 1, 1), "I кв."), (date(2025, 4, 1), "II"), (date(2025, 7, 1), "III"), (date(2025, 10, 1), "IV"), (date(2026, 1, 1), "2026")],
        "bars": [
            {"label": "Фундамент и каркас", "start": date(2025, 5, 1), "end": date(2025, 7, 1), "base_start": date(2025, 5, 1), "base_end": date(2025, 6, 25), "points": [date(2025, 7, 1)], "note": "в срок"},
            {"label": "Кровля и вторая очередь", "start": date(2025, 8, 1), "end": date(2025, 12, 5), "base_start": date(2025, 7, 15), "base_end": date(2025, 11, 20), "note": "опаздывает на 10 р. д.", "late": True},
            {"label": "Приёмка", "start": date(2025, 12, 5), "end": date(2025, 12, 25), "points": [date(2025, 12, 25)]},
        ],
        "docs": [
            {"name": "Смета", "href": "#", "type": "смета", "size": "1,2 МБ", "day": "12.02.2025", "language": "рус"},
            {"name": "Заключение экспертизы", "type": "заключение", "note": "не опубликовано из-за персональных данных"},
        ],
    }  # fmt: skip


def the_settlement() -> dict[str, Any]:
    """A settlement's own money, its way to the target, its neighbours."""
    shares = [("Родниковка", 25.4, "17 586"), ("Қарашай", 24.3, "12 869"), ("Құрмансай", 21.0, "12 644"), ("Аққұдық", 17.9, "12 373"), ("Жайсаң", 16.8, "12 679"), ("Сарыжар", 11.5, "27 860"), ("Байнассай", 4.8, "2 915")]  # fmt: skip
    return {
        "steps": [
            {"label": "Қазір", "sub": "жоспар", "value": 27860 * K, "kind": "fact", "text": "27 860,0", "short": "27,9"},
            {"label": "Базар", "sub": "павильоны", "value": 4860 * K, "kind": "forecast", "text": "+4 860,0", "short": "+4,9"},
            {"label": "Үй-жай", "sub": "жалға беру", "value": 1190 * K, "kind": "forecast", "text": "+1 190,0", "short": "+1,2"},
            {"label": "Көлік", "sub": "тұрағы", "value": 750 * K, "kind": "forecast", "text": "+750,0", "short": "+0,8"},
            {"label": "Жобалармен", "sub": "бірге", "value": 34660 * K, "kind": "sum", "text": "34 660,0", "short": "34,7"},
            {"label": "Жетпейді", "value": 3324.8 * K, "kind": "gap", "text": "−3 324,8", "short": "−3,3"},
            {"label": "Нысаналы", "sub": "мән 15,0 %", "value": 37984.8 * K, "kind": "target", "text": "37 984,8", "short": "38,0"},
        ],
        "neighbours": [{"label": name, "value": share, "text": f"{share} %".replace(".", ","), "extra": total, "current": name == "Сарыжар", "href": "#"} for name, share, total in shares],
        "receipts": [
            ("Салықтық түсімдер", True, 431100000, 2686000000, 11.0), ("Салықтық емес түсімдер", True, 0, 100000000, 0.4),
            ("Негізгі капиталды сатудан түсетін түсімдер", True, 0, 0, 0.0), ("Трансферттердің түсімдері", False, 10900540000, 21524700000, 88.5),
        ],
    }  # fmt: skip


def the_desk() -> dict[str, Any]:
    """An akim's first page with four waiting matters."""
    return {
        "waiting": [
            {"days": 2, "days_label": "жұмыс күні", "tone": "bad", "title": "IV тоқсан есебінің мәтінін жазу", "href": "#", "text": "Аудандық есепке кіреді. Сандар дайын, сіздің түсіндірмеңіз жетпейді.", "action": "Жазу", "primary": True},
            {"days": 4, "days_label": "жұмыс күні", "tone": "warn", "title": "Мал базары жобасын толықтыру", "href": "#", "text": "Экономика бөлімі 16.10 қайтарды: «жер учаскесінің төлемақы мөлшерлемесінің негізін қосыңыз».", "action": "Ескертуді ашу"},
            {"days": 9, "days_label": "жұмыс күні", "title": "Тұрғынның сұрағына жауап беру", "href": "#", "text": "«Ақсуға жарық қашан жетеді?»", "action": "Жауап беру"},
        ],
        "projects": [
            {"title": "Көше жарығы, Саржансай, 2‑кезең", "code": "154651-25-002", "approval": "approved", "delivery": "on_track", "sum": 18240 * K, "paid": 61, "own": 0, "next": "15.11 тіректер"},
            {"title": "Базардың жабық павильоны", "code": "154651-25-003", "approval": "approved", "delivery": "at_risk", "sum": 38500 * K, "paid": 68, "own": 4860 * K, "next": "30.10 шатыр"},
            {"title": "Мал базарының алаңы", "code": "154651-26-001", "approval": "returned", "delivery": "not_started", "sum": 6240 * K, "paid": 0, "own": 1320 * K, "next": "24.10 толықтыру"},
            {"title": "Ақсу су құбыры", "code": "154651-26-002", "approval": "in_review", "delivery": "stalled", "sum": 31400 * K, "paid": 0, "own": 0, "next": "22.10 отырыс"},
        ],
        "route": [
            {"title": "Жергілікті қоғамдастық жиналысы", "state": "now", "meta": "осы қадамда 3 жұмыс күні · отырыс 22.10.2025"},
            {"title": "Экономика және бюджеттік жоспарлау бөлімі", "state": "todo", "meta": "5 жұмыс күні"},
            {"title": "Қаржы бөлімі → бюджет комиссиясы → мәслихат", "state": "todo"},
        ],
    }  # fmt: skip


def the_decision() -> dict[str, Any]:
    """The financier's page: what is asked, what changed, money against the limit."""
    return {
        "route": [
            {"title": "Аким направил", "state": "done", "meta": "03.10"}, {"title": "Собрание", "state": "done", "meta": "за 7, против 1 · 08.10"},
            {"title": "Экономика", "state": "done", "meta": "14.10, версия 3: 22.10"}, {"title": "Финансы", "state": "returned", "meta": "возврат 16.10"},
            {"title": "Финансы: вы", "state": "now", "meta": "с 22.10"}, {"title": "Комиссия", "state": "todo", "meta": "заседание 30.10"}, {"title": "Маслихат", "state": "todo", "meta": "до 25.12"},
        ],
        "diff": [
            {"label": "Трансферт района, 2026", "before": "4 860,0", "after": "4 000,0", "delta": "−860,0"},
            {"label": "Стоимость всего", "before": "7 100,0", "after": "6 240,0", "delta": "−860,0"},
            {"label": "Документы", "before": None, "after": "5", "delta": "+1", "note": "+ решение об аренде № 31"},
        ],
        "tasks": tasks(),
    }  # fmt: skip


def tasks() -> list[dict[str, Any]]:
    """What is filled in and what is missing, in every state."""
    return [
        {"title": "Смета құжаты", "href": "#", "state": "missing", "status": "жоқ", "hint": "Осы сомадан асатын жобаға міндетті"},
        {"title": "Жауапты адамдар", "href": "#", "state": "done", "status": "толтырылды"},
        {"title": "Жіберу", "state": "blocked", "status": "бәрі толтырылғанда", "hint": "Алдымен сметаны тіркеңіз"},
        {"title": "Ағылшынша мәтіні", "href": "#", "state": "optional", "status": "қалауыңызша"},
    ]


def the_passport() -> dict[str, Any]:
    """The steps of a passport in every state."""
    names = ["Не және қайда", "Неліктен: мәселе мен мақсат", "Нәтижелер мен көрсеткіштер", "Бақылау нүктелері мен мерзімдер", "Құны және қаржыландыру көздері"]  # fmt: skip
    return {
        "steps": [
            *({"title": name, "href": "#", "state": "done"} for name in names),
            {"title": "Округ кірісі", "href": "#", "state": "gap", "current": True, "note": "толтырылмаған: 1"},
            {"title": "Тәуекелдер мен адамдар", "href": "#", "state": "gap", "note": "толтырылмаған: 1"},
            {"title": "Құжаттар", "href": "#", "state": "todo", "note": "басталған жоқ"},
            {"title": "Тексеру және жіберу", "state": "todo", "note": "бәрі толтырылғанда"},
        ]
    }


def the_parts() -> dict[str, Any]:
    """Every state of the small components."""
    months = ["қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел"]
    return {
        "deliveries": ["on_track", "at_risk", "late", "stalled", "finished", "not_started"],
        "approvals": ["draft", "in_review", "returned", "approved", "rejected", "deferred", "withdrawn"],
        "stages": ["identification", "preparation", "implementation", "completion", "maintenance", "cancelled"],
        "tasks": tasks(),
        "months": [{"label": name, "expected": (1800 + 60 * n) * K, "received": (1700 + 90 * n) * K if n < 10 else None, "text": str(1800 + 60 * n)} for n, name in enumerate(months)],
        "month_rows": [[name, "1 800,0", "1 700,0"] for name in months],
    }  # fmt: skip
