"""Scripts that let a shell complete commands, options and their words: static, made from argparse.

What the words mean is `settings`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from iac_scan.findings.rule import Severity
from iac_scan.reporters import Format

_LEVELS = tuple(level.value for level in Severity)
_WORDS = {
    "--format": tuple(format.value for format in Format),
    "--severity": _LEVELS,
    "--fail-on": ("none", *_LEVELS),
    "--color": ("auto", "always", "never"),
    "--completions": ("bash", "zsh", "fish"),
}


class Shell(Enum):
    """The shells that a script is made for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@dataclass(frozen=True, slots=True)
class _Option:
    """One option of a command."""

    names: tuple[str, ...]
    """As they are typed; the long one last."""
    help: str
    """One line."""
    takes: bool
    """Whether a word follows."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that can follow; empty for a file or free text."""
        return next((_WORDS[name] for name in self.names if name in _WORDS), ())


def script(
    shell: Shell, commands: Mapping[str, str], parsers: Mapping[str, argparse.ArgumentParser]
) -> str:
    """Return the script; `commands` has a line of help for each, `parsers` its options."""
    options = {name: tuple(_options(parsers[name])) for name in commands}
    writer = {Shell.BASH: _bash, Shell.ZSH: _zsh, Shell.FISH: _fish}[shell]
    return "".join(f"{line}\n" for line in writer(commands, options))


def _options(parser: argparse.ArgumentParser) -> Iterator[_Option]:
    """Yield the options of a command, and of the program."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public list
        if action.option_strings:
            help = (action.help or "").replace("%(default)s", str(action.default))
            yield _Option(tuple(action.option_strings), help, action.nargs != 0)


def _bash(commands: Mapping[str, str], options: Mapping[str, tuple[_Option, ...]]) -> Iterator[str]:
    """Yield the script for bash, with files where nothing else fits."""
    yield "# iac-scan completions for bash: source this file."
    yield "_iac_scan() {"
    yield '    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '    local values="" options="" commands="" files=yes'
    yield '    case "$previous" in'
    known = {option.names: option for found in options.values() for option in found}
    for option in known.values():
        if option.words:
            yield f"        {'|'.join(option.names)}) values={_quoted(' '.join(option.words))} ;;"
    yield "    esac"
    yield '    case "${COMP_WORDS[1]}" in'
    for name in (*(name for name in commands if name != "scan"), "scan"):
        listed = " ".join(word for option in options[name] for word in option.names)
        yield f"        {'*' if name == 'scan' else name}) options={_quoted(listed)} ;;"
    yield "    esac"
    yield f'    [[ "$COMP_CWORD" -ne 1 ]] || commands={_quoted(" ".join(commands))}'
    yield '    if [[ -n "$values" ]]; then options="$values" commands="" files=no'
    yield '    elif [[ "$current" == -* ]]; then commands="" files=no'
    yield '    else options="$commands"; fi'
    yield '    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")'
    yield '    if [[ "$files" == yes ]]; then'
    yield '        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")'
    yield "    fi"
    yield "}"
    yield "complete -o filenames -F _iac_scan iac-scan"


def _zsh(commands: Mapping[str, str], options: Mapping[str, tuple[_Option, ...]]) -> Iterator[str]:
    """Yield the script for zsh."""
    yield "#compdef iac-scan"
    yield "# iac-scan completions for zsh: put this file as `_iac-scan` into a folder of $fpath."
    yield "_iac_scan() {"
    yield "    local -a commands"
    yield "    commands=("
    for name, help in commands.items():
        yield f"        {_quoted(f'{name}:{help}')}"
    yield "    )"
    yield "    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then"
    yield "        _describe command commands"
    yield "        _files"
    yield "        return"
    yield "    fi"
    yield "    case $words[2] in"
    for name in (*(name for name in commands if name != "scan"), "scan"):
        yield f"        {'*' if name == 'scan' else name})"
        yield "            _arguments \\"
        for option in options[name]:
            for word in option.names:
                yield f"                {_quoted(_zsh_option(word, option))} \\"
        yield "                '*:file:_files' ;;"
    yield "    esac"
    yield "}"
    yield '[[ "${funcstack[1]}" == _iac-scan ]] && _iac_scan "$@" || compdef _iac_scan iac-scan'


def _zsh_option(word: str, option: _Option) -> str:
    """Return one specification of `_arguments`."""
    help = option.help.replace("[", "(").replace("]", ")").replace(":", " -")
    if not option.takes:
        return f"*{word}[{help}]"
    values = f"({' '.join(option.words)})" if option.words else "_files"
    return f"*{word}[{help}]:word:{values}"


def _fish(commands: Mapping[str, str], options: Mapping[str, tuple[_Option, ...]]) -> Iterator[str]:
    """Yield the script for fish."""
    yield "# iac-scan completions for fish: put this file into ~/.config/fish/completions."
    for name, help in commands.items():
        yield f"complete -c iac-scan -n __fish_use_subcommand -a {name} -d {_quoted(help)}"
    others = " ".join(name for name in commands if name != "scan")
    for name in commands:
        where = f"__fish_seen_subcommand_from {name}"
        if name == "scan":
            where = f"not __fish_seen_subcommand_from {others}"
        for option in options[name]:
            flags = " ".join(
                f"-l {word[2:]}" if word.startswith("--") else f"-s {word[1:]}"
                for word in option.names
            )
            values = f" -x -a {_quoted(' '.join(option.words))}" if option.words else ""
            takes = " -r" if option.takes and not option.words else ""
            yield (
                f"complete -c iac-scan -n {_quoted(where)} {flags}{takes}{values}"
                f" -d {_quoted(option.help)}"
            )


def _quoted(text: str) -> str:
    """Return a word between single quotes, which all three shells read in the same way."""
    return "'" + text.replace("'", "") + "'"
