"""A site on its way to a project, as it comes from one step of loading to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.load.assets import Assets
from generator.load.inputs import Inputs
from generator.load.markup_files import Place
from generator.load.read import Read
from generator.load.source.source import Found
from generator.model.engine_settings import EngineSettings
from generator.model.labels import Labels
from generator.model.project import Project
from generator.problems import Problem


@dataclass
class Loading:
    """A site on its way to a project: settings first, then everything else, so that work on the settings can begin."""

    site: Path
    labels: Labels
    project: Project | None
    problems: list[Problem]
    inputs: Inputs
    assets: Assets
    engine: EngineSettings
    read: Read = field(default_factory=Read)
    markup: Mapping[str, Place] = field(default_factory=dict)  # of the items that were read anew, by id

    @property
    def settings(self) -> str:
        """The key of the settings, or nothing where they could not be read."""
        return self.project.settings.key if self.project else ""

    @property
    def files(self) -> Mapping[str, Found]:
        """The files of the site's content by path."""
        return self.inputs.files
