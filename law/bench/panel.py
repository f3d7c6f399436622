"""Panels (合议庭) and jurors: sizes, votes, the days to deliberate and to draft."""

from datetime import date, timedelta

from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.instruments import cite
from law.registry import rule
from law.rows import due, row

FACT = ("事实", "fact")


@rule("panel.size_valid")
def size_valid(*, size: int, jurors: int = 0) -> Answer:
    """Whether a panel may have a size. {"valid": bool}: odd, at least three; with jurors three, or 3 judges + 4 jurors.

    Source: 法院组织法第30条; 人民陪审员法第14条.
    """
    if jurors < 0 or jurors > max(size, 0):
        raise LawError("bad_input", "人民陪审员人数不得多于合议庭人数。")
    smallest = row("bench", "panel.smallest")
    steps = [Step("合议庭由法官组成，或者由法官和人民陪审员组成，成员为三人以上单数", smallest.cite())]
    valid = size >= smallest.whole and size % 2 == 1
    if jurors:
        steps.append(
            Step("有陪审员的，为三人合议庭（法官至少一人）或者法官三人、陪审员四人的七人合议庭", cite("JUROR", "14"))
        )
        valid = (size == 3 and jurors <= 2) or (size == 7 and jurors == 4)
    return Answer({"valid": valid}, steps)


@rule("panel.juror_vote")
def juror_vote(*, panel: int, issue: str) -> Answer:
    """Whether jurors vote on an issue (事实认定, 法律适用). {"juror_votes": bool}. Source: 人民陪审员法第21、22条."""
    if panel not in (3, 7):
        raise LawError("bad_panel", "人民陪审员只参加三人或者七人合议庭。", cite("JUROR", "14"))
    if panel == 3:
        return Answer(
            {"juror_votes": True},
            [Step("三人合议庭中，陪审员对事实认定、法律适用独立发表意见，行使表决权", cite("JUROR", "21"))],
        )
    votes = any(word in issue.lower() for word in FACT)
    return Answer(
        {"juror_votes": votes},
        [Step("七人合议庭中，陪审员对事实认定与法官共同表决，对法律适用可以发表意见但不表决", cite("JUROR", "22"))],
    )


@rule("panel.seven_required")
def seven_required(
    *,
    ten_years_or_more: bool = False,
    public_interest_suit: bool = False,
    land_environment_food: bool = False,
    major_impact: bool = False,
) -> Answer:
    """Whether jurors are to sit in a panel of seven. {"seven": bool}. Source: 人民陪审员法第16条."""
    seven = public_interest_suit or (major_impact and (ten_years_or_more or land_environment_food))
    text = "应由七人合议庭审理：十年以上刑罚、征地拆迁、环境、食药案件社会影响重大的，以及公益诉讼"
    if not seven:
        text = "不属于应由七人合议庭审理的第一审案件"
    return Answer({"seven": seven}, [Step(text, cite("JUROR", "16"))])


@rule("panel.presiding")
def presiding(*, president_sits: bool = False, division_head_sits: bool = False, juror: bool = False) -> Answer:
    """Who presides. {"presiding": who}; a juror may not. Source: 法院组织法第30条."""
    if juror:
        raise LawError("juror_may_not_preside", "人民陪审员不得担任审判长，请指定法官担任。", cite("ORG", "30"))
    who = "院长" if president_sits else "庭长" if division_head_sits else "由院长或者庭长指定的法官"
    return Answer({"presiding": who}, [Step("院长或者庭长参加审理时，由自己担任审判长", cite("ORG", "30"))])


@rule("panel.new_panel_required")
def new_panel_required(*, kind: str) -> Answer:
    """Whether a case must go to another panel. {"required": bool}: remand (发回重审) and retrial (再审)."""
    required = any(word in kind for word in ("重审", "再审", "remand", "retrial"))
    text = "发回重审、再审的案件应当另行组成合议庭" if required else "不属于发回重审、再审案件"
    return Answer({"required": required}, [Step(text, cite("CPL", "41"))])


@rule("juror.quota_ok")
def quota_ok(*, cases_this_year: int, limit: int | None = None) -> Answer:
    """Whether a juror may be given one more case this year. {"can_assign": bool}.

    limit  the court's own yearly number. Source: 人民陪审员法解释第17条 (一般不超过30件).
    """
    found = row("bench", "juror.yearly_limit")
    most = found.whole if limit is None else limit
    if cases_this_year < 0 or most < 0:
        raise LawError("bad_input", "件数不得为负数。")
    return Answer(
        {"can_assign": cases_this_year < most},
        [Step(f"每名人民陪审员年度参审案件一般不超过{most}件，今年已参审{cases_this_year}件", found.cite())],
    )


@rule("panel.deliberate_by")
def deliberate_by(*, hearing_ended: date, calendar: Calendar | None = None) -> Answer:
    """The last day to deliberate. {"by": day}: five workdays after the hearing. Source: 合议庭规定第9条."""
    return due("bench", "panel.deliberate", hearing_ended, "庭审结束后评议案件", calendar=calendar)


@rule("panel.draft_by")
def draft_by(*, deliberated: date, calendar: Calendar | None = None) -> Answer:
    """The last day to draft the judgment. {"by": day}: five workdays after the decision. Source: 合议庭规定第14条."""
    return due("bench", "panel.draft", deliberated, "评议后制作裁判文书", calendar=calendar)


@rule("juror.draw_latest")
def draw_latest(*, hearing: date) -> Answer:
    """The last day to draw jurors by lot: seven days before the hearing. {"latest": day}."""
    found = row("bench", "juror.draw_days_before", hearing)
    latest = hearing - timedelta(days=int(found.value.removesuffix("日")))
    return Answer({"latest": latest}, [Step(f"在开庭{found.value}前采取随机抽取的方式确定人民陪审员", found.cite())])
