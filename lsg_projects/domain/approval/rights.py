"""Who may act on a project's route: the akim whose it is, and the official whom the step asks."""

from __future__ import annotations

from lsg_projects.domain.access import Action, Subject, posts_for, require
from lsg_projects.domain.actor import Actor, Post
from lsg_projects.domain.errors import NotAllowed
from lsg_projects.domain.route import Step
from lsg_projects.domain.states import Role


def may_decide(actor: Actor, step: Step, subject: Subject) -> Post:
    """Give the post by which *actor* answers at *step*, or refuse.

    *subject* names the body that is asked and the persons who worked on the project. Nobody decides on what they wrote,
    edited, attached or sent: persons are compared, not posts. The installation itself decides nothing.
    """
    return _may(Action.DECIDE, actor, step.deciders, subject)


def may_prepare(actor: Actor, step: Step, subject: Subject) -> Post:
    """Give the post by which *actor* prepares the answer of a department for its head, or refuse."""
    return _may(Action.PREPARE_ANSWER, actor, frozenset({step.role}), subject)


def refuse_own(actor: Actor, post: Post, writers: frozenset[int], name: str) -> None:
    """Refuse (NotAllowed) the second signature to whoever wrote the draft: persons differ, also through a deputy."""
    replaced = post.acting.persons if post.acting else frozenset()
    if (actor.selves | replaced) & writers:
        raise NotAllowed("approvals.own_draft", subject=name)


def _may(action: Action, actor: Actor, roles: frozenset[Role], subject: Subject) -> Post:
    post = require(action, actor, subject)
    if post is None or actor.person_id is None:
        raise NotAllowed("approvals.needs_a_person", subject=subject.name)
    held = [p for p in posts_for(action, actor) if p.role in roles and p.body_id == subject.body_id]
    if not held:
        raise NotAllowed("approvals.not_your_step", subject=subject.name)
    free = [p for p in held if p.acting is None or not p.acting.persons & subject.contributors]
    if not free:
        raise NotAllowed("access.deputy_of_author", subject=subject.name)
    return free[0]
