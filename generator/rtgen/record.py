"""`NamedTuple`, at a fifth of the price of a declaration.

The standard library compiles a constructor for each class and checks each annotation, 0.15 ms a class; a plan loads
some two hundred. Here a class gets its compiled constructor when a few of it have been made, and a type checker,
which does the checking, sees the standard library's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from _collections import _tuplegetter

    OFTEN = 16
    """Instances after which a compiled constructor has paid for itself."""

    class _Declaration(type):
        def __new__(cls, name, bases, body):
            fields = tuple(body.get("__annotations__", ()))
            body |= {
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": {field: body[field] for field in fields if field in body},
                "_made": 0,
            }
            body |= {field: _tuplegetter(place, None) for place, field in enumerate(fields)}
            return super().__new__(cls, name, bases, body)

    def _constructor(of):
        """The compiled constructor, as `collections.namedtuple` makes it, which makes a whole class beside it."""
        fields = ", ".join(of._fields)
        made = eval(  # noqa: S307 - the names of fields, which stand in this package
            f"lambda cls, {fields}: new(cls, ({fields}, ))" if fields else "lambda cls: new(cls, ())",
            {"__builtins__": {}, "new": tuple.__new__},
        )
        made.__name__, made.__qualname__ = "__new__", f"{of.__qualname__}.__new__"
        made.__defaults__ = tuple(of._field_defaults.values())
        return made

    class NamedTuple(tuple, metaclass=_Declaration):
        """A tuple whose places have names and types, as `typing.NamedTuple`."""

        def __new__(cls, *values, **named):
            cls._made += 1
            if cls._made < OFTEN:
                fields, defaults, left = cls._fields, cls._field_defaults, named.copy()
                try:
                    rest = [left.pop(name) if name in left else defaults[name] for name in fields[len(values) :]]
                except KeyError:
                    pass
                else:
                    if not left and len(values) <= len(fields):
                        return tuple.__new__(cls, (*values, *rest))
            cls.__new__ = _constructor(cls)
            return cls.__new__(cls, *values, **named)  # which also says what is wrong with the arguments

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(f'{field}={getattr(self, field)!r}' for field in self._fields)})"

        def __getnewargs__(self):
            return tuple(self)

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **changes):
            replaced = tuple.__new__(type(self), map(changes.pop, self._fields, self))
            if changes:
                raise TypeError(f"{type(self).__name__} has no {', '.join(changes)}")
            return replaced


__all__ = ["NamedTuple"]
