"""The printing process: hears its progress, ends it in its limits, and fetches nothing."""

from __future__ import annotations

import socket
import sys
import time
from pathlib import Path

import pytest

from lsg_projects.kit.paper.assets import FONTS
from lsg_projects.kit.paper.fetching import FixedAssets
from lsg_projects.kit.paper.layout import lay_out
from lsg_projects.kit.paper.model import ForbiddenAddress, PrintFailed
from lsg_projects.kit.paper.press import Limits, run
from lsg_projects.reports.usecases.printing import Job, by_process
from tests.support.printing import STAMP, sample

WIDE = Limits(60, 2000)


def script(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def failed(text: str, limits: Limits = WIDE) -> PrintFailed:
    with pytest.raises(PrintFailed) as failure:
        run(script(text), limits, lambda line: None)
    return failure.value


def test_each_line_is_heard_as_it_comes():
    heard = []
    run(script("import json\nfor n in range(3): print(json.dumps({'done': n}), flush=True)"), WIDE, heard.append)
    assert heard == [{"done": 0}, {"done": 1}, {"done": 2}]


def test_one_that_never_ends_is_stopped():
    began = time.monotonic()
    assert failed("import time; time.sleep(60)", Limits(1, 500)).reason == "too_long"
    assert time.monotonic() - began < 20


def test_one_that_wants_too_much_memory_is_stopped():
    confined = "from lsg_projects.kit.paper.press import confine, Limits; confine(Limits(60, 200)); b'x' * 10**9"
    assert failed(confined).reason == "too_much_memory"


def test_what_breaks_says_its_last_words():
    failure = failed("raise ValueError('ink')")
    assert (failure.reason, "ink" in failure.detail) == ("broken", True)


def test_a_listener_that_says_stop_ends_the_process(tmp_path: Path):
    mark = tmp_path / "went-on"
    text = f"import time, pathlib; print('{{}}', flush=True); time.sleep(2); pathlib.Path({str(mark)!r}).touch()"

    def stop(_line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(script(text), WIDE, stop)
    time.sleep(2.5)
    assert not mark.exists()


def test_while_it_is_silent_the_listener_is_asked_whether_to_go_on():
    asked = []

    def pulse():
        asked.append(1)
        if len(asked) > 2:
            raise InterruptedError

    began = time.monotonic()
    with pytest.raises(InterruptedError):
        run(script("import time; time.sleep(60)"), WIDE, lambda line: None, pulse)
    assert time.monotonic() - began < 20


def test_a_reason_that_the_printing_itself_gave_is_kept():
    failure = failed("from lsg_projects.kit.paper.model import PrintFailed; raise PrintFailed('front_moved', '2, 3')")
    assert failure.reason == "front_moved"


def test_what_it_began_does_not_outlive_it(tmp_path):
    mark = tmp_path / "went-on"
    child = f"import time, pathlib; time.sleep(3); pathlib.Path({str(mark)!r}).touch()"
    began = time.monotonic()
    run(script(f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}])"), WIDE, lambda line: None)
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
            lay_out(page, "")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_the_fonts_are_given_and_nothing_else():
    assets = FixedAssets(FONTS)
    assert assets.fetch("asset:plex").read()[:4] == b"\x00\x01\x00\x00"
    with pytest.raises(ForbiddenAddress):
        assets.fetch("asset:../../etc/passwd")
