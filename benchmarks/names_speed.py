"""How long it takes to find organisations in running text, here and with jieba, in one run on one machine.

    python benchmarks/names_speed.py FILE.txt [...] [--characters 1200000]

Both know the same names: every alias of the vocabulary with its office word. jieba gets them as its user
dictionary and cuts the text into words, of which those in the dictionary are kept; `find_names` also reads the
place in front of a name and resolves it to a body. Times are the best of their repetitions in seconds of
processor time, so that other work on the machine counts little; loading is timed apart. The text is repeated up
to the number of characters asked for.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from qingdan.normalize.name_scan import find_names
from qingdan.normalize.places import jurisdiction
from qingdan.normalize.vocabulary import known_stems

REPEAT = 3


def best(work: Callable[[], int], repeat: int = REPEAT) -> tuple[float, int]:
    """The least processor time of several runs, in seconds, and what the work counted."""
    times, found = [], 0
    for _ in range(repeat):
        start = time.process_time()
        found = work()
        times.append(time.process_time() - start)
    return min(times), found


def peer(names: Sequence[str]) -> Callable[[str], int]:
    """jieba with the names as its only user dictionary: how many words of a text are among them."""
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for name in names:
        tokenizer.add_word(name)
    known = frozenset(names)
    return lambda text: sum(word in known for word in tokenizer.cut(text))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--characters", type=int, default=1_200_000)
    parser.add_argument("--place", default="500000", help="place of the text: GB/T 2260 code")
    options = parser.parse_args(arguments)
    whole = "\n".join(path.read_text(encoding="utf-8") for path in options.files)
    text = (whole * (options.characters // max(len(whole), 1) + 1))[: options.characters]
    names = sorted({name for name, _stem in known_stems()})
    place = jurisdiction(options.place)
    start = time.process_time()
    find_names("区教委", place)
    own_load = time.process_time() - start
    start = time.process_time()
    cut = peer(names)
    peer_load = time.process_time() - start
    own, own_found = best(lambda: len(find_names(text, place)))
    other, other_found = best(lambda: cut(text), 1)
    print(f"characters {len(text)}, names {len(names)}")
    print(f"qingdan  {own:8.2f} s  load {own_load:6.2f} s  found {own_found} (with place, resolved)")
    print(f"jieba    {other:8.2f} s  load {peer_load:6.2f} s  found {other_found} (words)")
    print(f"ratio    {own / other:8.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
