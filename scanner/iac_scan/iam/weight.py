"""How much of a document is read: all that AWS would take, and else what makes little work.

What is said of a statement that is not read is decided in `read`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from iac_scan.iam.policy import PolicyKind, Statement, Word, Words
from iac_scan.values import Known, Text, Value

BOUND = 1_000_000
"""Weight of the statements that are read of a document which AWS would refuse for its size.

Units: one is the work of about a microsecond. AWS's own policies may be longer than those of
others; the heaviest weighs half of the bound."""

_STATEMENT = 400
"""The weight of a statement, its words left aside: the least that one weighs."""
_ACTION = 100
"""The weight of an action."""
_ANYWHERE = 300
"""The weight of an action more that is held against the names of all services."""
_LETTER = 50
"""The weight of each of its letters."""
_RESOURCE = 200
"""The weight of a resource."""
_PAIR = 20
"""The weight of an action with a resource beside it."""
_VALUE = 100
"""The weight of a principal, of a condition, and of each of its values."""


@dataclass(slots=True)
class Allowance:
    """What may still be read of a document."""

    written: Value
    """The document."""
    kind: PolicyKind
    """What it is used for."""
    left: int = BOUND
    """The weight that is left if the document is too long for AWS."""
    taken: bool | None = None
    """Whether AWS would take the document for its size; None until that matters."""

    @property
    def is_used_up(self) -> bool:
        """Whether no statement may be read any more."""
        return self.left < _STATEMENT and not self._is_taken()

    def takes(self, statement: Statement) -> bool:
        """Tell whether a statement may be read, and count it when it may."""
        weight = weight_of(statement)
        if weight > self.left and not self._is_taken():
            # What is refused has been built: of very many that are, not all are.
            self.left -= _STATEMENT
            return False
        self.left -= weight
        return True

    def _is_taken(self) -> bool:
        if self.taken is None:
            # Few documents are so heavy that it matters how long they are.
            from iac_scan.iam.validation.quotas import longest  # noqa: PLC0415
            from iac_scan.iam.validation.sizes import size_in  # noqa: PLC0415

            self.taken = size_in(self.written) <= longest(self.kind)
        return self.taken


def weight_of(statement: Statement) -> int:
    """Return about how much work a statement makes."""
    actions, resources = _listed(statement.actions), _listed(statement.resources)
    weight = _STATEMENT + len(actions) * len(resources) * _PAIR
    weight += sum(map(_of_action, actions))
    weight += _of_globs(resources, _RESOURCE)
    for line in statement.conditions:
        weight += _VALUE + _of_globs(_listed(line.values), _VALUE)
    if statement.principals is not None:
        for _, words in statement.principals.groups:
            weight += _of_globs(_listed(words), _VALUE)
    return weight


def _listed(words: Words | None) -> tuple[Word, ...]:
    return () if words is None else (*words.words, *words.possible)


def _of_action(word: Word) -> int:
    text = _text(word)
    prefix, _, name = text.partition(":")
    if not ({"*", "?"} & set(prefix) and name.strip("*")):
        return _ACTION
    return _ACTION + _ANYWHERE + _LETTER * len(text)


def _of_globs(words: Iterable[Word], each: int) -> int:
    """Return the weight of words that are compared with others, letter by letter at each `*`."""
    return sum(each + len(text) * (1 + text.count("*")) for text in map(_text, words))


def _text(word: Word) -> str:
    """Return the text of a word, `*` for every part of it that is not known."""
    if isinstance(word, Known):
        return str(word.value)
    parts = word.parts if isinstance(word, Text) else ()
    return "".join(part if isinstance(part, str) else "*" for part in parts) or "*"
