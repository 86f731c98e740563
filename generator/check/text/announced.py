"""Places that a text sends its readers to and that are not there: attachments it names, a file or a page behind "click here"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.check.text.finder import Text, finder
from generator.late import late
from generator.model.item import Item
from generator.problems import Problem, Severity
from generator.text import excerpt

ANNOUNCED, PROMISED = "attachment-announced", "link-promised"
CODES = (ANNOUNCED, PROMISED)
# GB/T 9704-2012, 7.3.4: below the text, the word, a colon, and the titles, numbered where there are several.
_ANNOUNCED = late(
    r"^[ \t\u3000]*[（(\[【]?附件[\d一二三四五]{0,2}[:：][ \t\u3000]*"
    r"(?!(?:暂?无|没有|不附|[Nn]one|[Nn]il)[ \u3000。.）)】*]*$)"
    r"(?:\d{1,2}[.．、][ \t\u3000]*)?[《“]?[\u4e00-\u9fff\dA-Za-z].*$",
    re.MULTILINE,
)
# A sentence that sends its readers there; what explains another item, or is about one, may speak of the attachments of that.
# It is found by its word, which few texts have often, and read to both sides.
_WORDS = late("附[件表图录册]")
_BACK = 12
_SENT_TO = (
    (
        late(
            r"(?:详见|参见|请见|参阅|(?:请|可|，)?(?P<find>下载|查看|查阅|参考)|(?<![意可看主偏常罕引接会])见)"
            r"(?:本(?:通知|公告|文件|通告|方案)|文[末后]|后附|下方)?的?\Z"
        ),
        late(r"(?=[\d一二三四五、。；，）)和及\s]|\Z)[^。；）)\n]*"),
    ),
    (late(r"[从在到](?:文末|下方)?\Z"), late(r"[中里]?处?(?:自行)?(?:下载|查看|查阅)[^。；）)\n]*")),
    (late(r"(?:\A|\n)[ \t\u3000]*\Z"), late(r"(?:下载|列表)[ \t\u3000：:]*(?=\n|\Z)")),
)
# What is attached stands in the text itself, below a line of its own.
_INLINE = late(
    r"^[ \t\u3000]*(?:#+[ \t]*)?[*【（]{0,2}附(?:件|表)?[ \t]*[\d一二三四五六七八九十]{0,3}[】）*]{0,2}[ \t]*"
    r"(?:$|[:：]$|[ \u3000])",
    re.MULTILINE,
)
# A list that is to follow behind the end of the text.
_BEHIND = late(r"(?:名单|清单|目录|[图表]格?|方案|办法|要求|详情|安排|[条文]件)(?:见)?附后(?=[。；，）)\s]|$)")
_SHOWN = 30
_FEW = 60  # characters behind the end of a text: who signs it, and when

# The same in English: a thing of paper that is attached, or that readers are to see; not what is attached to something else.
_PAPER = (
    r"(?:copy|copies|minutes|agendas?|reports?|forms?|lists?|letters?|plans?|maps?|documents?|schedules?|statements?|polic(?:y|ies)"
    r"|notices?|tables?|details|accounts|budgets?|appendix|appendices|annex(?:es|ures?)?|papers?|files?|pdfs?|spreadsheets?"
    r"|flyers?|posters?|leaflets?|circulars?|orders?|applications?|information|particulars|responses?|records?|spec(?:ification)?s?)"
)
_ATTACHED = late(
    r"\b(?:please |kindly |pls )?(?:see|find|refer to|view|read|download|open|check)(?: the| our)? "
    r"(?:attached|enclosed|attachments?|enclosures?)\b(?! to\b)[^.\n]{0,40}"
    rf"|(?:^|(?<=[.;(] ))(?:[Aa] |[Tt]he |[Oo]ur |[Tt]hese |[Tt]his )?(?:[\w’'-]+ ){{0,4}}?{_PAPER}"
    r"(?: (?:of|for|from|on) [^.,;\n]{1,50}?)?"
    r" (?:(?:is|are) )?(?:attached|enclosed)(?: (?:herewith|hereto|below|as (?:appendix|annex(?:ure)?|a pdf)\b[^.\n]{0,12}"
    r"|to this (?:page|notice|item|letter|email|post)|for (?:your )?(?:information|reference|ready reference)))?(?=[.;)\n]|$)"
    r"|^(?:Attached|Enclosed|Attachments?|Enclosures?|Encl)\b(?: is| are| please find|[.:](?! ?(?:none|nil|n/a)\b))[^\n]{1,60}"
    rf"|\b[Tt]he (?:attached|enclosed) (?:[\w’'-]+ ){{0,2}}?{_PAPER}\b(?! to\b)",
    re.MULTILINE | re.IGNORECASE,
)
# An appendix by its letter or number, of this text: that of another is said to be of it.
_APPENDIX = late(
    r"\b(?:[Ss]ee(?: also)?|[Rr]efer to"
    r"|(?:is|are|as) (?:set out |given |shown |listed |contained |attached |included )?(?:at|in|as)"
    r"|(?:set out|given|shown|listed|contained|attached|included) (?:at|in|as))"
    r"(?: the)? (?:Appendix|Appendices|Annexure|Annex)"
    r"(?! (?:[A-Za-z0-9]{1,3},? )?(?:of|to|in) (?!this\b))(?![A-Za-z]|,| [IVX]+\b)[^.\n]{0,30}"
)
_INLINE_ENGLISH = late(
    r"^[ \t]*(?:#+[ \t]*)?[*_]{0,2}(?:attachment|annex(?:ure)?|appendix|schedule|enclosure|exhibit)\b[^\n]{0,60}$",
    re.MULTILINE | re.IGNORECASE,
)
_IN_TEXT = late(r"(?:table|list|details|particulars|information)\b", re.IGNORECASE)  # which may be the text itself
_ROWS = late(r"^[ \t]*(?:\||[-*+] |\d{1,2}[.)] )", re.MULTILINE)

# Words that are to be clicked; what is quoted is called so on another page, and a warning sends nobody anywhere.
_CLICK = late(
    r"(?<![勿不别莫免止随意])(?:请|可|可以|欢迎|^|(?<=[，。；：、（(\s]))(?:直接)?(?:点击|单击|点)(?:本)?"
    r"(?:(?:这里|此处|(?:以?下方?|下面|下列|文末|附件|原文|左下角)的?(?:链接|附件|文件|网址)|链接|阅读原文|原文链接)(?:进行|进入)?"
    r"(?:下载|查看|查阅|阅读|观看|报名|填写|访问|进入|浏览|了解)?|(?:下载|查看)(?:附件|全文|原文|详情|正文|通知|公告|名单|表格?))(?!的?[“「‘]|[^。\n]{0,4}(?:编辑|输入|添加|键入|插入))[^。；\n]{0,20}",
    re.MULTILINE,
)
_WHOLE_LINE = late(
    r"^[ \t\u3000*>（(]{0,4}(?!在|登[录陆]|进入|打开|用户)[一-龥《》]{0,12}(?:点击|单击)"
    r"(?:此处|这里|链接|附件)?(?:下载|查看|阅读)(?![大原]图)[一-龥《》]{0,12}[）)。！! *]{0,4}$",
    re.MULTILINE,
)
_CLICK_ENGLISH = late(
    r"(?<![\"“‘'’*_])\b(?:(?:please |simply |just )?(?:click|tap)(?: on)? (?:here|this link|the link (?:below|above|here)"
    r"|the link(?= to (?:download|view|read|see|open|register|apply|book)\b|[.:!]?[ \t]*$)"
    r"|the button (?:below|above|here)|below)"
    r"|(?:follow|use|see|open) (?:this link|the links? (?:below|above|here))"
    rf"|(?:download|view|open) (?:it|(?:the|our|a) (?:[\w’'-]+ ){{0,3}}?{_PAPER}) (?:here|below|from the link(?: below)?)"
    r"(?=[.:!\n ]|$))(?![\"”’*_])[^.\n]{0,40}",
    re.MULTILINE | re.IGNORECASE,
)
_WARNED = late(
    r"(?:\b(?:not|never|avoid|don[’']t|cannot|before you|asks? you to|asked to|told to)\b[^.\n]{0,24}"
    r"|\b(?:press|choose|select|says|called|named|marked|button) )\Z",
    re.IGNORECASE,
)
_NEAR = 40
_CLICKED = ("点击", "单击", "点这里", "点此处")
_MAY_CLICK = ("lick ", "Tap ", "tap ", " link", "ownload ", "View it ", "Open it ")
_MAY_ATTACH = ("ttach", "nclos", "ATTACH", "ENCL", "Encl", "Append", "Annex")
_FILES = (
    *(".pdf", ".doc", ".docx", ".xls", ".xlsx", ".csv"),
    *(".ods", ".odt", ".ppt", ".pptx", ".zip", ".rar", ".wps", ".et", ".ofd"),
)


@finder("附", *_MAY_ATTACH)
def _announced(text: Text) -> Iterator[Problem]:
    """The problem of a text that names attachments where the item has none."""
    if not _has_files(text.item) and (written := (_in_chinese(text.item, text.body) or _in_english(text.body)).strip()):
        yield Problem(ANNOUNCED, replace(text.spot, needle=written), {"text": excerpt(written, _SHOWN)}, Severity.WARNING)


@finder(*_CLICKED, *_MAY_CLICK)
def _clicked(text: Text) -> Iterator[Problem]:
    """The problem of words to click that lead nowhere."""
    if (
        not text.item.authored.attachments
        and all(link.picture for link in text.item.links)
        and (promised := _promised(text.body))
    ):
        yield Problem(PROMISED, replace(text.spot, needle=promised), {"text": excerpt(promised, _SHOWN)}, Severity.WARNING)


def _has_files(item: Item) -> bool:
    links = (link for link in item.links if not link.picture)
    return bool(item.authored.attachments) or any(link.path or _is_file(link.written) for link in links)


def _is_file(target: str) -> bool:
    """True for a link to a file on another site, which is attached as far as a reader is concerned."""
    return target.partition("?")[0].partition("#")[0].lower().endswith(_FILES)


def _in_chinese(item: Item, body: str) -> str:
    """The words in which a text speaks of attachments that are nowhere in it; nothing where it has a place of them."""
    if found := _ANNOUNCED.search(body):
        return found[0] if not _INLINE.search(body, found.end()) else ""
    # An item may say by its fields that it is about another, whose attachments it may mean.
    authored = item.authored
    about_another = authored.explains or authored.related or authored.supersedes or authored.corrects or authored.follows
    if not about_another and (sent := _sent_to(body)) and not _INLINE.search(body):
        return sent
    behind = _BEHIND.search(body) if "附后" in body else None
    rest = body[behind.end() :] if behind else ""
    return behind[0] if behind and not _ROWS.search(rest) and len("".join(rest.split())) <= _FEW else ""


def _sent_to(body: str) -> str:
    """The words that send readers to attachments, from the verb on; nothing where none do."""
    for word in _WORDS.finditer(body):
        for before, behind in _SENT_TO:
            sent = before.search(body, max(0, word.start() - _BACK), word.start())
            rest = behind.match(body, word.end()) if sent else None
            if sent and rest:
                begin = sent.start("find") if sent.groupdict().get("find") else sent.start()
                return body[begin : rest.end()].strip()
    return ""


def _in_english(body: str) -> str:
    for found in _ATTACHED.finditer(body):
        linked = "](" in body[found.start() :].partition("\n")[0]
        if linked or _INLINE_ENGLISH.search(body, found.end()) or (_IN_TEXT.search(found[0]) and _ROWS.search(body)):
            continue
        return found[0]
    appendix = _APPENDIX.search(body)
    return appendix[0] if appendix and not _INLINE_ENGLISH.search(body) else ""


def _promised(body: str) -> str:
    """The words that a text bids its readers click, which are no link; nothing where there are none."""
    for pattern in (_CLICK, _WHOLE_LINE):
        if (found := pattern.search(body)) and "](" not in found[0]:  # of a link without a target another rule tells
            return found[0].strip(" \t\u3000*>（(，。")
    for found in _CLICK_ENGLISH.finditer(body):
        if "](" not in found[0] and not _WARNED.search(body, max(0, found.start() - _NEAR), found.start()):
            return found[0].strip()
    return ""


FINDERS = (_announced, _clicked)
