"""The style of a site's own: its colours in each scheme and its fonts, as values of the names in the theme's style sheet."""

from __future__ import annotations

from generator.model.appearance import Appearance, Font, Scheme, schemes_of

_FONTS: dict[Font, str] = {
    "sans": "var(--sans)",
    "serif": '"Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", STSong, SimSun, Georgia, "Times New Roman", serif',
}
# Where each scheme holds: a query of the reader's, and a mode of the page.
_WHERE = {
    "light": ("", ":root"),
    "large": ("", '[data-mode="large"]'),
    "dark": (" and (prefers-color-scheme: dark)", ":root"),
    "large-dark": (" and (prefers-color-scheme: dark)", '[data-mode="large"]'),
}


def render_face(appearance: Appearance) -> str:
    """The style as CSS; nothing where a site has no face of its own. On paper everything is black."""
    schemes = schemes_of(appearance)
    rules = [
        f"@media screen{where} {{ {root} {{ {_values(schemes[name])} }} }}" for name, (where, root) in _WHERE.items() if schemes
    ]
    if appearance.font != "sans":
        rules.append(f":root {{ --text: {_FONTS[appearance.font]}; }}")
    heading = appearance.heading_font or appearance.font
    if heading != appearance.font:
        rules.append(f".gk-name, h1, h2, h3, h4 {{ font-family: {_FONTS[heading]}; }}")
    return "".join(f"{rule}\n" for rule in rules)


def _values(scheme: Scheme) -> str:
    """The values of the names that a scheme sets."""
    values = {
        "brand": scheme.brand,
        "on-brand": scheme.on_brand,
        "link": scheme.link,
        "rule": scheme.rule,
        "wash": scheme.wash,
        "on-focus": scheme.focus,
        "on-line": f"{scheme.on_brand}80",
        "button": scheme.button,
        "button-ink": scheme.button_ink,
    }
    return " ".join(f"--{name}: {value};" for name, value in values.items())
