"""The seal and every way to tamper with a sealed report: nothing but the file itself is taken for it."""

from __future__ import annotations

import hashlib
import io
import random
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from lsg_projects import settings
from lsg_projects.accounts.models import Person
from lsg_projects.domain.errors import Unavailable
from lsg_projects.domain.states import Role
from lsg_projects.domain.verification import Change, State, claimed, difference
from lsg_projects.kit import db
from lsg_projects.kit.files import store as files
from lsg_projects.kit.paper import check, sealkeys, seals
from lsg_projects.kit.paper.printer import print_paper
from lsg_projects.kit.paper.seals import Fault, SealKey, SealWords
from lsg_projects.reports import queries
from lsg_projects.reports.usecases import Certify, certify, perform, prepare_seal
from lsg_projects.reports.usecases.printing import Made
from tests.paper.test_merge import TWO, small
from tests.reports.test_issue import ordered, take

WORDS = SealWords("Мәртөк ауданының әкімдігі", "Есеп куәландырылды", "Мәртөк ауданы")
ORGANISATION = "Мәртөк ауданының әкімдігі"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """Two keys under the same name: the organisation's, and that of somebody who calls himself so."""
    found = []
    for name in ("own", "other"):
        file = tmp_path_factory.mktemp(name) / "seal.p12"
        file.write_bytes(sealkeys.key_file(ORGANISATION, "secret", datetime.now(UTC)))
        found.append(SealKey(file, "secret", None))
    return found


@pytest.fixture(scope="module")
def paper():
    return print_paper(small(*TWO, identifier="WET5US63578N")).content


@pytest.fixture(scope="module")
def sealed(keys, paper):
    return seals.seal(paper, keys[0], WORDS)


def changes(content: bytes, count: int, seed: int = 7):
    """Give so many copies that differ in one byte each, spread over the whole file."""
    drawn = random.Random(seed)
    step = len(content) / count
    for number in range(count):
        at = min(len(content) - 1, int(number * step + drawn.random() * step))
        hurt = bytearray(content)
        hurt[at] ^= drawn.randrange(1, 256)
        yield bytes(hurt)


def test_a_sealed_file_holds_the_issued_one_and_its_seal_is_whole(keys, paper, sealed):
    assert sealed.content.startswith(paper)
    assert seals.fault(sealed.content, keys[0], sealed.certificate) is None
    assert check.faults(sealed.content) == []
    assert claimed(sealed.content) == "WET5US63578N"


def test_a_sealed_file_still_follows_both_standards(sealed, validated):
    validated(sealed.content)


def test_without_a_seal_or_with_another_ones_of_the_same_name_it_is_refused(keys, paper, sealed):
    assert seals.fault(paper, keys[0], sealed.certificate) is Fault.ABSENT
    stranger = seals.seal(paper, keys[1], WORDS)
    assert seals.fault(stranger.content, keys[0], sealed.certificate) is Fault.STRANGER
    assert seals.fault(stranger.content, keys[0], stranger.certificate) is Fault.STRANGER
    assert seals.fault(stranger.content, keys[1], sealed.certificate) is Fault.STRANGER, "trusted, but not the one"


def test_two_seals_are_no_seal(keys, paper):
    first = seals.seal(paper, keys[0], WORDS)
    with pikepdf.Pdf.open(io.BytesIO(first.content)) as pdf:
        pdf.Root.AcroForm.Fields.append(pdf.Root.AcroForm.Fields[0])
        again = io.BytesIO()
        pdf.save(again)
    assert seals.fault(again.getvalue(), keys[0], first.certificate) is not None


