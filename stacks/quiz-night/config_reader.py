"""Reads configuration values, and collects what is wrong with them: one run tells all of it."""

import json
import re
from collections.abc import Collection

import pulumi


class ConfigReader:
    """The configuration of the selected stack. Nothing is refused before `finish` is called."""

    def __init__(self) -> None:
        self._config = pulumi.Config()
        self._problems: list[str] = []

    @property
    def fine(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self._problems

    def refuse(self, key: str, found: object, allowed: str) -> None:
        """Remember that a value is not allowed."""
        shown = "missing" if found is None else repr(found)
        self._problems.append(f"{self._config.name}:{key} is {shown}; {allowed}")

    def text(self, key: str, pattern: str, allowed: str) -> str:
        """Return a text that matches a whole pattern."""
        value = self._config.get(key)
        if value is None or not re.fullmatch(pattern, value):
            self.refuse(key, value, allowed)
        return value or ""

    def texts(self, key: str, pattern: str, allowed: str) -> tuple[str, ...]:
        """Return a list of texts that each match a whole pattern; it may be empty."""
        raw = self._config.get(key)
        try:
            values = json.loads(raw or "")
        except ValueError:
            values = None
        if not isinstance(values, list):
            self.refuse(key, raw, f"it must be a list: {allowed}")
            return ()
        for value in values:
            if not isinstance(value, str) or not re.fullmatch(pattern, value):
                self.refuse(key, value, allowed)
        return tuple(str(value) for value in values)

    def number(self, key: str, least: int, most: int) -> int:
        """Return a whole number within bounds, both included."""
        raw = self._config.get(key)
        value = int(raw) if raw and re.fullmatch(r"-?[0-9]{1,12}", raw) else None
        if value is None or not least <= value <= most:
            found = raw if value is None else value
            self.refuse(key, found, f"allowed is a whole number from {least} to {most}")
            return least
        return value

    def choice(self, key: str, allowed: Collection[int]) -> int:
        """Return one of several whole numbers."""
        raw = self._config.get(key)
        if raw not in {str(number) for number in allowed}:
            self.refuse(key, raw, f"allowed is one of {', '.join(map(str, allowed))}")
            return next(iter(allowed))
        return int(raw)

    def flag(self, key: str) -> bool:
        """Return whether a value is true."""
        raw = self._config.get(key)
        if raw not in {"true", "false"}:
            self.refuse(key, raw, "allowed is true or false")
        return raw == "true"

    def finish(self) -> None:
        """Refuse the configuration if anything was wrong with it.

        Raises:
            pulumi.RunError: With every problem of the file, one a line.

        """
        if self._problems:
            file = f"Pulumi.{pulumi.get_stack()}.yaml"
            lines = "\n".join(f"  {problem}" for problem in self._problems)
            raise pulumi.RunError(f"{file} does not describe a stack that can work:\n{lines}")
