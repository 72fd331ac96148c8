"""Doing what a form asks: the same way on every page, so that no refusal is lost and nothing is said too early."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue

from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit.work import Work, work
from lsg_projects.web import flash
from lsg_projects.web.form import BaseForm
from lsg_projects.web.identity import current_actor


def done(
    form: BaseForm, act: Callable[[Work], object], told: str, then: str, again: Callable[[], ResponseReturnValue]
) -> ResponseReturnValue:
    """Do what a form asks, say so (*told*) and lead on; show the page *again* where something is wrong or refused."""
    if form.validate():
        try:
            with work(current_actor()) as unit:
                act(unit)
        except Incomplete as refusal:
            form.take(refusal)
        else:
            flash.tell(told)
            return redirect(then, 303)
    return again()
