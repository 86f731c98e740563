"""Databases of what can be made again: quick rather than safe, for nothing is lost with one."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def connect(file: Path, *tables: str) -> sqlite3.Connection:
    """A connection to a database file, which is made where there is none. A table is given as its name and its columns."""
    file.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(file)
    database.execute("PRAGMA synchronous = OFF")
    for table in tables:
        database.execute(f"CREATE TABLE IF NOT EXISTS {table}")
    return database
