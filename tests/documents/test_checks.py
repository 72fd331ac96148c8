"""Files are taken by what they are: hostile ones are refused quickly, pictures lose what they hide."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from contextlib import suppress

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lsg_projects.documents.checks import file_name, inspect
from lsg_projects.domain.errors import Incomplete

MB = 25


def pdf(**root: object) -> bytes:
    book = pikepdf.new()
    book.add_blank_page()
    for name, value in root.items():
        book.Root[f"/{name}"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif[0x8825] = {1: "N", 2: (50.0, 17.0, 0.0)}
    Image.new("RGB", size, (12, 80, 100)).save(out, kind, exif=exif)
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def office(main: str, **more: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": b"<Types/>", main: b"<x/>", **more})


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(Incomplete) as caught:
        inspect(name, data, MB)
    assert caught.value.problems[0].where == "file"
    return caught.value.code.removeprefix("documents.")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("смета.pdf", pdf(), "pdf"),
        ("фото.JPEG", picture(), "jpg"),
        ("фото.png", picture("PNG"), "png"),
        ("есеп.xlsx", office("xl/workbook.xml"), "xlsx"),
        ("хат.docx", office("word/document.xml"), "docx"),
    ],
)
def test_the_five_kinds_are_taken_by_their_content(name: str, data: bytes, kind: str) -> None:
    upload = inspect(name, data, MB)
    assert upload.kind == kind
    assert upload.name == name


def test_pictures_lose_place_device_and_tail() -> None:
    upload = inspect("шам.jpg", picture() + b"<script>alert(1)</script>", MB)
    assert upload.stripped
    assert b"Secret" not in upload.data
    assert b"script" not in upload.data
    with Image.open(io.BytesIO(upload.data)) as drawn:
        assert drawn.size == (64, 48)
        assert not dict(drawn.getexif())


def test_big_pictures_are_made_smaller() -> None:
    upload = inspect("үлкен.png", picture("PNG", (4000, 1000)), MB)
    with Image.open(io.BytesIO(upload.data)) as drawn:
        assert drawn.size == (2560, 640)


HOSTILE = {
    "empty_file": ("a.pdf", b""),
    "kind_differs": ("a.pdf", picture()),
    "not_taken": ("a.pdf", b"<html><script>alert(1)</script>"),
    "damaged": ("a.pdf", b"%PDF-1.7\ngarbage"),
    "active": ("a.docx", office("word/document.xml", **{"word/vbaProject.bin": b"x"})),
    "bomb": ("a.xlsx", office("xl/workbook.xml", bomb=b"0" * 60_000_000)),
}


@pytest.mark.parametrize("code", sorted(HOSTILE))
def test_hostile_files_are_refused_quickly(code: str) -> None:
    name, data = HOSTILE[code]
    begun = time.perf_counter()
    assert refusal(name, data) == code
    assert time.perf_counter() - begun < 2


def test_other_hostile_shapes() -> None:
    assert refusal("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>") == "not_taken"
    assert refusal("a.docx", archive(x=b"1")) == "not_taken"
    assert refusal("a.exe", b"MZ" + b"\0" * 200) == "not_taken"
    script = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")
    assert refusal("a.pdf", pdf(OpenAction=script)) == "active"


def test_a_picture_of_endless_pixels_is_refused_before_it_is_drawn() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    assert refusal("a.png", bomb) in ("pixels", "damaged")


def test_a_file_above_the_limit_says_both_sizes() -> None:
    with pytest.raises(Incomplete) as caught:
        inspect("a.pdf", pdf() + b"\n" * (2 * 1024 * 1024), 1)
    assert caught.value.details == {"a": 3, "b": 1}


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_names_are_safe_to_send_back(name: str) -> None:
    shown = file_name(name)
    assert shown
    assert len(shown) <= 130
    assert not set(shown) & set('/\\"\r\n\0')
    assert not shown.startswith(".")


@given(st.binary(max_size=4000), st.sampled_from(["a.pdf", "a.jpg", "a.png", "a.xlsx", "a.docx", "a"]))
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_the_check_fail(data: bytes, name: str) -> None:
    for prefix in (b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04"):
        with suppress(Incomplete):
            assert inspect(name, prefix + data, MB).data
