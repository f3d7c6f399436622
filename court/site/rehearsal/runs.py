"""All cases of a run, step by step on one clock, and what is reported of them.

The court has one clock, so lives go on side by side: every case does a step, several of them at a time as people do,
the workers finish their errands, the clock goes forward, and all do the next. A life that can't go on ends with its
reason.
"""

import json
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import httpx

from court.base.courts import clock
from court.kit.days import date_of, moment_at
from court.kit.refusal import Refused
from court.site.demo import cast as people
from court.site.rehearsal import appealing, deciding, ending, opening, outcomes, rows, trial
from court.site.rehearsal.journey import Journey
from court.site.rehearsal.town import SEED, Town
from court.site.rehearsal.visitor import Ended
from court.spine.journal.models import Entry
from court.spine.messages.models import Message
from court.work.hearings.models import Hearing
from law.answer import LawError

# So many lives go on side by side; the next ones begin where the clock stands then.
WAVE = 50
# So many of them do their step at once.
HANDS = 6
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """`days` is how far the clock goes first; `when` lets a life name its own moment, the earliest day goes first.

    `of` says which lives have this step at all.
    """

    name: str
    days: int
    do: Callable[[Journey], None]
    when: Callable[[Journey], datetime] | None = None
    of: Callable[[Journey], bool] = lambda life: True


def _hearing_over(life: Journey) -> datetime:
    return Hearing.objects.get(pk=life.hearing).ends_at


def _effect_morning(life: Journey) -> datetime:
    return moment_at(ending.effect_day(life), 9, 30)


def _withdrawn(life: Journey) -> bool:
    return life.given.manner == "withdrawal"


def _appealed(life: Journey) -> bool:
    return bool(life.given.appealed_by)


def _final(life: Journey) -> bool:
    return not life.given.appealed_by


STEPS = [
    Step("网上立案", 0, opening.file_claim), Step("审查立案", 1, opening.docket), Step("交费", 1, opening.pay),
    Step("确认收款", 0, opening.paid), Step("分案", 1, opening.draw), Step("送达应诉材料", 1, trial.send_papers),
    Step("送达", 2, trial.serve), Step("被告加入诉讼", 1, trial.join), Step("答辩", 6, trial.answer),
    Step("排期", 2, trial.schedule), Step("送达传票", 1, trial.serve), Step("开庭", 0, trial.hold, _hearing_over),
    Step("申请撤诉", 2, deciding.withdraw, of=_withdrawn), Step("裁判", 3, deciding.decide),
    Step("送达裁判文书", 2, trial.serve), Step("上诉", 1, appealing.appeal, of=_appealed),
    Step("结案", 1, ending.close), Step("送达上诉状副本", 0, appealing.send_copy, of=_appealed),
    Step("送达上诉状副本和答辩通知", 1, trial.serve, of=_appealed), Step("上诉答辩", 1, appealing.answer, of=_appealed),
    Step("登记生效", 0, ending.take_effect, _effect_morning, of=_final),
    Step("移送上诉案卷", 0, appealing.forward, _effect_morning, of=_appealed),
    Step("上级法院签收案卷", 2, appealing.receive, of=_appealed), Step("二审退卷", 20, appealing.returned, of=_appealed),
    Step("退费", 1, ending.give_back), Step("编定页码", 2, ending.number_pages), Step("归档", 2, ending.archive), Step("下载卷宗", 1, ending.take_dossier),
]  # fmt: skip


def run(file: Path, out: Path, limit: int | None, address: str, home: Path, tell: Tell) -> dict:
    """Rehearse the rows of a file. {"finished", "of", "seconds", "reasons": {reason: count}}; report.jsonl in `out`."""
    started, chosen = time.monotonic(), list(rows.read(file))[:limit]
    out.mkdir(parents=True, exist_ok=True)
    town = Town(address, home)
    lines: list[dict] = []
    try:
        town.start()
        with (out / "report.jsonl").open("w", encoding="utf-8") as report:
            for first in range(0, len(chosen), WAVE):
                for line in _wave(town, chosen[first:first + WAVE], first, out, tell):
                    report.write(json.dumps(line, ensure_ascii=False) + "\n")
                    report.flush()
                    lines.append(line)
    finally:
        town.stop()
    reasons: dict[str, int] = {}
    for line in lines:
        if not line["finished"]:
            key = f"{line['ended_at']}：{line['reason']}"
            reasons[key] = reasons.get(key, 0) + 1
    return {"finished": sum(line["finished"] for line in lines), "of": len(lines), "reasons": reasons,
            "seconds": round(time.monotonic() - started, 1)}


