"""Where things lead on the public face: tiles, tasks, next steps. A room that isn't mounted has no link."""
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

TILES = [
    ("网上立案", "file-plus", "red", "filing_start"), ("加入案件", "login", "green", "join"),
    ("网上缴费", "credit-card", "amber", "my_fees"), ("签收文书", "signature", "blue", "my_papers"),
    ("提交材料", "upload", "purple", "my_cases"), ("我的开庭", "calendar-event", "teal", "my_hearings"),
    ("诉讼费计算", "calculator", "blue", "fee_calculator"), ("法院地址", "map-pin", "red", "court_list"),
]
TASK_PAGES = {"pay_fee": "case_fees", "answer": "submit_answer", "service": "my_papers", "sign_paper": "my_papers",
              "confirm_record": "my_hearings"}
STEP_PAGES = {"file_answer": "answer", "file_evidence": "evidence", "object_jurisdiction": "objection",
              "counterclaim": "counterclaim", "apply_withdrawal": "withdrawal", "receive_appeal": "appeal"}


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
    if task.kind == "answer":
        return there("submit", task.case_id, "answer")
    name = TASK_PAGES.get(task.kind, "")
    return (there(name, task.case_id) or there(name)) if name else ""


def steps(case, rows: list[dict]) -> list[dict]:
    """The acts of a party with the page that performs them; acts without a page of their own are left out."""
    found = []
    for row in rows:
        kind = STEP_PAGES.get(row["code"])
        url = there("submit", case.pk, kind) if kind else there("case_fees", case.pk) if row["code"] == "request_relief" else ""
        if url:
            found.append({**row, "url": url})
    return found


def of_case(case) -> list[dict]:
    """The further pages of a case: dossier, fees, papers to sign, hearings, the draw of the judge."""
    rows = [("电子卷宗", "books", there("litigant_case_dossier", case.pk)), ("诉讼费", "coin", there("case_fees", case.pk)),
            ("签收文书", "signature", there("my_papers")), ("开庭安排", "calendar-event", there("my_hearings")),
            ("分案说明", "arrows-shuffle", there("draw_explained", case.pk) if case.judge_id else "")]
    return [{"label": label, "icon": icon, "url": url} for label, icon, url in rows if url]