def revised(content: bytes, change) -> bytes:
    """Append a revision as any editor would."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def another_page_text(writer):
    page = writer.root["/Pages"]["/Kids"][0]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.mark_update(page.container_ref)


def another_title(writer):
    writer.root["/Lang"] = generic.TextStringObject("en")
    writer.update_root()


@pytest.mark.parametrize("change", [another_page_text, another_title])
def test_an_appended_revision_is_refused(keys, sealed, change):
    longer = revised(sealed.content, change)
    assert longer.startswith(sealed.content)
    assert seals.fault(longer, keys[0], sealed.certificate) is not None


def test_bytes_after_the_end_are_refused_by_the_digest(sealed):
    assert difference(sealed.content, sealed.content + b"\n").change is Change.APPENDED


def test_some_bytes_changed_anywhere_break_the_seal_or_the_digest(keys, sealed):
    _all_refused(keys[0], sealed, 30)


@pytest.mark.slow
def test_every_one_of_1500_changed_bytes_breaks_the_seal_or_the_digest(keys, sealed):
    _all_refused(keys[0], sealed, 1500)


def _all_refused(key, sealed, count):
    digest = hashlib.sha256(sealed.content).hexdigest()
    by_seal = 0
    for hurt in changes(sealed.content, count):
        by_seal += seals.fault(hurt, key, sealed.certificate) is not None
        assert hashlib.sha256(hurt).hexdigest() != digest
        found = difference(sealed.content, hurt)
        assert (found.change, found.count) == (Change.CHANGED, 1)
        assert hurt[found.at] != sealed.content[found.at]
    assert by_seal > count * 0.6, "the seal should see most changes; the room of the signature itself is not covered"


# the whole way: ordered, printed, certified, sealed, checked


@pytest.fixture
def own_key(own_instance, keys, monkeypatch):
    monkeypatch.setenv("LSG_REPORT_SEAL", str(keys[0].file))
    monkeypatch.setenv("LSG_REPORT_SEAL_PASSWORD", keys[0].password)
    settings.current.cache_clear()


@pytest.fixture
def certified(work, district, own_key, paper):
    def printer(job, progress):
        progress("pages", 1, 1)
        return Made(paper.replace(b"WET5US63578N", job.stamp.code.encode()), 3, "Есеп", "Бір сөйлем")

    run_id = ordered(work)
    perform(take(work, run_id), printer)
    document = queries.by_number(db.session(), queries.run(db.session(), run_id).number)
    chief = district(Role.DISTRICT_AKIM, 1)
    _person(work)
    command = Certify(document.number, document.sha256)
    prepared = prepare_seal(db.session(), chief, command)
    with work(chief) as unit:
        certify(unit, command, prepared)
    return queries.by_number(db.session(), document.number)


def _person(work):
    with work() as unit:
        unit.add(Person(name="Demo 1", email="p1@example.kz", language="kk", created_at=unit.now))


def verdict(content: bytes):
    return queries.of_file(db.session(), content)


def proofs(found) -> dict[str, bool | None]:
    return {proof.code: proof.holds for proof in found.proofs}


def test_a_certified_report_is_sealed_and_every_proof_holds(certified):
    found = verdict(files().read(certified.file_sha256))
    assert found.state is State.CERTIFIED
    assert proofs(found) == {"register": True, "seal": True, "file": True, "journal": True, "yours": True}
    before = verdict(files().read(certified.sha256))
    assert (before.state, proofs(before)["yours_unsealed"]) == (State.CERTIFIED, True)


def test_1500_changed_bytes_are_all_refused_and_named(certified):
    content = files().read(certified.file_sha256)
    states = set()
    for hurt in changes(content, 1500):
        found = verdict(hurt)
        states.add(found.state)
        if found.state is State.ALTERED:
            assert found.difference.count == 1
    assert states <= {State.ALTERED, State.UNKNOWN}, "a byte in the code itself makes it nobody's file"
    assert State.ALTERED in states


def test_revisions_and_strangers_are_altered_files_of_ours(certified, keys):
    content = files().read(certified.file_sha256)
    longer = verdict(revised(content, another_title))
    assert (longer.state, longer.difference.change) == (State.ALTERED, Change.APPENDED)
    stranger = seals.seal(files().read(certified.sha256), keys[1], WORDS).content
    assert verdict(stranger).state is State.ALTERED
    assert verdict(content[:-40]).difference.change is Change.CUT


def test_what_was_changed_here_is_seen_too(work, certified):
    place = files().path(certified.file_sha256)
    content = place.read_bytes()
    place.write_bytes(content[:-1] + b"\r")
    found = queries.of_document(db.session(), queries.by_number(db.session(), certified.number))
    assert found.state is State.ALTERED
    assert {code for code, holds in proofs(found).items() if holds is False} == {"seal", "file"}
    place.write_bytes(content)
    assert queries.of_document(db.session(), certified).state is State.CERTIFIED


def test_a_certification_that_the_journal_does_not_know_is_no_proof(certified):
    forged = replace(certified, sealed_sha256=certified.data_digest)
    assert not queries.in_journal(db.session(), forged)
    assert not queries.in_journal(db.session(), replace(certified, certified_at=None))


def test_without_its_key_a_report_is_not_certified(work, district, own_key, monkeypatch, paper):
    monkeypatch.setenv("LSG_REPORT_SEAL_PASSWORD", "wrong")
    settings.current.cache_clear()
    run_id = ordered(work)
    perform(take(work, run_id), lambda job, progress: Made(paper, 3, "Есеп", "Бір сөйлем"))
    document = queries.by_number(db.session(), queries.run(db.session(), run_id).number)
    _person(work)
    with pytest.raises(Unavailable):
        prepare_seal(db.session(), district(Role.DISTRICT_AKIM, 1), Certify(document.number, document.sha256))
    assert queries.by_number(db.session(), document.number).state is State.ISSUED
