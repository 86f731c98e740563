"""The signs in which a comparison in English is written, one for each token that matters, and the patterns sought in those."""

from __future__ import annotations

from decimal import Decimal

from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late

# N number, P per cent, U up, D down, Y the year before, T this year, W word of a claim, f from, t to, g than, x times, ? unknown.
_SIGNS = {
    "up": "U", "down": "D", "time": "T", "own": "o", "word": "W", "against": "g", "same": "=",
    "at_least": "M", "at_most": "L", "unknown": "?", "stop": ",", "no": "!", "nearly_reached": "n",
}  # fmt: skip
_WORDS = {"from": "f", "to": "t", "by": "b", "or": "", "on": "g", "over": "g", "in": "g", "than": "g"}
COMPARES = late(r"[UDMLxX]")
FROM_TO = late(r"(?P<way>[UD])(?:b[NP],?|,)?f(?P<before>N)[Yg]*t(?P<now>N)|(?P<way2>[UD])f(?P<before2>N)g?Y?(?=$|,)")
BY_TO = late(r"(?P<way>[UD])b?(?P<by>[NP])(?:f(?P<before>N)g?Y?)?,?t(?P<now>N)(?:f(?P<before2>N)g?Y?(?=$|,))?")
BY_FROM = late(r"(?P<way>[UD])b?(?P<by>[NP])f(?P<before>N)g?Y?(?=$|,)")  # 520 requests, up 5% from 493
LESS_THAN = late(r"(?<=,)(?P<way>[ML])(?P<before>N)g?Y")  # 29 refused, more than the 26 of the year before
UP_TO = late(r"(?P<way>[UD])(?:T,?|,)?t(?P<now>N)(?:T?,?[fg](?P<before>N)[Yg]*)?(?=$|,)")
_BASE = r"(?=[fgMLtT]*W?Y|T*(?:$|,)|g(?:$|,))"
TREND = late(r"(?P<way>[UDML])[Wo?]*g?T*[fg]?Y")
ALONE = late(r"^[oTW]*(?P<way>[UD])[gWo]*T*,?$")  # 2024 saw a fall in requests
TAIL = late(r",[oTW?]+(?P<way>[UD]),?$")
BUSY = ("busier", "quieter")
BY = late(
    rf"(?P<way>[UD])b?(?P<by>N),?(?P<more>P),?{_BASE}|(?P<way2>[UD])b?(?P<by2>[NP])(?:{_BASE}|(?=gW(?:$|,)))|(?P<way22>[UD])gW(?P<by22>[NP]){_BASE}"
)
CHANGE = late(rf"(?P<by>[NP])(?P<way>[UD])W?{_BASE}")
CHANGE_FROM = late(r"(?P<by>[NP])(?P<way>[UD])[fg](?P<before>N)[W?]*Y")  # a 7.4% increase from the 570 received in 2023
CHANGE_IN = late(r"(?P<by>[NP])(?P<way>[UD])g(?P<what>[W?]+)(?:[fg]?Y)?(?=$|,)")  # a 20% increase in appeals received
REVERSED = late(r"gT")
ON = late(r"(?P<way>[UD])b?(?P<by>[NP])[fg?](?P<before>N)[W?]*Y")  # a rise of 5.5% on the 493 handled in 2023
LESS = late(r"(?<=,)(?P<way>[ML])g?Y(?=,|$)")  # 42 EIR requests, more than in 2023
THAN = late(r"(?P<by>[NP])W?(?P<way>[MLUD])(?:[WoT?]|g(?=\?))*g?Y")
COLON = late(r"(?P<way>[UDML])W*g?Y,(?P<now>N)(?:,[UD]f(?P<before>N))?")  # fewer than last year: 38, down from 50
TIMES = late(rf"(?P<times>x)T?{_BASE}|(?P<times2>X)[?]?[gfW]*Y")  # doubled; double the number of the year before
TIMES_TO = late(r"(?P<times>x)(?:f(?P<before>N))?t(?P<now>N)")  # vexatious requests doubled from four to eight
_SAID_TIMES = {
    "doubled": Decimal(2),
    "trebled": Decimal(3),
    "tripled": Decimal(3),
    "quadrupled": Decimal(4),
    "halved": Decimal("0.5"),
}
_SO_MANY = {
    "double": Decimal(2),
    "twice": Decimal(2),
    "half": Decimal("0.5"),
    "triple": Decimal(3),
    "treble": Decimal(3),
}  # the number of the year before


def times_of(token: Token) -> Decimal:
    """How many times as much a word says that something is."""
    return {**_SAID_TIMES, **_SO_MANY}[token.text.split()[0]]


def moves(token: Token) -> bool:
    """True for a word by which a thing grew or fell."""
    return token.kind in ("up", "down") or token.text.strip().removesuffix(" from") in _SAID_TIMES


def signs_of(token: Token) -> str:
    """The signs of a token; none for one that says nothing."""
    bare = token.text.strip()
    if token.number:
        return "P" if token.number.unit == "%" else "N"
    if bare.removesuffix(" from") in _SAID_TIMES:
        return "x" if bare in _SAID_TIMES else "xf"
    if bare in _SO_MANY:
        return "X"
    if token.word == "上年":
        return "Y"
    if bare in ("up from", "down from"):
        return "Uf" if bare == "up from" else "Df"
    return _WORDS.get(bare, _SIGNS.get(token.kind, ""))
