"""Who may do what: one table of actions and roles, one question, and an answer with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects.domain.actor import Actor, Post
from lsg_projects.domain.errors import Missing, NotAllowed
from lsg_projects.domain.rights import HANDED_OVER, READING, RIGHTS, SEPARATED, Action
from lsg_projects.domain.states import Role

__all__ = [
    "HANDED_OVER",
    "RIGHTS",
    "Action",
    "Answer",
    "Subject",
    "may",
    "posts_for",
    "require",
    "scope",
]


@dataclass(frozen=True)
class Subject:
    """What an action is about: where it lies, whose it is, and who has worked on it."""

    unit_path: str
    body_id: int | None = None
    """The body that must act, where only one may: the owner's office, the department of the step."""
    contributors: frozenset[int] = frozenset()
    """Persons who wrote, edited, attached or submitted; they never decide."""
    name: str = ""
    """What the journal calls it."""


@dataclass(frozen=True)
class Answer:
    """Yes with the post by which the actor acts, or no with the reason."""

    post: Post | None = None
    reason: str | None = None
    system: bool = False

    def __bool__(self) -> bool:
        """Be true for yes."""
        return self.reason is None


def may(action: Action, actor: Actor, subject: Subject | None = None) -> Answer:
    """Say whether *actor* may do *action* to *subject*: yes, or the code of the reason why not."""
    if actor.system:
        return Answer(system=True)
    if not actor.signed_in:
        return Answer(reason="access.sign_in")
    posts = posts_for(action, actor)
    if not posts:
        return Answer(reason="access.role" if not actor.posts_as(*RIGHTS[action]) else "access.scope")
    if subject is None:
        return Answer(post=posts[0])
    return _about(posts, actor, subject, action)


def _about(posts: tuple[Post, ...], actor: Actor, subject: Subject, action: Action) -> Answer:
    near = [post for post in posts if post.covers(subject.unit_path)]
    if not near:
        return Answer(reason="access.territory")
    chosen = [post for post in near if subject.body_id is None or post.body_id == subject.body_id]
    if not chosen:
        return Answer(reason="access.body")
    if action not in SEPARATED:
        return Answer(post=chosen[0])
    return _decides(chosen, actor, subject)


def _decides(posts: list[Post], actor: Actor, subject: Subject) -> Answer:
    """Keep those who wrote from deciding: themselves, by a second account, or through a deputy."""
    if actor.technical or Role.ADMIN in actor.roles:
        return Answer(reason="access.technical")
    if actor.selves & subject.contributors:
        return Answer(reason="access.own_project")
    free = [post for post in posts if post.acting is None or not post.acting.persons & subject.contributors]
    return Answer(post=free[0]) if free else Answer(reason="access.deputy_of_author")


def posts_for(action: Action, actor: Actor) -> tuple[Post, ...]:
    """Give the posts by which *actor* may do *action*: one's own first, then those held for others by an order."""
    held = actor.posts_as(*RIGHTS[action])
    return tuple(sorted((post for post in held if _handed(post, action)), key=lambda post: post.acting is not None))


def _handed(post: Post, action: Action) -> bool:
    if post.acting is None or action in READING:
        return True
    return any(action in HANDED_OVER[scope] for scope in post.acting.scope)


def require(action: Action, actor: Actor, subject: Subject | None = None) -> Post | None:
    """Give the post by which *actor* does *action*, or refuse.

    A territory that one may not know about answers Missing, as if it did not exist; all else NotAllowed.
    """
    answer = may(action, actor, subject)
    if answer:
        return answer.post
    if answer.reason == "access.territory" and not _reads(actor, subject):
        raise Missing("shared.absent")
    raise NotAllowed(answer.reason or "access.role", subject=subject.name if subject else "", action=action.value)


def _reads(actor: Actor, subject: Subject | None) -> bool:
    return subject is not None and any(post.covers(subject.unit_path) for post in actor.posts)


def scope(actor: Actor) -> tuple[str, ...] | None:
    """Give the subtrees whose internal facts *actor* may read; nothing for the installation itself (all of them)."""
    if actor.system:
        return None
    return tuple(sorted({post.unit_path for post in actor.posts if post.role is not Role.ADMIN}))
