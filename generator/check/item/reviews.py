"""先审查、后公开: whether what is published was reviewed before, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.late import late
from generator.model.catalog import Catalog
from generator.model.item import Item
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.problems import Problem, Severity

REVIEW_MISSING = "review-missing"
REVIEW_INCOMPLETE = "review-incomplete"
REVIEW_SAME_PERSON = "review-same-person"
REVIEW_PEOPLE_FEW = "review-people-few"
REVIEW_AFTER_PUBLICATION = "review-after-publication"

# Several people may have looked at it.
_NAMES = late(r"[、，,;；/]")


@rule(
    REVIEW_MISSING,
    REVIEW_INCOMPLETE,
    REVIEW_SAME_PERSON,
    REVIEW_PEOPLE_FEW,
    REVIEW_AFTER_PUBLICATION,
    severity=Severity.ERROR,
    cites="条例第十七条",
)
def check_reviews(items: tuple[Item, ...], catalog: Catalog, profile: Profile, labels: Labels) -> Iterator[Problem]:
    """Where the profile or the catalog asks for it, each item names who reviewed it, who approved it, and when."""
    policy = profile.review
    required = policy.required if catalog.review_required is None else catalog.review_required
    for item in items:
        authored, review = item.authored, item.authored.review
        if authored.draft or authored.published is None:
            continue
        if review is None:
            if required:
                yield Problem(REVIEW_MISSING, item.spot, cites=policy.cites)
            continue
        if review.date and review.date > authored.published:
            values = {"date": review.date.isoformat(), "published": authored.published.isoformat()}
            yield Problem(REVIEW_AFTER_PUBLICATION, item.spot.at("review", "date"), values, cites=policy.cites)
        if not required:
            continue
        missing = [name for name in ("by", "approved_by", "date") if not getattr(review, name)]
        if missing:
            names = labels.text["list_join"].join(labels.text[f"review_{name}"] for name in missing)
            yield Problem(REVIEW_INCOMPLETE, item.spot.at("review"), {"missing": names}, cites=policy.cites)
        people = dict.fromkeys(name.strip() for name in _NAMES.split(f"{review.by}、{review.approved_by}") if name.strip())
        if policy.people > 1 and review.by and review.by == review.approved_by:
            yield Problem(REVIEW_SAME_PERSON, item.spot.at("review", "approved_by"), {"name": review.by}, cites=policy.cites)
        elif not missing and len(people) < policy.people:
            values = {"people": str(policy.people), "names": labels.text["list_join"].join(people)}
            yield Problem(REVIEW_PEOPLE_FEW, item.spot.at("review"), values, cites=policy.cites)
