"""Why a file cannot be taken, as a code, before it becomes a refusal with a file's name in it."""


class Unfit(Exception):
    """A file that is not taken; *code* is a key under ``refusal.documents.``."""

    def __init__(self, code: str) -> None:
        """Keep the reason's code."""
        super().__init__(code)
        self.code = code
