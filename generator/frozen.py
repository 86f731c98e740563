"""Frozen, slotted dataclasses that are quickly made.

A dataclass compiles six methods of its own, half a millisecond a class, and every command makes some two hundred classes before
it begins. These compile their ``__init__`` alone; the other methods work over the fields, and are the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")
_Values = Callable[[Any], tuple[Any, ...]]
_Methods = dict[str, Callable[..., Any]]
_UNSET = object()


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """The class as a frozen, slotted dataclass: its values are equal where their fields are, and can be read but not set."""
    return make_frozen(cls, kw_only=False)


def make_frozen(cls: type[T], *, kw_only: bool) -> type[T]:
    """The class as a frozen, slotted dataclass. ``kw_only``: whether each field of a new value is given by its name."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
    own = fields(made)
    methods = {
        "__init__": _init_of(made, own),
        **_pickling_of(own),
        **_shown_of([one for one in own if one.repr]),
        **_comparison_of([one for one in own if one.compare]),
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
    }
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    finished: type[T] = made
    return finished


def _init_of(cls: type, own: Sequence[Field[Any]]) -> Callable[..., None]:
    """The ``__init__`` of a class. It is compiled when the first value is made: of half the classes a command makes none."""

    def init(self: object, *given: Any, **by_name: Any) -> None:
        compiled = _compile_init(cls, own)
        if cls.__dict__["__init__"] is init:
            cls.__init__ = compiled  # type: ignore[misc]  # the class may be changed here alone: its values are what is frozen
        compiled(self, *given, **by_name)

    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _compile_init(cls: type, own: Sequence[Field[Any]]) -> Callable[..., None]:
    """A function that sets the fields of a new value, with the defaults of those that have one."""
    names: dict[str, Any] = {"_set": object.__setattr__, "_unset": _UNSET}
    given, by_name, body = ["self"], list[str](), list[str]()
    for one in own:
        given_as, assigned = one.name, one.name
        if one.default is not MISSING:
            names[f"_default_{one.name}"] = one.default
            given_as = f"{one.name}=_default_{one.name}"
        elif one.default_factory is not MISSING:
            names[f"_make_{one.name}"] = one.default_factory
            given_as = f"{one.name}=_unset"
            assigned = f"_make_{one.name}() if {one.name} is _unset else {one.name}"
        (by_name if one.kw_only else given).append(given_as)
        body.append(f" _set(self, {one.name!r}, {assigned})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    parameters = ", ".join([*given, "*", *by_name] if by_name else given)
    exec(f"def __init__({parameters}):\n" + "\n".join(body or [" pass"]), names)  # noqa: S102  of our own names alone, as dataclasses do
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _values_of(own: Sequence[Field[Any]]) -> _Values:
    """A function from a value to the tuple of some of its fields."""
    names = [one.name for one in own]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda shown: tuple(getattr(shown, name) for name in names)


def _pickling_of(own: Sequence[Field[Any]]) -> _Methods:
    """The methods by which a value is pickled as its fields alone; what sets them would be refused to set any."""
    names, values = [one.name for one in own], _values_of(own)

    def get_state(self: object) -> tuple[Any, ...]:
        return values(self)

    def set_state(self: object, state: tuple[Any, ...]) -> None:
        for name, found in zip(names, state, strict=True):
            object.__setattr__(self, name, found)

    return {"__getstate__": get_state, "__setstate__": set_state}


def _shown_of(own: Sequence[Field[Any]]) -> _Methods:
    values = _values_of(own)
    pattern = "(" + ", ".join(f"{one.name}=%r" for one in own) + ")"
    return {"__repr__": lambda self: type(self).__qualname__ + pattern % values(self)}


def _comparison_of(own: Sequence[Field[Any]]) -> _Methods:
    values = _values_of(own)

    def equals(self: object, other: object) -> Any:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    return {"__eq__": equals, "__hash__": lambda self: hash(values(self))}


def _refuse_to_set(self: object, name: str, found: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
