"""Blueprints → functions of Python: Jinja2 parses a blueprint, and the little that it may say is written as Python.

A blueprint prints, loops, asks for flags, includes others and calls macros; each is given its view and nothing else.
Whatever else Jinja2 knows is refused. Templates that Jinja2 compiles itself want all of Jinja2 to run, and loading that
takes a quarter of a small plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from jinja2 import Environment, nodes

FILTERS = frozenset({"docstring", "yaml_text"})
"""What a value may pass through; functions of these names stand beside the translated ones."""
_JINJA = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)  # noqa: S701
"""What is rendered is Python, YAML and Markdown; user text comes in through the filters."""


class BlueprintError(Exception):
    """A blueprint says what blueprints do not say."""


def translated(sources: Mapping[str, str]) -> str:
    """A module with a function for each of these blueprints, in `BLUEPRINTS` by path, and for each macro.

    Raises BlueprintError, with the place, where a blueprint says more than it may.
    """
    lines = [line for path, text in sources.items() for line in _Blueprint(path).module(text)]
    entries = ", ".join(f"{path!r}: {_function(path)}" for path in sources)
    return "\n".join([*lines, f"BLUEPRINTS = {{{entries}}}", ""])


def _function(blueprint: str, macro: str = "") -> str:
    """The name of the function that a blueprint, or a macro in it, becomes."""
    return re.sub(r"\W", "_", blueprint.replace("/", "__")) + (f"__{macro}" if macro else "")


class _Blueprint:
    def __init__(self, path: str) -> None:
        self._path = path

    def module(self, text: str) -> Iterator[str]:
        body = _JINJA.parse(text, filename=self._path).body
        for node in body:
            if isinstance(node, nodes.Macro):
                arguments = [each.name for each in node.args]
                yield from self._definition(_function(self._path, node.name), arguments, node.body)
        rest = [node for node in body if not isinstance(node, nodes.Macro)]
        yield from self._definition(_function(self._path), ["view"], rest)

    def _definition(self, name: str, arguments: Iterable[str], body: Iterable[nodes.Node]) -> Iterator[str]:
        yield f"def {name}({', '.join(arguments)}):"
        yield " _out = []"
        yield from self._block(body, " ")
        yield " return ''.join(_out)"

    def _block(self, body: Iterable[nodes.Node], indent: str) -> Iterator[str]:
        for node in body:
            yield from (indent + line for line in self._statement(node))
        yield f"{indent}pass"

    def _statement(self, node: nodes.Node) -> Iterator[str]:
        match node:
            case nodes.Output():
                yield f"_out += {', '.join(map(self._text, node.nodes))},"
            case nodes.If():
                yield f"if {self._value(node.test)}:"
                yield from self._block(node.body, " ")
                for other in node.elif_:
                    yield f"elif {self._value(other.test)}:"
                    yield from self._block(other.body, " ")
                if node.else_:
                    yield "else:"
                    yield from self._block(node.else_, " ")
            case nodes.For(test=None, recursive=False):
                yield f"for {self._target(node.target)} in {self._value(node.iter)}:"
                yield from self._block(node.body, " ")
                if node.else_:
                    yield f"if not {self._value(node.iter)}:"
                    yield from self._block(node.else_, " ")
            case nodes.Include(template=nodes.Const(value=str(path))):
                yield f"_out.append({_function(path)}(view))"
            case nodes.FromImport(template=nodes.Const(value=str(path))):
                for name in node.names:
                    yield f"{name} = {_function(path, str(name))}"
            case _:
                raise self._refused(node)

    def _text(self, node: nodes.Expr) -> str:
        return repr(node.data) if isinstance(node, nodes.TemplateData) else f"str({self._value(node)})"

    def _value(self, node: nodes.Node) -> str:
        match node:
            case nodes.Name():
                return node.name
            case nodes.Const(value=str(text)):
                return repr(text)
            case nodes.Getattr():
                return f"{self._value(node.node)}.{node.attr}"
            case nodes.Filter(node=nodes.Expr() as value, args=[], kwargs=[]) if node.name in FILTERS:
                return f"{node.name}({self._value(value)})"
            case nodes.Call(node=nodes.Name(name=str(macro)), kwargs=[], dyn_args=None, dyn_kwargs=None):
                return f"{macro}({', '.join(map(self._value, node.args))})"
            case _:
                raise self._refused(node)

    def _target(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Tuple):
            return ", ".join(map(self._target, node.items))
        return self._value(node)

    def _refused(self, node: nodes.Node) -> BlueprintError:
        return BlueprintError(f"{self._path}:{node.lineno}: a blueprint has no {type(node).__name__}")
