"""The number that a telephone dials is the first one that people wrote, and nothing beside it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.phones import dialled
from generator.urls import phone_address

NUMBERS = {
    "0379-5550100": "03795550100",
    "(0379)5550100": "03795550100",
    "（０３７９）５５５０１００": "03795550100",
    "0379-5550100转12": "03795550100;ext=12",
    "0379-5550100 转 8012": "03795550100;ext=8012",
    "0379-5550100-12": "03795550100;ext=12",
    "0379-5550100、5550101": "03795550100",
    "0379-5550100/5550101": "03795550100",
    "0379-5550100 5550101": "03795550100",
    "010-12345678；传真 010-87654321": "01012345678",
    "办公时间 8:30–17:30，0379-5550100": "03795550100",
    "+86-0379-5550100": "+863795550100",
    "13912345678 13912345679": "13912345678",
    "400-810-8888": "4008108888",
    "12345": "12345",
    "12345热线": "12345",
    "020 7946 0000": "02079460000",
    "(01632) 960188": "01632960188",
    "+44 (0)20 7946 0000": "+442079460000",
    "0044 (0)20 7946 0000": "+442079460000",
    "01632 960188 / 960189": "01632960188",
    "01632 960188 or 07700 900123": "01632960188",
    "020 7946 0000 020 7946 0001": "02079460000",
    "01632 960188 (Mon 9 to 12)": "01632960188",
    "01632 960188 9:00–12:00": "01632960188",
    "01632 960188 9am to 5pm": "01632960188",
    "01632 960188 ext. 22": "01632960188;ext=22",
    "01632 960188, extension 22": "01632960188;ext=22",
    "(202) 555-0143": "2025550143",
    "+1 202.555.0143 x5": "+12025550143;ext=5",
    "+39 06 6982": "+39066982",
    "+33 1 23 45 67 89": "+33123456789",
    "01 23 45 67 89": "0123456789",
    "030/1234567": "0301234567",
    "+91 11 2301 1234": "+911123011234",
    "999": "999",
    "1-800-FLOWERS": "",
    "by post only": "",
    "": "",
}


@pytest.mark.parametrize("written", NUMBERS)
def test_the_first_number_is_dialled(written: str) -> None:
    assert dialled(written) == NUMBERS[written]
    assert phone_address(written) == (f"tel:{NUMBERS[written]}" if NUMBERS[written] else "")


@given(st.text(alphabet="0123456789+-–()（）./ 转x,;、abc") | st.text())
def test_what_is_dialled_is_a_number_whose_figures_were_written(text: str) -> None:
    number = dialled(text)
    assert re.fullmatch(r"(\+?\d{3,15}(;ext=\d{1,7})?)?", number)
