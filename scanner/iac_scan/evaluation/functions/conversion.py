"""Functions that convert, mark and unmark values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from iac_scan.evaluation.functions.call import Call, Doubt, Failure, Function, Marks, Result
from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.marks import marked, marks_of, with_marks, without_ephemeral
from iac_scan.evaluation.functions.types import Primitive, Type, list_of, map_of, set_of, type_of
from iac_scan.values import (
    SECRET,
    Mark,
    Unknown,
)


def _converting(name: str, type: Type) -> Function:
    def run(call: Call) -> Result:
        result = convert(call.arguments[0], type)
        if isinstance(result, ConversionProblem):
            return Failure(result.message)
        if isinstance(result, Unknown) and type_of(result) is Primitive.ANY:
            # Whatever it turns out to be, the conversion gives that kind of collection.
            return replace(result, type=type)
        return result

    return _on_anything(name, run, surface=False)


def _on_anything(name: str, run: Callable[[Call], Result], *, surface: bool = True) -> Function:
    return Function(
        name,
        run,
        (Primitive.ANY,),
        doubt=Doubt.PARTIAL,
        marks=Marks.OWN,
        nullable=0,
        surface=surface,
    )


def _issensitive(call: Call) -> Result:
    value = call.arguments[0]
    if Mark.SENSITIVE in marks_of(value):
        return call.of(True)
    return call.unknown(value) if isinstance(value, Unknown) else call.of(False)


def _nonsensitive(call: Call) -> Result:
    value = call.arguments[0]
    return with_marks(value, marks_of(value) - SECRET)


ROWS: tuple[Function, ...] = (
    _on_anything("ephemeralasnull", lambda call: without_ephemeral(call.arguments[0])),
    _on_anything("issensitive", _issensitive),
    _on_anything("nonsensitive", _nonsensitive),
    _on_anything("sensitive", lambda call: marked(call.arguments[0], SECRET)),
    _converting("tobool", Primitive.BOOL),
    _converting("tolist", list_of(Primitive.ANY)),
    _converting("tomap", map_of(Primitive.ANY)),
    _converting("tonumber", Primitive.NUMBER),
    _converting("toset", set_of(Primitive.ANY)),
    _converting("tostring", Primitive.STRING),
)
"""Shape: sorted by name."""
