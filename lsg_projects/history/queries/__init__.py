"""What we ask of the journal: lines for officials, chains and checkpoints, who approved what."""

from lsg_projects.history.queries.lines import Line, around, newest, of_chain
from lsg_projects.history.queries.whole import (
    ChainLine,
    JournalState,
    LastCheck,
    chain_list,
    check_wanted,
    checkpoint_list,
    export,
    last_check,
    root_of,
    state,
)

__all__ = [
    "ChainLine",
    "JournalState",
    "LastCheck",
    "Line",
    "around",
    "chain_list",
    "check_wanted",
    "checkpoint_list",
    "export",
    "last_check",
    "newest",
    "of_chain",
    "root_of",
    "state",
]
