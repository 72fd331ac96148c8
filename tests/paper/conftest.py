"""A report printed once for all tests that read it."""

from __future__ import annotations

import io

import pypdf
import pytest

from lsg_projects import settings
from lsg_projects.kit.paper.model import Printed
from lsg_projects.kit.paper.printer import print_paper
from tests.support.printing import sample, sheet


@pytest.fixture(scope="session")
def printed() -> Printed:
    """The Kazakh report of nine projects."""
    return print_paper(sheet(sample()))


@pytest.fixture(scope="session")
def pdf(printed: Printed) -> pypdf.PdfReader:
    """The same report, opened."""
    return pypdf.PdfReader(io.BytesIO(printed.content))


@pytest.fixture
def own_instance(tmp_path, monkeypatch):
    """Files of this test stay in a folder of its own."""
    monkeypatch.setenv("LSG_INSTANCE", str(tmp_path / "instance"))
    settings.current.cache_clear()
    yield
    settings.current.cache_clear()
