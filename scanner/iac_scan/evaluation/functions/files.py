"""Functions on files and paths. Only files of the scanned project are read, through its tree.

Templates are found here and rendered by the evaluator.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections.abc import Callable

from iac_scan.evaluation.functions.call import Call, Doubt, Failure, Function, Result
from iac_scan.evaluation.functions.inspection import inspect
from iac_scan.evaluation.functions.set_order import make_set
from iac_scan.evaluation.functions.types import Primitive, describe, type_of
from iac_scan.sources.diagnostics import Diagnostic, Gap
from iac_scan.sources.document import Document
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import (
    Known,
    Mapping,
    Piece,
    Reason,
    Text,
    Truth,
    Unknown,
    is_null_or_absent,
)

PROJECT = "the project's directory on the deploying machine"
"""The detail of the unknown that stands for the absolute path of the project's root."""

_UNCLOSED = re.compile(r"\[[^\]]*\Z")


def _location(call: Call, index: int = 0) -> str | Unknown | Failure:
    """Return the project-relative path that an argument names, or why there is none."""
    match call.arguments[index]:
        case Known(value=str() as path):
            pass
        case Text(parts=(Unknown(detail=detail), str() as path)) if detail == PROJECT:
            return posixpath.normpath(path.lstrip("/")) or "."
        case doubtful:
            return call.unknown(doubtful)
    if path.startswith("~") or posixpath.isabs(path):
        return Failure(f"`{path}` is outside of the scanned project", Reason.MISSING)
    located = posixpath.normpath(posixpath.join(call.site.root_dir or ".", path))
    if located == ".." or located.startswith("../"):
        return Failure(f"`{path}` is outside of the scanned project", Reason.MISSING)
    return located


def _existing(call: Call) -> str | Unknown | Failure:
    """Return the project-relative path of the file that is named, or why it cannot be read."""
    if call.site.template == "templatestring":
        return Failure("a templatestring template cannot read files")
    path = _location(call)
    if isinstance(path, str) and not call.site.tree.exists(path):
        return Failure(f"there is no file `{path}`", Reason.MISSING)
    return path


def _document(call: Call) -> Document | Unknown | Failure:
    path = _existing(call)
    if not isinstance(path, str):
        return path
    match call.site.tree.read(path):
        case Document() as document:
            return document
        case Diagnostic(message=message) | Gap(message=message):
            return Failure(message, Reason.MISSING)


def _layout(document: Document) -> tuple[Piece, ...]:
    """Return where each line of a file stands."""
    pieces: list[Piece] = []
    offset, byte = 0, 0
    for number, line in enumerate(document.text.split("\n"), start=1):
        size = len(line.encode())
        span = Span(document.path, number, 1, number, len(line) + 1, byte, byte + size)
        pieces.append(Piece(offset, span))
        offset, byte = offset + len(line) + 1, byte + size + 1
    return tuple(pieces)


def _content(document: Document, call: Call, label: str) -> Known:
    """Return the text of a file as a value whose lines stand where they are in the file."""
    layouts = call.site.layouts
    pieces = layouts.get(document.path) or layouts.setdefault(document.path, _layout(document))
    step = Step(label, call.site.origin.span)
    whole = pieces[0].span.to(pieces[-1].span)
    origin = Origin(whole, (*call.site.origin.steps, step))
    return Known(document.text, origin, layout=pieces)


def _file(call: Call) -> Result:
    document = _document(call)
    if not isinstance(document, Document):
        return document
    return _content(document, call, f'file("{document.path}")')


def _of_bytes(name: str, compute: Callable[[bytes], str]) -> Function:
    """Return the row of a function on the bytes of a file."""

    def run(call: Call) -> Result:
        path = _existing(call)
        if not isinstance(path, str):
            return path
        match call.site.tree.head(path):
            case bytes() as data if len(data) <= call.bounds.file_bytes:
                return call.of(compute(data))
            case bytes():
                return call.unsupported("the file is larger than what is read")
            case Diagnostic(message=message) | Gap(message=message):
                return Failure(message, Reason.MISSING)

    return Function(name, run, (Primitive.STRING,), doubt=Doubt.PARTIAL)


def _fileexists(call: Call) -> Result:
    path = _location(call)
    if isinstance(path, Unknown | Failure):
        return path
    if call.site.tree.is_directory(path):
        return Failure(f"`{path}` is a directory")
    return call.of(call.site.tree.exists(path))


def _fileset(call: Call) -> Result:
    path = _location(call)
    if isinstance(path, Unknown | Failure):
        return path
    match call.arguments[1]:
        case Known(value=str() as pattern):
            pass
        case doubtful:
            return call.unknown(doubtful)
    if _UNCLOSED.search(pattern):
        return Failure(f"`{pattern}` is not a pattern of file names")
    found = call.site.tree.glob(path, pattern)
    if len(found) > call.bounds.items:
        return Failure("too many files", Reason.BOUND)
    return make_set(map(call.of, found), call.site.origin)


