"""Who acts: a person with the posts that they hold now, or a citizen without any."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Acting:
    """Why a post is held for somebody else: the order, and what it hands over."""

    delegation_id: int
    persons: frozenset[int]
    """The one who is replaced, with every account of that person."""
    kind: OrderKind
    number: str
    dated: date
    until: date
    scope: frozenset[Scope]


@dataclass(frozen=True)
class Post:
    """One dated appointment in force: a role in a body of a territory."""

    appointment_id: int
    role: Role
    body_id: int
    body_kind: BodyKind
    body_name: Tri
    unit_id: int
    unit_path: str
    """KATO codes from the top down to the body's territory, joined by ``/``."""
    acting: Acting | None = None
    """The order by which the post is held for another; nothing where it is one's own."""

    def covers(self, unit_path: str) -> bool:
        """Tell whether a territory lies in this post's subtree."""
        return unit_path == self.unit_path or unit_path.startswith(self.unit_path + "/")


@dataclass(frozen=True)
class Actor:
    """The one on whose behalf a piece of work runs."""

    person_id: int | None = None
    name: str = ""
    language: str = "kk"
    posts: tuple[Post, ...] = ()
    system: bool = False
    """True for the scheduler and the command line: acts of the installation itself."""
    accounts: frozenset[int] = frozenset()
    """Other accounts of the same person: duties are separated between persons."""
    technical: bool = False
    """True where any account of this person administers the installation: such a person decides nothing."""

    roles: frozenset[Role] = field(init=False)

    def __post_init__(self) -> None:
        """Collect the roles once, since every check asks for them."""
        object.__setattr__(self, "roles", frozenset(post.role for post in self.posts))

    @property
    def signed_in(self) -> bool:
        """Tell an official from a citizen."""
        return self.person_id is not None

    def posts_as(self, *roles: Role) -> tuple[Post, ...]:
        """Give the posts held in any of *roles*."""
        return tuple(post for post in self.posts if post.role in roles)

    @property
    def selves(self) -> frozenset[int]:
        """Give every account of this person."""
        return self.accounts | ({self.person_id} if self.person_id is not None else frozenset())

    @property
    def label(self) -> str:
        """Give what the journal writes: a number for a person, never a name."""
        if self.system:
            return "system"
        return f"person:{self.person_id}" if self.person_id is not None else "citizen"


CITIZEN = Actor()
SYSTEM = Actor(system=True)
