"""The archive: when a dossier is handed over, how long it is kept, and the two clocks of the e-dossier."""

from datetime import date

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.instruments import cite
from law.registry import rule
from law.rows import due, end_of, row

RETENTIONS = {"永久": ("permanent", "永久保管"), "长期": ("long", "长期保管"), "短期": ("short", "短期保管")}
LONGEST_FIRST = ("永久", "长期", "短期")
HINTS = {
    "永久": ("重大", "省级党委", "错案", "冤假错案", "特赦", "指导性案例"),
    "短期": ("撤诉", "撤回", "终结", "驳回起诉", "不予受理"),
}


def _named(retention: str) -> str:
    for label, others in RETENTIONS.items():
        if retention == label or retention in others:
            return label
    raise LawError("unknown_retention", f"不认识的保管期限“{retention}”，请选择永久、长期或者短期。", cite("RET", "3"))


@rule("archive.years")
def years(*, retention: str) -> Answer:
    """How many years a class of retention means. {"years": n}, null for 永久. Source: 保管期限规定第3条."""
    label = _named(retention)
    if label == "永久":
        return Answer({"years": None}, [Step("永久保管，不设届满日", cite("RET", "3"))])
    found = row("dossier", "retention.long" if label == "长期" else "retention.short")
    return Answer({"years": found.whole}, [Step(f"{label}保管为{found.value}年", found.cite())])


@rule("archive.kept_until")
def kept_until(*, closed: date, retention: str) -> Answer:
    """The last day of retention. {"until": day}, null for 永久: whole years counted from the year after closing (M)."""
    span = years(retention=retention)["years"]
    text = f"自结案次年（{closed.year + 1}年）起算"
    until = None if span is None else date(closed.year + span, 12, 31)
    return Answer({"until": until}, [Step(text, cite("RET", "", "M"))])


@rule("archive.longest")
def longest(*, retentions: list[str]) -> Answer:
    """The class to choose when several apply. {"retention": the longest}. Source: 保管期限规定第2条."""
    named = [_named(retention) for retention in retentions]
    if not named:
        raise LawError("bad_input", "缺少事项：保管期限")
    return Answer(
        {"retention": min(named, key=LONGEST_FIRST.index)}, [Step("同时符合几种保管期限的，从长确定", cite("RET", "2"))]
    )


@rule("archive.suggest")
def suggest(*, about: str) -> Answer:
    """A class to propose for a case in words. {"retention": label}; a person confirms. Source: annex of RET."""
    found = next((label for label, words in HINTS.items() if any(word in about for word in words)), "长期")
    return Answer({"retention": found}, [Step(f"建议{found}保管，由立卷人结合案件情况确定", cite("RET", "2"))])


@rule("archive.by")
def archive_by(*, closed: date, days: int | None = None, calendar: Calendar | None = None) -> Answer:
    """The last day to hand the dossier to the archive. {"by": day}: three months, configuration (`days`)."""
    return due("dossier", "archive", closed, "结案后立卷归档", days=days, calendar=calendar)


@rule("edossier.handover_by")
def handover_by(*, received: date, days: int | None = None, calendar: Calendar | None = None) -> Answer:
    """The last day to hand a paper to the scanning desk. {"by": day}: two workdays, configuration."""
    return due("dossier", "handover", received, "收到纸质材料后移交扫描", days=days, calendar=calendar)


@rule("edossier.scan_by")
def scan_by(*, handed_over: date, days: int | None = None, calendar: Calendar | None = None) -> Answer:
    """The last day to scan and file it. {"by": day}: one workday, configuration."""
    return due("dossier", "scan", handed_over, "扫描、编目、挂接案件", days=days, calendar=calendar)


@rule("archive.public_from")
def public_from(*, formed: date) -> Answer:
    """When an archive held by an archive opens to the public. {"from": day}: 25 years. Source: 档案法第27条."""
    found = row("dossier", "public_after")
    day = end_of(f"{found.value}年", formed, shift=False).day
    return Answer({"from": day}, [Step(f"国家档案馆保管的档案自形成之日起满{found.value}年向社会开放", found.cite())])


@rule("online.e_dossier_replace_paper_on_appeal")
def e_dossier_replace_paper(*, paper_materials: str) -> Answer:
    """Whether the e-dossier may go up on appeal in place of paper. {"allowed": bool}.

    paper_materials  没有纸质材料, 全部已转化为电子材料, 部分未转化 … Raises LawError("bad_input").
    Source: 在线诉讼规则第35条.
    """
    words = paper_materials.strip().lower()
    partly = any(word in words for word in ("部分", "未", "尚", "没有全部", "不完整", "partly", "not"))
    none = words in ("无", "none") or any(word in words for word in ("没有纸质", "无纸质", "不存在纸质", "no paper"))
    converted = any(word in words for word in ("全部", "均已", "已转化", "都已", "all"))
    if not (partly or none or converted):
        raise LawError("bad_input", "请说明纸质材料情况：没有纸质材料、全部已转化为电子材料或者部分未转化。")
    allowed = none or (converted and not partly)
    text = (
        "没有纸质材料或者纸质材料已经全部转化的，可以电子卷宗代替纸质卷宗移送"
        if allowed
        else "尚有未转化的纸质材料，应当一并移送"
    )
    return Answer({"allowed": allowed}, [Step(text, cite("OLR", "35"))])
