"""A file put together from chapters: the same bytes however it came about, and only what changed is laid out again."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from xml.etree.ElementTree import tostring

import pikepdf
import pypdf
import pytest
import tinyhtml5

from lsg_projects.domain.text import Tri
from lsg_projects.kit.paper import cache, check, part
from lsg_projects.kit.paper.folio import LINE, UNKNOWN
from lsg_projects.kit.paper.layout import quickly, read
from lsg_projects.kit.paper.model import Paper, PrintFailed, Style
from lsg_projects.kit.paper.printer import print_paper
from lsg_projects.kit.paper.qr import fill, qr_lines, qr_path
from tests.support.printing import STAMP, sample, sheet

PAGE = '<!doctype html><html lang="kk"><head><title>x</title></head><body>{}</body></html>'
CSS = (
    f'@page {{ size: A5; @bottom-left {{ content: "{LINE}" }} @bottom-right {{ content: "{UNKNOWN} / {UNKNOWN}" }} }}'
    "section { break-before: page }"
)


def small(
    *chapters: str, front: str = '<h1 id="a">Мазмұны</h1><p><a href="#c1">Бірінші тарау</a></p>', **more
) -> Paper:
    """A paper of a few lines whose chapters point at one another."""
    return replace(
        Paper(
            title="Сынақ", language="kk", description="Сынақ", author="Әкімдік", created=STAMP.as_known,
            css=Style(CSS, "№ 1 · 26.01.2026"), front=lambda: PAGE.format(front),
            chapters=[lambda text=text: PAGE.format(text) for text in chapters], links={"c1": "Бірінші", "a": "Мазмұны"},
        ),
        **more,
    )  # fmt: skip


TWO = ('<h1 id="c1">Бір</h1><p>Ә</p>', '<h1 id="c2">Екі</h1><p><a href="#a">Басына</a></p>' * 3)


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("kept")


def test_one_process_two_processes_and_kept_chapters_give_the_same_bytes(kept):
    paper = sheet(sample(4))
    fresh = print_paper(paper, processes=1)
    assert print_paper(paper, processes=2).content == fresh.content
    assert print_paper(paper, kept=kept).content == fresh.content
    before = sorted(path.name for path in kept.glob("*.part"))
    assert print_paper(paper, kept=kept).content == fresh.content
    assert sorted(path.name for path in kept.glob("*.part")) == before


def test_a_new_edition_lays_out_only_what_changed(kept):
    facts = sample(4)
    print_paper(sheet(facts), kept=kept)
    before = set(kept.glob("*.part"))
    changed = replace(facts.projects[2], done=Tri.same("Жұмыс аяқталды."))
    facts = replace(facts, projects=(*facts.projects[:2], changed, *facts.projects[3:]))
    stamp = replace(STAMP, number="DP-1546-2025Q4-KK-2", edition=2, code="7HWQ2M9RT4KX", replaces=STAMP.number)
    printed = print_paper(sheet(facts, stamp), kept=kept)
    new = [part.load(path) for path in set(kept.glob("*.part")) - before]
    anchors = {name for each in new for page in each.pages for name, _x, _y in page.anchors}
    assert f"project-{changed.code}" in anchors
    assert not {f"project-{each.code}" for each in facts.projects if each is not changed} & anchors
    assert "DP-1546-2025Q4-KK-2" in pages_of(printed.content)[12]
    assert check.faults(printed.content) == []
    assert print_paper(sheet(facts, stamp)).content == printed.content, "kept chapters changed the file"


def test_numbers_run_through_and_the_line_of_the_paper_stands_on_every_page():
    printed = print_paper(small(*TWO))
    assert printed.pages == 3
    for number, text in enumerate(pages_of(printed.content), start=1):
        assert f"{number} / 3" in text
        assert "№ 1 · 26.01.2026" in text


def test_links_and_bookmarks_lead_from_chapter_to_chapter():
    content = print_paper(small(*TWO)).content
    assert check.faults(content) == []
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert [(item.title, reader.get_destination_page_number(item)) for item in reader.outline] == [
        ("Мазмұны", 0), ("Бір", 1), ("Екі", 2), ("Екі", 2), ("Екі", 2),
    ]  # fmt: skip
    note = reader.pages[0]["/Annots"][0].get_object()
    assert (note["/Dest"], note["/Contents"]) == ("c1", "Бірінші")


def test_a_link_to_nothing_is_a_fault_and_not_a_silence():
    faults = check.faults(print_paper(small('<h1>Бір</h1><p><a href="#gone">Қайда?</a></p>')).content)
    assert any("gone" in fault for fault in faults)


def test_contents_that_grow_with_the_places_are_refused():
    long, short = '<section>x</section><section id="a">y</section>', '<p id="a">y</p>'
    grown = small(*TWO, contents=lambda known: PAGE.format(long if known else short))
    with pytest.raises(PrintFailed) as failure:
        print_paper(grown)
    assert failure.value.reason == "front_moved"


def test_signs_that_no_font_has_do_not_change_one_another():
    content = print_paper(small("<h1 id='c1'>\ue123</h1><p>бір</p>", "<h1>\ue456</h1><p>екі</p>")).content
    assert check.faults(content) == []
    with pikepdf.Pdf.open(io.BytesIO(content)) as pdf:
        maps = b"".join(font.ToUnicode.read_bytes() for font in pdf.pages[1].Resources.Font.values())
    assert b"<e123>" in maps
    assert b"<e456>" in maps


def test_words_that_look_like_the_language_of_the_file_stay_words():
    words = "12 0 R 5 1 R %d %s (h1 (\\) &lt;&lt;/Type"
    content = print_paper(small(f'<h1 id="c1">{words}</h1><p><a href="https://example.kz/(1)?%d">x</a></p>')).content
    assert check.faults(content) == []
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.outline[-1].title == "12 0 R 5 1 R %d %s (h1 (\\) <</Type"
    assert reader.pages[1]["/Annots"][0].get_object()["/A"]["/URI"] == "https://example.kz/(1)?%d"


def test_a_broken_kept_chapter_is_laid_out_again(tmp_path):
    whole = print_paper(small(*TWO), kept=tmp_path).content
    for path in tmp_path.glob("*.part"):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    assert print_paper(small(*TWO), kept=tmp_path).content == whole


def test_without_its_fonts_a_kept_chapter_is_laid_out_again(tmp_path):
    whole = print_paper(small(*TWO), kept=tmp_path).content
    for path in [*tmp_path.glob("*.font")]:
        path.unlink()
    assert print_paper(small(*TWO, description="Басқа"), kept=tmp_path).pages == 3
    assert print_paper(small(*TWO), kept=tmp_path).content == whole


def test_the_longest_unused_chapters_go_when_there_is_no_room(tmp_path):
    for number in range(6):
        file = tmp_path / f"{number}.part"
        file.write_bytes(b"x" * 400_000)
        os.utime(file, (number, number))
    cache.touch(tmp_path / "0.part")
    assert cache.trim(tmp_path, 1) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.part", "5.part"]


def test_what_a_process_dies_of_is_the_reason_of_the_failure(monkeypatch):
    with pytest.raises(PrintFailed) as failure:
        print_paper(small('<h1 id="c1"><img alt="x" src="http://127.0.0.1:9/x.png"></h1>'))
    assert failure.value.reason == "forbidden_address"


def test_the_strokes_of_a_code_draw_what_its_squares_draw():
    """Read both paths back into dark modules."""
    squares, strokes = (draw("https://lsg.example.kz/kk/verify/7HWQ2M9RT4KX") for draw in (qr_path, qr_lines))
    dark = {
        (int(x) + at, int(y))
        for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1", squares.path)
        for at in range(int(run))
    }
    found, x, y = set(), 0, 0
    for begin, row, skip, run in re.findall(r"M(\d+) (\d+)\.5|m(\d+) 0|h(\d+)", strokes.path):
        x, y = (int(begin), int(row)) if begin else (x + int(skip or 0), y)
        found |= {(x + at, y) for at in range(int(run or 0))}
        x += int(run or 0)
    assert (strokes.size, found) == (squares.size, dark)


def test_another_library_opens_the_file_and_finds_one_of_everything():
    with pikepdf.Pdf.open(io.BytesIO(print_paper(small(*TWO)).content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.Root.OutputIntents) == 1
        assert [str(each.S) for each in pdf.Root.StructTreeRoot.K[0].K] == ["/Part"] * 3
        files = {
            font.DescendantFonts[0].FontDescriptor.FontFile2.objgen
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
        assert len(files) == len(list(pdf.pages[0].Resources.Font.keys())), "a font stands twice in the file"


def test_the_quick_reader_reads_every_chapter_as_the_other_one_would():
    paper = sheet(sample(2))
    for chapter in (paper.front, lambda: paper.contents({}), *paper.chapters):
        page = fill(chapter())
        assert flat(quickly(page)) == flat(tinyhtml5.parse(page, namespace_html_elements=False))
    assert quickly("<p>бір<p>екі") is None
    assert read("<p>бір<p>екі").tag == "html"


def flat(tree) -> str:
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", tostring(tree, "unicode")))
