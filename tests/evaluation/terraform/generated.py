"""Configurations made at random from a grammar: the same ones for the same seed.

They use what plans offline: variables, locals, modules in modules, `terraform_data`, template
files. Nothing is compared here.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from .grammar import GRAMMAR
from .surroundings import DECLARED, DEEP, INNER, LATER, ROW, VALUES

CONSTANTS = {
    "string": '"d"',
    "number": "7",
    "bool": "true",
    "any": "[1]",
    "list": "[]",
    "set": "[]",
    "map": "{}",
}
"""What an optional attribute of a type may have as its default."""

_PART = re.compile(r"<([a-z]+)>")


@dataclass(frozen=True, slots=True)
class Configuration:
    """A generated configuration: pieces of which each can be left out."""

    pieces: dict[str, str]
    """The text of each output, by its name."""
    arguments: dict[str, str] = field(default_factory=dict)
    """What is given to the variables of the module `typed`, by name."""
    types: dict[str, str] = field(default_factory=dict)
    """The type constraints of these variables."""
    templates: dict[str, str] = field(default_factory=dict)
    """Template files by name."""
    values: str = ""
    """The file of values."""

    def without(self, names: set[str]) -> Configuration:
        """Return the configuration with fewer pieces."""
        return Configuration(
            {name: text for name, text in self.pieces.items() if name not in names},
            {name: text for name, text in self.arguments.items() if name not in names},
            self.types,
            self.templates,
            self.values,
        )

    def write(self, directory: Path) -> None:
        """Write the files of the configuration."""
        given = "".join(f"  {name} = {value}\n" for name, value in self.arguments.items())
        called = f'module "typed" {{\n  source = "./typed"\n{given}}}\n'
        shown = "".join(
            f'output "{name}" {{\n  value = module.typed.{name}\n}}\n' for name in self.arguments
        )
        pieces = "".join(
            f'output "{name}" {{\n  value = {text}\n}}\n' for name, text in self.pieces.items()
        )
        typed = "".join(
            f'variable "{name}" {{\n  type = {type}\n  default = null\n}}\n'
            f'output "{name}" {{\n  value = var.{name}\n}}\n'
            for name, type in self.types.items()
        )
        for path, text in (
            ("main.tf", DECLARED + called + shown + pieces),
            ("inner/main.tf", INNER),
            ("inner/deep/main.tf", DEEP),
            ("row/main.tf", ROW),
            ("typed/main.tf", typed),
            ("terraform.tfvars", self.values),
            *self.templates.items(),
        ):
            target = directory / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)


@dataclass(slots=True)
class Generator:
    """Makes texts of the kinds of the grammar."""

    random: random.Random

    def of(self, kind: str, depth: int) -> str:
        """Return an expression, or a part of a template, of a kind."""
        leaves, branches = GRAMMAR[kind]
        chosen = self.random.choice(branches if depth > 0 and branches else leaves)
        return _PART.sub(lambda found: self.of(found[1], depth - 1), chosen)

    def typed(self, depth: int) -> tuple[str, str]:
        """Return a type constraint, and a value that mostly converts to it."""
        kind = self.random.choice(
            ("list", "set", "map", "object", "tuple", "object") if depth > 0 else ("scalar",) * 3
        )
        if kind == "scalar":
            return self.random.choice(("string", "number", "bool", "any")), self.of("scalar", 1)
        if kind in ("list", "set", "map"):
            type, value = self.typed(depth - 1)
            other = value if self.random.random() < 0.5 else self.typed(depth - 1)[1]
            items = self.random.choice((f"[{value}]", f"[{value}, {other}]", f"toset([{value}])"))
            if kind == "map":
                items = f"{{ b = {value}, a = {other} }}"
            return f"{kind}({type})", items
        first, one = self.typed(depth - 1)
        second, two = self.typed(depth - 1)
        if kind == "tuple":
            return f"tuple([{first}, {second}])", f"[{one}, {two}]"
        constant = CONSTANTS.get(second.split("(")[0], "")
        default = self.random.choice(("", constant and f", {constant}"))
        given = self.random.choice((f"b = {two}", "b = null", "", 'z = "more"'))
        return (
            f"object({{ a = {first}, b = optional({second}{default}), c = optional(any) }})",
            f"{{ a = {one}, {given} }}" if given else f"{{ a = {one} }}",
        )

    def template(self, lines: int) -> str:
        """Return the text of a template of some lines."""
        return "\n".join(self.of("line", 2) for _ in range(lines)) + "\n"

    def configuration(self, pieces: int) -> Configuration:
        """Return a configuration with so many outputs of expressions, and others beside them."""
        outputs = {f"o{number}": self.of("wide", 3) for number in range(pieces)}
        for number in range(pieces // 8):
            outputs[f"d{number}"] = self.of("doubtful", 2)
            outputs[f"h{number}"] = f"<<-EOT\n{self.template(3)}EOT"
        templates: dict[str, str] = {}
        for number in range(pieces // 8):
            text = self.template(3)
            templates[f"t{number}.tpl"] = re.sub(r"\b(var|local)\.", r"", text)
            names = ", ".join(f"{name} = var.{name}" for name in ("n", "t", "l", "m", "o", *LATER))
            names += ", s = local.s"
            outputs[f"t{number}"] = f'templatefile("${{path.module}}/t{number}.tpl", {{ {names} }})'
        types: dict[str, str] = {}
        arguments: dict[str, str] = {}
        for number in range(pieces // 3):
            types[f"v{number}"], arguments[f"v{number}"] = self.typed(self.random.choice((1, 2)))
        values = "".join(
            f"{name} = {self.random.choice(choices)}\n" for name, choices in VALUES.items()
        )
        return Configuration(outputs, arguments, types, templates, values)
