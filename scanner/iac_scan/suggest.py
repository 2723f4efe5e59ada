"""The known word that was perhaps meant: what "did you mean" says."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known word that is most like `word`, or None when none is.

    Units: `likeness` is a fraction; 1 is the same word.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - needed for mistakes only

    close = get_close_matches(word, sorted(known), n=1, cutoff=likeness)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the question with the nearest word, or what to say when there is none."""
    close = nearest(word, known)
    return otherwise if close is None else f"did you mean `{close}`?"
