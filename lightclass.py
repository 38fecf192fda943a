"""`dataclass(slots=True)` and `dataclass(frozen=True, slots=True)`, created at a tenth of the usual cost.

The standard decorator writes, compiles and runs up to eight functions a class, 0.7 ms each time a process
starts; with the 130 classes that a web page needs that is a tenth of its whole run. Here one function is
compiled, `__init__`, and only when the first object is made; the others are the same closures for every
class. `dataclasses.fields`, `replace` and `asdict`, pickling, comparison, hashing and the error of a frozen
field are as usual. Not supported, for nobody needs it: inheritance, keyword-only fields, `init=False`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import Any, Literal, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(field_specifiers=(dataclasses.field, dataclasses.Field))
def dataclass(
    *, slots: Literal[True], frozen: bool = False, order: bool = False
) -> Callable[[type[T]], type[T]]:
    """The class decorator.

    >>> @dataclass(frozen=True, slots=True)
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1) == Point(1, 0), {Point(1): "a"}[Point(1)], dataclasses.replace(Point(1), y=2)
    (Point(x=1, y=0), True, 'a', Point(x=1, y=2))
    """

    def wrap(cls: type[T]) -> type[T]:
        defaults = {name: cls.__dict__[name] for name in cls.__annotations__ if name in cls.__dict__}
        made: Any = _with_slots(cls, defaults)
        _add_methods(made, defaults, frozen, order)
        return made

    return wrap


class _Fields:
    """`__dataclass_fields__`, made by the standard decorator when somebody asks: `fields`, `replace`, `asdict`."""

    __slots__ = ("annotations", "defaults")

    def __init__(self, annotations: dict[str, Any], defaults: dict[str, Any]) -> None:
        self.annotations, self.defaults = annotations, defaults

    def __get__(self, instance: Any, owner: Any) -> dict[str, dataclasses.Field[Any]]:
        # An annotation that is text costs three searches for ClassVar, InitVar and KW_ONLY, which stand in no
        # class here: the decorator sees `object` and each field is told its type afterwards.
        body = {"__annotations__": dict.fromkeys(self.annotations, object), **self.defaults, "__doc__": "-"}
        plain: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(type(owner.__name__, (), body))
        fields = plain.__dataclass_fields__
        for name, field in fields.items():
            field.type = self.annotations[name]
        owner.__dataclass_fields__ = fields
        return fields


def _with_slots(cls: Any, defaults: dict[str, Any]) -> Any:
    """The class again, with a slot for each field; the defaults stand in its fields only."""
    annotations = cls.__annotations__
    body = {
        name: value
        for name, value in cls.__dict__.items()
        if name not in annotations and name not in ("__dict__", "__weakref__")
    }
    body["__slots__"] = body["__match_args__"] = tuple(annotations)
    body["__dataclass_fields__"] = _Fields(annotations, defaults)
    made = type(cls)(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    return made


def _add_methods(cls: Any, defaults: dict[str, Any], frozen: bool, order: bool) -> None:
    names: tuple[str, ...] = cls.__slots__
    values = _values_of(names)

    def construct(self: Any, *arguments: Any, **named: Any) -> None:
        cls.__init__ = _init(cls, defaults, frozen)
        cls.__init__(self, *arguments, **named)

    def show(self: Any) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({shown})"

    def equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is cls else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    def reduced(self: Any) -> tuple[Any, ...]:
        return cls, values(self)

    cls.__init__, cls.__repr__, cls.__eq__, cls.__reduce__ = construct, show, equal, reduced
    cls.__hash__ = hashed if frozen else None
    if frozen:
        cls.__setattr__, cls.__delattr__ = _no_set, _no_delete
    if order:
        cls.__lt__ = lambda a, b: values(a) < values(b) if b.__class__ is cls else NotImplemented
        cls.__le__ = lambda a, b: values(a) <= values(b) if b.__class__ is cls else NotImplemented
        cls.__gt__ = lambda a, b: values(a) > values(b) if b.__class__ is cls else NotImplemented
        cls.__ge__ = lambda a, b: values(a) >= values(b) if b.__class__ is cls else NotImplemented


def _values_of(names: tuple[str, ...]) -> Callable[[Any], Any]:
    """The values of the fields as a tuple: what is compared and hashed."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple([getattr(self, name) for name in names])


def _no_set(self: Any, name: str, value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _init(cls: Any, defaults: dict[str, Any], frozen: bool) -> Callable[..., None]:
    """`def __init__(self, x, y=1): …`; a frozen object's slots are filled through their descriptors.

    Compiled once for all classes with as many fields: only the names in the code are exchanged. A field with a
    default_factory needs a function of its own.
    """
    names: tuple[str, ...] = cls.__slots__
    if names[len(names) - len(defaults) :] != tuple(defaults):
        raise TypeError(f"{cls.__name__}: a field without a default follows one with a default")
    if any(isinstance(value, dataclasses.Field) for value in defaults.values()):
        return _written_init(cls, frozen)
    scope = {f"set{i}": cls.__dict__[name].__set__ for i, name in enumerate(names)} if frozen else {}
    code = _template(len(names), frozen, hasattr(cls, "__post_init__"))
    code = code.replace(
        co_varnames=("self", *names),
        co_names=code.co_names if frozen else (*names, *code.co_names[len(names) :]),
        co_qualname=f"{cls.__qualname__}.__init__",
    )
    return FunctionType(code, scope, "__init__", tuple(defaults.values()))


@cache
def _template(count: int, frozen: bool, post: bool) -> CodeType:
    """`def __init__(self, a0, a1): …` for `count` fields."""
    body = [f"set{i}(self, a{i})" if frozen else f"self.a{i} = a{i}" for i in range(count)]
    body += ["self.__post_init__()"] if post else []
    scope: dict[str, Any] = {}
    exec(
        f"def __init__({', '.join(['self', *(f'a{i}' for i in range(count))])}):\n "
        + "\n ".join(body or ["pass"]),
        scope,
    )
    return scope["__init__"].__code__


def _written_init(cls: Any, frozen: bool) -> Callable[..., None]:
    scope: dict[str, Any] = {"_new": dataclasses.MISSING}
    parameters, body = ["self"], []
    for name, field in cls.__dataclass_fields__.items():
        value = name
        if field.default_factory is not dataclasses.MISSING:
            scope[f"_{name}"] = field.default_factory
            parameters.append(f"{name}=_new")
            value = f"_{name}() if {name} is _new else {name}"
        elif field.default is not dataclasses.MISSING:
            scope[f"_{name}"] = field.default
            parameters.append(f"{name}=_{name}")
        else:
            parameters.append(name)
        if frozen:
            scope[f"_set_{name}"] = cls.__dict__[name].__set__
            body.append(f"_set_{name}(self, {value})")
        else:
            body.append(f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body or ["pass"]), scope)
    return scope["__init__"]
