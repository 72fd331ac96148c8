"""What an installation decides: ``config/default.toml``, a file named by ``LSG_CONFIG``, then ``LSG_...``."""

from __future__ import annotations

import functools
import os
import tomllib
from pathlib import Path

from pydantic import ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from lsg_projects.resources import folder

_DATABASES = ("postgresql+psycopg://", "sqlite:///")


class SettingsFault(ValueError):
    """A setting that cannot be used, with its name and the remedy in one sentence."""


class Settings(BaseSettings):
    """Every setting, typed; the words about each stand in ``config/default.toml``."""

    model_config = SettingsConfigDict(env_prefix="LSG_", extra="ignore", frozen=True)

    instance: Path
    database_url: str
    production: bool
    base_url: str
    territory: str
    secret_key: str
    proxy_hops: int
    languages: tuple[str, ...]
    session_idle_minutes: int
    session_hours: int
    sign_in_tries: int
    sign_in_window_minutes: int
    one_time_link_hours: int
    upload_megabytes: int
    page_size: int
    count_limit: int
    stalled_days: int
    risk_working_days: int
    paper_bodies: tuple[str, ...]
    answer_working_days: int
    two_persons_from: int
    split_mrp: int
    split_months: int
    password_from: int
    password_idle_minutes: int
    remind_working_days: int
    mail_host: str
    mail_port: int
    mail_user: str
    mail_password: str
    mail_starttls: bool
    mail_from: str
    report_lease_minutes: int
    report_seconds: int
    report_megabytes: int
    report_processes: int
    report_seal: str
    report_seal_password: str
    report_seal_roots: str
    report_letter_megabytes: int
    worker_tick_seconds: int
    checkpoint_entries: int

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, address: str) -> str:
        """Take the two kinds of database that the program works on; the short name of PostgreSQL is understood."""
        full = address.replace("postgresql://", "postgresql+psycopg://", 1)
        if full and not full.startswith(_DATABASES):
            raise ValueError("the address must begin with postgresql:// or sqlite:///")
        return full

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment over the installation's file over the defaults."""
        files = [folder("config") / "default.toml"]
        if named := os.environ.get("LSG_CONFIG"):
            if not Path(named).is_file():
                raise SettingsFault(f"LSG_CONFIG names {named}, and there is no such file. Correct the path.")
            files.append(Path(named))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=files)

    @property
    def database_address(self) -> str:
        """Give the database address, the SQLite file of the instance where none is set."""
        return self.database_url or f"sqlite:///{self.instance.resolve() / 'lsg.sqlite3'}"

    @property
    def secure(self) -> bool:
        """Tell whether the canonical address is https, which cookies and HSTS follow."""
        return self.base_url.startswith("https://")


def read(**overrides: object) -> Settings:
    """Read the settings anew; *overrides* win over files and environment. Raises SettingsFault."""
    remedy = "Correct the environment or the file that LSG_CONFIG names; docs/settings.md lists all settings."
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks the values itself
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = "_".join(("LSG", *(str(part).upper() for part in first["loc"][:1])))
        said = first["msg"].removeprefix("Value error, ")
        raise SettingsFault(f"{name} cannot be used: {said}. {remedy}") from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise SettingsFault(f"The settings cannot be read: {wrong}. {remedy}") from wrong


@functools.cache
def current() -> Settings:
    """Give the settings of this process."""
    return read()
