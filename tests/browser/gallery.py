"""Every component and six sample pages with invented contents, for the eyes and for the accessibility check.

python -m tests.browser.gallery FOLDER      pictures at 1280 and 390 px, light and dark
python -m tests.browser.gallery --serve     the pages on a loopback port
"""

from __future__ import annotations

import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response, g
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from wtforms import FileField, Form, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import BooleanField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from lsg_projects.web.fields import TriField
from lsg_projects.web.headers import POLICY
from lsg_projects.web.nav import ActorFrame, MenuItem, Shell
from lsg_projects.web.render import furnish

ROOT = Path(__file__).resolve().parents[2]
PAGES = Path(__file__).parent / "gallery"
DIST = ROOT / "static" / "dist"
PUBLIC = {"list": "kk", "card": "ru", "settlement": "kk", "parts": "kk"}
OFFICE = {"desk": "kk", "decision": "ru", "passport": "kk"}
WIDTHS = {"desk": 1280, "phone": 390}
CHROMIUM = "/usr/bin/chromium"
QUIETLY = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]


def _choices(*pairs: tuple[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in pairs]


class PassportForm(Form):  # type: ignore[misc]  # WTForms has no types
    """A step of the passport with one mistake in it."""

    area = StringField("Ауданы, м²", default="240")
    rate = StringField("1 м² үшін айлық мөлшерлеме, ₸", default="950")
    share = StringField("Жалға берілгені, %", default="9О")
    since = StringField("Қай айдан бастап", default="07.2026")
    title = TriField("Объектінің атауы", default={"kk": "Бұрынғы монша", "ru": "Бывшая баня", "en": ""})
    kind = SelectField(
        "Түсім коды", choices=_choices(("", "Таңдаңыз"), ("201510", "201510 Мемлекет меншігіндегі мүлікті жалға беру"))
    )
    money = StringField("Жобасыз түсетіні", default="0,0")
    why = TextAreaField("Мөлшерлеме неге негізделген")
    many = SelectMultipleField(
        "Куәландыратын құжаттар", choices=_choices(("a", "Акт"), ("b", "Хаттама")), option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )  # fmt: skip
    file = FileField("Шешім көшірмесі")
    none = BooleanField("Жоба округ бюджетіне кіріс әкелмейді")

    def hidden_tag(self) -> str:
        """Give the hidden fields: a plain form has none."""
        return ""

    def summary(self) -> list[tuple[str, str]]:
        """Give the mistakes with their fields."""
        return [("share", f"{self.share.label.text}: {error}") for error in self.share.errors]


class DecisionForm(PassportForm):
    """Nothing is chosen beforehand."""

    outcome = RadioField("Решение", choices=_choices(
        ("approved", "Согласовать"), ("returned", "Вернуть на доработку"), ("rejected", "Отклонить")
    ))  # fmt: skip
    text = TextAreaField("Заключение", default="Средства предусмотрены. Трансферт в пределах лимита.")


def _shell(lang: str, office: bool) -> Shell:
    labels = {
        "kk": ("Жобалар", "Аумақтар", "Карта", "Есептер", "Ашық деректер", "Тексеру"),
        "ru": ("Проекты", "Территории", "Карта", "Отчёты", "Открытые данные", "Проверка"),
    }[lang]
    rail = ("home", "list-check", "users", "calendar", "coin", "report", "message-question", "history")
    words = ("Жұмыс үстелі", "Менің жобаларым", "Келісу", "Жиналыстар", "Округ бюджеті", "Есептер", "Сұрақтар", "Тарих")
    keys = ("desk", "office_projects", "approvals", "meetings", "budgets", "reports", "questions", "notices")
    counts = (0, 6, 1, 0, 0, 1, 2, 3)
    public = tuple(MenuItem(label, label, "#", index == 0, "map") for index, label in enumerate(labels))
    staff = tuple(
        MenuItem(key, word, "#", index == 0, icon, count)
        for index, (key, word, icon, count) in enumerate(zip(keys, words, rail, counts, strict=True))
    )
    shell = Shell(
        lang=lang,
        languages=(("kk", "Қаз", "#", lang == "kk"), ("ru", "Рус", "#", lang == "ru"), ("en", "Eng", "#", False)),
        menu=public, path="/", demo=True, demo_today=date(2026, 1, 26),
        territory_name={"kk": "Мәртөк ауданы, Ақтөбе облысы", "ru": "Мартукский район, Актюбинская область"}[lang],
        as_of=datetime(2025, 10, 20, 4, 0, tzinfo=UTC), journal_head="4f1c77d09c41a97e", actor=None, flash=None,
        footer=(("Жүйе туралы", "#"), ("Құқықтық негізі", "#"), ("Қызметкерлерге кіру", "#")),
    )  # fmt: skip
    if not office:
        return shell
    actor = ActorFrame("Айгүл Демо", "Әкім", "Сарыжар ауылдық округі әкімінің аппараты")
    return replace(shell, menu=staff, actor=actor, sign_out="#", flash="Қаралама сақталды. Келесі: құжаттар")


def _contents(name: str) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((PAGES / "contents.toml").read_text("utf-8"))[name]
    if name == "passport":
        form = PassportForm()
        form.share.errors = ["нөлдің орнында О әрпі тұр, 90 деп жазыңыз"]
        return {**found, "form": form}
    return {**found, "form": DecisionForm()} if name == "decision" else found


def make_app() -> Flask:
    """Build the gallery as a small application of its own, with the real furniture of templates."""
    app = Flask(__name__, static_folder=str(ROOT / "static"))
    folders = [ROOT / "templates", PAGES]
    app.jinja_loader = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    furnish(app, DIST)
    app.jinja_env.globals.update(csrf_token=lambda: "token")

    @app.after_request
    def _strict(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @app.get("/<name>")
    def show(name: str) -> Response:
        lang = {**PUBLIC, **OFFICE}[name]
        g.lang = lang
        template = app.jinja_env.get_template(f"{name}.html")
        shell = _shell(lang, name in OFFICE)
        return Response(template.render(page=None, shell=shell, lang=lang, **_contents(name)))

    return app


class _Quiet(WSGIRequestHandler):
    """Serves without a line per request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep quiet."""


@contextmanager
def served() -> Iterator[str]:
    """Serve the gallery on a free loopback port for a while; gives its address."""
    server: BaseWSGIServer = make_server("127.0.0.1", 0, make_app(), threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        try:
            yield browser
        finally:
            browser.close()


def photograph(folder: Path, names: list[str]) -> None:
    """Write pictures of the named pages, both widths and both themes."""
    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, chromium() as browser:
        for theme in ("light", "dark"):
            for size, width in WIDTHS.items():
                view = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
                for name in names:
                    view.goto(f"{address}/{name}", wait_until="networkidle")
                    view.screenshot(path=folder / f"{name}-{size}-{theme}.png", full_page=True)
                view.close()


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        with served() as at:
            print(at)
            threading.Event().wait()
    photograph(Path(sys.argv[1]), sys.argv[2:] or [*PUBLIC, *OFFICE])
