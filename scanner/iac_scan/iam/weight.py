"""How much work the statements of a document make, so that no document makes more than is bounded.

What is done with a statement that is too heavy is decided in `read`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from iac_scan.iam.action_words import names_compared
from iac_scan.iam.policy import Statement, Word, Words
from iac_scan.values import Known, Text

BOUND = 3_000_000
"""Weight of the statements of one document that are read.

Units: one is the work of about a microsecond. The heaviest of AWS's own policies weighs a fifth of
the bound."""

_ACTION = 100
"""The weight of an action, before it is held against any name."""
_RESOURCE = 500
"""The weight of a resource."""
_PAIR = 20
"""The weight of an action with a resource beside it."""
_VALUE = 250
"""The weight of a principal, of a condition, and of each of its values."""


@dataclass(slots=True)
class Allowance:
    """What may still be read of a document."""

    left: int = BOUND
    """The weight that is left."""

    def takes(self, statement: Statement) -> bool:
        """Tell whether a statement may be read, and count it when it may."""
        weight = weight_of(statement)
        if weight > self.left:
            return False
        self.left -= weight
        return True


def weight_of(statement: Statement) -> int:
    """Return about how much work a statement makes."""
    actions, resources = _listed(statement.actions), _listed(statement.resources)
    weight = len(actions) * len(resources) * _PAIR
    weight += sum(_ACTION + names_compared(_text(word)) for word in actions)
    weight += _of_globs(resources, _RESOURCE)
    for line in statement.conditions:
        weight += _VALUE + _of_globs(_listed(line.values), _VALUE)
    if statement.principals is not None:
        for _, words in statement.principals.groups:
            weight += _of_globs(_listed(words), _VALUE)
    return weight


def _listed(words: Words | None) -> tuple[Word, ...]:
    return () if words is None else (*words.words, *words.possible)


def _of_globs(words: Iterable[Word], each: int) -> int:
    """Return the weight of words that are compared with others, letter by letter at each `*`."""
    return sum(each + len(text) * (1 + text.count("*")) for text in map(_text, words))


def _text(word: Word) -> str:
    """Return the text of a word, `*` for every part of it that is not known."""
    if isinstance(word, Known):
        return str(word.value)
    parts = word.parts if isinstance(word, Text) else ()
    return "".join(part if isinstance(part, str) else "*" for part in parts) or "*"
