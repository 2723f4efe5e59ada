"""Expressions spelt in every way that the language allows: the same ones for the same seed.

What they mean is of no interest here; spaces, comments, escapes, templates and heredocs are.
Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, section by section.
"""

from __future__ import annotations

import random
from collections.abc import Callable

NUMBERS = (
    *("007", "1", "42", "1.50", "0.1", "1e3", "1E+3", "25e-2", "1.5e2", "1e21", "9e-8"),
    *("123456789012345678901234567890", "12345678901234567890.123456789", "0.30000000000000004"),
    *("1e30", "1e-30", "3.0", "100000000000000000000000000000.5", "1e40"),
)
"""Literals of numbers; terraform writes the negative of zero as `-0` in a text, and no zero here."""

LETTERS = (
    *("a", "Z", "0", " ", "  ", "-", "_", ".", ",", ":", "/", "#", "//", "/*", "*/", "'", "`"),
    *("$", "%", "$$", "%%", "{", "}", "{}", "~", "~}", "[", "]", "(", "<<E", "=", "é", "ß"),
    *("e\u0301", "\u1e9b\u0323", "漢", "😀", "\u00a0", "\u200d", "if", "endif", "for", "null"),
)
"""What stands in a text as it is."""

ESCAPES = (
    *(r"\n", r"\t", r"\r", r"\"", r"\\", r"\u00e9", r"\u0065\u0301", r"\U0001F600", r"\u0000"),
    *("$${", "%%{", "$${a}", "%%{if}", "$$$${", "%%%%{", r"\\n", r"\\${1}"),
)
"""What stands in a quoted text for something else."""

NAMES = ("a", "b", "c-d", "e_f", "été", "if", "for", "in", "null_", "true1", "_x", "E")
"""Names of attributes and of loops."""

MARKERS = ("E", "EOT", "E-1", "é", "_e", "END_1")
"""Names of heredocs."""


