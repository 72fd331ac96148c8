"""The command line: one module for each part's commands, assembled in ``main``."""
