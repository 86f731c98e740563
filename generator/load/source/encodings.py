"""The encoding of a text, by its marks and by what comes of it."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Sequence

from generator.late import late

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How an encoding is called where people choose one.
NAMES = {
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "gb18030": "GBK",
    "big5": "Big5",
    "shift_jis": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "euc_kr": "EUC-KR",
    "windows-1252": "Windows-1252 (ANSI)",
}
_PROBE = 1_000_000  # bytes by which an encoding is known
_RUN = late(rb"[\x80-\xff]+")
_LATIN = late(rb"[A-Za-z]")
_PLAIN = 0xA1  # the lowest byte of a common Chinese character (GB 2312)
_RARE = 0xD8  # from here on the characters are rare ones, or the small letters of the West with an accent
_POUND = 0xA3
_PAIR = 2  # bytes of a character
_LONGEST_WESTERN = 3  # signs of the West that follow each other, as a closing quote after a letter with an accent
_LOST = "\ufffd"
_USUAL = ((" ", "\u024f"), ("\u2000", "\u9fff"), ("\uff00", "\uffef"))
_UNUSED = frozenset(b"\x81\x8d\x8f\x90\x9d")  # bytes that Windows-1252 has no sign for
_BAD = 0.02  # share of signs that may be broken
_SAMPLE = 20_000  # bytes by which Big5 is told from GBK
_FEWEST = 4  # characters by which it can be
_BIG5_COMMON, _GB_COMMON = range(0xA4, 0xC7), range(0xB0, 0xD8)  # first bytes of the common characters of both
_MARK = late("[\u2000-\u303f\uff00-\uff0f\uff1a-\uff20]")  # of punctuation, which is no character of either
_MIXED = 0.75  # share of common characters below which a text is no Chinese of the mainland
_KANA_SIGNS = "\u3041\u30f6"  # the first and the last
_LAST_HIRAGANA = "\u3093"  # which no Japanese sentence is without
_KANA = 0.15  # share of the signs of a Japanese text that are kana
_FEWEST_KANA = 6
_STRANGE = 0.05  # share of broken signs and of half-wide kana, which are what Chinese looks like in Shift_JIS
# First bytes of Korean syllables; of Chinese those of two characters in three, which stand in the order of their sounds.
_HANGUL = range(0xB0, 0xC9)
_FEWEST_HANGUL = 18  # different characters by which Korean can be told from Chinese
_COMMON = 0.9  # share of the signs of a text that are of the usual kinds


class UnknownEncoding(Exception):
    """Bytes are no text in any encoding that is known here."""


def decode_any(data: bytes) -> tuple[str, str]:
    """The text of bytes, and the name of the encoding it was read in; a few broken bytes become U+FFFD.

    Raises UnknownEncoding where much would be broken in each.
    """
    if certain := _certain(data):
        return certain
    read = data.decode("utf-8", "replace")
    if _is_nearly_utf8(read) and not _is_common_chinese(data):
        tries = {"utf-8": read}
    elif _is_traditional(data):
        return data.decode("big5hkscs", "replace"), "big5"
    elif neighbour := _neighbour(data):
        return data.decode(neighbour, "replace"), neighbour
    elif _is_western(data):
        return data.decode("cp1252", "replace"), "windows-1252"
    else:
        tries = {"utf-8": read, "gb18030": data.decode("gb18030", "replace")}
    # What is not whole in any encoding: the one that breaks least of it.
    best = min(tries, key=lambda name: tries[name].count(_LOST))
    broken, above = tries[best].count(_LOST), sum(sign > "\x7f" for sign in tries[best])
    if broken > max(2, above * _BAD * 5, len(tries[best]) * _BAD / 10):
        raise UnknownEncoding
    return tries[best], best


def _certain(data: bytes) -> tuple[str, str] | None:
    """The text of bytes that have a mark, or are ASCII, UTF-8 or UTF-16 as a whole, and the name of its encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace").lstrip("\ufeff"), encoding
    if data.isascii() and b"\0" not in data:
        return data.decode("ascii"), "ascii"
    if wide := _without_mark(data):
        return data.decode(wide, "replace"), "utf-16"
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "utf-8"
    return None


def _is_nearly_utf8(text: str) -> bool:
    """True for a text that was read as UTF-8 and of which more signs above ASCII came out than broke."""
    broken = text.count(_LOST)
    return sum(sign > "\x7f" for sign in text) - broken > broken


