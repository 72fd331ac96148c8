"""Our own check catches faults that a validator lets through."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Name, Pdf

from lsg_projects.kit.paper import check
from lsg_projects.kit.paper.trees import entries


def elements(pdf: Pdf):
    return below(pdf.Root.StructTreeRoot.K[0])


def ways(pdf: Pdf, page: int):
    """Give the ways back from the marks of a page."""
    place = int(pdf.pages[page].obj.StructParents)
    return dict(entries(pdf.Root.StructTreeRoot.ParentTree, Name.Nums))[place]


def below(top):
    stack = [top]
    while stack:
        element = stack.pop()
        yield element
        kids = element.get(Name.K, [])
        listed = kids if isinstance(kids, pikepdf.Array) else [kids]
        stack.extend(kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and Name.S in kid)


def another_page(pdf: Pdf) -> None:
    paragraph = next(e for e in elements(pdf) if Name.Span == e.S and e.Pg.objgen == pdf.pages[4].obj.objgen)
    paragraph.Pg = pdf.pages[8].obj


def twice_the_same_id(pdf: Pdf) -> None:
    heads = [e for e in elements(pdf) if e.S == Name.TH and Name.ID in e]
    heads[1].ID = heads[0].ID


def a_head_that_is_nowhere(pdf: Pdf) -> None:
    cell = next(e for e in elements(pdf) if e.S == Name.TD and len(e.A.get(Name.Headers, [])))
    cell.A.Headers[0] = pikepdf.String("nowhere")


def a_head_of_another_table(pdf: Pdf) -> None:
    cells = [e for e in elements(pdf) if e.S == Name.TD and len(e.A.get(Name.Headers, []))]
    other = next(e for e in cells if e.Pg.objgen != cells[0].Pg.objgen)
    cells[0].A.Headers[0] = other.A.Headers[0]


def a_link_into_nothing(pdf: Pdf) -> None:
    note = next(note for page in pdf.pages for note in page.obj.get(Name.Annots, []) if Name.Dest in note)
    note.Dest = pikepdf.String("no-such-place")


def a_link_without_a_tag(pdf: Pdf) -> None:
    page = next(page for page in pdf.pages if len(page.obj.get(Name.Annots, [])))
    page.obj.Annots.append(pdf.make_indirect(pikepdf.Dictionary(Type=Name.Annot, Subtype=Name.Link)))


def text_of_nobody(pdf: Pdf) -> None:
    page = pdf.pages[4]
    page.contents_add(b"/Span <</MCID 9999>> BDC EMC")


def a_missing_way_back(pdf: Pdf) -> None:
    owners = ways(pdf, 4)
    mark = next(place for place, owner in enumerate(owners) if isinstance(owner, pikepdf.Dictionary))
    owners[mark] = pikepdf.Dictionary()


def a_bookmark_that_leads_back(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[-1].destination = pikepdf.Array([pdf.pages[0].obj, Name.Fit])


def pages_that_changed_their_tags(pdf: Pdf) -> None:
    first, second = pdf.pages[11].obj, pdf.pages[12].obj
    first.StructParents, second.StructParents = int(second.StructParents), int(first.StructParents)


def a_mark_that_leads_back_to_its_neighbour(pdf: Pdf) -> None:
    owners = ways(pdf, 10)
    marks = [place for place, owner in enumerate(owners) if isinstance(owner, pikepdf.Dictionary)]
    owners[marks[0]] = owners[marks[1]]


def a_chapter_that_stands_nowhere(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.K[0].K[5]


def an_element_that_names_another_parent(pdf: Pdf) -> None:
    parts = pdf.Root.StructTreeRoot.K[0].K
    parts[4].K[0].P = parts[6]


def an_id_that_is_not_indexed(pdf: Pdf) -> None:
    names = pdf.Root.StructTreeRoot.IDTree.Kids[0].Names
    names[1] = names[3]


def a_head_of_the_same_page_but_another_table(pdf: Pdf) -> None:
    tables = [e for e in elements(pdf) if Name.Table == e.S]
    for table in tables:
        inside = [e for e in below(table) if e.S == Name.TD and len(e.A.get(Name.Headers, []))]
        other = next((t for t in tables if t.Pg.objgen == table.Pg.objgen and t.objgen != table.objgen), None)
        if inside and other is not None:
            heads = [e for e in below(other) if e.S == Name.TH and Name.ID in e]
            inside[0].A.Headers[0] = heads[0].ID
            return
    raise AssertionError("no page has two tables")


def a_link_that_is_tagged_on_another_page(pdf: Pdf) -> None:
    linked = [e for e in elements(pdf) if Name.Link == e.S]
    linked[0].Pg = pdf.pages[15].obj


def two_output_intents(pdf: Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def an_attachment_without_a_relation(pdf: Pdf) -> None:
    del pdf.Root.AF


def a_place_on_a_page_that_is_gone(pdf: Pdf) -> None:
    names = pdf.Root.Names.Dests.Kids[0].Names
    names[1][0] = pdf.make_indirect(pikepdf.Dictionary(Type=Name.Page))


FAULTS = [
    another_page, twice_the_same_id, a_head_that_is_nowhere, a_head_of_another_table, a_link_into_nothing,
    a_link_without_a_tag, text_of_nobody, a_missing_way_back, a_bookmark_that_leads_back,
    pages_that_changed_their_tags, a_mark_that_leads_back_to_its_neighbour, a_chapter_that_stands_nowhere,
    an_element_that_names_another_parent, an_id_that_is_not_indexed, a_head_of_the_same_page_but_another_table,
    a_link_that_is_tagged_on_another_page, two_output_intents, an_attachment_without_a_relation,
    a_place_on_a_page_that_is_gone,
]  # fmt: skip


@pytest.mark.parametrize("plant", FAULTS, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found_in_one_go_and_chapter_by_chapter(printed, plant):
    with Pdf.open(io.BytesIO(printed.content)) as pdf:
        plant(pdf)
        hurt = io.BytesIO()
        pdf.save(hurt)
    assert check.faults(hurt.getvalue())
    assert check.faults(hurt.getvalue(), many=1)


def test_a_file_that_was_only_saved_again_is_well(printed):
    with Pdf.open(io.BytesIO(printed.content)) as pdf:
        saved = io.BytesIO()
        pdf.save(saved)
    assert check.faults(saved.getvalue()) == []
    assert check.faults(saved.getvalue(), many=3) == []


def test_a_file_without_tags_is_not_a_report():
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        saved = io.BytesIO()
        pdf.save(saved)
    assert check.faults(saved.getvalue()) == ["there is no tag tree"]
