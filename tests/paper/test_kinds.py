"""Every kind of report, made of the demonstration: complies, can be read and heard, carries its data, never varies."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from lsg_projects.domain.reporting import KINDS
from lsg_projects.kit.paper import check
from lsg_projects.reports.queries.gathering import GATHERERS
from lsg_projects.reports.sheets import table
from lsg_projects.reports.sheets.table import SHEETS
from tests.support.issuing import Issued, facts_of, issued, on

ELSEWHERE = ("district-progress", "akim-quarter")
"""Kinds that the tests of the district's own report hold to the same; long ones, printed here in the long run only."""
SHORT = [key for key in KINDS if key not in ELSEWHERE]
EVERYTHING = [(key, language) for key, kind in KINDS.items() for language in kind.languages]


def language_of(key: str) -> str:
    """Give each kind one language of the three, so that the short run meets them all."""
    languages = KINDS[key].languages
    return languages[SHORT.index(key) % len(languages)] if key in SHORT else languages[0]


@pytest.fixture(scope="module")
def instance(demonstration: Path) -> Iterator[None]:
    """The demonstration for this module alone: a reading left open would keep the writers of later tests waiting."""
    with on(demonstration):
        yield


class Papers(dict[str, Issued]):
    """Each kind printed when it is first asked for."""

    def __missing__(self, key: str) -> Issued:
        self[key] = issued(facts_of(key, language_of(key)))
        return self[key]


@pytest.fixture(scope="module")
def papers(instance: None) -> Papers:
    return Papers()


def text_of(paper: Issued) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages)


def complies(shared: Path, folder: Path, papers: dict[str, Issued]) -> None:
    """Ask the validator about many files at once."""
    files = []
    for name, paper in papers.items():
        files.append(folder / f"{name}.pdf")
        files[-1].write_bytes(paper.content)
    done = subprocess.run(
        [str(shared / "tools" / "verapdf" / "verapdf"), "3a,ua1", *map(str, files)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 2:
        pytest.skip(f"the validator cannot run here: {done.stderr.strip()[-200:]}")
    assert done.returncode == 0, done.stdout[-3000:]
    assert done.stdout.count("compliant=true") == 2 * len(files)


def test_a_kind_stands_in_every_table_and_has_its_words():
    assert set(GATHERERS) == set(SHEETS) == set(KINDS)
    for kind in KINDS.values():
        assert len({each.short for each in KINDS.values()}) == len(KINDS)
        assert (kind.subject.value == "territory") == bool(kind.levels)


def test_each_kind_is_an_archive_copy_and_accessible_at_once(shared, tmp_path, papers):
    complies(shared, tmp_path, {key: papers[key] for key in SHORT})


@pytest.mark.slow
def test_each_kind_is_so_in_every_language(shared, tmp_path, instance):
    complies(shared, tmp_path, {f"{key}-{lang}": issued(facts_of(key, lang)) for key, lang in EVERYTHING})


@pytest.mark.parametrize("key", SHORT)
def test_tags_heads_links_and_bookmarks_lead_where_they_say(papers, key):
    assert check.faults(papers[key].content) == []
    assert pypdf.PdfReader(io.BytesIO(papers[key].content)).outline


@pytest.mark.parametrize("key", SHORT)
def test_its_data_parse_and_are_the_facts(papers, key):
    paper = papers[key]
    reader = pypdf.PdfReader(io.BytesIO(paper.content))
    ((_name, contents),) = reader.attachments.items()
    assert contents[0] == paper.data
    told = json.loads(contents[0])
    assert (told["unit"], told["report"]["number"]) == ("tiyn", paper.stamp.number)
    assert table.read(told["facts"]) == paper.facts


@pytest.mark.parametrize("key", SHORT)
def test_it_says_its_number_code_digest_and_state_of_knowledge(papers, key):
    paper = papers[key]
    text = text_of(paper)
    flat = "".join(text.split())
    assert paper.stamp.number in text
    assert paper.stamp.spelled.replace(" ", "") in flat
    assert hashlib.sha256(paper.data).hexdigest() in flat
    assert paper.stamp.journal.root in flat
    assert "26.01.2026" in text
    assert "ДЕМОНСТРАЦИ" in text or "DEMONSTRATION" in text


def test_the_text_layer_has_the_letters_of_kazakh_and_the_tenge(papers):
    spoken = [key for key in SHORT if "kk" in language_of(key)]
    texts = [text_of(papers[key]) for key in spoken]
    assert all(set("әқңөі№") <= set(text.lower()) for text in texts)
    assert set("әғқңөұүі₸") <= set("".join(texts).lower())


@pytest.mark.parametrize("key", SHORT)
def test_the_same_facts_give_the_same_bytes(papers, key):
    assert issued(papers[key].facts).content == papers[key].content
