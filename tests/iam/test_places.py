"""Two globs compared in one go, held against every pair of their places one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from iac_scan.iam.globs import Hole, Token, Tokens, Wild, glob_matches
from iac_scan.iam.patterns import glob, intersects, is_subset
from iac_scan.iam.places import contains, covers_tokens, meet
from iac_scan.values import Truth

HOLES = [Hole("x"), Hole("y", narrow=True), Hole(None), Hole(None, narrow=True)]
letters = st.sampled_from([*"ab:/", *"ab:/", Wild.ANY, Wild.ONE, *HOLES])
relaxed_letters = st.one_of(letters, st.just(Wild.SEGMENT))
globs = st.lists(letters, max_size=8).map(tuple)
relaxed_globs = st.lists(relaxed_letters, max_size=8).map(tuple)


def one_takes(repeat: Token, token: Token) -> bool:
    return repeat is Wild.ANY or token not in {":", "/"}


def are_alike(one: Token, other: Token) -> bool:
    if isinstance(one, Hole) or isinstance(other, Hole):
        return one == other and isinstance(one, Hole) and one.symbol is not None
    return one == other or Wild.ONE in {one, other}


def meet_pair_by_pair(left: Tokens, right: Tokens) -> bool:
    """Return whether two globs share a text, by the letters that may come next in both."""
    repeats = {Wild.ANY, Wild.SEGMENT}
    pending = [(0, 0)]
    seen = set(pending)
    while pending:
        i, j = pending.pop()
        if (i, j) == (len(left), len(right)):
            return True
        one = left[i] if i < len(left) else None
        other = right[j] if j < len(right) else None
        following = [(i + 1, j)] * (one in repeats) + [(i, j + 1)] * (other in repeats)
        if one is not None and other is not None:
            if one in repeats and other not in repeats and one_takes(one, other):
                following.append((i, j + 1))
            elif other in repeats and one not in repeats and one_takes(other, one):
                following.append((i + 1, j))
            elif one not in repeats and other not in repeats and are_alike(one, other):
                following.append((i + 1, j + 1))
        pending += [step for step in following if step not in seen]
        seen.update(following)
    return False


@settings(deadline=None, max_examples=1000)
@given(relaxed_globs, relaxed_globs)
def test_globs_meet_as_pair_by_pair(left: Tokens, right: Tokens) -> None:
    assert meet(left, right) is Truth.of(meet_pair_by_pair(left, right))


@settings(deadline=None, max_examples=1000)
@given(globs, globs)
def test_globs_cover_as_letter_by_letter(outer: Tokens, inner: Tokens) -> None:
    assert covers_tokens(outer, inner) is glob_matches(outer, inner)
    if covers_tokens(outer, inner) and not any(
        isinstance(token, Hole) and token.symbol is None for token in (*outer, *inner)
    ):
        assert contains(inner, outer) is Truth.YES


def test_many_wildcards_are_compared_to_the_end() -> None:
    shape = "*a" * 150
    assert intersects(glob(f"{shape}x"), glob(f"{shape}y")) is Truth.NO
    assert intersects(glob(f"{shape}x"), glob(f"{shape}*")) is Truth.YES
    assert is_subset(glob(f"{shape}x"), glob(f"{shape}y")) is Truth.NO
