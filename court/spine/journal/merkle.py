"""A Merkle tree over heads, shaped as RFC 6962 section 2.1: one root for all chains, a short path for each."""

import hashlib
from collections.abc import Iterable, Sequence

from court.spine.journal.canon import canonical

Step = tuple[str, str]  # "left" or "right": where the other half stands; its hash, hex


def leaf(stream: str, place: int, digest: str) -> bytes:
    """The hash of one head; the first byte keeps leaves and nodes apart."""
    return hashlib.sha256(b"\0" + canonical([stream, place, digest]).encode()).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaves: Iterable[bytes]) -> str:
    """The root in hex, in one pass, with memory for one path. The root of nothing is the hash of nothing."""
    standing: list[tuple[int, bytes]] = []
    for hashed in leaves:
        size, top = 1, hashed
        while standing and standing[-1][0] == size:
            _, left = standing.pop()
            size, top = size * 2, node(left, top)
        standing.append((size, top))
    if not standing:
        return hashlib.sha256(b"").hexdigest()
    _, top = standing.pop()
    while standing:
        top = node(standing.pop()[1], top)
    return top.hex()


def path(leaves: Sequence[bytes], place: int) -> list[Step]:
    """The steps from one leaf (by place, from 0) up to the root."""
    steps: list[Step] = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + _split(end - start)
        if place < middle:
            steps.append(("right", root(leaves[middle:end])))
            end = middle
        else:
            steps.append(("left", root(leaves[start:middle])))
            start = middle
    return steps[::-1]


def climb(hashed: bytes, steps: Iterable[Step]) -> str:
    """The root in hex that a leaf and its steps lead to."""
    for side, other in steps:
        half = bytes.fromhex(other)
        hashed = node(half, hashed) if side == "left" else node(hashed, half)
    return hashed.hex()


def _split(size: int) -> int:
    """The largest power of two smaller than size."""
    return 1 << ((size - 1).bit_length() - 1)
