"""What kind of browser a session began in: two proper names, never the whole line that the browser sends."""

from __future__ import annotations

# the order decides: most browsers also call themselves by the names of others
_BROWSERS = (
    ("YaBrowser/", "Yandex"), ("EdgA/", "Edge"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung"),
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def device(user_agent: str) -> str:
    """Give browser and system by name, as far as the browser tells them; empty where it tells neither."""
    found = (_first(user_agent, _BROWSERS), _first(user_agent, _SYSTEMS))
    return ", ".join(name for name in found if name)


def _first(text: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in text), "")
