"""Electronic materials as evidence: originals, exchange, data kept on a chain."""
from law.answer import Answer, Step
from law.choices import choices, pick
from law.flags import raised
from law.instruments import cite
from law.registry import rule


@rule("online.original_required")
def original_required(*, opponent_objects: bool = False, reasoned: bool = False, **facts: bool | None) -> Answer:
    """Whether the court must ask for the original. {"must_require_original": bool}.

    An objection counts only with reasons and grounds.
    facts   incomplete (or unclear), archive_rule, court_needs
    Source: 在线诉讼规则第十二条. Raises LawError("bad_input") for a fact that the rule doesn't know.
    """
    objection = {"objection": True} if opponent_objects and reasoned else {}
    found = raised("original", {**facts, **objection}, "online-choices")
    return Answer({"must_require_original": bool(found)},
                  [Step(f"{choice.label}，应当要求提供原件、原物", choice.cite()) for choice in found]
                  or [Step("电子化材料经审核通过后，可以直接在诉讼中使用", cite("OLR", "12"))])


@rule("online.treated_as_original")
def treated_as_original(*, ground: str) -> Answer:
    """Whether electronic material meets the form of an original. {"treated": bool}. Source: 在线诉讼规则第十三条.

    ground   no_objection, notarised, used_before, compared, other_proof, or Chinese; anything else: not treated so
    """
    rows = choices("online-choices", "as_original")
    if not any(ground == row.key or ground == row.label for row in rows) and ground in ("none", "无"):
        return Answer({"treated": False}, [Step("没有可以认定符合原件、原物形式要求的情形", cite("OLR", "13"))])
    found = pick(ground, rows, "bad_ground", "认定情形")
    return Answer({"treated": True}, [Step(f"{found.label}，可以认定符合原件、原物形式要求", found.cite())])


@rule("online.evidence_exchange_mode")
def evidence_exchange_mode(*, all_agree_online: bool, chosen: list[str]) -> Answer:
    """How evidence is exchanged. {"mode": "synchronous" | "asynchronous" | "offline"}.

    chosen   what each party chose: synchronous, asynchronous; without unanimity: synchronous
    Source: 在线诉讼规则第十四条.
    """
    if not all_agree_online:
        return Answer({"mode": "offline"}, [Step("未经各方同意，不在线交换证据", cite("OLR", "4"))])
    same = set(chosen) in ({"asynchronous"}, {"非同步"})
    return Answer(
        {"mode": "asynchronous" if same else "synchronous"},
        [
            Step(
                "各方选择非同步方式" if same else "选择同步方式，或者对具体方式不能达成一致，适用同步在线证据交换",
                cite("OLR", "14"),
            )
        ],
    )


@rule("online.chain_evidence")
def chain_evidence(*, hash_verified: bool, contrary_proof: bool = False, untrue_before_chaining: bool = False,
                   origin_explained: bool = True) -> Answer:
    """What the court may hold of data kept on a chain. {"unaltered_since_chaining": bool, "true_before": bool}.

    untrue_before_chaining   the other side showed or reasoned that it was untrue before chaining
    origin_explained         the party proved or explained its origin, or other evidence agrees
    Source: 在线诉讼规则第十六条, 第十八条.
    """
    unaltered = hash_verified and not contrary_proof
    true_before = not untrue_before_chaining or origin_explained
    return Answer({"unaltered_since_chaining": unaltered, "true_before": true_before},
                  [Step("经技术核验一致的，可以认定上链后未经篡改，有相反证据足以推翻的除外", cite("OLR", "16")),
                   Step("对上链前真实性有异议的，由提交方证明或者合理说明", cite("OLR", "18"))])


def chain_factors() -> list[tuple[str, str]]:
    """What the court weighs when data on a chain is challenged with reason: 第十七条, (key, label)."""
    return [(choice.key, choice.label) for choice in choices("online-choices", "chain_factor")]
