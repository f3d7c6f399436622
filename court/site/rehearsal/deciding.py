"""The end of a trial as the row tells it: judgment, mediation, withdrawal, dismissal; drafted, signed, issued."""

import re
from decimal import Decimal
from urllib.parse import urlsplit

from court.site.rehearsal.journey import Journey
from court.site.rehearsal.visitor import Ended, patiently
from court.spine.cases.models import Handler, Party
from court.work.judgments.models import Paper

ACTS = {"judgment": "issue_judgment", "mediation": "mediate", "withdrawal": "allow_withdrawal", "dismissal": "dismiss"}
SHARE = re.compile(r"main_[0-9]+")
WISH = "双方已庭外和解，申请撤回起诉。"


def withdraw(life: Journey) -> None:
    """The plaintiff's own page."""
    life.be(life.plaintiff).fill(f"/cases/{life.case_id}/submit/withdrawal/", {"text": WISH}, field="text")


def decide(life: Journey) -> None:
    """The panel's deliberation where there is a panel and it judges; the paper, its signature, its issue."""
    manner = life.given.manner
    if manner == "judgment" and life.case.track == "ordinary":
        life.act(life.handler(Handler.Role.JUDGE), "deliberate", outcome="unanimous",
                 minutes="合议庭一致认为事实清楚、证据充分，同意承办人意见。")
    laid = manner == "judgment" and patiently(lambda: bear_costs(life))
    judge = life.handler("judge")
    page = judge.fill(f"/staff/case/{life.case_id}/papers/", {"kind": manner}, field="kind")
    paper = Paper.objects.get(pk=int(urlsplit(page.url).path.strip("/").split("/")[-1]))
    written = sections(life)
    if laid:  # the draft says by itself who bears what was decided
        written.pop("costs")
    judge.send(page, page.form(field="decision"), written)
    page = judge.get(f"/staff/papers/{paper.pk}/sign/")
    page = judge.send(page, page.own())
    paper.refresh_from_db()
    if paper.state != Paper.State.SIGNED:
        raise Ended(f"裁判文书没有签署：{page.said()}")
    life.act(judge, ACTS[manner], paper=paper.document_id)
    life.stage("judged", "发出裁判文书")


def bear_costs(life: Journey) -> bool:
    """The judge lays the whole fee on the side that the text names; False for a case without a fee."""
    judge, address = life.handler("judge"), f"/staff/case/{life.case_id}/fees/burden/?manner=judgment"
    page = judge.get(address)
    form = next((one for one in page.tree.forms if any(SHARE.fullmatch(str(name)) for name in one.fields)), None)
    if form is None or form.method != "POST":
        return False
    boxes = [name for name in form.fields if SHARE.fullmatch(name)]
    whole = sum(Decimal(form.fields[name] or 0) for name in boxes)
    role = Party.Role.PLAINTIFF if life.given.costs == "原告" else Party.Role.DEFENDANT
    bears = f"main_{Party.objects.filter(case=life.case_id, role=role).values_list('pk', flat=True)[0]}"
    judge.send(page, form, {name: str(whole) if name == bears else "0" for name in boxes})
    return True


def sections(life: Journey) -> dict[str, str]:
    """What the judge writes; of a withdrawal the draft says everything."""
    said, manner = life.given.dispute, life.given.manner
    if manner == "withdrawal":
        return {}
    if manner == "mediation":
        return {"decision": "\n".join(["本案审理过程中，经本院主持调解，当事人自愿达成如下协议：", *said.settlement])}
    if manner == "dismissal":
        return {"reason": _led("本院经审查认为，", said.opinion), "decision": "\n".join(said.order)}
    return {"found": _led("经审理查明：", said.found), "opinion": _led("本院认为，", said.opinion),
            "decision": "\n".join(said.order), "defence": _led("被告辩称：", said.answer), "costs": f"案件受理费由{life.given.costs}负担。"}


def _led(words: str, text: str) -> str:
    """The court's opening words, unless the text brings its own."""
    known = ("经审理", "本院经审理", "经查", "审理查明", "本院认为", "本院经审查", "被告")
    return text if text.startswith(known) else words + text
