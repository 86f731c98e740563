"""Fixtures that more than one folder of tests uses."""

pytest_plugins = ["tests.demo", "tests.browser.chromium", "tests.engine.memory"]
