"""Our own check catches faults that a validator lets through."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Name, Pdf

from lsg_projects.kit.paper import check


def elements(pdf: Pdf):
    stack = [pdf.Root.StructTreeRoot.K[0]]
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
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = numbers[9]
    mark = next(place for place, owner in enumerate(owners) if isinstance(owner, pikepdf.Dictionary))
    owners[mark] = pikepdf.Dictionary()


def a_bookmark_that_leads_back(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[-1].destination = pikepdf.Array([pdf.pages[0].obj, Name.Fit])


FAULTS = [
    another_page, twice_the_same_id, a_head_that_is_nowhere, a_head_of_another_table, a_link_into_nothing,
    a_link_without_a_tag, text_of_nobody, a_missing_way_back, a_bookmark_that_leads_back,
]  # fmt: skip


@pytest.mark.parametrize("plant", FAULTS, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found(printed, plant):
    with Pdf.open(io.BytesIO(printed.content)) as pdf:
        plant(pdf)
        hurt = io.BytesIO()
        pdf.save(hurt)
    assert check.faults(hurt.getvalue())


def test_a_file_that_was_only_saved_again_is_well(printed):
    with Pdf.open(io.BytesIO(printed.content)) as pdf:
        saved = io.BytesIO()
        pdf.save(saved)
    assert check.faults(saved.getvalue()) == []


def test_a_file_without_tags_is_not_a_report():
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        saved = io.BytesIO()
        pdf.save(saved)
    assert check.faults(saved.getvalue()) == ["there is no tag tree"]
