"""`dataclass(slots=True)` and `dataclass(frozen=True, slots=True)`, created at a fifth of the usual cost.

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
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(field_specifiers=(dataclasses.field, dataclasses.Field))
def dataclass(*, slots: bool, frozen: bool = False, order: bool = False) -> Callable[[type[T]], type[T]]:
    """The class decorator.

    >>> @dataclass(frozen=True, slots=True)
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1) == Point(1, 0), {Point(1): "a"}[Point(1)], dataclasses.replace(Point(1), y=2)
    (Point(x=1, y=0), True, 'a', Point(x=1, y=2))
    """

    def wrap(cls: type[T]) -> type[T]:
        cls.__doc__ = cls.__doc__ or cls.__name__  # else the standard decorator asks inspect for a signature
        made: Any = _with_fields(cls, slots)
        _add_methods(made, frozen, order)
        return made

    return wrap


def _with_fields(cls: Any, slots: bool) -> Any:
    """The class with its fields, without methods.

    An annotation that is text costs the standard decorator three searches for ClassVar, InitVar and KW_ONLY,
    which stand in no class here: it sees `object` and each field is told its type afterwards.
    """
    annotations = cls.__annotations__
    cls.__annotations__ = dict.fromkeys(annotations, object)
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    made.__annotations__ = annotations
    for name, field in made.__dataclass_fields__.items():
        field.type = annotations[name]
    return made


def _add_methods(cls: Any, frozen: bool, order: bool) -> None:
    names = tuple(cls.__dataclass_fields__)
    values = _values_of(names)

    def construct(self: Any, *arguments: Any, **named: Any) -> None:
        cls.__init__ = _init(cls, frozen)
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


def _init(cls: Any, frozen: bool) -> Callable[..., None]:
    """`def __init__(self, x, y=1): …`; a frozen object's slots are filled through their descriptors.

    Compiled once for all classes with as many fields: only the names in the code are exchanged. A field with a
    default_factory needs a function of its own.
    """
    fields: tuple[dataclasses.Field[Any], ...] = tuple(cls.__dataclass_fields__.values())
    if any(field.default_factory is not dataclasses.MISSING for field in fields):
        return _written_init(cls, frozen)
    names = tuple(field.name for field in fields)
    scope = {f"set{i}": cls.__dict__[name].__set__ for i, name in enumerate(names)} if frozen else {}
    code = _template(len(fields), frozen, hasattr(cls, "__post_init__"))
    code = code.replace(
        co_varnames=("self", *names),
        co_names=code.co_names if frozen else (*names, *code.co_names[len(names) :]),
        co_qualname=f"{cls.__qualname__}.__init__",
    )
    defaults = tuple(field.default for field in fields if field.default is not dataclasses.MISSING)
    return FunctionType(code, scope, "__init__", defaults)


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
