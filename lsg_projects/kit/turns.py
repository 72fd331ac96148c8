"""A fair queue for writers of one process: first come, first served.

SQLite lets one writer in and makes the others try again after pauses of growing length: with eight busy writers some
of them wait for more than a second although each transaction lasts a millisecond. In a queue nobody is overtaken.
PostgreSQL has such queues itself, at each row.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Whose turn it is; one of these stands before each SQLite database."""

    def __init__(self) -> None:
        """Begin with nobody inside."""
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    @contextmanager
    def turn(self, seconds: float) -> Iterator[bool]:
        """Wait for one's turn for at most *seconds*; gives False where it did not come, and holds nothing then."""
        came = self._enter(seconds)
        try:
            yield came
        finally:
            if came:
                self._leave()

    def _enter(self, seconds: float) -> bool:
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            ticket = threading.Lock()
            ticket.acquire()
            self._waiting.append(ticket)
        return ticket.acquire(timeout=seconds) or self._came_at_last(ticket)

    def _came_at_last(self, ticket: threading.Lock) -> bool:
        """Give up the place in the queue; whoever was called in that very moment has the turn after all."""
        with self._guard:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                return False
            return True

    def _leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
