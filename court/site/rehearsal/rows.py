"""A row of the file made into a dispute, as the pages want it; what the text doesn't have is supplied and named."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from court.kit.refusal import Refused
from court.site.demo import disputes
from court.site.demo.disputes import Dispute
from court.site.rehearsal import asking, causing, outcomes, sums
from court.site.rehearsal.outcomes import Outcome
from law import causes

LONGEST_TEXT, LONGEST_CLAIMS = 18_000, 2_900
# The words on appeal of the court that judged then: ours are the court's own, and no judge types them.
APPEALING = re.compile(r"如(?:果)?(?:不服|对)本?(?:判决|裁定|判决书|裁定书)?[^。]*?上诉于[^。]*(?:。(?:同时[^。]*(?:。|$))?(?:递交上诉状后[^。]*(?:。|$))?|$)")
# Always invented: texts of real cases name no court people here, and their parties must stay unknown.
ALWAYS = ("当事人", "法院和办案人员", "证据文件", "日期")


@dataclass(frozen=True)
class Given:
    """One case to rehearse. `supplied` names, in Chinese, whatever the row didn't have."""

    row: str
    cause: causes.Cause
    dispute: Dispute
    amount: Decimal | None
    supplied: list[str] = field(default_factory=list)
    manner: outcomes.Manner = "judgment"
    appealed_by: str = ""
    above: str = "upheld"
    costs: str = "被告"


def read(file: Path) -> Iterator[dict]:
    """The civil rows with claims, in the file's order. Refused for a file that is no list of rows."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                wanted = row.get("kind") == "民事" and str(row.get("claims") or "").strip()
            except (ValueError, AttributeError) as why:
                raise Refused(f"{file.name}第{number}行不是一个案件。", do="每行应为一个JSON对象。", code="bad_row") from why
            if wanted:
                yield row


def given(row: dict, names: tuple[str, str], on: date) -> Given:
    """The dispute of a row between two people (invented names). LawError where its cause has no entry today."""
    row = {name: APPEALING.sub("", text) if isinstance(text, str) else text for name, text in row.items()}
    supplied, whole, outcome = list(ALWAYS), str(row["claims"]).strip(), outcomes.of(row)
    items = [] if outcome.above else asking.items(whole)
    cause = causing.cause_of(row, items, supplied)
    model = _model(cause.name, Random(str(row.get("id"))), names, on)
    if not items:
        supplied.append("一审诉讼请求（原文为二审文书）" if outcome.above else "诉讼请求（原文未写明请求事项）")
        items = ["判令原、被告离婚" if cause.name == causing.DIVORCE else f"判令被告就本案{cause.name}承担民事责任", "本案诉讼费用由被告承担"]
    items = _short(items)
    amount = _amount(items, whole, cause, model, supplied)
    dispute = _merged(row, model, items, whole, outcome, supplied)
    name = str(row.get("id"))
    return Given(name, cause, replace(dispute, cause=cause.name), amount, supplied, outcome.manner,
                 _appeal(name, outcome, supplied), outcome.above or "upheld", outcome.costs)


def _amount(items: list[str], whole: str, cause: causes.Cause, model: Dispute, supplied: list[str]) -> Decimal | None:
    """The sum claimed; of a contract that is asked for without a sum, the one the story tells last, or an invented one."""
    amount = sums.claimed(items)
    if amount is None and causes.is_within("civil", cause.code, "108"):
        owed = sums.owed(whole)
        supplied.append("标的额" if owed is None else "标的额（请求中未写明，取自诉状所述）")
        amount = owed or Decimal(model.amount_yuan or 20_000)
    told = [one for item in items if "受理费" not in item and "诉讼费" not in item for one in sums.sums(item)]
    if amount is None and told:
        supplied.append("标的额（取自请求中提到的金额）")
        amount = told[0]
    return amount


def _appeal(name: str, outcome: Outcome, supplied: list[str]) -> str:
    """Who appeals: the defendant, where the text is one of second instance; one in three who lost all, as invented."""
    if outcome.above:
        return "defendant"
    if outcome.manner == "judgment" and outcome.lost and Random(f"appeal:{name}").random() < 1 / 3:
        supplied.append("上诉")
        return "plaintiff"
    return ""


def _model(cause: str, chance: Random, names: tuple[str, str], on: date) -> Dispute:
    """An invented dispute of the same kind where the generator knows it, else one that says nothing of another kind."""
    for _ in range(60):
        made = disputes.invent(chance, *names, on)
        if made.cause == cause:
            return made
    return replace(made, evidence=[("书证", f"与{cause}有关的书面材料，原件在庭审中出示。"), ("情况说明", "原告对诉状所述经过的书面说明。")],
                   answer="不同意原告的诉讼请求，请法院依法判决。", settlement=["双方按照庭外商定的内容履行，本案纠纷一次性了结。"])


def _short(items: list[str]) -> list[str]:
    kept: list[str] = []
    for item in items:
        if sum(map(len, kept)) + len(item) > LONGEST_CLAIMS - 2 * len(items):
            break
        kept.append(item)
    return kept or [items[0][:LONGEST_CLAIMS]]


def _merged(row: dict, model: Dispute, items: list[str], whole: str, outcome: Outcome, supplied: list[str]) -> Dispute:
    def own(name: str, otherwise: str, label: str) -> str:
        text = str(row.get(name) or "").strip()
        if not text:
            supplied.append(label)
        return (text or otherwise)[:LONGEST_TEXT]

    opinion, order = outcome.opinion[:LONGEST_TEXT], outcome.order
    if not opinion:
        supplied.append("本院认为")
        opinion = "本案事实清楚，证据充分，应当依法处理。判决如下："
    if not order:
        supplied.append("裁判主文")
        order = [f"支持原告的诉讼请求：{'；'.join(items)[:2000]}。"]
    found = own("facts", "原告陈述的事实，有当事人陈述和原告提交的证据证明，本院予以认定。", "查明的事实")
    settlement = order if outcome.manner == "mediation" and outcome.order else model.settlement
    return replace(model, claims=items, grounds=whole[:LONGEST_TEXT], found=found, opinion=opinion, order=order,
                   answer=own("defence", model.answer, "答辩"), settlement=settlement)
