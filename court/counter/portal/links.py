"""Where things lead on the public face: tiles, tasks, next steps. A room that isn't mounted has no link."""
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from court.work.assignment.models import Draw

TILES = [
    ("网上立案", "file-plus", "red", "filing_start"), ("加入案件", "login", "good", "join"),
    ("网上缴费", "credit-card", "warn", "my_fees"), ("签收文书", "signature", "info", "my_papers"),
    ("提交材料", "upload", "violet", "my_materials"), ("我的开庭", "calendar-event", "teal", "my_hearings"),
    ("网上阅卷", "eye-check", "good", "my_inspections"), ("档案查询", "archive", "info", "archive_query"),
    ("诉讼费计算", "calculator", "info", "fee_calculator"), ("法院和法庭", "map-pin", "red", "court_list"),
]
TASK_PAGES = {"pay_fee": "case_fees", "answer": "submit_answer", "service": "my_papers", "sign_paper": "my_papers",
              "confirm_record": "my_hearings"}
STEP_PAGES = {"file_answer": "answer", "file_evidence": "evidence", "object_jurisdiction": "objection",
              "counterclaim": "counterclaim", "apply_withdrawal": "withdrawal", "receive_appeal": "appeal",
              "answer_appeal": "appeal_answer", "withdraw_appeal": "appeal_withdrawal",
              "appeal_objection_ruling": "objection_appeal", "ask_appeal_withdrawal": "appeal_withdrawal_late",
              "appeal_main_dismissal": "main_appeal", "apply_counterclaim_withdrawal": "counterclaim_withdrawal",
              "object_sole_judge": "sole_objection"}

OWN_PAGES = {"request_relief": "case_fees", "agree_early_hearing": "early_hearing", "request_adjournment": "ask_adjournment",
             "change_representative": "my_representatives", "ask_claim_change": "claim_change", "waive_claim": "claim_waiver"}


@dataclass(frozen=True)
class Tile:
    label: str
    icon: str
    tone: str
    url: str


def there(name: str, *args) -> str:
    """The address of a named page, or nothing where no room of that name is mounted."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def tiles() -> list[Tile]:
    found = [Tile(label, icon, tone, there(name)) for label, icon, tone, name in TILES]
    return [tile for tile in found if tile.url]


def with_urls(rows: list[dict]) -> list[dict]:
    """Each task with the page on which it is done; the case's page where there is no better one."""
    for row in rows:
        task = row["task"]
        row["url"] = _task_url(task) or (there("my_case", task.case_id) if task.case_id else "")
    return rows


def _task_url(task) -> str:
    if task.kind in ("answer", "appeal_answer"):
        return there("submit", task.case_id, task.kind)
    name = TASK_PAGES.get(task.kind, "")
    return (there(name, task.case_id) or there(name)) if name else ""


def steps(case, rows: list[dict]) -> list[dict]:
    """The acts of a party with the page that performs them; acts without a page of their own are left out."""
    found = []
    for row in rows:
        kind = STEP_PAGES.get(row["code"])
        own = OWN_PAGES.get(row["code"], "")
        url = there("submit", case.pk, kind) if kind else there(own, case.pk) if own else ""
        if url:
            found.append({**row, "url": url})
    return found


def _draw(case) -> str:
    """How the judge was drawn, by the code that stands on the notice; nothing before the draw."""
    code = Draw.objects.filter(case=case).order_by("-pk").values_list("code", flat=True).first()
    return f"{there('draw_verify')}?code={code}" if code else ""


def of_case(case) -> list[dict]:
    """The further pages of a case: dossier, fees, papers to sign, hearings, the draw of the judge."""
    rows = [("电子卷宗", "books", there("litigant_case_dossier", case.pk)),
            ("证据出示", "video", there("litigant_follow", case.pk)), ("诉讼费", "coin", there("case_fees", case.pk)),
            ("代理人", "users", there("my_representatives", case.pk)), ("补充材料", "upload", there("send_material", case.pk)),
            ("签收文书", "signature", there("my_papers")), ("开庭安排", "calendar-event", there("my_hearings")),
            ("分案说明", "arrows-shuffle", _draw(case))]
    return [{"label": label, "icon": icon, "url": url} for label, icon, url in rows if url]
