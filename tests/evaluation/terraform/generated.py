"""Configurations made at random from a grammar: the same ones for the same seed.

They use what plans offline: variables, locals, modules in modules, `terraform_data`, template
files. Nothing is compared here.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Grammar: TypeAlias = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]

GRAMMAR: Grammar = {
    "number": (
        ("1", "2", "3", "10", "0.5", "-1", "0", "2.50", "1e3", "var.n", "local.n"),
        (
            "length(<list>)",
            "(<number> + <number>)",
            "(<number> * 3)",
            "(<number> - <number>)",
            "(<number> / 4)",
            "(<number> % 3)",
            "-(<number>)",
            "min(<number>, <number>)",
            "floor(<number>)",
            "(<bool> ? <number> : <number>)",
            "length(<text>)",
            "sum([<number>, <number>])",
        ),
    ),
    "bool": (
        ("true", "false", "var.t"),
        (
            "<number> == <number>",
            "<number> > <number>",
            "<text> == <text>",
            "[<value>] == [<value>]",
            "<object> != <object>",
            "!(<bool>)",
            "(<bool>) && (<bool>)",
            "(<bool>) || (<bool>)",
            "contains(<list>, <text>)",
            "can(<object>.zz)",
            "can(tonumber(<text>))",
            "startswith(<text>, <text>)",
            "anytrue([<bool>, <bool>])",
        ),
    ),
    "text": (
        ('"a"', '"b"', '"x-y"', '""', '"é"', '"1"', '"true"', '"$${x}"', "var.s", "local.s"),
        (
            '"p-${<scalar>}-q"',
            '"${<text>}${<text>}"',
            '"<inline>"',
            "upper(<text>)",
            'join(",", <texts>)',
            'format("%s/%s", <text>, <number>)',
            'format("%v", <value>)',
            "(<bool> ? <text> : <text>)",
            'replace(<text>, "a", "zz")',
            "try(<object>.zz, <text>)",
            "try(<list>[0], <text>)",
            'coalesce(<text>, "z")',
            "tostring(<scalar>)",
            "substr(<text>, 0, 1)",
            "jsonencode(<value>)",
            "yamlencode(<value>)",
            'lookup(<map>, "a", "none")',
            "keys({ a = 1, b = 2 })[0]",
            "trimspace(<text>)",
            "title(<text>)",
            "base64encode(<text>)",
            "sha256(<text>)",
            'regexall("[a-z]", <text>)[*] == [] ? "no" : "some"',
            'try(regex("[a-z]+", <text>), "none")',
        ),
    ),
    "inline": (
        ("%{ if var.t }yes%{ else }no%{ endif }", "%{ for x in var.l }${x};%{ endfor }"),
        (
            "%{ for i, x in <texts> }${i}:${x};%{ endfor }",
            "%{ for k, x in <map> ~} ${k}=${x} %{ endfor ~} end",
            "%{ if <bool> }yes%{ else }no%{ endif }",
            "%{ if <bool> ~} ${<scalar>} %{~ endif } .",
            "<inline>-<inline>",
        ),
    ),
    "scalar": (("5", "true", '"q"'), ("<number>", "<bool>", "<text>")),
    "texts": (
        ('["a", "b"]', "[]", '["c"]', "var.l", 'toset(["z", "a"])'),
        (
            "[<text>, <text>]",
            "[for x in <texts> : upper(x)]",
            '[for i, x in <texts> : "${i}${x}"]',
            '[for x in <texts> : x if x != "a"]',
            "[for k, v in <map> : v]",
            "concat(<same>, <same>)",
            "sort(<texts>)",
            "distinct(<same>)",
            "keys(<map>)",
            "values(<map>)",
            'split("-", <text>)',
            "compact([<text>, <text>])",
            "toset(<texts>)",
            "flatten([<texts>, [<texts>]])",
            "(<bool> ? <same> : <same>)",
            "setunion(<texts>, <texts>)",
            "setsubtract(<texts>, <texts>)",
            "[{ k = <text> }, { k = <text> }][*].k",
            "<text>[*]",
            "reverse(<same>)",
            'slice(["q", "r", "s"], 0, 2)',
            "coalescelist(<same>, [<text>])",
            "matchkeys(<same>, <same>, <same>)",
            '[for p in setproduct(<texts>, ["1", "2"]) : join("", p)]',
        ),
    ),
    "same": (("tolist([])", "var.l"), ("tolist(<texts>)",)),
    "list": (("[1, 2]", "[]"), ("<texts>", "<same>", "[<value>, <value>]", "range(3)")),
    "map": (
        ('{ a = "1", b = "2" }', "{}", "var.m", '{ c = "x" }'),
        (
            "{ for k, v in <map> : k => upper(v) }",
            '{ for k, v in <map> : "${v}" => k... if k != "z" }["ma"][*] == [] ? {} : { g = "g" }',
            '{ for x in distinct(<same>) : x => "v-${x}" }',
            "merge(<map>, <map>)",
            'zipmap(["k"], [<text>])',
            "tomap(<map>)",
            "{ (<text>) = <text> }",
            '{ "a-${<number>}" = <text> }',
            "(<bool> ? tomap(<map>) : tomap(<map>))",
        ),
    ),
    "object": (
        ('{ a = 1, b = "x" }', "{ a = null }", "var.o"),
        (
            "{ a = <value>, b = <value>, c = <scalar> }",
            "merge({ a = <value> }, { b = <scalar> })",
            "merge(<object>, { d = <scalar> })",
            "{ for k, v in { x = <scalar>, y = <scalar> } : k => v }",
            '{ for x in [<scalar>, <scalar>] : "k" => x... }',
            "{ for x in <texts> : x => x... }",
        ),
    ),
    "value": (
        ("1", '"v"', "true", "null", "[]", "{}"),
        (
            *("<number>", "<bool>", "<text>", "<texts>", "<map>", "<object>") * 4,
            "(<bool> ? <value> : null)",
            "[<value>, <value>]",
            "try(<object>.a, <value>)",
            "(<bool> ? <object> : <object>)",
            "(<bool> ? [<value>] : [])",
            "<value> == <value>",
            "[for x in [<object>, <object>] : x.a]",
            "[for x in [<object>, <object>] : try(x.b, null)][*]",
            "jsondecode(jsonencode(<value>))",
            "yamldecode(yamlencode(<value>))",
            "one([for x in <texts> : x if x == <text>])",
            "flatten([for x in <texts> : [for y in <texts> : { x = x, y = y }]])",
            '{ for x in flatten([for a in <texts> : [{ a = a }]]) : "${x.a}/" => x... }',
            "transpose({ for x in toset(<texts>) : x => tolist(<texts>) })",
        ),
    ),
    "reference": (
        (
            'terraform_data.each["p"].input',
            "terraform_data.counted[1].input",
            "terraform_data.counted[*].input",
            '[for k, t in terraform_data.each : "${k}${t.input}"]',
            "{ for k, t in terraform_data.each : k => t.input }",
            "module.one.out",
            'module.each["q"].out',
            "module.each[*]",
            "[for k, m in module.each : m.out]",
            "module.counted[*].deep",
            "values(module.each)[*].all",
            "length(module.counted)",
            "local.made",
        ),
        (),
    ),
    "wide": (
        ("<reference>",),
        (
            *("<value>",) * 12,
            "<reference>",
            "[<value>, <reference>]",
            "(<bool> ? <reference> : null)",
            "try(<reference>.nothing, <reference>)",
            "merge({ a = <reference> }, <object>)",
            '"${jsonencode(<reference>)}"',
        ),
    ),
    "line": (
        ("plain", 'say "hi"', "$${no} %%{no}", "  indented", "", "back\\\\slash"),
        (
            "${<scalar>}",
            "  - ${<text>}",
            "%{ for x in <texts> }\n    ${x},\n%{ endfor }",
            "%{ for x in <texts> ~}\n  <${x}>\n%{ endfor ~}",
            "%{ if <bool> }\nyes\n%{ else ~}\nno\n%{ endif }",
            "%{~ if <bool> ~} inline %{~ endif ~}",
            "<inline>",
        ),
    ),
    "doubtful": (
        ("terraform_data.counted[0].id", '"id-${terraform_data.counted[0].id}"'),
        (
            "[<doubtful>, <value>]",
            "{ a = <doubtful>, b = <value> }",
            "length([<doubtful>, <value>])",
            "merge({ a = <doubtful> }, { b = <value> })",
            "concat([<doubtful>], [<value>])",
            "(<bool> ? <doubtful> : <text>)",
            "try(<doubtful>, <value>)",
            'lookup({ k = <doubtful>, j = "J" }, "j", "n")',
            '{ for k, v in { a = <doubtful>, b = "B" } : k => v }',
            "keys({ a = <doubtful>, b = <value> })",
            '[for x in ["a", <doubtful>] : upper(x)]',
            "[{ a = <doubtful>, b = <text> }][*].b",
            '[<doubtful>, "k"][1]',
            "coalesce(<text>, <doubtful>)",
            "can(<doubtful>)",
            "slice([<doubtful>, <text>], 1, 2)",
            "zipmap([<text>], [<doubtful>])",
            "element([<text>, <doubtful>], 0)",
        ),
    ),
}
"""By kind: what needs nothing further, and what has parts of other kinds in it."""

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

DECLARED = """
variable "n" {
  type = number
}
variable "t" {
  type = bool
}
variable "s" {
  type = string
}
variable "l" {
  type = list(string)
}
variable "m" {
  type = map(string)
}
variable "o" {
  type = object({ a = any, b = optional(string, "ob") })
}
locals {
  n    = var.n + 1
  s    = "${var.s}-loc"
  made = { for k, m in module.each : k => m.out }
}
resource "terraform_data" "each" {
  for_each = { p = "P", q = var.s }
  input    = each.value
}
resource "terraform_data" "counted" {
  count = 2
  input = "${count.index}-${var.n}"
}
module "one" {
  source = "./inner"
  v      = local.s
}
module "each" {
  source   = "./inner"
  for_each = toset(["q", "r"])
  v        = each.key
  extra    = { k = each.value }
}
module "counted" {
  source = "./inner"
  count  = 2
  v      = count.index
}
"""
"""What stands in every configuration; the values of its variables are in a file beside it."""

INNER = """
variable "v" {
  type = string
}
variable "extra" {
  type    = map(string)
  default = {}
}
module "deep" {
  source = "./deep"
  for_each = merge({ always = var.v }, var.extra)
  key    = each.key
  value  = each.value
}
output "out" { value = "${var.v}!" }
output "deep" { value = { for k, d in module.deep : k => d.out } }
output "all" { value = values(module.deep)[*].out }
"""

DEEP = """
variable "key" {}
variable "value" {}
resource "terraform_data" "x" { input = { (var.key) = var.value } }
output "out" { value = terraform_data.x.input }
"""

VALUES = {
    "n": ("0", "1", "4", "-2.5"),
    "t": ("true", "false"),
    "s": ('""', '"a"', '"b"', '"vs"', '"x-y"'),
    "l": ("[]", '["a"]', '["z", "a", "a"]', '["l1", "a"]'),
    "m": ("{}", '{ a = "1" }', '{ c = "q", a = "b" }', "{ a = 5, z = true }"),
    "o": ("{ a = 1 }", '{ a = "x", b = null }', '{ a = ["y"], b = "B", c = 1 }'),
}
"""What the variables are given."""


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
            names = "n = var.n, t = var.t, s = local.s, l = var.l, m = var.m, o = var.o"
            outputs[f"t{number}"] = f'templatefile("${{path.module}}/t{number}.tpl", {{ {names} }})'
        types: dict[str, str] = {}
        arguments: dict[str, str] = {}
        for number in range(pieces // 3):
            types[f"v{number}"], arguments[f"v{number}"] = self.typed(self.random.choice((1, 2)))
        values = "".join(
            f"{name} = {self.random.choice(choices)}\n" for name, choices in VALUES.items()
        )
        return Configuration(outputs, arguments, types, templates, values)
