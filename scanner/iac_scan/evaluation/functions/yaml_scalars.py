"""The scalars of YAML, as terraform reads them: words, numbers, times, tags.

Documents are in `yaml_decoding`. Source: the behaviour of terraform 1.11.4 and
https://developer.hashicorp.com/terraform/language/functions/yamldecode.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iac_scan.evaluation.functions.call import Failure
from iac_scan.evaluation.functions.encoding import decode_base64
from iac_scan.evaluation.functions.letters import normal_text
from iac_scan.evaluation.functions.number import Number, number_text, parse_number
from iac_scan.evaluation.functions.timestamps import parse_timestamp
from iac_scan.values import Reason, Scalar

if TYPE_CHECKING:
    import yaml

TAG = "tag:yaml.org,2002:"
"""What the names of the tags of YAML itself begin with."""

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE"), True),
    **dict.fromkeys(("on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE"), False),
    **dict.fromkeys(("off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_LOCAL_TIME = re.compile(r"(\d{4})-(\d\d?)-(\d\d?) (\d\d?):(\d\d?):(\d\d?)(\.\d+)?", re.ASCII)
_ZONED_TIME = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)[Tt](\d\d?):(\d\d?):(\d\d?)(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII
)


class InvalidYamlError(Exception):
    """The document is not one that terraform reads, or it costs too much."""

    def __init__(self, message: str, reason: Reason = Reason.INVALID) -> None:
        super().__init__(message)
        self.failure = Failure(message, reason)


def key_text(scalar: Scalar) -> str:
    """Return the scalar as the key of a mapping. Errors: InvalidYamlError."""
    match scalar:
        case str():
            return scalar
        case bool():
            return "true" if scalar else "false"
        case None:
            raise InvalidYamlError("null cannot be a key")
        case _:
            return number_text(scalar)


def read_scalar(event: yaml.ScalarEvent) -> Scalar:
    """Return the value of a scalar; in quotes or in a block it is a string.

    Errors: InvalidYamlError.
    """
    found = resolve(event)
    if event.tag is not None or event.implicit[0]:
        return found
    # Block text is resolved as if it were plain, and then made a string: `>-` before `y` is "true".
    return None if found is None else key_text(found)


def resolve(event: yaml.ScalarEvent) -> Scalar:
    """Return the scalar that the text stands for. Errors: InvalidYamlError."""
    tag, text, quoted = event.tag, normal_text(event.value), event.style in ("'", '"')
    short = None if tag is None else tag.removeprefix(TAG)
    if short not in (None, "str", "binary", "bool", "int", "float", "null", "timestamp"):
        raise InvalidYamlError(f"`{tag}` is not a tag that is known here")
    if tag == "!" or short == "str":
        return text
    if short == "binary":
        if decode_base64(text) is None:
            raise InvalidYamlError("expected base64")
        return text
    hinted = text == "" or text[0] in "+-0123456789yYnNtTfFoO~."
    if hinted:
        if quoted:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INFINITE.fullmatch(text):
            raise InvalidYamlError("infinite numbers are not values")
    found = _number_or_time(text, short) if hinted else None
    if found is not None:
        return found
    return _forced(text, short)


def _number_or_time(text: str, short: str | None) -> Number | str | None:
    if text.startswith("."):
        return parse_number(text)
    if text[:1] not in "+-0123456789" or not text:
        return None
    if short in (None, "timestamp"):
        moment = parse_yaml_time(text)
        if moment is not None:
            return moment
    if _INTEGER.fullmatch(text) or _FLOAT.fullmatch(text):
        return _number(text)
    return None


def _number(text: str) -> Number:
    number = parse_number(text)
    if number is not None:
        return number
    try:
        return int(text, 0)
    except ValueError:
        raise InvalidYamlError(f"`{text}` is not a number") from None


def _forced(text: str, short: str | None) -> Scalar:
    """Return the scalar that an explicit tag demands. Errors: InvalidYamlError."""
    match short:
        case None:
            return text
        case "null":
            return None
        case "int" | "float":
            return _number(text.replace("_", ""))
        case _:
            raise InvalidYamlError(f"`{text}` does not fit its tag")


def parse_yaml_time(text: str) -> str | None:
    """Return a date or a time of YAML as an RFC 3339 timestamp, or None."""
    zoned, local, date = (
        _ZONED_TIME.fullmatch(text),
        _LOCAL_TIME.fullmatch(text),
        _DATE.fullmatch(text),
    )
    found = zoned or local or date
    if found is None:
        return None
    year, month, day = found[1], found[2].rjust(2, "0"), found[3].rjust(2, "0")
    clock = "00:00:00" if date else ":".join(found[index].rjust(2, "0") for index in (4, 5, 6))
    moment = parse_timestamp(f"{year}-{month}-{day}T{clock}{zoned[8] if zoned else 'Z'}")
    return None if moment is None else moment.text()
