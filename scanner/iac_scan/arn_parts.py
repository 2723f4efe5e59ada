"""What the ARN of a principal says of it, part by part, with what is not known of them.

Who asks is `callers`; what he may do is `effective`.
Source: IAM User Guide, "IAM identifiers".
"""

from __future__ import annotations

from iac_scan.values import Known, Reason, Text, Unknown, Value, join_text

_ACCOUNT = 4
"""Where the account stands between the colons of an ARN."""


def account_of(arn: Known | Text) -> Known | Text | Unknown:
    """Return the account in an ARN."""
    parts = _split(arn, ":", _ACCOUNT + 1)
    if len(parts) <= _ACCOUNT:
        return Unknown(Reason.COMPUTED, "the account is not known", arn.origin)
    return _word(parts[_ACCOUNT], arn)


def user_name(arn: Value, path: Value) -> Known | Text | Unknown:
    """Return the name of a user.

    Unknown: a part of a path that is not known is told from the name only where a slash does.
    """
    open_name = Unknown(Reason.COMPUTED, "the name of the user is not known", arn.origin)
    if not isinstance(arn, Known | Text):
        return open_name
    parts = _split(arn, "/")
    is_apart = isinstance(path, Known) or all(isinstance(part, str) for part in parts[-1])
    return _word(parts[-1], arn) if len(parts) > 1 and is_apart else open_name


def _split(
    word: Known | Text, mark: str, most: int | None = None
) -> list[tuple[str | Unknown, ...]]:
    """Return what stands between the marks; the unknown parts are taken to hold none.

    Shape: of a word of more than `most` pieces at least so many, for a name may be very long.
    """
    parts = word.parts if isinstance(word, Text) else (str(word.value),)
    pieces: list[list[str | Unknown]] = [[]]
    for part in parts:
        if most is not None and len(pieces) > most:
            break
        if isinstance(part, Unknown):
            pieces[-1].append(part)
            continue
        first, *more = part.split(mark)
        pieces[-1].append(first)
        pieces += [[each] for each in more]
    return [tuple(piece) for piece in pieces]


def _word(parts: tuple[str | Unknown, ...], arn: Known | Text) -> Known | Text | Unknown:
    """Return one part; what is not known as a whole stays the same unknown."""
    written = [part for part in parts if part != ""]
    if len(written) == 1 and isinstance(written[0], Unknown):
        return written[0]
    return join_text(tuple(written), arn.origin)
