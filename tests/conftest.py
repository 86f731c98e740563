"""Fixtures that more than one folder of tests uses."""

import os

from hypothesis import settings

# How long an example takes says something of the machine, nothing of the program.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

# Hundreds of commands are started: none of them is to compile the whole program before it begins.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

pytest_plugins = ["tests.demo", "tests.browser.chromium", "tests.engine.memory"]
