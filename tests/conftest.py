"""Fixtures that more than one folder of tests uses."""

from hypothesis import settings

# How long an example takes says something of the machine, nothing of the program.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

pytest_plugins = ["tests.demo", "tests.browser.chromium", "tests.engine.memory"]
