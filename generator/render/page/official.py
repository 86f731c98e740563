"""The setting of an official document (公文) on its page, after GB/T 9704: whom it is to, who signed it and when.

Only what stands where the standard puts it is taken for it: the first paragraph, if it names bodies or people before a colon, and
the last one with a day alone in its last line, with remarks in brackets at most behind it. All else is a paragraph as any other.
"""

from __future__ import annotations

from generator.late import late

# What a paragraph begins with where its author set it in by hand; the style of the page does it.
_SET_IN = late(r"(?<=<p>)[\u3000\u00a0 ]+")
# What names of bodies and of people who are written to end with. "现公告如下：" leads to a list and is to nobody.
_ENDS = (
    "局|委|会|厅|部|办|室|中心|院|校|单位|机关|政府|公司|企业|处|科|所|站|队|社|部门|机构|街道|代表|委员|同志|先生|女士|居民|市民"
)
_TO = late(rf"\A\s*<p>(?=(?:(?!</p>|<br|如下|下列|以下)[^。；])+(?:{_ENDS})[）)]?[：:]</p>)")
_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_REMARKS = r"(?=(?:\s*<p>（[^<]*）</p>)*\s*\Z)"
# A name is a line of its own: no sentence, no other markup.
_NAME = r"[^<>。；！？：]{2,80}"
_SIGNED = late(rf"<p>(?=(?:{_NAME}<br ?/?>\s*)+{_DAY}</p>{_REMARKS})")
_SIGNED_APART = late(rf"<p>({_NAME}(?:<br ?/?>\s*{_NAME})*)</p>\s*<p>({_DAY})</p>{_REMARKS}")
_DATED = late(rf"<p>(?={_DAY}</p>{_REMARKS})")


def set_official(html: str) -> str:
    """The HTML of a text with its parts marked."""
    html = _TO.sub('<p class="gk-to">', _SET_IN.sub("", html))
    for pattern, marked in (
        (_SIGNED, '<p class="gk-signed">'),
        (_SIGNED_APART, r'<p class="gk-signed">\1<br>\2</p>'),
        (_DATED, '<p class="gk-signed">'),
    ):
        html, times = pattern.subn(marked, html)
        if times:
            break
    return html