def _templatefile(call: Call) -> Result:
    if call.site.template is not None:
        return Failure(f"cannot be called inside of a `{call.site.template}` template")
    document = _document(call)
    if not isinstance(document, Document):
        return document
    content = _content(document, call, f'templatefile("{document.path}")')
    return _rendered(call, content)


def _templatestring(call: Call) -> Result:
    if call.site.template is not None:
        return Failure(f"cannot be called inside of a `{call.site.template}` template")
    match call.arguments[0]:
        case Known(value=str()) as content:
            return _rendered(call, content)
        case doubtful:
            return call.unknown(doubtful)


def _rendered(call: Call, content: Known) -> Result:
    variables = call.arguments[1]
    if isinstance(variables, Unknown):
        return call.unknown(variables)
    if not isinstance(variables, Mapping):
        return Failure(f"expected a map of variables, got {describe(type_of(variables))}")
    seen = inspect((variables,), call.bounds)
    if seen.bound is not None:
        return Failure(seen.bound, Reason.BOUND)
    assert isinstance(content.value, str)
    result = call.site.render(content.value, content.origin, variables.entries)
    if is_null_or_absent(result) is Truth.YES:
        return Failure("the template yields null")
    return result


def _basename(call: Call) -> Result:
    path = call.string(0).rstrip("/")
    if call.string(0) == "":
        return call.of(".")
    return call.of(path.rsplit("/", 1)[-1] or "/")


def _dirname(call: Call) -> Result:
    match call.arguments[0]:
        case Known(value=str() as path):
            return call.of(clean(path.rpartition("/")[0] + ("/" if "/" in path else "")))
        case Text(parts=(Unknown(detail=detail) as project, str() as path)) if detail == PROJECT:
            return call.text((project, _under(posixpath.dirname(path))))
        case doubtful:
            return call.unknown(doubtful)


def clean(path: str) -> str:
    """Return the shortest path that means the same, as Go's `filepath.Clean` does."""
    cleaned = posixpath.normpath(path) if path else "."
    return "/" + cleaned.lstrip("/") if cleaned.startswith("//") else cleaned


def _abspath(call: Call) -> Result:
    match call.arguments[0]:
        case Known(value=str() as path):
            pass
        case Text(parts=(Unknown(detail=detail), _)) as text if detail == PROJECT:
            return text
        case doubtful:
            return call.unknown(doubtful)
    if posixpath.isabs(path):
        return call.of(clean(path))
    located = posixpath.normpath(posixpath.join(call.site.root_dir or ".", path))
    project = Unknown(Reason.MOMENT, PROJECT, call.site.origin)
    if located.startswith(".."):
        return project
    return call.text((project, _under(located)))


def _under(path: str) -> str:
    return "" if path in (".", "", "/") else "/" + path.lstrip("/")


def _pathexpand(call: Call) -> Result:
    path = call.string(0)
    if not path.startswith("~"):
        return call.of(path)
    if len(path) > 1 and path[1] != "/":
        return Failure("cannot expand the home directory of another user")
    home = Unknown(Reason.MOMENT, "the home directory on the deploying machine", call.site.origin)
    return call.text((home, _under(clean(path[1:] or "."))))


def _hexadecimal(algorithm: str) -> Callable[[bytes], str]:
    return lambda data: hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()


def _base64_hash(algorithm: str) -> Callable[[bytes], str]:
    def compute(data: bytes) -> str:
        digest = hashlib.new(algorithm, data, usedforsecurity=False).digest()
        return base64.b64encode(digest).decode()

    return compute


_STRING = Primitive.STRING
_PARTIAL = Doubt.PARTIAL

ROWS: tuple[Function, ...] = (
    Function("abspath", _abspath, (_STRING,), doubt=_PARTIAL),
    Function("basename", _basename, (_STRING,)),
    Function("dirname", _dirname, (_STRING,), doubt=_PARTIAL),
    Function("file", _file, (_STRING,), doubt=_PARTIAL),
    _of_bytes("filebase64", lambda data: base64.b64encode(data).decode()),
    _of_bytes("filebase64sha256", _base64_hash("sha256")),
    _of_bytes("filebase64sha512", _base64_hash("sha512")),
    Function("fileexists", _fileexists, (_STRING,), doubt=_PARTIAL),
    _of_bytes("filemd5", _hexadecimal("md5")),
    Function("fileset", _fileset, (_STRING, _STRING), doubt=_PARTIAL),
    _of_bytes("filesha1", _hexadecimal("sha1")),
    _of_bytes("filesha256", _hexadecimal("sha256")),
    _of_bytes("filesha512", _hexadecimal("sha512")),
    Function("pathexpand", _pathexpand, (_STRING,)),
    Function("templatefile", _templatefile, (_STRING, Primitive.ANY), doubt=_PARTIAL),
    Function("templatestring", _templatestring, (_STRING, Primitive.ANY), doubt=_PARTIAL),
)
"""Shape: sorted by name."""
