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
from court.site.rehearsal import asking, sums
from law import causes
from law.answer import LawError

DECIDED = re.compile(r"(?:判决|裁定)如下[：:]")
LONGEST_TEXT, LONGEST_CLAIMS = 18_000, 2_900
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
    supplied = list(ALWAYS)
    cause = cause_of(row, supplied)
    model = _model(cause.name, Random(str(row.get("id"))), names, on)
    items, whole = asking.items(str(row["claims"])), str(row["claims"]).strip()
    if not items:
        supplied.append("诉讼请求（原文未写明请求事项）")
        items = [f"判令被告就本案{cause.name}承担民事责任", "本案诉讼费用由被告承担"]
    items = _short(items)
    amount = sums.claimed(items)
    if amount is None and (_asks_money(items) or causes.is_within("civil", cause.code, "108")):
        amount = (sums.sums(whole) or [None])[-1]
        if amount is None:
            supplied.append("标的额")
            amount = Decimal(model.amount_yuan or 20_000)
    return Given(str(row.get("id")), cause, _merged(row, model, items, whole, cause, supplied), amount, supplied)


def cause_of(row: dict, supplied: list[str]) -> causes.Cause:
    """Today's cause: by the mapped name or code of the data set, by its own name or a former one, by our guess."""
    for name in ("cause_2025", "cause", "cause_guess"):
        if row.get(name):
            try:
                return causes.named("civil", str(row[name]))
            except LawError:
                continue
    for code in ("cause_code", "cause_guess_code"):
        if row.get(code) in causes.tree("civil"):
            return causes.by_code("civil", str(row[code]))
    supplied.append("案由")
    return causes.named("civil", "民间借贷纠纷" if "借" in str(row["claims"]) else "买卖合同纠纷")


def _model(cause: str, chance: Random, names: tuple[str, str], on: date) -> Dispute:
    """An invented dispute of the same kind where the generator knows it, else any."""
    for _ in range(60):
        made = disputes.invent(chance, *names, on)
        if made.cause == cause:
            break
    return made


def _short(items: list[str]) -> list[str]:
    kept: list[str] = []
    for item in items:
        if sum(map(len, kept)) + len(item) > LONGEST_CLAIMS - 2 * len(items):
            break
        kept.append(item)
    return kept or [items[0][:LONGEST_CLAIMS]]


def _asks_money(items: list[str]) -> bool:
    return any(re.search(r"[0-9０-９.,]+\s*万?元", item) for item in items)


def _merged(row: dict, model: Dispute, items: list[str], whole: str, cause: causes.Cause, supplied: list[str]) -> Dispute:
    def own(name: str, otherwise: str, label: str) -> str:
        text = str(row.get(name) or "").strip()
        if not text:
            supplied.append(label)
        return (text or otherwise)[:LONGEST_TEXT]

    opinion, order = _decision(row)
    if not opinion:
        supplied.append("本院认为")
        opinion = f"原告与被告之间的{cause.name}，事实清楚，证据充分，应当依法处理。判决如下："
    if not order:
        supplied.append("判决主文")
        order = [f"支持原告的诉讼请求：{'；'.join(items)[:2000]}。"]
    found = own("facts", "原告陈述的事实，有当事人陈述和原告提交的证据证明，本院予以认定。", "查明的事实")
    return replace(model, cause=cause.name, claims=items, grounds=whole[:LONGEST_TEXT], found=found, opinion=opinion,
                   order=order, answer=own("defence", model.answer, "答辩"))


def _decision(row: dict) -> tuple[str, list[str]]:
    """(the court's reasoning, the paragraphs of its order) as far as the row has them."""
    view, result = str(row.get("court_view") or "").strip(), str(row.get("result") or "").strip()
    hit = DECIDED.search(view)
    if hit:
        view, result = view[:hit.end()], result or view[hit.end():].strip()
    order = [part.strip() for part in re.split(r"\n|(?<=[；。])(?=[一二三四五六七八九十]+、)", result) if part.strip()]
    return view[:LONGEST_TEXT], order
