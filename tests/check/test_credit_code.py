"""Credit codes: those of real bodies keep the check of GB 32100, and none does with a sign or two neighbours changed (E7)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.check.item.numbers import check_credit_code
from generator.model.catalog import Catalog, Publisher
from generator.problems import Problem

# Printed in the standard's own example, on licences and by courts; the last ones are of our samples.
RIGHT = ["91350100M000100Y43", "11441700007280420Y", "11341702486344515H", "11379900MB28399186", "12379900MB12345625"]
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def told(code: str) -> list[Problem]:
    return list(
        check_credit_code.check(Catalog(language="zh-CN", profile="cn-government", publisher=Publisher(name="甲", code=code)))
    )


@pytest.mark.parametrize("code", RIGHT)
def test_one_sign_or_two_neighbours_changed_are_told(code: str) -> None:
    assert told(code) == []
    for place, sign in enumerate(code):
        for other in SIGNS.replace(sign, ""):
            assert told(code[:place] + other + code[place + 1 :]), (place, other)
    for place, (left, right) in enumerate(pairwise(code)):
        if left != right:
            assert told(code[:place] + right + left + code[place + 2 :]), place


@pytest.mark.parametrize(
    "code", ["", "000014349", "01404053X", "GB-EDU-123456", "1137990MB2839918", "SC012345", "NETHERFOLDCOUNCIL1"]
)
def test_codes_of_another_make_are_not_judged(code: str) -> None:
    assert told(code) == []


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("I1379900MB28399186", "11379900MB28399186"),
        ("9135O100M000100Y43", "91350100M000100Y43"),
        ("9135O1OOM000100Y43", "91350100M000100Y43"),
        ("11379900MB2839918O", ""),
        ("V1379900MB28399186", ""),
    ],
)
def test_letters_taken_for_figures_are_put_right_where_the_check_says_so(code: str, meant: str) -> None:
    assert [problem.values["suggestion"] for problem in told(code)] == [meant]
