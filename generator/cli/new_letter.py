"""``gongkai new letter``: a receipt, a notice or an answer to an applicant, as DOCX."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.cli.language import said
from generator.cli.new import new_group, project_of
from generator.cli.options import Place, shown, today_option
from generator.cli.terminal import run
from generator.late import late
from generator.load.shipped import require_inside
from generator.model.receipt import is_receipt, make_receipt
from generator.model.report.applications import Application
from generator.presence import exists
from generator.run.letter_doubts import letter_doubts
from generator.run.letters import find_application, make_letter
from generator.run.scope import find_site
from generator.text import nearest
from generator.whole_files import write_whole

FOLDER = "letters"
_IN_BRACKETS = late(r"[（(](.+)[）)]")
_NO_LETTER = "There is no letter '{name}'. There are: {known}."
_NUMBER_WANTED = "This letter answers an application: write its receipt number, as the register has it, behind the kind."
_NO_NUMBER = "No register in content/applications/ has the receipt number '{number}'."


@new_group.command("letter")
@click.argument("kind")
@click.argument("number", required=False, default="")
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
@today_option
def new_letter_command(kind: str, number: str, site: Path, today: dt.datetime | None) -> None:
    """Write a letter of a KIND of the profile to an applicant; without a NUMBER a receipt gets a new one, for the register."""
    site = find_site(site) or site
    project = project_of(site, today)
    labels, letters = project.settings.labels, project.settings.profile.application.letters
    # By the title, or by what tells it from others: （不予公开）.
    named = {way: name for name, letter in letters.items() for way in (letter.title, *_IN_BRACKETS.findall(letter.title))}
    kind = named.get(kind, kind)
    if kind not in letters:
        known = [*letters, *named]
        raise click.BadParameter(said(_NO_LETTER).format(name=kind, known=nearest(kind, known) or ", ".join(letters)))
    if not number and letters[kind].step != "receipt":
        raise click.BadParameter(said(_NUMBER_WANTED), param_hint="NUMBER")
    application = find_application(project, number.upper()) if number else None
    if application is None and number and not (letters[kind].step == "receipt" and is_receipt(number.upper())):
        raise click.BadParameter(said(_NO_NUMBER).format(number=number), param_hint="NUMBER")
    number = number.upper() or make_receipt()
    about = application or Application(received=project.edition.today, applicant="")
    data = make_letter(project, kind, number, about)
    path = site / FOLDER / f"{number}-{kind}.docx"
    told = [labels.text["cli_exists" if exists(path, follow=False) else "cli_created"].format(path=shown(path))]
    if not exists(path, follow=False):
        run(site, lambda: write_whole(require_inside(site, path.relative_to(site).as_posix()), data))
    if application is None:
        told.append(labels.text["letter_register"].format(number=number, day=project.edition.today.isoformat()))
    told += [labels.text["letter_doubt"].format(doubt=doubt) for doubt in letter_doubts(project, letters[kind], about)]
    told.append(labels.text["letter_by_hand"])
    click.echo("\n".join(told))
