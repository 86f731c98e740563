"""Gongkai: from a folder of text files to the disclosure site of a public body."""

import os

# What reads our records is ours alone: no package that happens to be installed may have a say, nor cost time at each start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

__version__ = "0.1.0"
