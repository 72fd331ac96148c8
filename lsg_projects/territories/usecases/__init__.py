"""Changing territories and bodies."""

from lsg_projects.territories.usecases.bodies import SaveBody, save_body
from lsg_projects.territories.usecases.kato import AddAlias, add_alias, import_kato, preview_kato

__all__ = ["AddAlias", "SaveBody", "add_alias", "import_kato", "preview_kato", "save_body"]
