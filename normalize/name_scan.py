"""Names in running text, and help with names that no row knows: scanning, suggestions, explanations."""

from __future__ import annotations

from functools import cache

from .vocabulary import known_stems


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


@cache
def _stem_pairs() -> tuple[tuple[str, frozenset[str]], ...]:
    names = sorted({stem.name for _alias, stem in known_stems()})
    return tuple((name, _pairs(name)) for name in names)


def nearest_stems(name: str, count: int = 3) -> tuple[str, ...]:
    """Canonical stems that share most pairs of signs with a name (Dice, at least 0.4), best first."""
    own = _pairs(name)
    scored = [(2 * len(own & pairs) / (len(own) + len(pairs) or 1), stem) for stem, pairs in _stem_pairs()]
    best = sorted((item for item in scored if item[0] >= 0.4), key=lambda item: (-item[0], item[1]))
    return tuple(stem for _score, stem in best[:count])
