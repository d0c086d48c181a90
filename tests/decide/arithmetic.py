"""Does a printed working again, by itself: the arithmetic up to `=`, in exact numbers."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from fractions import Fraction

_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., Fraction | int]] = {
    "ceil": math.ceil,
    "floor": math.floor,
    "max": max,
    "min": min,
}


def evaluate(text: str) -> Fraction:
    """The value of `ceil(40000 × 1 × 1.5)`."""
    quoted = re.sub(r"\d+(\.\d+)?", lambda found: f'"{found.group()}"', text)
    return _value(ast.parse(quoted.replace("×", "*").replace("÷", "/"), mode="eval").body)


def check(working: str, value: int) -> None:
    """Fails unless the working's arithmetic gives this value."""
    arithmetic, _, stated = working.split("; ", maxsplit=1)[0].partition(" = ")
    assert evaluate(arithmetic) == value, working
    assert not stated or int(stated) == value, working


def _value(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=str(number)):
            return Fraction(number)
        case ast.BinOp(left, operation, right):
            return _OPERATORS[type(operation)](_value(left), _value(right))
        case ast.Call(func=ast.Name(name), args=arguments):
            return Fraction(_FUNCTIONS[name](*(_value(each) for each in arguments)))
    raise ValueError(ast.dump(node))
