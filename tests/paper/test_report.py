"""The printed report: complies, can be read, carries its data, and is the same each time."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdf

from lsg_projects.domain.codec import build
from lsg_projects.domain.figures.data import data_bytes
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.text import Tri
from lsg_projects.kit.paper import check
from lsg_projects.kit.paper.printer import print_paper
from tests.support.printing import STAMP, sample, sheet

ROOT = Path(__file__).resolve().parents[2]


def text_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_it_is_an_archive_copy_and_accessible_at_once(validated, printed):
    validated(printed.content)


def test_our_own_check_finds_nothing_wrong(printed):
    assert check.faults(printed.content) == []


def test_the_text_layer_holds_kazakh_letters_and_the_tenge(pdf):
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert set("әғқңөұүі₸№") <= set(text)
    assert "Мәртөк ауданы ауылдық" in text
    assert "14,4\u00a0%" in text or "14,4 %" in text


def test_every_page_says_its_number_the_total_and_that_it_is_a_demonstration(pdf):
    total = len(pdf.pages)
    for number, page in enumerate(pdf.pages, start=1):
        text = page.extract_text()
        assert "ДЕМОНСТРАЦИЯЛЫҚ НҰСҚА" in text
        if 1 < number < total:
            assert re.search(rf"(?<!\d){number} / {total}(?!\d)", text), f"page {number}"


def test_the_contents_lead_to_the_pages_that_they_name(pdf):
    contents = pdf.pages[1].extract_text() + pdf.pages[2].extract_text()
    names = pdf.named_destinations
    for project in sample().projects:
        page = pdf.get_destination_page_number(names[f"project-{project.code}"]) + 1
        assert project.title.kk.split(",")[0][:20] in pdf.pages[page - 1].extract_text()
        assert project.code in pdf.pages[page - 1].extract_text()
        assert re.search(rf"(?<!\d){page}(?!\d)", contents), f"{project.code} on {page}"


def test_each_project_has_one_page(pdf):
    names = pdf.named_destinations
    pages = sorted(pdf.get_destination_page_number(names[f"project-{p.code}"]) for p in sample().projects)
    assert pages == list(range(pages[0], pages[0] + len(pages)))
    assert pdf.get_destination_page_number(names["annexes"]) == pages[-1] + 1


def test_bookmarks_name_the_chapters(pdf):
    titles = [item.title for item in pdf.outline if not isinstance(item, list)]
    for title in ("Мазмұны", "Меншікті кірістер", "Келісу мен бекіту", "Қосымшалар", "Құжатты тексеру"):
        assert title in titles


def test_its_data_travel_inside_and_agree_with_what_is_printed(pdf, printed):
    facts = sample()
    name, contents = next(iter(pdf.attachments.items()))
    assert name == "district-progress-154600000-2025-Q4-kk.json"
    assert contents[0] == data_bytes(facts, STAMP)
    assert build(DistrictFacts, json.loads(contents[0])["facts"]) == facts
    last = pdf.pages[-1].extract_text().replace(" ", "").replace("\n", "")
    assert hashlib.sha256(contents[0]).hexdigest() in last
    assert STAMP.code in last
    filespec = pdf.trailer["/Root"]["/AF"][0].get_object()
    assert filespec["/AFRelationship"] == "/Data"


def test_the_table_of_okrugs_adds_up_on_paper(pdf):
    page = next(page.extract_text() for page in pdf.pages if "13 округтің кестесі" in page.extract_text())
    flat = page.replace("\u00a0", " ")
    for figure in ("2 037 836,0", "258 899,0", "31 853,0", "292 948,0", "14,4 %", "5,5 %"):
        assert figure in flat


def test_one_okrug_has_a_report_without_the_table_of_many():
    facts = sample(13)
    own = tuple(project for project in facts.projects if project.okrug == "154651000")
    place = next(okrug.place for okrug in facts.okrugs if okrug.place.kato == "154651000")
    one = replace(
        facts, kind="akim-quarter", district=place, projects=own,
        okrugs=tuple(okrug for okrug in facts.okrugs if okrug.place == place),
    )  # fmt: skip
    content = print_paper(sheet(one)).content
    assert check.faults(content) == []
    text = "".join(text_of(content)).replace("\n", " ")
    assert "Сарыжар ауылдық округі жобалары: әкімнің 2025 жылғы IV тоқсан есебі" in " ".join(text.split())
    assert "округтің кестесі" not in text


def test_it_speaks_english_and_marks_what_has_no_english():
    content = print_paper(sheet(sample(2, "en"))).content
    text = "\n".join(text_of(content))
    assert "Own revenue" in text
    assert pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/Lang"] == "en"
    assert "(ru)" in text, "a text that has no English says in which language it stands"


def test_the_same_facts_give_the_same_bytes_in_another_process(printed):
    program = (
        "import sys; from tests.support.printing import sheet, sample; "
        "from lsg_projects.kit.paper.printer import print_paper; "
        "sys.stdout.buffer.write(print_paper(sheet(sample())).content)"
    )
    again = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert hashlib.sha256(again.stdout).hexdigest() == hashlib.sha256(printed.content).hexdigest()


def test_nothing_of_the_paper_is_an_unembedded_or_foreign_font(pdf):
    fonts = {
        font.get_object()["/BaseFont"]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].get_object().values()
    }
    assert {name.split("+")[-1].split("-")[0] for name in fonts} <= {"IBM", "IBMPlexSans", "DejaVu", "DejaVuSans"}, (
        fonts
    )


HOSTILE = (
    '<img src="file:///etc/passwd"><script>alert(1)</script>',
    "{{ 7 * 7 }} {% raw %} </style><link rel=attachment href=file:///etc/hostname>",
    "url(http://127.0.0.1:9/x) \\0041 \"; } @page { content: 'x' }",
    "ә" * 3000,
    "\u202eсол жақ\u202c \u200b\u00ad",
)


def test_hostile_words_are_printed_as_words():
    facts = sample(1)
    hurt = [
        replace(
            facts.projects[0],
            code=f"154655-25-{place:03d}",
            title=Tri.same(text),
            goal=Tri.same(text),
            done=Tri.same(text),
        )
        for place, text in enumerate(HOSTILE)
    ]
    district = replace(facts.district, name=Tri.same(HOSTILE[0] + HOSTILE[2]))
    content = print_paper(sheet(replace(facts, projects=tuple(hurt), district=district))).content
    assert check.faults(content) == []
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert len(reader.attachments) == 1
    text = "".join(page.extract_text() for page in reader.pages)
    assert "root:" not in text
    assert "7 * 7" in text


def test_a_district_without_anything_still_has_a_report_that_is_no_demonstration():
    empty = replace(sample(1, "ru"), projects=(), okrugs=(), frame=None, demonstration=False)
    content = print_paper(sheet(empty)).content
    assert check.faults(content) == []
    text = "".join(text_of(content))
    assert "ДЕМОНСТРАЦИ" not in text
    assert "Планы двух лет для сравнения не внесены" in text
