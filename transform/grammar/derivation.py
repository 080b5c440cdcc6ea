"""The derivation of a row: the named rules that made it, from the decision down to the number.

`decide.aim_in_plan < targets.level.object < quantity.digits` says, from the right: a number in digits, which the rule of
targets read with its object, and which is an aim because the document plans. Each name leads to the code that bears it.
"""

from __future__ import annotations

from transform.language.quantities import Quantity

_BELOW = " < "


def joined(*rules: str | None) -> str:
    """Give rules from the decision down to the number as one derivation; what is None or told already is left out.

    >>> joined("targets.level.object", "quantity.digits")
    'targets.level.object < quantity.digits'
    """
    told: list[str] = []
    for rule in rules:
        told += [step for step in steps(rule) if step not in told]
    return _BELOW.join(told)


def steps(derivation: str | None) -> list[str]:
    """Give the rules of a derivation, the decision first; none where there is none.

    >>> steps("decide.aim < targets.level.object")
    ['decide.aim', 'targets.level.object']
    """
    return derivation.split(_BELOW) if derivation else []


def of_number(quantity: Quantity) -> str | None:
    """Give the name of the rule of the language that a number was read by: `quantity.digits_range` stands in `quantity_rules`."""
    return f"quantity.{quantity.rule}" if quantity.rule else None
