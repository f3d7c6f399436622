"""State secrets (国家秘密): levels, longest terms, who may set them, and that none may enter this platform."""

from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.registry import rule
from law.rows import row

LEVELS = ("绝密", "机密", "秘密")
SAME = {
    "top_secret": "绝密",
    "top secret": "绝密",
    "secret": "机密",
    "confidential": "秘密",
    "绝密级": "绝密",
    "机密级": "机密",
    "秘密级": "秘密",
}
MAY_SET = {"central": LEVELS, "provincial": LEVELS, "prefecture": ("机密", "秘密"), "county": ()}
ORGANS = {
    "中央": "central",
    "国家": "central",
    "省": "provincial",
    "市": "prefecture",
    "州": "prefecture",
    "中级": "prefecture",
    "县": "county",
    "区": "county",
    "基层": "county",
}


def level_named(level: str) -> str:
    """绝密, 机密 or 秘密. Raises LawError("unknown_level")."""
    found = SAME.get(level.lower(), level)
    if found not in LEVELS:
        raise LawError("unknown_level", f"没有“{level}”这一密级，可选：{'、'.join(LEVELS)}。", cite("SEC", "14"))
    return found


@rule("secret.max_years")
def max_years(*, level: str) -> Answer:
    """The longest term of a level, unless otherwise stated. {"years": 30, 20 or 10}. Source: 保守国家秘密法第20条."""
    named = level_named(level)
    found = row("office", f"secret.{named}")
    return Answer(
        {"years": found.whole},
        [Step(f"{named}级国家秘密的保密期限，除另有规定外，不超过{found.value}年", found.cite())],
    )


@rule("secret.may_set")
def may_set(*, organ_level: str, level: str) -> Answer:
    """Whether an organ may set a level. {"allowed": bool}: a prefecture 机密 and 秘密 only.

    Raises LawError("unknown_organ", "unknown_level"). Source: 保守国家秘密法第14条.
    """
    named = level_named(level)
    organ = (
        organ_level
        if organ_level in MAY_SET
        else next((key for word, key in ORGANS.items() if word in organ_level), "")
    )
    if not organ:
        raise LawError("unknown_organ", f"无法识别的机关级别“{organ_level}”。", cite("SEC", "14"))
    allowed = named in MAY_SET[organ]
    text = "中央、省级机关可以确定绝密级、机密级、秘密级，设区的市级机关可以确定机密级、秘密级国家秘密"
    return Answer({"allowed": allowed}, [Step(text, cite("SEC", "14"))])


@rule("secret.platform_allowed")
def platform_allowed(*, level: str | None = None) -> Answer:
    """Whether a document may enter this platform. {"allowed": bool}: nothing with a level of secrecy may."""
    allowed = level in (None, "", "无", "公开", "内部", "none")
    if not allowed:
        level_named(str(level))
    text = "不涉及国家秘密，可以在平台办理" if allowed else "涉密公文不得进入本平台，应通过涉密渠道办理"
    return Answer({"allowed": allowed}, [Step(text, cite("SEC"))])
