"""What is checked before a paper is signed: names, sums in figures and words, the fee, the law, the appeal, the dates."""
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from court.kit import money
from court.spine.cases.models import Case, Party
from court.work.judgments import known
from court.work.judgments.kinds import ARTICLES, KINDS
from court.work.judgments.models import Paper
from law import articles as law
from law.answer import LawError

_WORDS = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正"
_BOTH = re.compile(rf"(?P<figure>\d[\d,，]*(?:\.\d+)?)元[（(](?:大写[：:]?)?(?P<words>(?:人民币)?[{_WORDS}]{{2,}})[）)]")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ROLE = re.compile(r"(原告|被告|第三人)([\u3400-\u9fff\U00020000-\U000323af·]{2,4})")
# What may follow the word for a role where no name does: 被告应于…, 原告的….
_GENERIC = tuple("应于在的向承负共连与和、诉辩提未没已不依按自须可返偿支给停其各均主要请")
# …or what is paid to that party: 返还原告借款本金….
_THINGS = ("借款", "本金", "利息", "欠款", "货款", "租金", "房租", "押金", "定金", "工资", "劳动", "报酬", "赔偿", "损失", "违约", "逾期", "医疗", "护理",
           "误工", "抚养", "扶养", "赡养", "工程", "物业", "房屋", "车辆", "垫付", "双方", "本案", "婚生", "所有", "名下", "处理", "办理", "履行", "继续")
APPEAL_DAYS = {"判决": "十五日", "裁定": "十日"}


@dataclass(frozen=True)
class Finding:
    """One thing to mend (`stops`), or to look at once more. `law` is the article that asks for it."""

    words: str
    stops: bool
    law: str = ""
    do: str = ""


def findings(paper: Paper, on: date) -> list[Finding]:
    """Everything found in a paper that would be signed on a day; what stops stands first."""
    case = paper.case
    found = [*_lacking(paper), *_names(paper, case), *_sums(paper), *_fee(paper, case), *_articles(paper), *_appeal(paper, case),
             *_dates(paper, on)]
    return sorted(found, key=lambda one: not one.stops)


def missing_sections(paper: Paper) -> list[str]:
    """The labels of the sections that must be written and are empty."""
    return [s.label for s in KINDS[paper.kind].sections if s.required and not paper.sections.get(s.key, "").strip()]


def _lacking(paper: Paper) -> Iterator[Finding]:
    for label in missing_sections(paper):
        yield Finding(f"“{label}”没有填写", True, do="请补充完整后再签署")


def _names(paper: Paper, case: Case) -> Iterator[Finding]:
    """Every party of the case is named in the paper, and nobody else stands as one in the decision."""
    parties = list(case.parties.filter(left_on=None))
    whole = "\n".join(paper.sections.values())
    for party in parties:
        if party.role != Party.Role.THIRD_PARTY and party.name not in whole:
            yield Finding(f"{party.get_role_display()}“{party.name}”在正文中没有出现", True, "民事诉讼法第一百五十五条",
                          "请核对当事人姓名或者名称是否与立案信息一致")
    names: dict[str, list[str]] = {}
    for party in parties:
        names.setdefault(party.get_role_display(), []).append(party.name)
    for role, after in _ROLE.findall(paper.sections.get("decision", "")):
        if after.startswith((*_GENERIC, *_THINGS)) or any(name.startswith(after) or after.startswith(name) or name[:2] == after[:2]
                                             for name in names.get(role, [])):  # fmt: skip
            continue
        yield Finding(f"主文中的“{role}{after}”与本案当事人不一致", False, do="请核对姓名")


def _sums(paper: Paper) -> Iterator[Finding]:
    for text in paper.sections.values():
        for match in _BOTH.finditer(text):
            try:
                right = money.in_words(money.fen(match["figure"].replace(",", "").replace("，", ""))).removeprefix("人民币")
            except ValueError:
                yield Finding(f"金额“{match['figure']}元”不是法院可以处理的金额", True, do="请核对金额，最多保留两位小数")
                continue
            said = match["words"].removeprefix("人民币").replace("圆", "元").replace("正", "整")
            if said.removesuffix("整") != right.removesuffix("整"):
                yield Finding(f"金额“{match['figure']}元”与大写“{match['words']}”不一致", True, do=f"大写应为“{right}”")


