"""The one decorator of our values behaves as the standard library's frozen, slotted dataclasses do."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.frozen import frozen


def _made(decorator: Callable[[type], Any]) -> Any:
    class Entry:
        """A class with a field of each kind."""

        name: str
        count: int = 0
        words: list[str] = field(default_factory=list)
        place: str = field(default="", compare=False)
        hidden: str = field(default="", repr=False)

        def __post_init__(self) -> None:
            if self.count < 0:
                raise ValueError(self.count)

    return decorator(Entry)


Ours: Any = _made(frozen)
Standard: Any = _made(dataclass(frozen=True, slots=True))


@frozen
class Pair:
    """A class that can be pickled, for it has a name of its own in its module."""

    left: str
    right: tuple[int, ...] = ()


@frozen
class Longer(Pair):
    """A class with the fields of another."""

    more: str = ""


@frozen
class Empty:
    """A class without a field."""


texts = st.text(max_size=3)
arguments = st.fixed_dictionaries(
    {"name": texts}, optional={"count": st.integers(0, 2), "words": st.lists(texts, max_size=2), "place": texts, "hidden": texts}
)


@given(arguments, arguments)
def test_values_are_as_the_standard_library_makes_them(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert repr(Ours(**one)) == repr(Standard(**one))
    assert (Ours(**one) == Ours(**other)) == (Standard(**one) == Standard(**other))
    assert Ours(**one) != Standard(**one)
    assert repr(replace(Ours(**one), **other)) == repr(replace(Standard(**one), **other))
    assert [entry.name for entry in fields(Ours)] == [entry.name for entry in fields(Standard)]


@given(texts, st.tuples(st.integers()))
def test_equal_values_have_one_hash_and_come_back_from_a_pickle(left: str, right: tuple[int, ...]) -> None:
    for made in (Pair(left, right), Longer(left, right, left), Empty()):
        assert pickle.loads(pickle.dumps(made)) == made
        assert hash(pickle.loads(pickle.dumps(made))) == hash(made)
    assert Longer(left, right) != Pair(left, right)


@pytest.mark.parametrize("kind", [Ours, Standard])
def test_nothing_of_a_value_can_be_changed(kind: Any) -> None:
    value = kind("a")
    for name in ("name", "other"):
        with pytest.raises((FrozenInstanceError, TypeError)):
            setattr(value, name, "b")
    with pytest.raises(FrozenInstanceError):
        del value.name
    with pytest.raises(ValueError, match="-1"):
        kind("a", -1)
    with pytest.raises(TypeError, match="__init__"):
        kind()
