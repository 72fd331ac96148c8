"""The printing process: hears its progress, ends it in its limits, and fetches nothing."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lsg_projects.kit.paper import press, pressroom
from lsg_projects.kit.paper.assets import FONTS
from lsg_projects.kit.paper.fetching import FixedAssets
from lsg_projects.kit.paper.layout import lay_out
from lsg_projects.kit.paper.model import ForbiddenAddress, PrintFailed
from lsg_projects.kit.paper.press import Limits, Line
from lsg_projects.reports.usecases.printing import Job, by_process
from tests.support.printing import STAMP, sample

WIDE = Limits(60, 2000)


@pytest.fixture
def printed(tmp_path: Path) -> Callable[..., list[Line]]:
    """Print by a script, and give the lines that were heard."""

    def run_it(text: str, limits: Limits = WIDE, hear: Callable[[Line], None] | None = None, pulse=None) -> list[Line]:
        heard: list[Line] = []
        job = tmp_path / "job.py"
        job.write_text(text)
        press.run("tests.support.scripted", job, limits, hear or heard.append, pulse)
        return heard

    return run_it


@pytest.fixture
def failed(printed) -> Callable[..., PrintFailed]:
    """Print by a script that fails, and give the failure."""

    def run_it(text: str, limits: Limits = WIDE) -> PrintFailed:
        with pytest.raises(PrintFailed) as failure:
            printed(text, limits)
        return failure.value

    return run_it


def test_each_line_is_heard_as_it_comes(printed):
    heard = printed("import json\nfor n in range(3): print(json.dumps({'done': n}), flush=True)")
    assert heard == [{"done": 0}, {"done": 1}, {"done": 2}]


def test_the_next_printing_finds_the_room_ready_and_nothing_of_the_one_before(printed):
    assert printed("import json, sys; sys.left_behind = 1; print(json.dumps({}))") == [{}]
    room = waiting()
    (told,) = printed("import json, os, sys; print(json.dumps([os.getppid(), hasattr(sys, 'left_behind')]))")
    assert told == [room, False]
    assert waiting() == room


def test_a_room_that_was_given_up_meanwhile_is_replaced(printed):
    printed("")
    room = waiting()
    os.kill(room, signal.SIGKILL)
    assert printed("print('{}')") == [{}]
    assert waiting() not in (None, room)


def test_a_printing_that_takes_its_room_down_fails_and_the_next_one_has_a_new_room(printed, failed):
    assert failed("import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(60)").reason == "broken"
    assert printed("print('{}')") == [{}]


def test_several_at_once_have_rooms_of_their_own(printed):
    with ThreadPoolExecutor(2) as pool:
        script = "import json, os, time; time.sleep(0.5); print(json.dumps([os.getppid()]))"
        rooms = [told[0][0] for told in pool.map(printed, [script, script])]
    assert len(set(rooms)) == 2


def test_a_room_without_work_for_long_is_given_up():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert pressroom.Room(theirs).serve(0.01) is False


def waiting() -> int | None:
    """Give the process of a room that waits for work."""
    return next((room._process.pid for room in press._rooms), None)


def test_one_that_never_ends_is_stopped(failed):
    began = time.monotonic()
    assert failed("import time; time.sleep(60)", Limits(1, 500)).reason == "too_long"
    assert time.monotonic() - began < 20


def test_one_that_wants_too_much_memory_is_stopped(failed):
    confined = "from lsg_projects.kit.paper.press import confine, Limits; confine(Limits(60, 200)); b'x' * 10**9"
    assert failed(confined).reason == "too_much_memory"


def test_what_breaks_says_its_last_words(failed):
    failure = failed("raise ValueError('ink')")
    assert (failure.reason, "ink" in failure.detail) == ("broken", True)


def test_a_listener_that_says_stop_ends_the_process(printed, tmp_path: Path):
    mark = tmp_path / "went-on"
    text = f"import time, pathlib; print('{{}}', flush=True); time.sleep(2); pathlib.Path({str(mark)!r}).touch()"

    def stop(_line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        printed(text, WIDE, stop)
    time.sleep(2.5)
    assert not mark.exists()


def test_while_it_is_silent_the_listener_is_asked_whether_to_go_on(printed):
    asked = []

    def pulse():
        asked.append(1)
        if len(asked) > 2:
            raise InterruptedError

    began = time.monotonic()
    with pytest.raises(InterruptedError):
        printed("import time; time.sleep(60)", WIDE, None, pulse)
    assert time.monotonic() - began < 20


def test_a_reason_that_the_printing_itself_gave_is_kept(failed):
    failure = failed("from lsg_projects.kit.paper.model import PrintFailed; raise PrintFailed('front_moved', '2, 3')")
    assert failure.reason == "front_moved"


def test_what_it_began_does_not_outlive_it(printed, tmp_path):
    mark = tmp_path / "went-on"
    child = f"import time, pathlib; time.sleep(3); pathlib.Path({str(mark)!r}).touch()"
    began = time.monotonic()
    printed(f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}])")
    assert time.monotonic() - began < 2.9, "it waited for what the printing had begun"
    time.sleep(3.2)
    assert not mark.exists()


def test_a_report_comes_out_of_its_own_process(own_instance):
    stages = []
    made = by_process(Job(sample(1), STAMP), lambda stage, done, total: stages.append(stage))
    assert made.content.startswith(b"%PDF-1.7")
    assert made.pages > 8
    assert "Мәртөк ауданы" in made.title
    assert [stage for n, stage in enumerate(stages) if stage not in stages[:n]] == [
        "facts",
        "pages",
        "painting",
        "checking",
    ]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:{port}/x.png", "data:image/png;base64,AA"])
def test_no_address_outside_the_assets_is_opened(address):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.3)
        wanted = address.format(port=listener.getsockname()[1])
        page = f'<html lang="kk"><head><title>x</title></head><body><img alt="x" src="{wanted}"></body></html>'
        with pytest.raises(BaseException, match=r"Error fetching|ForbiddenAddress"):
            lay_out(page, ())
        with pytest.raises(TimeoutError):
            listener.accept()


def test_the_fonts_are_given_and_nothing_else():
    assets = FixedAssets(FONTS)
    assert assets.fetch("asset:plex").read()[:4] == b"\x00\x01\x00\x00"
    with pytest.raises(ForbiddenAddress):
        assets.fetch("asset:../../etc/passwd")
