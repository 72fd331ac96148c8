"""Facts of a district as a report knows them, for the tests of figures and paper: real plans, invented projects."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from lsg_projects.domain.budget import Figures
from lsg_projects.domain.figures.facts import (
    Approvals,
    DistrictFacts,
    Frame,
    GoalValue,
    StepTiming,
    Waiting,
)
from lsg_projects.domain.figures.okrugs import Narrative, Okrug, Place, Plan
from lsg_projects.domain.figures.projects import (
    Contribution,
    Decision,
    Expected,
    Funding,
    Indicator,
    Milestone,
    Move,
    Payment,
    Project,
    Receipt,
    Why,
)
from lsg_projects.domain.money import THOUSAND
from lsg_projects.domain.states import Approval, BodyKind, Delivery, Outcome, Source, Stage
from lsg_projects.domain.text import Tri

# KATO, kk, ru; 2020 and 2025: income, tax, non-tax, sale, transfers, expenditure, deficit (thousand tenge x 10)
OKRUGS = (
    ("154655000", "Аққұдық ауылдық округі", "Аккудыкский сельский округ",
     (245847, 8360, 667, 0, 236820, 245847, 0), (692150, 56500, 0, 67230, 568420, 703408, -11258)),
    ("154653000", "Байнассай ауылдық округі", "Байнассайский сельский округ",
     (187003, 6960, 3, 0, 180040, 187003, 0), (601930, 28150, 0, 1000, 572780, 610054, -8124)),
    ("154635000", "Байторысай ауылдық округі", "Байторысайский сельский округ",
     (221876, 19500, 56, 0, 202320, 221876, 0), (599590, 39840, 0, 0, 559750, 613552, -13962)),
    ("154639000", "Жайсаң ауылдық округі", "Жайсанский сельский округ",
     (1921801, 25250, 0, 0, 1896551, 1938618, -16817), (754630, 125790, 0, 1000, 627840, 892920, -138290)),
    ("154643000", "Қаратоғай ауылдық округі", "Каратогайский сельский округ",
     (224067, 11240, 203, 0, 212624, 224067, 0), (1047880, 63900, 1960, 0, 982020, 1074934, -27054)),
    ("154645000", "Қарашай ауылдық округі", "Карачаевский сельский округ",
     (184376, 18770, 0, 0, 165606, 184376, 0), (529980, 69690, 0, 59000, 401290, 592557, -62577)),
    ("154659000", "Құрмансай ауылдық округі", "Курмансайский сельский округ",
     (212911, 7120, 2642, 0, 203149, 212911, 0), (600860, 126440, 0, 0, 474420, 611744, -10884)),
    ("154647000", "Қызылжар ауылдық округі", "Кызылжарский сельский округ",
     (223190, 12800, 2320, 0, 208070, 223190, 0), (630890, 53480, 0, 19180, 558230, 649151, -18261)),
    ("154630000", "Мәртөк ауылдық округі", "Мартукский сельский округ",
     (5835570, 415860, 0, 0, 5419710, 5870845, -7674405),
     (10259980, 1528890, 10000, 50000, 8671090, 10349178, -89198)),
    ("154657000", "Родников ауылдық округі", "Родниковский сельский округ",
     (264550, 24320, 9150, 0, 231080, 264550, 0), (693160, 70860, 0, 105000, 517300, 730684, -37524)),
    ("154651000", "Сарыжар ауылдық округі", "Сарыжарский сельский округ",
     (1133164, 43110, 0, 0, 1090054, 1166058, -1045110),
     (2431070, 268600, 10000, 0, 2152470, 2458271, -27201)),
    ("154661000", "Тәңірберген ауылдық округі", "сельский округ Танирберген",
     (1034214, 24050, 58, 0, 1010106, 1034214, 0), (958230, 90750, 0, 16120, 851360, 973837, -15607)),
    ("154637000", "Хазірет ауылдық округі", "Хазретовский сельский округ",
     (158878, 11700, 2098, 0, 145080, 158878, 0), (578010, 66100, 0, 0, 511910, 579741, -1731)),
)  # fmt: skip

TITLES = (
    ("Көшелерді жарықтандыру, 2-кезең", "Освещение улиц, 2-й этап", "Street lighting, stage 2", "street_lighting"),
    ("Бұрынғы монша ғимаратын жөндеп, жалға беру", "Ремонт здания бывшей бани и сдача в аренду",
     "Repair and letting of the former bath-house", "property_lease"),
    ("Абай көшесін орташа жөндеу", "Средний ремонт улицы Абая", "Medium repair of Abai street", "road_repair"),
    ("Орталық саябақты көгалдандыру", "Озеленение центрального парка", "Greening of the central park", "greening"),
    ("Үйлер мен көлікті түгендеу", "Инвентаризация домов и транспорта", "Inventory of houses and vehicles",
     "inventory"),
    ("Ауыл ішіндегі жер учаскелерін сату", "Продажа участков внутри села", "Sale of plots inside the village",
     "land_sale"),
    ("Жарнама орындарын реттеу", "Упорядочение мест под рекламу", "Advertising places", "advertising"),
)  # fmt: skip
STATES = (
    Delivery.ON_TRACK, Delivery.FINISHED, Delivery.AT_RISK, Delivery.LATE, Delivery.NOT_STARTED, Delivery.STALLED,
)  # fmt: skip
END = date(2025, 12, 31)
_BRINGS = {"property_lease": ("201510", "Мүлікті жалға беру", "Аренда имущества", "Rent of property", False),
           "inventory": ("104402", "Көлік құралдарына салық", "Налог на транспорт", "Vehicle tax", False),
           "land_sale": ("303101", "Жер учаскелерін сату", "Продажа земельных участков", "Sale of land", True),
           "advertising": ("105430", "Сыртқы жарнама", "Наружная реклама", "Outdoor advertising", False)}  # fmt: skip


def _plan(year: int, values: tuple[int, ...], decision: str, decided: date) -> Plan:
    names = ("income", "tax", "non_tax", "capital_sale", "transfers", "expenditure", "deficit")
    figures = Figures(**{name: value * (THOUSAND // 10) for name, value in zip(names, values, strict=True)})
    return Plan(year, figures, "revised", decision, decided)


def okrugs() -> tuple[Okrug, ...]:
    """Give the 13 rural districts of Martuk with their plans of 2020 and 2025."""
    found = []
    for place, (kato, kk, ru, base, now) in enumerate(OKRUGS):
        words = Narrative(
            Tri(
                "Тоқсан ішінде екі жобаның жұмысы аяқталды, үшіншісінің келісімшарты тіркелді. Тұрғындармен екі "
                "кездесу өтті, ұсыныстар келесі жылдың жоспарына енгізілді.",
                "За квартал завершены работы по двум проектам, по третьему зарегистрирован договор. Проведены две "
                "встречи с жителями, предложения внесены в план следующего года.",
            ),
            Tri("Құрылыс материалдарының бағасы өсті.", "Выросли цены на строительные материалы."),
            date(2026, 1, 12),
        )
        found.append(
            Okrug(
                Place(kato, Tri(kk, ru)),
                _plan(2020, base, "№ 347", date(2020, 9, 4)),
                _plan(2025, now, "№ 182", date(2025, 7, 18)),
                None if place % 4 == 3 else words,
            )
        )
    return tuple(found)


def _milestones(number: int, state: Delivery) -> tuple[Milestone, ...]:
    names = (
        ("Сатып алу жоспары", "План закупок"),
        ("Шарт қазынашылықта тіркелді", "Договор зарегистрирован в казначействе"),
        ("Негізгі жұмыстар", "Основные работы"), ("Қабылдау актісі", "Акт приёмки"),
        ("Теңгерімге алу", "Постановка на баланс"),
    )  # fmt: skip
    met = {Delivery.FINISHED: 5, Delivery.ON_TRACK: 3, Delivery.AT_RISK: 2, Delivery.LATE: 2, Delivery.STALLED: 1}
    start = date(2025, 2, 3) + timedelta(days=number % 40)
    found = []
    for place, (kk, ru) in enumerate(names):
        due = start + timedelta(days=70 * (place + 1) + (60 if state in (Delivery.ON_TRACK, Delivery.AT_RISK) else 0))
        done = place < met.get(state, 0)
        moved = place == 2 and number % 5 == 0 and not done
        after = due + timedelta(days=40)
        found.append(
            Milestone(
                key=f"m{place + 1}", title=Tri(kk, ru), baseline=due, due=after if moved else due,
                weight=(10, 20, 40, 20, 10)[place], met=min(due - timedelta(days=3), END) if done else None,
                percent=100 if done else (45 if place == met.get(state, 0) else 0), evidence=int(done),
                moves=(Move(date(2025, 11, 12), due, after, Tri("Жеткізу кешікті", "Задержка поставки")),)
                if moved else (),
            )
        )  # fmt: skip
    return tuple(found)


def project(number: int) -> Project:
    """Give one invented project; its kind, state and sums follow from its number."""
    kk, ru, en, kind = TITLES[number % len(TITLES)]
    okrug = OKRUGS[number % len(OKRUGS)]
    state = STATES[number % len(STATES)]
    own = (1200 + 310 * (number % 9)) * THOUSAND
    transfer = own * 3 if kind in ("road_repair", "street_lighting", "greening") else 0
    funding = [Funding(Source.OWN, own, 2025, "07.3.124.008")]
    if transfer:
        funding.append(Funding(Source.DISTRICT_TRANSFER, transfer, 2025, "07.3.124.008"))
    milestones = _milestones(number, state)
    weight = sum(m.weight for m in milestones if m.met)
    payments = tuple(
        Payment(date(2025, 8, 15), line.source, line.amount * min(weight, 92) // 100) for line in funding if weight
    )
    brings = _BRINGS.get(kind)
    expected: tuple[Expected, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    if brings:
        code, name_kk, name_ru, name_en, once = brings
        yearly = (480 + 90 * (number % 7)) * THOUSAND
        years = (2025,) if once else (2025, 2026, 2027)
        expected = tuple(
            Expected(code, Tri(name_kk, name_ru, name_en), year, yearly // (4 if year == 2025 and not once else 1),
                     yearly * 7 // 10 // (4 if year == 2025 and not once else 1), yearly * 12 // 10, once)
            for year in years
        )  # fmt: skip
        if state in (Delivery.FINISHED, Delivery.ON_TRACK):
            receipts = (Receipt(date(2025, 11, 20), code, expected[0].amount * 8 // 10),)
    days = [m.met for m in milestones if m.met]
    return Project(
        code=f"{okrug[0][:6]}-25-{number + 1:03d}", title=Tri(kk, ru, en),
        summary=Tri("Нәтижесі: тұрғындар жыл бойы пайдаланады.", "Результат: жители пользуются круглый год."),
        okrug=okrug[0], place=Tri("Орталық ауыл", "Центральное село"), kind=kind,
        stage=Stage.COMPLETION if state is Delivery.FINISHED else Stage.IMPLEMENTATION,
        approval=Approval.APPROVED, delivery=state,
        why=Why("late", 18, date(2025, 12, 3), milestones[2].title) if state is Delivery.LATE
        else Why("on_track"),
        delivery_before=Delivery.ON_TRACK, approved=date(2024, 12, 30), start=date(2025, 2, 3),
        finished=max(days) if state is Delivery.FINISHED else None,
        contract=sum(line.amount for line in funding) * 97 // 100 if weight else None,
        funding=tuple(funding), payments=payments, expected=expected, receipts=receipts, milestones=milestones,
        indicators=(
            Indicator(Tri("Жарықтандырылған көшелер", "Освещённые улицы"), Tri("км", "км", "km"), Decimal(4), 2024,
                      Decimal("9.5"), 2026, Decimal("7.2"), date(2025, 12, 20)),
        ),
        contributions=(
            Contribution("strategy-2025", "own_revenue", Tri("Меншікті кірісті өсіреді", "Повышает собственный доход")),
        ),
        decisions=(
            Decision(BodyKind.ASSEMBLY, Outcome.APPROVED, date(2024, 11, 21), "6", date(2024, 11, 21)),
            Decision(BodyKind.MASLIKHAT, Outcome.APPROVED, date(2024, 12, 30), "182", date(2024, 12, 30)),
        ),
        goal=Tri("Ауылда қараңғы көше қалмасын", "Чтобы в селе не осталось тёмных улиц"),
        done=Tri("Тіректер орнатылды, кабель тартылды.", "Установлены опоры, проложен кабель."),
        problems=Tri("Жеткізуші бір аптаға кешікті.", "Поставщик опоздал на неделю."),
    )  # fmt: skip


def facts(projects: int = 40, language: str = "kk") -> DistrictFacts:
    """Give a whole quarter of the district."""
    shown = tuple(project(number) for number in range(projects))
    return DistrictFacts(
        kind="district-progress",
        district=Place("154600000", Tri("Мәртөк ауданы", "Мартукский район", "Martuk district")),
        oblast=Place("150000000", Tri("Ақтөбе облысы", "Актюбинская область", "Aktobe region")),
        period="2025-Q4", language=language, demonstration=True, base_year=2020, year=2025,
        okrugs=okrugs(), projects=shown,
        approvals=Approvals(
            submitted=9, approved=5, returned=2, rejected=1,
            steps=(
                StepTiming(BodyKind.ASSEMBLY, 8, Decimal(7), 10), StepTiming(BodyKind.ECONOMY, 7, Decimal("4.5"), 5),
                StepTiming(BodyKind.FINANCE, 6, Decimal(3), 5), StepTiming(BodyKind.COMMISSION, 6, Decimal(8), None),
            ),
            oldest=Waiting("154651-26-002", Tri("Ақсу су құбыры", "Водопровод Аксу"), BodyKind.COMMISSION,
                           date(2025, 12, 9), 24),
            acts=6,
        ),
        frame=Frame(
            "strategy-2025", Tri("«Стратегия-2025»", "«Стратегия-2025»"),
            Tri("«Күшті өңірлер және урбандалу»", "«Сильные регионы и урбанизация»"), True,
            (
                GoalValue("own_revenue", Tri("Өңірлердің меншікті кірісі", "Собственный доход регионов"),
                          Tri("4-деңгейдегі бюджеттің меншікті кірісі", "Собственный доход бюджета 4-го уровня"),
                          Tri("мың теңге", "тыс. тенге"), "sum", "inferred", "lsg_projects", None, Decimal(292948),
                          Decimal("64623.7"), 13, 13, 12),
            ),
        ),
    )  # fmt: skip
