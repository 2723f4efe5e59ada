"""What a file is, by its name and by its first look: Terraform, a plan, CloudFormation, or none.

Nothing is parsed here: a template that is broken is still recognised, so that it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

TERRAFORM_SUFFIXES = (".tf", ".tf.json", ".tofu", ".tofu.json")
"""Source: https://developer.hashicorp.com/terraform/language/files and
https://opentofu.org/docs/language/files/."""

TEMPLATE_SUFFIXES = (".yaml", ".yml", ".json", ".template", ".cfn", ".cform")
"""The names under which templates are looked for; the content decides."""

_TYPE = rb"""["']?Type["']?[ \t]*:\s*["']?[A-Za-z0-9]{2,64}::[A-Za-z0-9]"""
_HAS_RESOURCE = re.compile(rb"(?:^|[\s{,])" + _TYPE, re.MULTILINE)
_EXPANDED = re.compile(rb"Fn::(?:ForEach::|Transform)")
_FIRST_LINE = re.compile(rb"\s*^([ ]*)(?![ #%\s]|---|\{%|\{#|\{\{)\S", re.MULTILINE)
_SERVERLESS = re.compile(rb"^[\"']?Transform[\"']?[ \t]*:[^:]*AWS::", re.MULTILINE)
_PROVIDER = re.compile(rb"^\s*[\"']?provider[\"']?[ \t]*:", re.MULTILINE)
_JSON_TOKEN = re.compile(rb'"((?:[^"\\]++|\\.)*+)"(\s*:)?|[{}\[\]]', re.DOTALL)
_NESTED_BLOCKS = re.compile(rb"(?:[-?] ){100}")
_DEEPEST = 100
"""More levels than any file has that a person or a tool writes."""
_PLAN_KEYS = frozenset({b"planned_values", b"resource_changes"})
_STATE_KEYS = frozenset({b"terraform_version", b"values"})
_TERRAGRUNT = frozenset({"terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl"})
_FLOW_ROOT = re.compile(
    rb"\{\s*[\"']?(?:AWSTemplateFormatVersion|Resources|Description|Parameters|Transform)[\"']?\s*:"
)


def is_terraform(name: str) -> bool:
    """Tell whether terraform reads a file of this name as configuration.

    Source: `IsIgnoredFile` in https://github.com/hashicorp/terraform/blob/main/internal/configs/
    parser_config_dir.go: hidden files and editors' backups are not read.
    """
    name = name.rpartition("/")[2]
    backup = name.startswith(".") or name.endswith("~")
    backup = backup or (name.startswith("#") and name.endswith("#"))
    return name.endswith(TERRAFORM_SUFFIXES) and not backup


def may_be_template(name: str) -> bool:
    """Tell whether a file of this name is worth a look."""
    return name.lower().endswith(TEMPLATE_SUFFIXES) and not is_terraform(name)


def is_template(data: bytes) -> bool:
    """Tell whether a file looks like a CloudFormation or SAM template, parsable or not."""
    text = _letters(data)
    if b"AWSTemplateFormatVersion" not in text and b"Resources" not in text:
        return False
    if text.lstrip().startswith(b"{"):
        return _is_json_template(text)
    # Of a file that was damaged on the disk the outermost key may be all that is left.
    return _is_yaml_template(text, is_damaged=b"\0" in in_utf8(data))


def is_plan(data: bytes) -> bool:
    """Tell whether a file looks like what `terraform show -json` prints of a plan or a state.

    Source: https://developer.hashicorp.com/terraform/internals/json-format.
    """
    text = _letters(data)
    if b'"format_version"' not in text:
        return False
    keys: set[bytes] = set()
    for key in outermost_keys(text):
        keys.add(key)
        if b"format_version" in keys and (keys & _PLAN_KEYS or keys >= _STATE_KEYS):
            return True
    return False


def is_serverless(name: str, data: bytes) -> bool:
    """Tell whether a file configures the Serverless Framework, which makes a template of it.

    Source: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml (read
    2026-11-26), of which `provider` is a part that no other format has at its root.
    """
    stem, _, suffix = name.rpartition("/")[2].partition(".")
    named = stem == "serverless" and suffix in {"yml", "yaml", "json"}
    return named and _PROVIDER.search(_letters(data)) is not None


def is_terragrunt(name: str) -> bool:
    """Tell whether a file configures Terragrunt, which gives modules their values and more code.

    Source: https://terragrunt.gruntwork.io/docs/reference/hcl/ (read 2026-11-26).
    """
    return name.rpartition("/")[2] in _TERRAGRUNT


def in_utf8(data: bytes) -> bytes:
    """Return the text in UTF-8 without a byte order mark, whatever a shell has made of it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", errors="replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def outermost_keys(data: bytes) -> Iterator[bytes]:
    """Yield the keys of the object that a JSON text is, as far as brackets tell."""
    for depth, token in _levels(data):
        if depth == 1 and token[2] is not None:
            yield token[1]


def _letters(data: bytes) -> bytes:
    """Return what is left to recognise a file by: UTF-8 that has no NUL in it.

    UTF-16 and UTF-32 without a byte order mark are their letters with NULs between them. No
    program reads such a file, and one that is not recognised would not be reported either.
    """
    return in_utf8(data).replace(b"\0", b"").removeprefix(b"\xfe\xff")


def _is_yaml_template(data: bytes, *, is_damaged: bool = False) -> bool:
    """Tell whether the outermost keys are those of a template."""
    first = _FIRST_LINE.match(data)
    indent = first[1] if first is not None else b""
    key = rb"^" + indent + rb"""["']?%s["']?[ \t]*:(?:\s|$)"""
    if re.search(key % rb"AWSTemplateFormatVersion", data, re.MULTILINE):
        return True
    if not re.search(key % rb"Resources", data, re.MULTILINE):
        return False
    signs = (_HAS_RESOURCE, _EXPANDED, _SERVERLESS, _NESTED_BLOCKS)
    return is_damaged or any(sign.search(data) for sign in signs) or _is_deep(data)


def _is_json_template(data: bytes) -> bool:
    """Tell whether the outermost keys are those of a template; braces may not even balance."""
    if data.lstrip().startswith((b"{{", b"{%", b"{#")):
        return _is_yaml_template(data)
    # What is nested too deep to be read must not pass for something else.
    has_resource = any(sign.search(data) for sign in (_HAS_RESOURCE, _EXPANDED)) or _is_deep(data)
    for key in outermost_keys(data):
        if key == b"AWSTemplateFormatVersion" or (key == b"Resources" and has_resource):
            return True
    return has_resource and _FLOW_ROOT.match(data.lstrip()) is not None


def _is_deep(data: bytes) -> bool:
    """Tell whether more brackets are open at once than any written file has."""
    return any(depth > _DEEPEST for depth, _ in _levels(data))


def _levels(data: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Yield each bracket and quoted text, with how many brackets are open after it."""
    depth = 0
    for token in _JSON_TOKEN.finditer(data):
        mark = token[0]
        if mark in {b"{", b"["}:
            depth += 1
        elif mark in {b"}", b"]"}:
            depth -= 1
        yield depth, token