def _wave(town: Town, chosen: list[dict], first: int, out: Path, tell: Tell) -> list[dict]:
    lives, lines = [], []
    for order, row in enumerate(chosen, first):
        try:
            lives.append(_begin(town, row, order, out))
        except (LawError, Refused) as why:
            lines.append({"row": str(row.get("id")), "finished": False, "ended_at": "读取案件", "reason": str(why)})
    with ThreadPoolExecutor(HANDS) as hands:
        for step in STEPS:
            doing = [life for life in lives if life.alive and step.of(life)]
            if not doing:
                continue
            began = time.monotonic()
            town.after(step.days)
            for together in _days(town, step, doing):
                list(hands.map(lambda life, step=step: _do(life, step), together))
            if not town.settle():
                tell("　后台事项尚未办完，继续下一步")
            for life in doing:
                if life.reason:
                    tell(f"　{life.given.row}　{life.reason}")
            went, took = sum(not one.reason for one in doing), time.monotonic() - began
            tell(f"{step.name}：{went}/{len(doing)}　{clock.today()}　{took:.0f} s")
    for life in lives:
        life.leave()
    return lines + [_line(life) for life in lives]


def _days(town: Town, step: Step, lives: list[Journey]) -> Iterator[list[Journey]]:
    """The lives that do a step together: all, or those of a day, when the last of them may."""
    if step.when is None:
        yield lives
        return
    moments = sorted(((step.when(life), life) for life in lives), key=lambda one: one[0])
    for _, day in groupby(moments, key=lambda one: date_of(one[0])):
        together = list(day)
        town.to(together[-1][0])
        yield [life for _, life in together]


def _begin(town: Town, row: dict, order: int, out: Path) -> Journey:
    """The people of a life, invented and known to the demo's door."""
    at, chance = clock.now(), Random(f"{SEED}:{row.get('id')}")
    one, two = town.cast.people.somebody(on=date_of(at)), town.cast.people.somebody(on=date_of(at))
    given = rows.given(row, (one.name, two.name), date_of(at))
    return Journey(given, town.courts[order % len(town.courts)], people.outsider(one, at), people.outsider(two, at), town,
                   out, order, chance)


def _do(life: Journey, step: Step) -> None:
    """One step of one life; whatever goes wrong ends this life alone, and is told."""
    began = time.monotonic()
    try:
        step.do(life)
        life.reached, life.last_on = step.name, clock.today()
    except Ended as why:
        life.reason = f"{step.name}：{why}"
    except (httpx.HTTPError, Refused, LawError) as why:
        life.reason = f"{step.name}：{type(why).__name__} {why}"
    except Exception as why:  # a fault of the rehearsal itself is told as one, never counted as finished
        life.reason = f"{step.name}：演练程序出错 {type(why).__name__} {why}"
        (life.out / f"{life.given.row}.fault.txt").write_text(traceback.format_exc(), "utf-8")
    life.seconds += time.monotonic() - began


def _line(life: Journey) -> dict:
    """What the report tells of a life."""
    line: dict[str, Any] = {
        "row": life.given.row, "finished": life.finished, "reached": life.reached, "cause": life.given.cause.name,
        "amount_yuan": None if life.given.amount is None else str(life.given.amount), "court": life.court.name,
        "ending": outcomes.LABELS[life.given.manner] + ("、上诉" if life.given.appealed_by else ""),
        "supplied": life.given.supplied, "requests": life.requests, "seconds": round(life.seconds, 2),
    }  # fmt: skip
    if not life.finished:
        line |= {"ended_at": life.reason.split("：", 1)[0] or life.reached, "reason": life.reason.split("：", 1)[-1]}
    if life.case_id:
        case = life.case
        entries = Entry.objects.filter(stream=case.stream)
        line |= {
            "number": case.number, "stage": case.stage, "track": case.track, "pages": life.pages,
            "acts": entries.filter(kind__startswith="case.").count(), "fee_fen": case.facts.get("fee_fen"),
            "days": ((life.last_on or case.docketed_on) - case.docketed_on).days,
            "notices": Message.objects.filter(case=case).count(),
        }  # fmt: skip
    return line
