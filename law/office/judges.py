"""Judges: the twelve ranks, entry, posts that kin exclude, probation, staff classes and grades."""

import re

from law.answer import Answer, LawError, Step
from law.choices import Choice, choices
from law.instruments import cite
from law.registry import rule
from law.rows import row

RANKS = (
    "首席大法官",
    "一级大法官",
    "二级大法官",
    "一级高级法官",
    "二级高级法官",
    "三级高级法官",
    "四级高级法官",
    "一级法官",
    "二级法官",
    "三级法官",
    "四级法官",
    "五级法官",
)
GRADES = ("优秀", "称职", "基本称职", "不称职")
KIN_POSTS = (
    "同时担任同一人民法院的院长、副院长、审判委员会委员、庭长、副庭长",
    "同时担任同一人民法院的院长、副院长和审判员",
    "同时担任同一审判庭的庭长、副庭长、审判员",
    "同时担任上下相邻两级人民法院的院长、副院长",
)
KIN = re.compile(r"配偶|丈夫|妻子|父母|父亲|母亲|子女|儿子|女儿|spouse|parent|child|^[夫妻父母子女]在")
NOT_KIN = re.compile(r"祖父母|外祖|岳父|岳母|公婆|兄弟|姐妹|朋友|同学|前妻|前夫|前配偶")
OUTSIDE = re.compile(r"辖区外|辖区以外|外省|外地|外市|异地|非辖区|不在.*辖区|其他(省|市|地区)|outside")
POST = re.compile(r"合伙人|设立人|创始人|partner|founder")
PRACTICE = re.compile(r"(担任|任|作|作为|从事).*(代理人|辩护人|律师)|执业|有偿法律服务|律师身份|代理案件|practi")
NOT_PRACTICE = re.compile(r"行政人员|财务|后勤|会计|司机|前台|实习|不执业|已(离职|退休|注销)")


def staff_classes() -> tuple[Choice, ...]:
    """The three classes of the court's people."""
    return choices("office-choices", "staff")


@rule("judge.rank_order")
def rank_order(*, rank: str | None = None, ranks: list[str] | None = None) -> Answer:
    """The place of a rank, 1 the highest of 12, or ranks put in order. {"order": n or [ranks]}.

    Raises LawError("unknown_rank"). Source: 法官法第26条.
    """
    for name in [*([rank] if rank is not None else []), *(ranks or [])]:
        if name not in RANKS:
            raise LawError("unknown_rank", f"没有“{name}”这一法官等级，可选：{'、'.join(RANKS)}。", cite("JUDGE", "26"))
    step = Step("法官等级分为十二级", cite("JUDGE", "26"))
    if rank is not None:
        return Answer({"order": RANKS.index(rank) + 1}, [step])
    return Answer({"order": list(RANKS) if ranks is None else sorted(ranks, key=RANKS.index)}, [step])


@rule("judge.ranks_count")
def ranks_count() -> Answer:
    """How many ranks there are. {"count": 12}."""
    return Answer({"count": len(RANKS)}, [Step("法官等级分为十二级", cite("JUDGE", "26"))])


@rule("judge.recusal_of_office")
def recusal_of_office(*, relation: str) -> Answer:
    """Whether a judge must give up the post for kin who are lawyers. {"must_recuse": bool}.

    relation  words such as 配偶在辖区律所任合伙人: spouse, parent or child; partner or founder of a firm in the
              district, or practising there as agent or defender. Source: 法官法第24条.
    """
    kin = bool(KIN.search(relation)) and not NOT_KIN.search(relation)
    here = not OUTSIDE.search(relation)
    lawyer = bool(POST.search(relation) or PRACTICE.search(relation)) and not NOT_PRACTICE.search(relation)
    must = kin and here and lawyer
    text = (
        "配偶、父母、子女在任职法院辖区内担任律师事务所合伙人、设立人，或者代理案件、提供有偿法律服务的，应当任职回避"
        if must
        else "不属于应当任职回避的情形"
    )
    return Answer({"must_recuse": must}, [Step(text, cite("JUDGE", "24"))])


@rule("judge.kin_posts_allowed")
def kin_posts_allowed(
    *,
    same_court: bool,
    leader: bool = False,
    other_leader: bool = False,
    same_division: bool = False,
    adjacent_courts: bool = False,
) -> Answer:
    """Whether near kin (spouses, direct blood, three generations, near in-laws) may hold two posts. {"allowed": bool}.

    leader, other_leader  president, vice-president, committee member or division head. Source: 法官法第23条.
    """
    cases = {
        KIN_POSTS[0]: same_court and leader and other_leader,
        KIN_POSTS[1]: same_court and (leader or other_leader),
        KIN_POSTS[2]: same_court and same_division,
        KIN_POSTS[3]: adjacent_courts and leader and other_leader,
    }
    hit = next((text for text, there in cases.items() if there), None)
    return Answer(
        {"allowed": hit is None},
        [Step(f"有近亲属关系的，不得{hit}" if hit else "不属于禁止同时任职的情形", cite("JUDGE", "23"))],
    )


@rule("judge.entry_years")
def entry_years(*, degree: str = "本科") -> Answer:
    """Years of legal work before appointment. {"years": 5, 4 or 3}: bachelor, master, doctor. Source: 法官法第12条."""
    level = (
        "doctor"
        if "博士" in degree or degree == "doctor"
        else "master"
        if "硕士" in degree or degree == "master"
        else "bachelor"
    )
    found = row("office", f"judge.entry_{level}")
    return Answer({"years": found.whole}, [Step(f"从事法律工作满{found.value}年", found.cite())])


@rule("judge.evaluation_committee_valid")
def evaluation_committee_valid(*, members: int, chaired_by_president: bool = True) -> Answer:
    """Whether the evaluation committee is well made. {"valid": bool}: 5–9 members, the president chairs."""
    least, most = row("office", "judge.committee_least"), row("office", "judge.committee_most")
    valid = least.whole <= members <= most.whole and chaired_by_president
    text = f"法官考评委员会由{least.value}至{most.value}人组成，主任由本院院长担任"
    return Answer({"valid": valid}, [Step(text, least.cite())])


@rule("civil_servant.probation_months")
def probation_months() -> Answer:
    """Months of probation of a new civil servant. {"months": 12}. Source: 公务员法第34条."""
    found = row("office", "probation")
    return Answer({"months": found.whole}, [Step("新录用的公务员试用期为一年", found.cite())])