class Speller:
    """Writes expressions at random."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.lines = False
        """Whether a line may end here: inside of brackets it ends nothing."""
        self.quoted = 0
        """How many quoted texts are around."""

    def one(self, *options: str) -> str:
        """Return one of several."""
        return self.chance.choice(options)

    def space(self) -> str:
        """Return what may stand between two tokens, and means nothing."""
        plain = ("", "", "", " ", " ", "  ", "\t", " /* c */ ", "/**/", '/* ${x} " */')
        if not self.lines:
            return self.one(*plain)
        return self.one(*plain, "\n", " \n\t ", " # c\n", '// ${ " \n', "/* a\n b */", "\n\n")

    def inside(self, write: Callable[[], str], *, lines: bool) -> str:
        """Return what is written where lines may end, or may not."""
        before, self.lines = self.lines, lines
        try:
            return write()
        finally:
            self.lines = before

    def value(self, depth: int) -> str:
        """Return an expression of any type."""
        kind = self.chance.randrange(11 if depth > 0 else 4)
        match kind:
            case 0:
                return self.number(depth)
            case 1:
                return self.truth(depth)
            case 2 | 3 | 4:
                return self.text(depth)
            case 5:
                return self.tuple(depth)
            case 6:
                return self.object(depth)
            case 7:
                return self.loop(depth)
            case 8:
                return self.brackets(lambda: self.value(depth - 1))
            case 9:
                return self.splat(depth)
            case _:
                return self.call(depth)

    def brackets(self, write: Callable[[], str]) -> str:
        """Return an expression in parentheses."""
        return self.inside(lambda: f"({self.space()}{write()}{self.space()})", lines=True)

    def number(self, depth: int) -> str:
        """Return a number."""
        if depth <= 0 or self.chance.random() < 0.4:
            return self.one(*NUMBERS)
        left, right = self.number(depth - 1), self.number(depth - 1)
        match self.chance.randrange(6):
            case 0:
                return f"-{self.space()}{self.brackets(lambda: left)}"
            case 1:
                return self.choice(depth, lambda: self.number(depth - 1))
            case 2:
                return f"[{left},{right}]{self.one('[0]', '[ 1 ]', '.0', '.1')}"
            case 3:
                return self.brackets(lambda: self.number(depth - 1))
            case _:
                operator = self.one("+", "-", "*")
                return f"{left} {self.space()}{operator}{self.space()} {right}"

    def truth(self, depth: int) -> str:
        """Return a truth value."""
        if depth <= 0 or self.chance.random() < 0.4:
            return self.one("true", "false")
        match self.chance.randrange(4):
            case 0:
                return f"!{self.space()}{self.one('true', 'false')}"
            case 1:
                operator = self.one("<", ">", "<=", ">=")
                return f"{self.number(0)}{self.space()}{operator}{self.space()}{self.number(0)}"
            case 2:
                operator = self.one("==", "!=")
                return f"{self.text(0)}{self.space()}{operator}{self.space()}{self.text(0)}"
            case _:
                operator = self.one("&&", "||")
                left, right = self.truth(depth - 1), self.truth(depth - 1)
                return f"{left}{self.space()}{operator}{self.space()}{right}"

    def choice(self, depth: int, write: Callable[[], str]) -> str:
        """Return a conditional."""
        question = self.truth(depth - 1)
        return (
            f"{question}{self.space()} ?{self.space()} {write()}{self.space()} :{self.space()} "
            f"{write()}"
        )

    def text(self, depth: int) -> str:
        """Return a text, quoted or as a heredoc."""
        if self.chance.random() < (0.25 if self.quoted == 0 and depth > 0 else 0):
            return self.brackets(lambda: self.heredoc(depth))
        return self.quote(depth)

    def quote(self, depth: int) -> str:
        """Return a quoted text."""
        self.quoted += 1
        parts = (self.part(depth, quoted=True) for _ in range(self.chance.randrange(5)))
        text = f'"{"".join(parts)}"'
        self.quoted -= 1
        return text

    def part(self, depth: int, *, quoted: bool) -> str:
        """Return a part of a template."""
        kind = self.chance.randrange(10 if depth > 0 else 6)
        match kind:
            case 0 | 1 | 2 | 3:
                letters = self.one(*LETTERS)
                return letters if quoted or letters != '"' else "'"
            case 4 | 5:
                return self.one(*ESCAPES)
            case 6 | 7:
                return self.sequence("$", lambda: self.scalar(depth - 1))
            case 8:
                return self.branch(depth - 1, quoted=quoted)
            case _:
                return self.repeat(depth - 1, quoted=quoted)

    def scalar(self, depth: int) -> str:
        """Return an expression that is one text, number or truth value."""
        return self.one(self.number(depth), self.quote(depth), self.truth(depth))

    def sequence(self, sign: str, write: Callable[[], str]) -> str:
        """Return what stands in `${}` or `%{}`."""
        start, end = self.one("", "", "", "~"), self.one("", "", "", "~")
        inner = self.inside(lambda: f"{self.space()}{write()}{self.space()}", lines=True)
        return f"{sign}{{{start}{inner}{end}}}"

    def branch(self, depth: int, *, quoted: bool) -> str:
        """Return a template with `if`."""
        question = self.truth(depth)
        start = self.sequence("%", lambda: f"if {question}")
        middle = self.sequence("%", lambda: "else") if self.chance.random() < 0.5 else ""
        end = self.sequence("%", lambda: "endif")
        then, otherwise = (self.part(depth, quoted=quoted) for _ in range(2))
        return f"{start}{then}{middle}{otherwise if middle else ''}{end}"

    def repeat(self, depth: int, *, quoted: bool) -> str:
        """Return a template with `for`."""
        names = self.one("x", "k,x", "k , x")
        start = self.sequence("%", lambda: f"for {names} in {self.tuple(depth - 1)}")
        end = self.sequence("%", lambda: "endfor")
        return f"{start}{self.part(depth, quoted=quoted)}{end}"

    def heredoc(self, depth: int) -> str:
        """Return a heredoc with the end of its last line."""
        marker, flush = self.one(*MARKERS), self.one("", "-")
        lines = [self._line(depth) for _ in range(self.chance.randrange(5))]
        end = self.one("", "  ", "\t", "      ")
        return f"<<{flush}{marker}\n{''.join(lines)}{end}{marker}\n"

    def _line(self, depth: int) -> str:
        indent = self.one("", "  ", "    ", "\t", "      ")
        parts = [self.part(depth - 1, quoted=False) for _ in range(self.chance.randrange(4))]
        # A heredoc knows no backslash: what is written stays.
        blank = self.one("", "", " ", "\t")
        return f"{indent}{''.join(parts)}{blank}\n"

    def tuple(self, depth: int) -> str:
        """Return a tuple."""

        def written() -> str:
            items = [self.value(depth - 1) for _ in range(self.chance.randrange(4))]
            commas = [f"{item}{self.space()}," for item in items]
            if items and self.chance.random() < 0.7:
                commas[-1] = items[-1]
            return f"[{self.space()}{self.space().join(commas)}{self.space()}]"

        return self.inside(written, lines=True)

    def object(self, depth: int) -> str:
        """Return an object: commas or line ends part its attributes."""

        def written() -> str:
            text = "{" + self.one("", " ", "\n", " # c\n", " /* c */ ")
            for number in range(self.chance.randrange(4)):
                sign = self.one("=", " = ", ":", " : ", "\t=\t", " /**/ = /**/ ")
                end = self.one(",", "\n", ",\n", " # c\n", " , # c\n", "\n\n", " // c\n")
                text += f"{self.key(number, depth)}{sign}{self.value(depth - 1)}{end}"
            return f"{text}{self.one('', ' ')}}}"

        return self.inside(written, lines=False)

    def key(self, number: int, depth: int) -> str:
        """Return the key of an attribute, unlike those of other numbers."""
        match self.chance.randrange(5):
            case 0:
                return self.brackets(lambda: f'"{number}${{{self.scalar(depth - 1)}}}"')
            case 1:
                return f'"{number}{self.one(*ESCAPES)}"'
            case 2:
                return f"{number}"
            case 3:
                return self.brackets(lambda: f"{number} + 10")
            case _:
                return f"{self.one(*NAMES)}{number}"

    def loop(self, depth: int) -> str:
        """Return a tuple or an object that a loop makes."""

        def written() -> str:
            s = self.space
            names = self.one("x", "k, x", f"k{s()},{s()}x")
            start = f"{s()}for {s()}{names} {s()}in {s()}{self.tuple(depth - 1)}{s()}:{s()}"
            end = (
                f"{s()} if{s()} {self.truth(depth - 1)}{s()}" if self.chance.random() < 0.4 else ""
            )
            if self.chance.random() < 0.5:
                return f"[{start}{self.one('x', self.value(depth - 1))} {end}]"
            group = self.one("", "", "...")
            key = self.quote(0) if group else "jsonencode(x)"
            return f"{{{start}{key}{s()}=>{s()}x{group} {end}}}"

        return self.inside(written, lines=True)

    def splat(self, depth: int) -> str:
        """Return what is taken of each element, of one element, or of an attribute."""
        first, second = self.value(depth - 1), self.value(depth - 1)
        rows = f"[{{a=({first})\n}},{{a=({second})\n}}]"
        return rows + self.one(
            *("[*].a", ".*.a", "[0].a", ".0.a", "[*]", '[1]["a"]', "[*][*].a", "[ 1 ].a"),
        )

    def call(self, depth: int) -> str:
        """Return a call of a function."""

        def written() -> str:
            s = self.space
            arguments = [self.value(depth - 1) for _ in range(self.chance.randrange(1, 3))]
            joined = f"{s()},{s()}".join(arguments) + self.one("", "", f"{s()},")
            if self.chance.random() < 0.3:
                return f"coalesce{s()}({s()}{self.tuple(depth - 1)}...{s()})"
            name = self.one("jsonencode", "type", "length") if len(arguments) == 1 else "concat"
            if name in ("type", "length", "concat"):
                return f"try({s()}{name}({joined}){s()},{s()}{self.text(depth - 1)})"
            return f"{name}({s()}{joined}{s()})"

        return self.inside(written, lines=True)


def spelt(chance: random.Random, name: str) -> bytes:
    """Return a file with one output, its value spelt at random."""
    value = Speller(chance).value(chance.randrange(1, 5))
    before = chance.choice(("", " ", "\t", " /* c */"))
    after = chance.choice(("", "", " ", " # c", " // c", " /* c */"))
    text = f'output "{name}" {{\n  value ={before}{value}{after}\n}}\n'
    match chance.randrange(6):
        case 0:
            return text.replace("\n", "\r\n").encode()
        case 1:
            return b"\xef\xbb\xbf" + text.encode()
        case _:
            return text.encode()
