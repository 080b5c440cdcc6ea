"""A named rule of the language: the pattern of a printed form, and examples of what it gives.

The name stands in the derivation of a fact (`digits_range`), so it leads from a published number to the rule and to an example of
it. What a pattern matches is made into a value by the module that owns the rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Made = TypeVar("Made")


@dataclass(slots=True, frozen=True)
class Rule(Generic[Made]):
    """A pattern with its name and its examples: a printed phrase and what the rule makes of it.

    `signs` are characters of which a text must hold one before the pattern is tried; empty where any text may match.

    Raises
    ------
    ValueError
        The rule has no example, or a pattern that does not compile.
    """

    name: str
    pattern: str
    examples: Mapping[str, Made]
    signs: str = ""
    compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile the pattern; refuse a rule that shows nobody what it is for."""
        if not self.examples:
            raise ValueError(f"rule {self.name} has no example: give it a printed phrase and what it makes of it")
        try:
            object.__setattr__(self, "compiled", re.compile(self.pattern))
        except re.error as error:
            raise ValueError(f"rule {self.name}: {error}") from error

    def may_match(self, text: str) -> bool:
        """Say whether a text holds a sign that the rule needs."""
        return not self.signs or any(sign in text for sign in self.signs)
