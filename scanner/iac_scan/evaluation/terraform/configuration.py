"""What a module directory declares: its files read, override files merged, nothing evaluated.

Which directories are roots is in `roots`; what the declarations mean is in `module`.
Source: https://developer.hashicorp.com/terraform/language/files and
https://developer.hashicorp.com/terraform/language/files/override.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from posixpath import basename

from iac_scan.evaluation.result import Mode
from iac_scan.evaluation.terraform import provider_names, structure, undeclared
from iac_scan.parsers import hcl
from iac_scan.parsers.hcl.syntax import Attribute, Block, Body, File
from iac_scan.sources.comment import Comment
from iac_scan.sources.diagnostics import Diagnostic, Gap, Level
from iac_scan.sources.discover import terraform_files
from iac_scan.sources.tree import SourceTree


@dataclass(frozen=True, slots=True)
class ResourceBlock:
    """A `resource`, `data` or `ephemeral` block."""

    mode: Mode
    """Managed or data; what is opened for one run is data too."""
    type: str
    """`aws_iam_role`."""
    name: str
    """The name."""
    block: Block
    """The block, overrides merged in."""
    ephemeral: bool = False
    """An `ephemeral` block: opened for one run, and never kept."""

    @property
    def address(self) -> str:
        """The address inside the module, without instance key."""
        prefix = "data." if self.mode is Mode.DATA else ""
        prefix = "ephemeral." if self.ephemeral else prefix
        return f"{prefix}{self.type}.{self.name}"


@dataclass(slots=True)
class Configuration:
    """The declarations of one module directory."""

    directory: str
    """Its path."""
    variables: dict[str, Block] = field(default_factory=dict)
    """By name."""
    locals: dict[str, Attribute] = field(default_factory=dict)
    """By name."""
    outputs: dict[str, Block] = field(default_factory=dict)
    """By name."""
    resources: dict[str, ResourceBlock] = field(default_factory=dict)
    """By address inside the module."""
    modules: dict[str, Block] = field(default_factory=dict)
    """By name."""
    providers: dict[str, Block] = field(default_factory=dict)
    """By `aws` or `aws.alias`."""
    settings: list[Block] = field(default_factory=list)
    """The `terraform` blocks."""
    tests: list[Block] = field(default_factory=list)
    """The `check` and `import` blocks, which declare nothing that anything refers to."""
    files: list[str] = field(default_factory=list)
    """The files that were read."""
    comments: list[Comment] = field(default_factory=list)
    """Of all files."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """What is wrong in the files."""
    gaps: list[Gap] = field(default_factory=list)
    """Files left unread."""


def module_files(tree: SourceTree, directory: str, left_out: frozenset[str]) -> tuple[str, ...]:
    """Return the configuration files of a directory in the order in which they are merged.

    Shape: plain files by name, then override files by name. `x.tofu` hides `x.tf`, as in OpenTofu.
    """
    found = terraform_files(tree, directory, left_out)
    hidden = {path.replace(".tofu", ".tf") for path in found if ".tofu" in path}
    kept = [path for path in found if path not in hidden]
    return tuple(sorted(kept, key=lambda path: (_is_override(basename(path)), path)))


def _is_override(name: str) -> bool:
    stem = name.removesuffix(".json").rsplit(".", 1)[0]
    return stem == "override" or stem.endswith("_override")


def load(tree: SourceTree, directory: str, left_out: frozenset[str] = frozenset()) -> Configuration:
    """Return the declarations of the directory; what cannot be read is among its diagnostics."""
    found = Configuration(directory)
    for path in module_files(tree, directory, left_out):
        document = tree.read(path)
        if isinstance(document, Diagnostic):
            found.diagnostics.append(document)
            continue
        if isinstance(document, Gap):
            found.gaps.append(document)
            continue
        read = hcl.parse_json if path.endswith(".json") else hcl.parse
        file, diagnostics = read(document, tree.bounds)
        found.files.append(path)
        found.diagnostics.extend(diagnostics)
        found.comments.extend(file.comments)
        override = _is_override(basename(path))
        found.diagnostics.extend(structure.problems(file, override=override))
        _add_file(found, file, override=override)
    found.diagnostics.extend(undeclared.problems(found))
    found.diagnostics.extend(provider_names.problems(found))
    return found


def _add_file(found: Configuration, file: File, *, override: bool) -> None:
    for block in file.body.blocks:
        match block.type, block.labels:
            case "resource" | "data" | "ephemeral", (type, name):
                mode = Mode.MANAGED if block.type == "resource" else Mode.DATA
                resource = ResourceBlock(mode, type, name, block, block.type == "ephemeral")
                known = found.resources.get(resource.address)
                if known is not None and override:
                    merged = replace(resource, block=_merge_blocks(known.block, block))
                    found.resources[resource.address] = merged
                elif known is not None:
                    _report_duplicate(found, block, known.block)
                else:
                    _report_nothing(found, block, override=override)
                    found.resources[resource.address] = resource
            case "variable", (name,):
                _declare(found, found.variables, name, block, override=override)
            case "output", (name,):
                _declare(found, found.outputs, name, block, override=override)
            case "module", (name,):
                _declare(found, found.modules, name, block, override=override)
            case "provider", (name,):
                alias = _alias(block)
                full = name if alias is None else f"{name}.{alias}"
                _declare(found, found.providers, full, block, override=override)
            case "locals", _:
                for attribute in block.body.attributes:
                    _report_local(found, attribute, override=override)
                    found.locals[attribute.name] = attribute
            case "terraform", _:
                found.settings.append(block)
            case "check" | "import", _:
                found.tests.append(block)
            case _:
                # `moved` and `removed` change state and declare nothing.
                continue


def _declare(
    found: Configuration, table: dict[str, Block], name: str, block: Block, *, override: bool
) -> None:
    known = table.get(name)
    if known is None:
        _report_nothing(found, block, override=override)
        table[name] = block
    elif override:
        table[name] = _merge_blocks(known, block)
    else:
        _report_duplicate(found, block, known)


def _report_nothing(found: Configuration, block: Block, *, override: bool) -> None:
    """Report a block of an override file that overrides nothing."""
    if override and block.type != "provider":
        message = f"there is no `{_title(block)}` to override; this one counts"
        found.diagnostics.append(Diagnostic(Level.WARNING, message, block.header_span))


def _report_local(found: Configuration, attribute: Attribute, *, override: bool) -> None:
    if (attribute.name in found.locals) == override:
        return
    message = f"local value `{attribute.name}` is declared twice"
    if override:
        message = f"there is no local value `{attribute.name}` to override; this one counts"
    found.diagnostics.append(Diagnostic(Level.WARNING, message, attribute.name_span))


def _title(block: Block) -> str:
    return " ".join((block.type, *(f'"{label}"' for label in block.labels)))


def _report_duplicate(found: Configuration, block: Block, known: Block) -> None:
    message = (
        f"`{_title(block)}` is declared twice in one module; "
        f"the one in {known.span.path}:{known.span.start_line} counts"
    )
    found.diagnostics.append(Diagnostic(Level.WARNING, message, block.header_span))


def _alias(block: Block) -> str | None:
    from iac_scan.parsers.hcl.syntax import Literal  # noqa: PLC0415

    alias = attribute_of(block.body, "alias")
    if alias is not None and isinstance(alias.expression, Literal):
        value = alias.expression.value
        return value if isinstance(value, str) else None
    return None


def attribute_of(body: Body, name: str) -> Attribute | None:
    """Return the attribute of that name, or None."""
    return next((one for one in body.attributes if one.name == name), None)


def blocks_of(body: Body, type: str) -> Iterator[Block]:
    """Yield the blocks of that type in written order."""
    return (block for block in body.blocks if block.type == type)


def _merge_blocks(base: Block, override: Block) -> Block:
    """Return `base` with each attribute, and each type of nested block, that `override` writes."""
    return replace(base, body=_merge_bodies(base.body, override.body))


def _merge_bodies(base: Body, override: Body) -> Body:
    names = {attribute.name for attribute in override.attributes}
    types = {_block_name(block) for block in override.blocks}
    return Body(
        (
            *(one for one in base.attributes if one.name not in names | types),
            *override.attributes,
        ),
        (*_kept(base.blocks, names | types, override), *_added(override.blocks, base)),
        base.span,
    )


def _block_name(block: Block) -> str:
    """Return the type of the blocks that the block stands for: of `dynamic`, its label."""
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type


def _kept(blocks: Iterable[Block], replaced: set[str], override: Body) -> Iterator[Block]:
    for block in blocks:
        if block.type == "lifecycle":
            others = [one for one in override.blocks if one.type == "lifecycle"]
            yield _merge_blocks(block, others[0]) if others else block
        elif _block_name(block) not in replaced:
            yield block


def _added(blocks: Iterable[Block], base: Body) -> Iterator[Block]:
    has_lifecycle = any(block.type == "lifecycle" for block in base.blocks)
    return (block for block in blocks if block.type != "lifecycle" or not has_lifecycle)
