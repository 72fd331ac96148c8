"""``python -m lsg_projects`` is the same as the command ``lsg-projects``."""

from lsg_projects.cli.main import main

if __name__ == "__main__":
    main()
