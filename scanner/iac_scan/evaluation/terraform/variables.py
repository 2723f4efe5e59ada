"""Input variables: where their values come from, and what they are converted to.

`TF_VAR_` environment variables are not read: a scan depends on the code and the command line.
Source: https://developer.hashicorp.com/terraform/language/values/variables.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Map
from posixpath import basename, join

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.declared import declared
from iac_scan.evaluation.functions.marks import marked
from iac_scan.evaluation.functions.type_expressions import TypeProblem, parse_type
from iac_scan.evaluation.functions.types import Primitive, Type
from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.evaluation.terraform.configuration import attribute_of
from iac_scan.evaluation.terraform.ephemeral import check_input, declared_marks
from iac_scan.evaluation.terraform.scope import CONSTANT, ModuleInstance, Scope, Session
from iac_scan.evaluation.terraform.undeclared import undeclared_variable
from iac_scan.parsers import hcl
from iac_scan.parsers.hcl.syntax import Attribute, Block, Expression, Literal
from iac_scan.sources.diagnostics import Diagnostic, Gap, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Origin, Span
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known, Mapping, Piece, Reason, Unknown, Value

COMMAND_LINE = "--var"
"""What the path of a value from the command line is shown as."""


def value_of(name: str, span: Span, scope: Scope) -> Value:
    """Return the value of `var.name` in the module of the scope."""
    from iac_scan.evaluation.terraform.references import cycle  # noqa: PLC0415

    module = scope.module
    block = module.configuration.variables.get(name)
    if block is None:
        return scope.refused(undeclared_variable(name, span, module.configuration))
    return module.remember(
        "var", name, lambda: _value(name, block, module), lambda: cycle(f"var.{name}", span, scope)
    )


def _value(name: str, block: Block, module: ModuleInstance) -> Value:
    scope = module.scope()
    type = type_of_variable(name, block, module)
    nullable = _flag(block, "nullable", otherwise=True)
    given = module.inputs.get(name)
    default = attribute_of(block.body, "default")
    value: Value
    if given is not None:
        value = given()
        check_input(name, block, value, module, place_of(value.origin))
        if _is_null(value) and not nullable and default is not None:
            value = _evaluate(default.expression, constant_scope(module))
    elif module.unset or name in module.undecided:
        detail = f"`var.{name}` has no value: the module is read on its own"
        if not module.unset:
            detail = f"`var.{name}` decides what exists and may be set otherwise"
        value = Unknown(Reason.NO_VALUE, detail, Origin(block.header_span))
    elif default is not None:
        value = _evaluate(default.expression, constant_scope(module))
        if module.reusable and _is_null(value):
            module.session.assumed[value.origin.span] = name
    else:
        value = Unknown(Reason.NO_VALUE, f"`var.{name}` has no value", Origin(block.header_span))
    if _is_null(value) and not nullable:
        scope.wrong(f"`var.{name}` cannot be null", place_of(value.origin))
    converted = convert(value, type)
    if isinstance(converted, ConversionProblem):
        message = f"wrong value for `var.{name}`: {converted.message}"
        scope.wrong(message, place_of(converted.origin))
        converted = Unknown(Reason.INVALID, f"`var.{name}` has a wrong value", value.origin)
    return marked(declared(converted, type), declared_marks(block))


def _is_null(value: Value) -> bool:
    return isinstance(value, Known) and value.value is None


def place_of(origin: Origin) -> Span:
    """Return the place that gives a value to a variable: where it is used, not where it is made."""
    return origin.steps[0].span if origin.steps else origin.span


def _evaluate(expression: Expression, scope: Scope) -> Value:
    from iac_scan.evaluation.terraform.expressions import evaluate  # noqa: PLC0415

    return evaluate(expression, scope)


def _flag(block: Block, name: str, *, otherwise: bool = False) -> bool:
    attribute = attribute_of(block.body, name)
    if attribute is None or not isinstance(attribute.expression, Literal):
        return otherwise
    return attribute.expression.value in (True, "true")


def type_of_variable(name: str, block: Block, module: ModuleInstance) -> Type:
    """Return the type constraint of a variable; `any` when it has none or a wrong one."""

    def read() -> Type:
        attribute = attribute_of(block.body, "type")
        if attribute is None:
            return Primitive.ANY
        found = parse_type(attribute.expression, lambda one: _evaluate(one, module.scope()))
        if isinstance(found, TypeProblem):
            module.session.report(Diagnostic(Level.WARNING, found.message, found.span))
            return Primitive.ANY
        return found

    # Every instance of a module has the same types, and there may be hundreds.
    types = module.session.types
    key = (module.configuration.directory, name)
    if key not in types:
        types[key] = module.remember("type", name, read, lambda: Primitive.ANY)
    return types[key]


def files_of_root(tree: SourceTree, directory: str) -> tuple[str, ...]:
    """Return the files of values that terraform reads by itself, in the order of precedence."""
    found = {basename(path): path for path in tree.files(directory)}
    first = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in found]
    automatic = sorted(
        name for name in found if name.endswith((".auto.tfvars", ".auto.tfvars.json"))
    )
    return tuple(
        name if directory == "." else join(directory, name) for name in (*first, *automatic)
    )


def read_values(
    document: Document | Diagnostic | Gap, module: ModuleInstance
) -> Map[str, Callable[[], Value]]:
    """Return what a file of values assigns, by name."""
    session = module.session
    if isinstance(document, Gap):
        session.gaps[document] = None
        return {}
    if isinstance(document, Diagnostic):
        session.report(document)
        return {}
    session.files.add(document.path)
    if document.path.endswith(".json"):
        return _read_json_values(document, session)
    file, diagnostics = hcl.parse(document, session.bounds)
    session.comments |= dict.fromkeys(file.comments)
    for diagnostic in diagnostics:
        session.report(diagnostic)
    for block in file.body.blocks:
        message = f"block `{block.type}` in a file of values gives no variable a value"
        session.report(Diagnostic(Level.WARNING, message, block.header_span))
    return {attribute.name: _assigned(attribute, module) for attribute in file.body.attributes}


def _assigned(attribute: Attribute, module: ModuleInstance) -> Callable[[], Value]:
    return lambda: _evaluate(attribute.expression, constant_scope(module))


def _read_json_values(document: Document, session: Session) -> Map[str, Callable[[], Value]]:
    """Return the values of a JSON file, whose strings are no templates."""
    found = decode_json(text_of_document(document), session.bounds, session.report)
    if isinstance(found, JsonProblem):
        session.report(Diagnostic(Level.ERROR, found.message, found.span))
        return {}
    if not isinstance(found, Mapping):
        session.report(Diagnostic(Level.ERROR, "expected an object", document.whole()))
        return {}
    return {name: _constant(value) for name, value in found.entries.items()}


def _constant(value: Value) -> Callable[[], Value]:
    return lambda: value


def text_of_document(document: Document) -> Known:
    """Return the text of a file as a value that knows where its lines stand."""
    layout: list[Piece] = []
    start = byte = 0
    for line in document.text.splitlines(keepends=True):
        size = len(line.encode())
        layout.append(Piece(start, document.span(byte, byte + size)))
        start, byte = start + len(line), byte + size
    span = document.span(0, len(document.data))
    return Known(document.text, Origin(span), layout=tuple(layout))


def from_command_line(name: str, text: str, block: Block, module: ModuleInstance) -> Value:
    """Return the value that `--var name=text` gives: text for scalars, else an expression.

    A variable without a type takes text, and one that says `any` an expression.
    """
    type = type_of_variable(name, block, module)
    span = Span(COMMAND_LINE, 1, 1, 1, len(text) + 1)
    says_any = type is Primitive.ANY and attribute_of(block.body, "type") is not None
    if isinstance(type, Primitive) and not says_any:
        return Known(text, Origin(span))
    document = Document.of(COMMAND_LINE, f"{name} = {text}\n".encode())
    file, diagnostics = hcl.parse(document, module.session.bounds)
    for diagnostic in diagnostics:
        module.session.report(diagnostic)
    attribute = attribute_of(file.body, name)
    if attribute is None:
        return Unknown(Reason.INVALID, f"`--var {name}` cannot be read", Origin(span))
    return _evaluate(attribute.expression, constant_scope(module))


def constant_scope(module: ModuleInstance) -> Scope:
    """Return a scope in which nothing can be referred to, as in files of values."""
    scope = module.scope()
    return Scope(module, {}, scope.report, template=CONSTANT)
