"""Generated calls of every function against the real terraform, in batches."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from iac_scan.evaluation.functions.table import FUNCTIONS
from iac_scan.evaluation.functions.types import CollectionKind, CollectionType, Primitive, Type

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.evaluation.functions.conftest import Apply, Oracle

    Strategy = st.SearchStrategy[Any]

EACH = 45
"""Generated calls of each function; some are the same and count once."""
BATCH = 400
"""Calls that one start of terraform plans."""

LEFT_OUT = {
    "abspath": "its result is a place on this machine",
    "base64gzip": "compressed bytes depend on the compressor",
    "bcrypt": "random",
    "file": "its cases are written",
    "fileset": "its cases are written",
    "pathexpand": "its result is a place on this machine",
    "plantimestamp": "the time of the run",
    "rsadecrypt": "not evaluated",
    "sensitive": "an output shows no sensitive value",
    "templatefile": "rendering is the evaluator's",
    "templatestring": "rendering is the evaluator's",
    "timestamp": "the time of the run",
    "uuid": "random",
}
"""Functions that are not generated, and why."""
_NOT_TERRAFORM = ("provider::", "base64gunzip", "cidrcontains", "urldecode", "file")

LETTERS = 'abcAB01 ,-_/.:"\\$%{}[]()é\n\tßñ'
WORDS = ["", "a", "b", "ab", "A b", "1", "1.50", "true", "é", "a,b,,c", "x\ny\n", "/a/", "null"]
TEXTS = st.one_of(st.sampled_from(WORDS), st.text(st.sampled_from(LETTERS), max_size=8))
SMALL = st.integers(-3, 12)
NUMBERS = st.one_of(
    SMALL,
    st.sampled_from([0, 1, 2, 10**21, -(10**6), 2**63, 255, Decimal("0.1"), Decimal("2.5")]),
    st.decimals(-1000, 1000, places=3, allow_nan=False),
    st.sampled_from([Decimal("0.000000001"), Decimal("123456.789"), Decimal("1.50")]),
)
SCALARS = st.one_of(TEXTS, NUMBERS, st.booleans())
NAMES = st.sampled_from(["a", "b", "c", "key", "z-1"])


def lists(inner: Strategy) -> Strategy:
    return st.lists(inner, max_size=4)


def maps(inner: Strategy) -> Strategy:
    return st.dictionaries(NAMES, inner, max_size=3)


PLAIN = st.recursive(SCALARS, lambda inner: lists(inner) | maps(inner), max_leaves=6)
ALIKE = st.one_of(lists(TEXTS), lists(NUMBERS), lists(st.booleans()), lists(SCALARS))

DATES = st.builds(
    "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}{}{}".format,
    st.integers(0, 9999),
    st.integers(0, 13),
    st.integers(0, 31),
    st.integers(0, 24),
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from(["", "", "", ".5", ".999999999", "."]),
    st.sampled_from(["Z", "Z", "+01:00", "-08:30", "+00:00", "z", "+24:00", ""]),
)
DURATIONS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "-", "+"]),
    st.sampled_from(["1", "1.5", "90", ".25", "", "100000"]),
    st.sampled_from(["h", "m", "s", "ms", "us", "ns", "h30m", "d", ""]),
)
VERBS = "YYYY YY MMMM MMM MM M DD D EEEE EEE hh h HH H AA aa mm ss Z ZZZ ZZZZ ZZZZZ - 'x' '' Q '"
DATE_FORMATS = st.lists(st.sampled_from([*VERBS.split(" "), " "]), max_size=5).map("".join)
PREFIXES = st.one_of(
    st.builds(
        "{}.{}.{}.{}/{}".format,
        *[st.integers(0, 255)] * 3,
        st.integers(0, 257),
        st.integers(0, 33),
    ),
    st.builds("{:x}:{:x}::{:x}/{}".format, *[st.integers(0, 65535)] * 3, st.integers(0, 129)),
    st.builds("::ffff:{}.0.0.{}/{}".format, *[st.integers(0, 255)] * 2, st.integers(80, 128)),
)
PATTERNS = st.one_of(
    st.sampled_from(["a", "[a-z]+", "(a)(b)?", "(?P<x>a)|(?P<y>b)", "x*", "^", "$", r"\d+", "."]),
    st.sampled_from([r"\bA", "(?i)AB", "(?s).", r"[^,]*", "a{1,2}", "(", "(a)(?P<n>b)", r"\pL"]),
    st.sampled_from(["(?P<x>a)(?P<x>b)?", "(?P<x>a)(b)(?P<x>c)", "(?<ä>a)"]),
    st.text(st.sampled_from("ab.*+?|()[]^$1"), max_size=6),
)
FORMATS = st.lists(
    st.one_of(
        st.sampled_from(["%s", "%v", "%d", "%q", "%t", "%f", "%g", "%e", "%x", "%b", "%o", "%%"]),
        st.sampled_from(["-", "x", "é"]),
        st.builds(
            "%{}{}{}{}{}".format,
            st.sampled_from(["", "", "#", "-", "+", " ", "0", "-0", "+0"]),
            st.sampled_from(["", "", "3", "8", "12"]),
            st.sampled_from(["", "", ".", ".0", ".2", ".6"]),
            st.sampled_from(["", "", "", "[1]", "[2]"]),
            st.sampled_from(list("vsqtdbxXoeEfgGz")),
        ),
    ),
    max_size=3,
).map("".join)
JSON = st.text(st.sampled_from('{}[]",:10.e-truefalsn \\u'), max_size=12) | st.sampled_from(
    ['{"a":1}', "[1,2.50,null]", '"x\\u00e9"', "-1e2", '{"a":{"b":[true]}}', "01", '"\\ud83d"']
)
YAML = st.text(st.sampled_from("ab:- \n[]{}'\"#&*!|>?01.~,"), max_size=14) | st.sampled_from(
    ["a: 1", "- a\n- b", "a: {b: [c]}", "yes", "1_0", "2020-01-02", "|\n a\n", "a: 'b'\nc: \"d\""]
)
CSV = st.text(st.sampled_from('ab,"\n\r é1'), max_size=14)
BASE64 = st.text(st.sampled_from("aGVsbG8=+/-_\n"), max_size=9) | st.sampled_from(["aGk=", "w6k="])
SETS = st.sampled_from(
    ["UTF-8", "utf-16", "UTF-16LE", "ISO-8859-1", "windows-1252", "us-ascii", "x"]
)
PATHS = st.text(st.sampled_from("ab/.~"), max_size=7)

SPECIAL: dict[str, tuple[Strategy, ...]] = {
    "alltrue": (lists(st.booleans() | st.sampled_from(["true", "x", None])),),
    "anytrue": (lists(st.booleans() | st.sampled_from(["false", "x", None])),),
    "base64decode": (BASE64,),
    "basename": (PATHS,),
    "chunklist": (ALIKE, SMALL),
    "cidrhost": (PREFIXES, NUMBERS),
    "cidrnetmask": (PREFIXES,),
    "cidrsubnet": (PREFIXES, st.integers(-140, 70), st.integers(-300, 300) | NUMBERS),
    "cidrsubnets": (PREFIXES, st.integers(0, 12)),
    "contains": (ALIKE, SCALARS),
    "csvdecode": (CSV,),
    "dirname": (PATHS,),
    "element": (ALIKE, SMALL),
    "format": (FORMATS, PLAIN),
    "formatdate": (DATE_FORMATS, DATES),
    "formatlist": (FORMATS, PLAIN),
    "index": (ALIKE, SCALARS),
    "indent": (SMALL, TEXTS),
    "jsondecode": (JSON,),
    "keys": (maps(PLAIN),),
    "lookup": (maps(SCALARS), NAMES, SCALARS),
    "matchkeys": (ALIKE, ALIKE, ALIKE),
    "merge": (maps(PLAIN),),
    "parseint": (st.text(st.sampled_from("01279afzAFZ+-_"), max_size=5), st.integers(0, 63)),
    "log": (st.integers(2, 10**6), st.integers(2, 16)),
    "pow": (SMALL, st.integers(0, 30)),
    "range": (SMALL,),
    "regex": (PATTERNS, TEXTS),
    "regexall": (PATTERNS, TEXTS),
    "replace": (
        TEXTS,
        TEXTS | PATTERNS.map("/{}/".format),
        TEXTS | st.sampled_from(["$1", "${x}"]),
    ),
    "setproduct": (ALIKE,),
    "slice": (ALIKE, SMALL, SMALL),
    "sum": (lists(NUMBERS),),
    "textdecodebase64": (BASE64, SETS),
    "textencodebase64": (TEXTS, SETS),
    "timeadd": (DATES, DURATIONS),
    "timecmp": (DATES, DATES),
    "transpose": (maps(lists(TEXTS)),),
    "values": (maps(PLAIN),),
    "yamldecode": (YAML,),
    "zipmap": (lists(NAMES), ALIKE),
}
"""Arguments that mean something to a function; the last also for any number of further ones."""


def by_type(type: Type) -> Strategy:
    """Return values that convert to the type, mostly."""
    match type:
        case Primitive.STRING:
            return st.one_of(TEXTS, TEXTS, TEXTS, NUMBERS, st.booleans())
        case Primitive.NUMBER:
            return st.one_of(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["1", "x", True]))
        case Primitive.BOOL:
            return st.booleans()
        case CollectionType(kind=CollectionKind.MAP, element=element):
            return maps(by_type(element))
        case CollectionType(element=element):
            return ALIKE if element is Primitive.ANY else lists(by_type(element))
        case _:
            return PLAIN


FILLED = {
    "s": SCALARS, "v": PLAIN, "q": TEXTS, "d": st.integers(-300, 300), "t": st.booleans(),
    "b": st.integers(-9, 300), "x": st.integers(-9, 300), "X": st.integers(0, 300),
    "o": st.integers(-9, 300), "e": NUMBERS, "E": NUMBERS, "f": NUMBERS, "g": NUMBERS, "G": NUMBERS,
}  # fmt: skip
"""Arguments that a verb of `format` takes."""
ONE_VERB = st.builds(
    "%{}{}{}{}".format,
    st.sampled_from(["", "", "#", "-", "+", " ", "0", "-0", "+0"]),
    st.sampled_from(["", "", "3", "8", "12"]),
    st.sampled_from(["", "", ".", ".0", ".2", ".6"]),
    st.sampled_from(list(FILLED)),
)


@st.composite
def formatted(draw: Callable[[Strategy], Any]) -> tuple[Any, ...]:
    """Return a format and arguments that fit its verbs."""
    verbs = draw(st.lists(ONE_VERB, min_size=1, max_size=3))
    between = draw(st.sampled_from(["-", "", " é", "%%"]))
    return (between.join(verbs), *(draw(FILLED[verb[-1]]) for verb in verbs))


@st.composite
def zipped(draw: Callable[[Strategy], Any], count: int) -> tuple[Any, ...]:
    """Return lists of one length."""
    size = draw(st.integers(0, 4))
    kind = draw(st.sampled_from([TEXTS, NUMBERS, SCALARS, NAMES]))
    return tuple(draw(st.lists(kind, min_size=size, max_size=size)) for _ in range(count))


@st.composite
def slices(draw: Callable[[Strategy], Any]) -> tuple[Any, ...]:
    """Return a list and indexes in it."""
    items = draw(ALIKE)
    start, stop = sorted(draw(st.tuples(*[st.integers(0, len(items))] * 2)))
    return items, start, stop


WHOLE: dict[str, Strategy] = {
    "coalesce": st.lists(st.sampled_from([None, "", "a", "b", 1]), max_size=4).map(tuple),
    "coalescelist": st.lists(ALIKE, max_size=3).map(tuple),
    "concat": st.lists(ALIKE, min_size=1, max_size=3).map(tuple),
    "element": st.tuples(st.lists(SCALARS, min_size=1, max_size=3), SMALL),
    "format": formatted(),
    "formatlist": formatted().map(lambda one: (one[0], *([x, x] for x in one[1:]))),
    "index": st.lists(SCALARS, min_size=1, max_size=4).map(lambda items: (items, items[-1])),
    "lookup": maps(SCALARS).map(lambda entries: (entries, "a", "none")),
    "matchkeys": zipped(2).map(lambda both: (both[0], both[1], both[1][:2])),
    "one": st.lists(PLAIN, max_size=1).map(lambda items: (items,)),
    "setproduct": st.lists(lists(TEXTS) | lists(NUMBERS), min_size=2, max_size=3).map(tuple),
    "slice": slices(),
    "tobool": st.tuples(st.sampled_from(["true", "false", "1", "0", True, "True", None, 1])),
    "tolist": st.tuples(ALIKE | lists(lists(TEXTS)) | lists(maps(TEXTS))),
    "tomap": st.tuples(maps(TEXTS) | maps(SCALARS) | maps(lists(TEXTS)) | maps(maps(SCALARS))),
    "tonumber": st.tuples(NUMBERS | st.sampled_from(["1", "1.50", "-3e2", "0x1", "1p4", ".5", ""])),
    "toset": st.tuples(ALIKE | lists(lists(SCALARS)) | lists(maps(SCALARS))),
    "tostring": st.tuples(SCALARS),
    "uuidv5": st.tuples(
        st.sampled_from(["dns", "url", "oid", "x500", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"]),
        TEXTS,
    ),
    "zipmap": zipped(2),
}
"""Arguments that belong together."""


@st.composite
def calls(draw: Callable[[Strategy], Any], apply: type[Apply], name: str) -> Apply:
    """Return a call with arguments that suit the function, and some that do not."""
    if name in WHOLE and draw(st.integers(0, 3)) > 0:
        together = draw(WHOLE[name])
        return apply(name, tuple(_wrapped(draw, apply, value) for value in together))
    row = FUNCTIONS[name]
    special = SPECIAL.get(name, ())
    count = len(row.parameters)
    if row.variadic is not None:
        count += draw(st.sampled_from([1, 1, 2, 2, 3, 0]))
    elif draw(st.integers(0, 40)) == 40:
        count += 1
    arguments = []
    for index in range(count):
        expected = row.type_at(index) or Primitive.ANY
        usual = special[min(index, len(special) - 1)] if special else by_type(expected)
        value = draw(PLAIN if draw(st.integers(0, 24)) == 24 else usual)
        arguments.append(_wrapped(draw, apply, value))
    return apply(name, tuple(arguments))


NAMES_TO_CALL = sorted(
    name for name in FUNCTIONS if name not in LEFT_OUT and not name.startswith(_NOT_TERRAFORM)
)


def _wrapped(draw: Callable[[Strategy], Any], apply: type[Apply], value: Any) -> Any:
    """Return the value, or at times as a list, set or map instead of a literal."""
    if draw(st.integers(0, 3)) < 3:
        return value
    match value:
        case list():
            return apply(draw(st.sampled_from(["tolist", "toset"])), (value,))
        case dict():
            return apply("tomap", (value,))
        case _:
            return value


def generate(apply: type[Apply], number: int, each: int) -> list[Apply]:
    """Return calls of every function, none twice."""
    found: dict[str, Apply] = {}
    for name in NAMES_TO_CALL:

        @seed(number)
        @settings(
            max_examples=each,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            deadline=None,
        )
        @given(calls(apply, name))
        def collect(call: Apply) -> None:
            found[repr(call)] = call

        collect()
    return list(found.values())


def test_generated_calls_agree(oracle: Oracle, apply_type: type[Apply]) -> None:
    found = generate(apply_type, 1, EACH)
    assert len(found) >= 2_000
    wrong: list[str] = []
    for start in range(0, len(found), BATCH):
        wrong += oracle.disagreements(found[start : start + BATCH])
    assert wrong == []
