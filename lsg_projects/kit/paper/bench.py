"""What one of the printing's own processes does: takes chapters one after another and leaves parts in a folder."""

from __future__ import annotations

import gc
import importlib
import json
import os
import tempfile
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from lsg_projects.kit.collector import without_collector
from lsg_projects.kit.paper import fontwork, pages, part
from lsg_projects.kit.paper.layout import lay_out
from lsg_projects.kit.paper.model import ForbiddenAddress
from lsg_projects.kit.paper.painting import Painting
from lsg_projects.kit.paper.qr import fill
from lsg_projects.kit.paper.tasks import Chapter, Fonts, Look, Task

_COLLECTED = 6
"""Chapters after which what they left behind is collected: a page or two leave some megabytes each."""
# the font cutter would write the present second into every font
_FONT_DATE = {"SOURCE_DATE_EPOCH": "1577836800"}
_PAGE = """<!doctype html><html lang="kk"><head><title>Бет</title></head><body><h1 id="a">Бет</h1><p><b>Қ</b>
<a href="#a">ә</a></p><table><thead><tr><th>1</th></tr></thead><tbody><tr><td>2</td></tr></tbody></table>
<svg width="9" height="9" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg></body></html>"""


def ready() -> None:
    """Load what every printing needs: templates, words, what the libraries load with a page, and those of the check."""
    shared = pages.ready()
    os.environ.update(_FONT_DATE)
    with tempfile.TemporaryDirectory(prefix="lsg-ready-") as place:
        Painting(lay_out(_PAGE, (shared,)), "0").run({}, Path(place))
    importlib.import_module("lsg_projects.kit.paper.check")


def work(told: Connection, folder: Path) -> None:
    """Do tasks until there are none; what each of them gave lies in *folder* under its key, whole or not at all."""
    os.environ.update(_FONT_DATE)
    gc.freeze()
    try:
        if (task := told.recv()) is None:
            return
        told.send(_outcome(task, folder))
        gc.collect()
        gc.freeze()  # styles and fonts were read and stay: the collector need not look at them
        gc.disable()
        done = 0
        while (task := told.recv()) is not None:
            told.send(_outcome(task, folder))
            if (done := done + 1) % _COLLECTED == 0:
                gc.collect()
    except EOFError:
        pass
    finally:
        told.close()
        os._exit(0)  # what was opened by a library is not taken apart: the process ends


def _look(task: Look, target: Path) -> None:
    """Check some chapters of a finished file and write down what was found; only then is the other library loaded."""
    check = importlib.import_module("lsg_projects.kit.paper.check")
    file = Path(task.file)
    found = check.around(file) if task.chapters is None else check.stretch(file, *task.chapters)
    target.write_text(json.dumps(vars(found)), "utf-8")


def _made(task: Chapter | Fonts, folder: Path) -> part.Part:
    """Lay a chapter out and paint it, or cut fonts."""
    if isinstance(task, Fonts):
        return fontwork.cut(task.used, folder)
    document = lay_out(fill(task.html), task.css)
    with without_collector():
        return Painting(document, task.signs).run(task.links, folder)


def _outcome(task: Task, folder: Path) -> tuple[str, str]:
    """Give an empty reason where the part is there, else why it is not, with the last words."""
    try:
        beside = folder / f"{task.key}.{os.getpid()}"
        if isinstance(task, Look):
            _look(task, beside)
        else:
            part.save(_made(task, folder), beside)
        beside.replace(folder / f"{task.key}.part")
    except MemoryError:
        return "too_much_memory", ""
    except ForbiddenAddress as refusal:
        return "forbidden_address", str(refusal)
    except BaseException as error:  # noqa: BLE001  # whatever it was is told to the printing, which ends with it
        if "ForbiddenAddress" in repr(error) or isinstance(error.__cause__, ForbiddenAddress):
            return "forbidden_address", str(error)
        return "broken", traceback.format_exc()
    return "", ""
