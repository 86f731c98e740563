"""Checking a portal: its settings, and whether each member can be read. Nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.model.labels import Labels
from generator.model.portal import PortalMember
from generator.portal.annual import AnnualForms
from generator.portal.collect import sums_problems
from generator.portal.doubts import Told, twins
from generator.portal.gather import gather
from generator.portal.members import MemberData, read_data
from generator.portal.settings import load_portal
from generator.portal.web import Web
from generator.problems import has_errors
from generator.run.options import Result


def check_portal(folder: Path, today: dt.date) -> tuple[Result, int]:
    """The problems of a portal, and how many members were looked at. Raises NotAPortal."""
    loading = load_portal(folder, today, folder / "site")
    problems, members = list(loading.problems), 0
    found: list[Told] = []
    if loading.portal and not has_errors(problems):
        forms = AnnualForms(folder, loading.labels)
        for one in gather(
            folder, loading.portal, loading.labels, read_member, Web(folder, loading.portal, None), today, keep=False
        ):
            problems += one.problems
            if one.data:
                found.append((one.index, one.state.member, one.data.status))
            if one.data and one.data.annual:
                problems += sums_problems(one.index, one.state.member, forms.reports(one.data.annual))
            members += 1
        problems += twins(found)
    return Result(counting_members(loading.labels), problems), members


def read_member(_: PortalMember, files: Mapping[str, bytes]) -> MemberData:
    """A member of its files. Raises MemberFault."""
    return read_data(files)


def counting_members(labels: Labels) -> Labels:
    """Labels in whose last sentence not items but members were looked at."""
    return replace(labels, text={**labels.text, "cli_counts": labels.text["portal_counts"]})
