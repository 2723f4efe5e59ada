"""Resources with nested and dynamic blocks made at random: the same ones for the same seed.

What stands around them is in `surroundings`; the expressions in them are of `grammar`.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from .generated import Generator

COLLECTIONS = (
    *("<texts>", "<same>", "<map>", "<object>", "<list>", "<unlike>", "<value>"),
    *("tomap(<map>)", "toset(<texts>)", "[<object>, <object>]", "{ k = <value>, j = <text> }"),
    *("{ for k, v in <map> : k => [v, k] }", "[for x in <texts> : { a = x, b = [x] }]"),
    *("(<bool> ? [1] : [])", "(<bool> ? <same> : [])", "<text>[*]", "<null>[*]", "var.rows"),
    *("(<bool> ? <texts> : null)", "flatten([<texts>, <texts>])", "try(<object>.b, <texts>)[*]"),
    *("[<doubtful>]", "[<doubtful>, <text>]", "toset([<doubtful>])", "{ k = <doubtful> }"),
    *("(<doubtful> == <text> ? [<number>] : [<number>])", "toset([<doubtful>, <text>])"),
    *("terraform_data.counted[*].input", "local.made", "module.each", "1", "null"),
)
"""What `for_each` goes through."""

INNER = (
    *("[IT.value]", "IT.value[*]", "try(IT.value.b, [])", "try(toset(IT.value), [])"),
    *("{ (IT.key) = IT.value }", "[IT.key, IT.key]", "try({ for k, v in IT.value : k => v }, {})"),
    *("(IT.key == <text> ? [] : [1])", "IT.value == null ? [] : [IT.value]", "IT.value"),
)
"""What `for_each` inside of a block goes through; IT is an iterator around it."""

ANY = (
    *("IT.value", "IT.key", "IT", "[IT.key, IT.value]", "{ k = IT.key, v = IT.value }"),
    *("try(IT.value.a, <text>)", "try(IT.value[0], <value>)", "IT.value == <value>", "<value>"),
    *("jsonencode(IT)", "[for x in IT.value[*] : x]", "IT.value.a", "<doubtful>"),
)
"""Values of any type."""

TEXTS = (
    *('"${IT.key}"', '"x-${IT.key}-${<text>}"', 'try(tostring(IT.value), "none")', "IT.key"),
    *(
        'format("%v=%v", IT.key, jsonencode(IT.value))',
        "<text>",
        "null",
        "upper(IT.value)",
        "<later>",
    ),
)
"""Values that are mostly text."""

ITERATORS = ("it", "each", "box", "leaf", "outer", "var", "local", "path", "x-1")
"""What an iterator may be called: names of other things are hidden by it."""

_PART = re.compile(r"<([a-z]+)>")
_REPEAT = ("", "", "", "  count = 2\n", '  for_each = { p = "P", q = [1] }\n')


@dataclass(slots=True)
class Blocks:
    """Makes resources."""

    random: random.Random

    def resource(self, name: str) -> str:
        """Return a resource with some blocks."""
        blocks = (self._some("box", 1, ()), self._some("bag", 1, ()))
        text = f'resource "oracle_thing" "{name}" {{\n{self.random.choice(_REPEAT)}'
        return text + f"  name = {self._of(('<text>',), ())}\n" + "".join(blocks) + "}\n"

    def _some(self, type: str, depth: int, names: tuple[str, ...]) -> str:
        count = self.random.choice((0, 1, 1, 2) if depth == 1 else (0, 0, 1, 1, 2))
        return "".join(self._block(type, depth, names) for _ in range(count))

    def _block(self, type: str, depth: int, names: tuple[str, ...]) -> str:
        """Return a block or a dynamic one; `names` are the iterators around it."""
        pad = "  " * depth
        if self.random.random() < 0.25:
            return f"{pad}{type} {{\n{self._body(type, depth + 1, names)}{pad}}}\n"
        chosen = self.random.choice(ITERATORS) if self.random.random() < 0.4 else None
        over = INNER if names and self.random.random() < 0.7 else COLLECTIONS
        iterator = f"{pad}  iterator = {chosen}\n" if chosen else ""
        inner = (*names, chosen or type)
        body = self._body(type, depth + 2, inner)
        return (
            f'{pad}dynamic "{type}" {{\n{pad}  for_each = {self._of(over, names)}\n{iterator}'
            f"{pad}  content {{\n{body}{pad}  }}\n{pad}}}\n"
        )

    def _body(self, type: str, depth: int, names: tuple[str, ...]) -> str:
        pad = "  " * depth
        if type == "bag":
            return f"{pad}k = {self._of(TEXTS, names)}\n"
        attributes = f"{pad}a = {self._of(ANY, names)}\n"
        text = {"box": "s", "leaf": "b"}[type]
        attributes += f"{pad}{text} = {self._of(TEXTS, names)}\n"
        if type == "leaf":
            return attributes
        return attributes + self._some("leaf", depth, names) + self._some("bag", depth, names)

    def _of(self, choices: tuple[str, ...], names: tuple[str, ...]) -> str:
        """Return an expression, without hidden names in it where a name of these hides them."""
        generator = Generator(self.random)
        if not names:
            choices = tuple(one for one in choices if "IT" not in one)
        chosen = self.random.choice(choices)
        chosen = chosen.replace("<later>", '"x-${terraform_data.counted[0].id}"')
        filled = _PART.sub(lambda found: generator.of(found[1], 1), chosen)
        near = self.random.choice(names[-2:]) if names else ""
        return filled.replace("IT", near)