def _fee(paper: Paper, case: Case) -> Iterator[Finding]:
    """The fee's sentence is the one that was decided, and its parts add up."""
    if "costs" not in {section.key for section in KINDS[paper.kind].sections}:
        return
    article, burden = "诉讼费用交纳办法第二十九条", case.facts.get("fee_burden")
    written = paper.sections.get("costs", "")
    if paper.kind in known.OWN_COSTS:
        of_paper, its_article = known.OWN_COSTS[paper.kind]
        if (owed := of_paper(case)) not in written.replace("\n", ""):
            yield Finding(f"诉讼费负担应写明：{owed}", True, its_article, "请更正“诉讼费负担”")
        return
    if not burden:
        if paper.kind == "judgment" and case.facts.get("fee_fen") != 0:
            yield Finding("尚未在“诉讼费用负担”中决定各方负担的数额，裁判生效后无法自动退费和收取", False, article, "请先办理“决定诉讼费用负担”")
        return
    for matter in burden["matters"]:
        if sum(row["amount_fen"] for row in matter["rows"]) != matter["payable_fen"]:
            yield Finding(f"{matter['label']}各方负担之和与应负担数额不一致", True, article, "请重新决定诉讼费用负担")
    # The papers that tell the costs are named as the manners of ending.
    if burden["manner"] != paper.kind:
        yield Finding("诉讼费用负担是按另一种结案方式计算的", True, article, "请按本文书的结案方式重新决定诉讼费用负担")
    elif (decided := known.costs(case)) not in written.replace("\n", ""):
        yield Finding(f"诉讼费负担与已决定的不一致，应为：{decided}", True, article, "请更正“诉讼费负担”，或者重新决定负担")


def _articles(paper: Paper) -> Iterator[Finding]:
    for line in paper.sections.get(ARTICLES, "").splitlines():
        if line.strip():
            try:
                law.read(line)
            except LawError as wrong:
                yield Finding(wrong.text.rstrip("。"), True, law.ORDER_LAW, "请按“《法律名称》第……条”的格式填写")


def _appeal(paper: Paper, case: Case) -> Iterator[Finding]:
    """The words on appeal are the court's own; what was typed beside them must not say otherwise."""
    kind, whole = KINDS[paper.kind], "\n".join(paper.sections.values())
    small = paper.kind == "judgment" and case.track == "small_claims"
    if kind.appealable and not small and case.court.superior is None:
        yield Finding("本院的上一级人民法院没有登记，无法写明上诉法院", True, "民事诉讼法第一百七十一条", "请系统管理员登记上一级法院")
    said = re.search(r"上诉于([\u4e00-\u9fff]+?法院)", whole)
    if said and (small or not kind.appealable or str(case.court.superior) != said[1]):
        yield Finding(f"正文写明“上诉于{said[1]}”，与本文书的上诉告知不一致", True, "民事诉讼法第一百七十一条",
                      "上诉告知由系统按文书种类和审理程序写入，请删去正文中的表述")
    days = re.search(r"送达之日起([一二三四五六七八九十]+日)内[^。]{0,20}上诉状", whole)
    if days and days[1] != APPEAL_DAYS.get(kind.doc):
        yield Finding(f"正文写明的上诉期“{days[1]}”与法定期间不一致", True, "民事诉讼法第一百七十一条", f"应为{APPEAL_DAYS.get(kind.doc, '')}")


def _dates(paper: Paper, on: date) -> Iterator[Finding]:
    for year, month, day in _DAY.findall(paper.sections.get("course", "")):
        try:
            written = date(int(year), int(month), int(day))
        except ValueError:
            yield Finding(f"“{year}年{month}月{day}日”不是有效日期", True, do="请更正“案件由来和审理经过”")
            continue
        if written > on:
            yield Finding(f"审理经过中的日期{year}年{month}月{day}日晚于签署日期", True, do="请更正“案件由来和审理经过”")
