"""The face of a site as its catalog states it: logo, colours, fonts, links and lines of its own, an extra style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import StringConstraints

from generator.colour import BLACK, LARGE_MODE, LINE, TEXT, WHITE, contrast, mixed, readable, whole
from generator.frozen import frozen
from generator.model.record import Text, Texts, record

Colour = Annotated[str, StringConstraints(pattern=r"^#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$")]
Font = Literal["sans", "serif"]


@record
class OwnLink:
    """A link of the site's own: its words, and an address on the site, such as ``/guide/``, or a full one."""

    name: Text
    address: Text

    @property
    def leaves(self) -> bool:
        """True if it leads out of the site, or to a program for mail or calls."""
        return ":" in self.address.partition("/")[0]

    @property
    def path(self) -> str:
        """The address on the site, from its root; a full one as it is."""
        return self.address if self.leaves else self.address.lstrip("/")


@record
class Colours:
    """Colours of a scheme: ``brand`` is the ground of the header and of buttons, ``on_brand`` what stands on it."""

    brand: Colour | None = None
    on_brand: Colour | None = None
    link: Colour | None = None


@record
class Appearance:
    """The face of a site. ``colours`` are those of the light scheme; what is not given for the ``dark`` one follows from them.

    ``logo`` and ``style`` are files in ``theme/assets/``. ``menu`` is added to the columns, ``home_links`` to the home page,
    ``footer`` are lines at the foot of every page.
    """

    logo: Text = ""
    colours: Colours = Colours()
    dark: Colours = Colours()
    font: Font = "sans"
    heading_font: Font | None = None
    menu: tuple[OwnLink, ...] = ()
    home_links: tuple[OwnLink, ...] = ()
    footer: Texts = ()
    style: Text = ""


@frozen
class Scheme:
    """All colours of a scheme that depend on a site's own."""

    brand: str
    on_brand: str
    link: str
    rule: str
    wash: str
    focus: str
    button: str
    button_ink: str


@frozen
class _Base:
    """The colours of a scheme in the style sheet: the grounds of text, and those that a site may replace."""

    papers: tuple[str, ...]
    brand: str
    link: str
    wash: str


# As in theme/assets/gongkai.css.
_LIGHT = _Base(("#ffffff", "#f3f6fa"), "#0b4381", "#0a4f9e", "#e9f1fa")
_DARK = _Base(("#131a22", "#0c1117"), "#12345c", "#8fc1ff", "#1a2735")
_FOCUS, _INK = "#ffd479", "#1b2531"
# The share of the brand in grounds, and of black in the brand of the dark scheme.
_WASHED, _WASHED_DARK, _DARKENED, _BUTTON = 0.08, 0.14, 0.35, 0.14


@frozen
class Unreadable:
    """A colour that is not read well on another: the scheme's key and the field, both colours, their contrast, a better one."""

    scheme: str
    field: str
    colour: str
    ground: str
    contrast: float
    better: str


def schemes_of(appearance: Appearance) -> dict[str, Scheme]:
    """The colours of the light, dark, large and large dark schemes by name; none where the site has none of its own."""
    given, dark = appearance.colours, appearance.dark
    if given == Colours() == dark:
        return {}
    light_brand = whole(given.brand or _LIGHT.brand)
    dark_brand = whole(dark.brand) if dark.brand else mixed(light_brand, BLACK, _DARKENED) if given.brand else _DARK.brand
    on_light = whole(given.on_brand) if given.on_brand else _ink_on(light_brand)
    # The word of the light scheme holds in the dark one as long as it is read there.
    on_dark = (
        whole(dark.on_brand) if dark.on_brand else on_light if contrast(on_light, dark_brand) >= TEXT else _ink_on(dark_brand)
    )
    wash = mixed(WHITE, light_brand, _WASHED) if given.brand else _LIGHT.wash
    dark_wash = mixed(_DARK.papers[0], dark_brand, _WASHED_DARK) if given.brand or dark.brand else _DARK.wash
    grounds, dark_grounds = (*_LIGHT.papers, wash), (*_DARK.papers, dark_wash)
    own_link = given.link or given.brand
    light_link = whole(given.link) if given.link else readable(light_brand, grounds, TEXT) if own_link else _LIGHT.link
    dark_link = whole(dark.link) if dark.link else readable(light_link, dark_grounds, LARGE_MODE) if own_link else _DARK.link
    light = _scheme(light_brand, on_light, light_link, wash, _LIGHT.papers)
    return {
        "light": light,
        "dark": _scheme(dark_brand, on_dark, dark_link, dark_wash, _DARK.papers),
        "large": _large(light_brand, on_light, light_link, wash, WHITE),
        "large-dark": _large(dark_brand, on_dark, dark_link, dark_wash, BLACK),
    }


def unreadable_of(appearance: Appearance) -> Iterator[Unreadable]:
    """The colours given by a site whose contrast is less than that of text that all can read."""
    schemes = schemes_of(appearance)
    for name, key, given, base in (("light", "colours", appearance.colours, _LIGHT), ("dark", "dark", appearance.dark, _DARK)):
        if given == Colours():
            continue
        scheme = schemes[name]
        if given.on_brand and (ratio := contrast(scheme.on_brand, scheme.brand)) < TEXT:
            better = readable(scheme.on_brand, (scheme.brand,), TEXT)
            yield Unreadable(key, "on_brand", scheme.on_brand, scheme.brand, ratio, better)
        if given.link:
            grounds = (*base.papers, scheme.wash)
            ground = min(grounds, key=lambda ground: contrast(scheme.link, ground))
            if (ratio := contrast(scheme.link, ground)) < TEXT:
                yield Unreadable(key, "link", scheme.link, ground, ratio, readable(scheme.link, grounds, TEXT))


def _ink_on(ground: str) -> str:
    """The sign colour for a ground: white, or what our text has, or black."""
    return next((ink for ink in (WHITE, _INK) if contrast(ink, ground) >= TEXT), BLACK)


def _scheme(brand: str, on_brand: str, link: str, wash: str, papers: tuple[str, ...]) -> Scheme:
    """All colours of a scheme, of which some follow from the brand and the papers."""
    button = mixed(WHITE, brand, _BUTTON)
    return Scheme(
        brand=brand,
        on_brand=on_brand,
        link=link,
        rule=readable(brand, papers, LINE),
        wash=wash,
        focus=_FOCUS if contrast(_FOCUS, brand) >= LINE else on_brand,
        button=button,
        button_ink=readable(brand, (button,), LARGE_MODE),
    )


def _large(brand: str, on_brand: str, link: str, wash: str, paper: str) -> Scheme:
    """The colours for those who see little: every contrast at least 7."""
    ground = readable(brand, (on_brand,), LARGE_MODE)
    ink = readable(on_brand, (ground,), LARGE_MODE)
    wash = mixed(wash, paper, 0.4)
    return _scheme(ground, ink, readable(link, (paper, wash), LARGE_MODE), wash, (paper,))
