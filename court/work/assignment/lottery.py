"""The draw itself, from its published record alone. Standard library only: a court's critic runs it anywhere.

The secrets form a hash chain: SHA-256 of link k is link k-1, and link 0, the anchor, was published before the
first draw. So whoever runs the draw could not choose the secret, and could not change it after seeing the
candidates. Weights are whole numbers; the same record gives the same judge on every machine.
"""
import hashlib
import json

FORMAT = "court-draw-1"


class BadRecord(ValueError):
    """The record isn't what it should be; the text says which step fails, in Chinese."""


def canonical(value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def link(seed: bytes, length: int, index: int) -> str:
    """Link `index` of the chain grown from `seed`: the seed hashed (length - index) times, as hex."""
    value = seed.hex()
    for _ in range(length - index):
        value = sha256(value)
    return value


def weight(load: int, target: int, case_weight: int) -> int:
    """A judge's chance: how far the load lies under the target, never under a quarter of the case's weight."""
    return max(target - load, (case_weight + 3) // 4)


def weigh(candidates: list[dict], case_weight: int) -> list[int]:
    """The weights of the candidates: targets share out what all would carry with this case, by percent."""
    percents = sum(c["percent"] for c in candidates)
    carried = sum(c["load"] for c in candidates) + case_weight
    return [weight(c["load"], carried * c["percent"] // percents, case_weight) for c in candidates]


def pick(candidates: list[dict], case_weight: int, secret: str, frozen: str, case_number: str) -> tuple[int, int, int]:
    """(index of the drawn candidate, ticket, total of weights)."""
    weights = weigh(candidates, case_weight)
    total = sum(weights)
    ticket = int(sha256(f"{secret}|{frozen}|{case_number}"), 16) % total
    left = ticket
    for index, one in enumerate(weights):
        if left < one:
            return index, ticket, total
        left -= one
    raise AssertionError("a ticket lies under the total")


def freeze(candidates: list[dict], excluded: list[dict], case_weight: int) -> str:
    """The digest of the list as it stood before the secret was shown."""
    return sha256(canonical({"candidates": candidates, "excluded": excluded, "case_weight": case_weight}))


def verify(record: dict) -> dict:
    """Recompute a published record: {"judge", "ticket", "total"}. Raises BadRecord naming what doesn't hold."""
    if record.get("format") != FORMAT:
        raise BadRecord("不是本系统的分案记录格式。")
    candidates, chain = record["candidates"], record["chain"]
    if not candidates:
        raise BadRecord("候选名单为空。")
    _verify_secret(chain)
    frozen = freeze(candidates, record["excluded"], record["case_weight"])
    if frozen != record["frozen"]:
        raise BadRecord("候选名单在冻结后被改动。")
    if [c["weight"] for c in candidates_with(candidates, record["weights"])] != weigh(candidates, record["case_weight"]):
        raise BadRecord("权重与公布的计算方法不符。")
    index, ticket, total = pick(candidates, record["case_weight"], chain["secret"], frozen, record["case_number"])
    if (ticket, total) != (record["ticket"], record["total"]):
        raise BadRecord("抽取号码与重新计算的结果不符。")
    if candidates[index]["judge"] != record["result"]:
        raise BadRecord("公布的结果与重新计算的结果不符。")
    return {"judge": candidates[index]["name"], "ticket": ticket, "total": total, "of": len(candidates)}


def _verify_secret(chain: dict) -> None:
    """The secret shown leads back to the one before it and to the anchor."""
    if sha256(chain["secret"]) != chain["previous"]:
        raise BadRecord("本次公布的随机数与上一次承诺不符。")
    if chain["index"] == 1 and chain["previous"] != chain["anchor"]:
        raise BadRecord("首个随机数与事先公布的承诺不符。")
    value = chain["secret"]
    for _ in range(chain["index"]):
        value = sha256(value)
    if value != chain["anchor"]:
        raise BadRecord("随机数不能还原为事先公布的承诺。")


def candidates_with(candidates: list[dict], weights: list[int]) -> list[dict]:
    if len(candidates) != len(weights):
        raise BadRecord("权重数与候选人数不符。")
    return [{**c, "weight": w} for c, w in zip(candidates, weights, strict=True)]
