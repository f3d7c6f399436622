"""What a party files in a running case: an answer, evidence, an objection, a counterclaim, an appeal."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.kit.days import date_of, formal, plain
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import acts, definitions
from court.spine.cases.models import Case, Party
from court.spine.cases.scene import Scene
from court.spine.dossier import actions as dossier
from court.spine.dossier import allowed
from court.spine.dossier.actions import Arrived
from court.spine.dossier.models import Document
from court.spine.journal.models import Entry

LONGEST = 20_000
MOST_FILES = 100


@dataclass(frozen=True)
class Kind:
    """One kind of submission: the act it performs, its paper, and the catalogue places of paper and files."""

    act: str
    paper: str
    item: str
    attachments: str
    text_required: bool = False


EVIDENCE: dict[str, str] = {Party.Role.PLAINTIFF: "原告举证材料", Party.Role.DEFENDANT: "被告举证材料", Party.Role.THIRD_PARTY: "被告举证材料"}
KINDS = {
    "answer": Kind("file_answer", "答辩状", "答辩状及附件", "答辩状及附件"),
    "evidence": Kind("file_evidence", "证据清单", "", ""),
    "objection": Kind("object_jurisdiction", "管辖权异议申请书", "管辖异议申请及裁定", "管辖异议申请及裁定"),
    "counterclaim": Kind("counterclaim", "反诉状", "答辩状及附件", "被告举证材料"),
    "withdrawal": Kind("apply_withdrawal", "撤诉申请书", "撤诉申请书", "撤诉申请书"),
    "appeal": Kind("receive_appeal", "上诉状", "上诉状", "上诉状"),
    "appeal_withdrawal": Kind("withdraw_appeal", "撤回上诉申请书", "上诉状", "上诉状"),
    "appeal_withdrawal_late": Kind("ask_appeal_withdrawal", "撤回上诉申请书", "上诉状", "上诉状"),
    "objection_appeal": Kind("appeal_objection_ruling", "管辖权异议上诉状", "管辖异议申请及裁定", "管辖异议申请及裁定"),
    "main_appeal": Kind("appeal_main_dismissal", "驳回本诉裁定上诉状", "上诉状", "上诉状"),
    "counterclaim_withdrawal": Kind("apply_counterclaim_withdrawal", "撤回反诉申请书", "撤诉申请书", "撤诉申请书"),
    "sole_objection": Kind("object_sole_judge", "对独任审理的异议书", "延长审限、转换程序的报告和批复（对外裁定）",
                           "延长审限、转换程序的报告和批复（对外裁定）"),
    "appeal_answer": Kind("answer_appeal", "上诉答辩状", "上诉状", "上诉状"),
}
for _kind in KINDS.values():
    wiring.files_under(f"提交{_kind.paper}", *filter(None, (_kind.item, _kind.attachments)))
wiring.files_under("提交证据", *EVIDENCE.values())


def submit(case_id: int, kind: str, *, by: Actor, at: datetime, text: str = "", files: Sequence[Arrived] = (),
           facts: dict | None = None, token: int | None = None, key: str = "") -> Entry:
    """File a submission: its paper (typed or uploaded) and attachments, and the act, in one transaction.

    files  what `dossier.take_in` gave, stored before this call. Raises Refused; then nothing is kept in the case.
    """
    chosen = KINDS[kind]
    text = text.strip()
    if not text and not files:
        raise Refused(f"请填写{chosen.paper}内容或者上传文件。", code="missing_field")
    if len(text) > LONGEST or len(files) > MOST_FILES:
        raise Refused(f"内容不能超过{LONGEST}字，一次最多上传{MOST_FILES}个文件。", do="请精简内容或者分次提交。", code="too_much")
    with transaction.atomic():
        case = acts.lock(case_id)
        if key and (done := acts.stored(by, key)):
            return Entry.objects.get(stream=case.stream, place=done["place"])
        party = own_party(case, by, at, chosen.act)
        made = papers(case, chosen, party, text, files, by, at)
        return acts.perform(case, chosen.act, by=by, at=at, token=token, key=key,
                            facts={**(facts or {}), "material": str(made[0].pk)})


def own_party(case: Case, by: Actor, at: datetime, act: str) -> Party:
    """The party the actor files for; the first of those on whose side the act stands."""
    definition = definitions.of(case)
    scene = Scene(case, definition, act, definition.acts[act], by, at)
    if not scene.own_parties:
        raise Refused("您不是本案当事人或者代理人。", code="not_yours", status=404)
    wanted = [p for p in scene.own_parties if p.role in definition.acts[act].relations]
    return (wanted or scene.own_parties)[0]


def papers(case: Case, kind: Kind, party: Party, text: str, files, by: Actor, at: datetime) -> list[Document]:
    allowed.refuse_many(len(files))
    made = []
    item = kind.item or EVIDENCE[party.role]
    if text:
        made.append(dossier.expect(
            case, "submission", _facts(case, kind, party, text, at), kind=kind.act, title=f"{kind.paper}（{party.name}）",
            item=item, party=party, by=by, at=at))
    for arrived in files:
        title = arrived.name.rsplit(".", 1)[0]
        made.append(dossier.receive(case.court, arrived, kind=kind.act, title=title, by=by, at=at, case=case,
                                    party=party, item=kind.attachments or item))
    return made


def _facts(case: Case, kind: Kind, party: Party, text: str, at: datetime) -> dict:
    return {"name": kind.paper, "court_to": case.court.name, "party": f"{party.get_role_display()}：{party.name}",
            "case": f"案号：{case.number}　案由：{case.cause}", "paragraphs": text.splitlines(), "signer": party.name,
            "day": formal(date_of(at)), "received": plain(date_of(at))}
