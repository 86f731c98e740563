"""Gongkai: from a folder of text files to the disclosure site of a public body."""

__version__ = "0.1.0"
