"""What one of the printing's own processes does: takes chapters one after another and leaves parts in a folder."""

from __future__ import annotations

import gc
import os
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from lsg_projects.kit.collector import without_collector
from lsg_projects.kit.paper import fontwork, part
from lsg_projects.kit.paper.layout import lay_out
from lsg_projects.kit.paper.model import ForbiddenAddress
from lsg_projects.kit.paper.painting import Painting
from lsg_projects.kit.paper.qr import fill
from lsg_projects.kit.paper.tasks import Fonts, Task

# the font cutter would write the present second into every font
_FONT_DATE = {"SOURCE_DATE_EPOCH": "1577836800"}


def work(told: Connection, folder: Path) -> None:
    """Do tasks until there are none; what each of them gave lies in *folder* under its key, whole or not at all."""
    os.environ.update(_FONT_DATE)
    gc.freeze()
    try:
        while (task := told.recv()) is not None:
            told.send(_outcome(task, folder))
            gc.collect()
    except EOFError:
        pass
    finally:
        told.close()
        os._exit(0)  # what was opened by a library is not taken apart: the process ends


def _made(task: Task, folder: Path) -> part.Part:
    """Lay a chapter out and paint it, or cut fonts."""
    if isinstance(task, Fonts):
        return fontwork.cut(task.used, folder)
    document = lay_out(fill(task.html), task.css)
    with without_collector():
        return Painting(document, task.signs).run(task.links, folder)


def _outcome(task: Task, folder: Path) -> tuple[str, str]:
    """Give an empty reason where the part is there, else why it is not, with the last words."""
    try:
        made = _made(task, folder)
        beside = folder / f"{task.key}.{os.getpid()}"
        part.save(made, beside)
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
