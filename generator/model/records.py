"""The records of a site: what stands beside its content and says what was, where it went, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.model.marks import GivenMark
from generator.model.published_lock import Register
from generator.model.redirect import Redirect
from generator.model.waiver import Waiver


@dataclass(frozen=True)
class Records:
    """The register of what was published, the redirects, the waivers, the marks that people gave."""

    register: Register = field(default_factory=Register)
    redirects: tuple[Redirect, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    marks: tuple[GivenMark, ...] = ()
