"""The tree: the published shape of RFC 6962, and a path from every leaf."""

import hashlib

import pytest

from court.spine.journal import merkle


def leaves(count: int) -> list[bytes]:
    return [merkle.leaf(f"case:{number}", number + 1, "ab" * 32) for number in range(count)]


def whole(hashed: list[bytes]) -> bytes:
    """The tree as RFC 6962 section 2.1 defines it, word for word."""
    if len(hashed) == 1:
        return hashed[0]
    k = 1
    while k * 2 < len(hashed):
        k *= 2
    return hashlib.sha256(b"\1" + whole(hashed[:k]) + whole(hashed[k:])).digest()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100])
def test_the_root_is_the_one_the_standard_defines(count):
    assert merkle.root(leaves(count)) == whole(leaves(count)).hex()


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13, 33])
def test_every_leaf_climbs_to_the_root_and_to_no_other(count):
    hashed = leaves(count)
    for place, one in enumerate(hashed):
        steps = merkle.path(hashed, place)
        assert merkle.climb(one, steps) == merkle.root(hashed)
        assert merkle.climb(merkle.leaf("case:x", 1, ""), steps) != merkle.root(hashed)


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert merkle.root([]) == hashlib.sha256(b"").hexdigest()