def _is_common_chinese(data: bytes) -> bool:
    """True for bytes that are common characters of GB 2312 as a whole, none of which has a byte as those within UTF-8 are."""
    runs = _RUN.findall(data[:_PROBE])
    return all(len(run) % 2 == 0 and min(run) >= _PLAIN for run in runs[: len(runs) - (len(data) > _PROBE)])


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark, whose ASCII signs are half noughts; nothing where its signs are not of the usual kinds."""
    probe = data[: _PROBE - _PROBE % 2] if len(data) > _PROBE else data
    if b"\0" not in probe or len(data) % 2:
        return ""
    tries = {name: probe.decode(name, "replace") for name in ("utf-16-le", "utf-16-be")}
    good = [name for name, text in tries.items() if _common(text) > _COMMON]
    return max(good, key=lambda name: sum(sign < "\x7f" for sign in tries[name]), default="")


def _common(text: str) -> float:
    """The share of signs that are letters, figures and marks of Latin and Chinese texts."""
    usual = sum(any(first <= sign <= last for first, last in _USUAL) or sign in "\t\r\n" for sign in text)
    return (usual - text.count(_LOST)) / max(1, len(text))


def _is_traditional(data: bytes) -> bool:
    """True for bytes that read as Big5 are common characters nearly all, and are not so in the encodings of the mainland."""
    if _is_common_chinese(data):
        return False
    probe = data[:_SAMPLE]
    text = probe.decode("big5hkscs", "replace")
    if text.count(_LOST) > max(1, len(text) * _BAD):
        return False
    signs = [sign for sign in text if "\u3400" <= sign <= "\u9fff"]
    if len(signs) < _FEWEST or _share(signs, "big5hkscs", _BIG5_COMMON) < _COMMON:
        return False
    mainland = [sign for sign in probe.decode("gb18030", "replace") if sign > "\xff" and not _MARK.match(sign)]
    return len(mainland) >= _FEWEST and _share(mainland, "gb2312", _GB_COMMON) < _MIXED


def _neighbour(data: bytes) -> str:
    """The encoding of a Japanese or Korean text, by its kana or by syllables alone; nothing for what may be Chinese."""
    probe = data[:_SAMPLE]
    for encoding, decoder in (("shift_jis", "cp932"), ("euc_jp", "euc_jp")):
        text = probe.decode(decoder, "replace")
        signs = [sign for sign in text if sign > "\x7f"]
        kana = [sign for sign in signs if _KANA_SIGNS[0] <= sign <= _KANA_SIGNS[-1]]
        strange = sum(sign == _LOST or "\uff61" <= sign <= "\uff9f" for sign in signs)
        if (
            min(kana, default=_LOST) <= _LAST_HIRAGANA
            and len(kana) >= max(_FEWEST_KANA, len(signs) * _KANA)
            and strange <= len(signs) * _STRANGE
        ):
            return encoding
    runs = _RUN.findall(probe)
    pairs = [run[at : at + _PAIR] for run in runs[: len(runs) - (len(data) > _SAMPLE)] for at in range(0, len(run), _PAIR)]
    letters = {pair for pair in pairs if pair[0] >= _HANGUL[0]}
    korean = len(letters) >= _FEWEST_HANGUL and all(pair[0] in _HANGUL for pair in letters)
    return "euc_kr" if korean and _is_common_chinese(probe) else ""


def _share(signs: Sequence[str], encoding: str, common: range) -> float:
    """The share of signs whose first byte in an encoding is one of those of its common characters."""
    return sum((sign.encode(encoding, "ignore") or b"\0")[0] in common for sign in signs) / max(1, len(signs))


def _is_western(data: bytes) -> bool:
    """True where bytes above ASCII make accents, quotes and pounds among Latin words rather than Chinese.

    Chinese comes in runs of common characters, two bytes each; a sign of the West mostly stands alone.
    """
    probe = data[:_PROBE]
    if _UNUSED & frozenset(probe):
        return False
    if not _LATIN.search(probe):
        with contextlib.suppress(UnicodeDecodeError):
            data.decode("gb18030")
            return False
    chinese = western = 0
    for run in _RUN.finditer(probe):
        if _is_chinese(run[0], *_around(probe, run)):
            chinese += len(run[0]) // 2
        elif len(run[0]) <= _LONGEST_WESTERN or _is_pounds(run[0]):
            western += 1
    return western > chinese


def _is_chinese(run: bytes, before: bool, after: bool) -> bool:
    """True for bytes above ASCII that read as common Chinese, given whether a Latin letter stands before and after them."""
    if len(run) == 1 or min(run) < _PLAIN or _is_pounds(run):
        return False
    return len(run) > _PAIR or not (before and (after or run[0] >= _RARE))


def _around(data: bytes, run: re.Match[bytes]) -> tuple[bool, bool]:
    start, end = run.span()
    return data[max(0, start - 1) : start].isalpha(), data[end : end + 1].isalpha()


def _is_pounds(run: bytes) -> bool:
    """True for nothing but pound signs, as in bands of prices."""
    return run[0] == _POUND and len(set(run)) == 1
