"""The demonstration: Martuk district with its real plans and invented projects, loaded through the use cases."""

from lsg_projects.operations.demo.ground import PASSWORD, Account, accounts_of_demonstration
from lsg_projects.operations.demo.loading import TODAY, Loaded, load

__all__ = ["PASSWORD", "TODAY", "Account", "Loaded", "accounts_of_demonstration", "load"]
