"""Small claims (小额诉讼): thresholds by province and year, and whether a case goes there."""
import csv
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from law.answer import Answer, LawError, Step
from law.fees.money import checked, yuan
from law.flags import raised
from law.instruments import Citation, cite
from law.registry import rule
from law.rows import FOLDER, row


@dataclass(frozen=True)
class Published:
    """A high court's published figures, yuan, from the day of its notice on."""

    province: str
    since: date
    avg_wage: Decimal
    mandatory_max: Decimal
    agreed_max: Decimal
    source: Citation


@cache
def published_figures() -> dict[str, tuple[Published, ...]]:
    """What was published, by province without its suffix, oldest first."""
    found: dict[str, list[Published]] = {}
    with (FOLDER / "small-claims.csv").open(encoding="utf-8", newline="") as lines:
        for raw in csv.DictReader(lines):
            found.setdefault(raw["province"], []).append(Published(
                raw["province"], date.fromisoformat(raw["since"]), Decimal(raw["avg_wage"]),
                Decimal(raw["mandatory_max"]), Decimal(raw["agreed_max"]),
                cite("SCNOTICE", f"（{raw['province']}{raw['since']}）", raw["mark"])))
    return {province: tuple(sorted(rows, key=lambda row: row.since)) for province, rows in found.items()}


def bare(province: str) -> str:
    for suffix in ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"):
        province = province.removesuffix(suffix)
    return province


def figures_on(province: str, on: date | None) -> Published | None:
    """The latest figures published by a day (without one, the newest), or None: 民诉法解释第二百七十二条."""
    rows = [each for each in published_figures().get(bare(province), ()) if on is None or each.since <= on]
    return rows[-1] if rows else None


@rule("small_claims.thresholds")
def thresholds(*, avg_wage: Decimal | None = None, province: str | None = None, year: int | None = None,
               filed: date | None = None, published: dict[str, Decimal] | None = None) -> Answer:
    """The two limits, yuan. {"mandatory_max", "agreed_max", "source"}.

    published   the high court's own figures {"mandatory_max", "agreed_max"}: they stand, whatever the wage gives
    province    looks among the published figures for `filed` (or the end of `year`; without both, the newest)
    avg_wage    the province's average wage of the year before; half of it and twice it, to the yuan, half up
    source      published_override, published or computed
    Raises LawError("threshold_not_configured") where nothing is known: the court enters the figures.
    Source: 民事诉讼法第一百六十五条; 民诉法解释第二百七十二条.
    """
    if published:
        if missing := {"mandatory_max", "agreed_max"} - published.keys():
            raise LawError("bad_input", f"公布的标准缺少：{'、'.join(sorted(missing))}")
        return Answer({"mandatory_max": published["mandatory_max"], "agreed_max": published["agreed_max"],
                       "source": "published_override"}, [Step("以高级人民法院公布的数额为准", cite("CPL", "165"))])
    on = filed or (date(year, 12, 31) if year else None)
    known = figures_on(province, on) if province else None
    if known:
        return Answer({"mandatory_max": known.mandatory_max, "agreed_max": known.agreed_max, "source": "published"},
                      [Step(f"{known.province}自{known.since}公布的标准；新标准公布前以最近公布的为准", known.source),
                       Step("上一年度平均工资公布前，以已经公布的最近年度为准", cite("CPI", "272"))])
    if avg_wage is None:
        raise LawError(
            "threshold_not_configured",
            f"{province or '本省'}的小额诉讼标的额标准尚未录入，请录入高级人民法院"
            "公布的数额或者上年度就业人员年平均工资。",
            cite("CPI", "272"),
        )
    share = row("procedure", "small_claims.mandatory_share", on)
    times = row("procedure", "small_claims.agreed_multiple", on)
    low, high = (whole(checked(avg_wage, "年平均工资") * each.number) for each in (share, times))
    return Answer({"mandatory_max": low, "agreed_max": high, "source": "computed"},
                  [Step(f"年平均工资{yuan(avg_wage)}的百分之五十为{yuan(low)}", share.cite()),
                   Step(f"年平均工资{yuan(avg_wage)}的二倍为{yuan(high)}", times.cite())])


def whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


@rule("small_claims.route")
def route(*, amount: Decimal, mandatory_max: Decimal, agreed_max: Decimal, simple_money_claim: bool = True,
          agreed: bool | None = None, level: str = "basic", **facts: bool | None) -> Answer:
    """Whether a case goes to small claims. {"result": word}.

    mandatory            a simple money claim within the lower limit
    small_claims         between the limits, and both sides agreed
    by_agreement_only    between the limits, no agreement yet
    not_available        above the upper limit, no simple money claim, or not a basic court
    excluded             one of the bars: personal_status, title_confirmation, foreign_related, needs_appraisal,
                         appraisal_disputed, party_missing, counterclaim, other
    Source: 民事诉讼法第一百六十五条, 第一百六十六条.
    """
    checked(amount, "标的额")
    if mandatory_max > agreed_max:
        raise LawError("bad_input", "应当适用的限额不得高于约定适用的限额，请核对。", cite("CPL", "165"))
    if bars := raised("no_small_claims", facts):
        return Answer({"result": "excluded"}, [Step(f"{bar.label}，不适用小额诉讼的程序", bar.cite()) for bar in bars])
    first, second = cite("CPL", "第一百六十五条第一款"), cite("CPL", "第一百六十五条第二款")
    if level not in ("basic", "基层"):
        return Answer({"result": "not_available"}, [Step("只有基层人民法院和它派出的法庭适用小额诉讼的程序", first)])
    if not simple_money_claim:
        return Answer(
            {"result": "not_available"}, [Step("不是事实清楚、权利义务关系明确、争议不大的简单金钱给付案件", first)]
        )
    if amount <= mandatory_max:
        return Answer(
            {"result": "mandatory"},
            [Step(f"标的额{yuan(amount)}在{yuan(mandatory_max)}以下，适用小额诉讼的程序", first)],
        )
    if amount > agreed_max:
        return Answer({"result": "not_available"}, [Step(f"标的额{yuan(amount)}超过{yuan(agreed_max)}", second)])
    words = f"标的额{yuan(amount)}超过{yuan(mandatory_max)}但在{yuan(agreed_max)}以下，"
    if agreed:
        return Answer({"result": "small_claims"}, [Step(words + "双方约定适用小额诉讼的程序", second)])
    return Answer({"result": "by_agreement_only"}, [Step(words + "须双方约定才可以适用", second)])


@rule("small_claims.objection")
def objection(*, before_hearing: bool, founded: bool | None = None) -> Answer:
    """What an objection to small claims leads to. {"valid": bool, "result": word or None}.

    founded   None while undecided; True: other rules of the simplified procedure, or the ordinary one; False: refused
    Source: 民事诉讼法第一百六十九条; 民诉法解释第二百七十九条.
    """
    if not before_hearing:
        return Answer({"valid": False, "result": None}, [Step("异议应当在开庭前提出", cite("CPI", "279"))])
    result = {None: None, True: "simplified_or_ordinary", False: "refused_by_ruling"}[founded]
    return Answer({"valid": True, "result": result}, [Step(
        "异议成立的，适用简易程序的其他规定或者裁定转为普通程序；不成立的，裁定驳回", cite("CPI", "279"))])


@rule("small_claims.judgment_final")
def judgment_final() -> Answer:
    """A small-claims judgment is final; a retrial is asked of the same court. {"final": True, "retrial_court"}."""
    return Answer({"final": True, "retrial_court": "same_court"},
                  [Step("实行一审终审", cite("CPL", "165")), Step("向原审人民法院申请再审", cite("CPI", "424"))])
