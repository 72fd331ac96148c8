"""What names a person must be found however it is spelled, and sums, codes and office lines left alone."""

from __future__ import annotations

import pytest

from lsg_projects.domain.identifiers import check_digit
from lsg_projects.domain.personal import MASK, looks_personal, masked, parts


def number(eleven: str) -> str:
    """An invented number whose check digit fits."""
    return f"{eleven}{check_digit(eleven)}"


IIN = number("85010130012")


@pytest.mark.parametrize("text", ["ЖСН {}", "({})", "тел.{}.", "{}"])
@pytest.mark.parametrize("spelled", [IIN, f"{IIN[:6]} {IIN[6:]}", f"{IIN[:6]}-{IIN[6:]}", " ".join(IIN)])
def test_a_persons_number_is_found(text: str, spelled: str) -> None:
    assert [(part.kind, part.text) for part in parts(text.format(spelled))] == [("iin", spelled)]
    assert masked(text.format(spelled)) == text.format(MASK)


@pytest.mark.parametrize("before", ["5 ", "123 ", "123456 ", "2026-"])
def test_figures_before_a_number_do_not_hide_it(before: str) -> None:
    assert looks_personal(f"№ {before}{IIN[:6]} {IIN[6:]}")
    assert IIN[6:] not in masked(f"№ {before}{IIN[:6]} {IIN[6:]}")


@pytest.mark.parametrize(
    "phone",
    [
        "+7 701 123 45 67",
        "8 701 123-45-67",
        "87771234567",
        "+7(747)1234567",
        "8 (705) 123 45 67",
        "+7\u00a0702\u00a01234567",
    ],
)
def test_a_mobile_telephone_is_found(phone: str) -> None:
    assert [part.kind for part in parts(f"Байланыс: {phone}.")] == ["phone"]
    assert masked(f"{phone}, Асан") == f"{MASK}, Асан"


@pytest.mark.parametrize(
    "home",
    ["Абай к-сі, 12-үй, 3-пәтер", "ул. Абая, д. 12, кв. 3", "дом 7а, квартира 15", "үй 4, пәтер 9", "Д. 1, КВ. 2"],
)
def test_the_address_of_a_flat_is_found(home: str) -> None:
    assert [part.kind for part in parts(home)] == ["home"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "№ 347, 154651000, 1 184 744,7 мың теңге, 12 345 678 901 234",
        "111111111111",
        f"БСН {number('05014000012')}",
        "8 (71331) 2-15-40, +7 7132 55 12 34",
        "8 701 123,4 мың теңге",
        "1 870 112 345 теңге",
        "ул. Абая, 12: школа, 120 кв. м, 12 кв. км",
        "2026 ж. 3-тоқсан, кв. 3",
        "90012330001٨",
    ],
)
def test_sums_codes_offices_and_areas_are_no_persons(text: str) -> None:
    assert not looks_personal(text)
    assert masked(text) == text


@pytest.mark.parametrize("bad", [IIN[:-1] + str((int(IIN[-1]) + 1) % 10), number("85023030012"), number("85013230012")])
def test_a_number_without_its_check_digit_or_a_day_of_birth_is_none(bad: str) -> None:
    assert not looks_personal(bad)
