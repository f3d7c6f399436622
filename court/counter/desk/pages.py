"""The frame of every staff page: the menu by the offices held, the search in the head."""

from dataclasses import replace

from court.base.access.request import CourtRequest
from court.base.courts.models import Court
from court.base.people.models import Office
from court.counter.desk import addresses, approvals
from court.kit.pages import Entry
from court.spine.tasks import queries as tasks

HANDLERS = {Office.JUDGE, Office.ASSISTANT, Office.CLERK}
LEADERS = {Office.DIVISION_HEAD, Office.PRESIDENT, Office.VICE_PRESIDENT}
EVERYBODY = set(Office) - {Office.SYSTEM_ADMIN, Office.SECURITY_ADMIN, Office.AUDIT_ADMIN}
MOST = 99
# Pages that only a court with courts below it has a use for.
ABOVE = {"appeals"}

# label, icon, names of the address (the first that is mounted counts), who sees it
MENU = [
    ("工作台", "home", ("desk_home",), EVERYBODY),
    ("我的案件", "folders", ("case_list",), HANDLERS),
    ("案件", "folders", ("case_list",), LEADERS | {Office.CASE_MANAGER, Office.ARCHIVIST, Office.FILING_CLERK}),
    ("待办事项", "list-check", ("task_list",), EVERYBODY),
    ("审批", "rubber-stamp", ("approvals",), LEADERS | {Office.JUDGE}),
    ("收件", "mail", ("intake_tray",), {Office.FILING_CLERK, Office.SERVICE_OFFICER}),
    ("立案审查", "file-search", ("filings",), {Office.FILING_CLERK}),
    ("窗口立案", "file-plus", ("window_filing_new",), {Office.FILING_CLERK}),
    ("信息变更", "user", ("window_people",), {Office.FILING_CLERK}),
    ("信息变更复核", "user", ("window_corrections",), {Office.CASE_MANAGER}),
    ("智能分案", "arrows-shuffle", ("assignment",), {Office.CASE_MANAGER, Office.DIVISION_HEAD, Office.PRESIDENT}),
    ("上诉移送", "send", ("appeals",), {Office.FILING_CLERK}),
    ("庭审排期", "calendar-event", ("hearing_calendar",), HANDLERS | LEADERS),
    ("归目", "folders", ("filing_tasks",), HANDLERS | {Office.FILING_CLERK}),
    ("文书制作", "file-text", ("papers",), HANDLERS | {Office.DIVISION_HEAD, Office.FILING_CLERK}),
    ("送达", "send", ("service_list",), {Office.CLERK, Office.ASSISTANT, Office.JUDGE, Office.SERVICE_OFFICER}),
    ("诉讼费", "coin", ("fees_desk",), {Office.CASHIER, Office.FINANCE_HEAD}),
    ("退费", "receipt", ("refunds",), {Office.CASHIER, Office.FINANCE_HEAD}),
    ("对账", "calculator", ("reconciliations",), {Office.CASHIER, Office.FINANCE_HEAD}),
    ("网上阅卷", "eye-check", ("inspections",), HANDLERS - {Office.ASSISTANT} | LEADERS | {Office.FILING_CLERK, Office.ARCHIVIST}),
    ("电子卷宗统计", "calculator", ("dossier_figures",), LEADERS | {Office.CASE_MANAGER}),
    ("档案", "archive", ("archives", "archive_list", "archive_desk"), {Office.ARCHIVIST}),
    ("档案借阅", "books", ("archive_loans",), HANDLERS | LEADERS | {Office.FILING_CLERK}),
    ("原件登记", "folder-open", ("originals",), {Office.ARCHIVIST, Office.CLERK, Office.FILING_CLERK}),
    ("法定节假日", "clock", ("holidays",), {Office.CASE_MANAGER}),
    ("账号与任职", "users", ("accounts",), {Office.SYSTEM_ADMIN, Office.SECURITY_ADMIN}),
    ("登录与阅看记录", "eye-check", ("audit_log",), {Office.AUDIT_ADMIN}),
    ("法院配置", "list-check", ("court_settings",), {Office.CASE_MANAGER, Office.PRESIDENT, Office.SYSTEM_ADMIN, Office.SECURITY_ADMIN}),
    ("值班台", "shield-check", ("duty",), {Office.DUTY_OFFICER, Office.SYSTEM_ADMIN}),
]


def frame(request: CourtRequest) -> dict:
    """Context processor; the menu is built only where a page shows it."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_staff:
        return {}
    search = addresses.first("case_search")
    if not search:
        return {}
    return {
        "nav": lambda: _menu(request),
        "home_url": addresses.first("desk_home"),
        "search_url": "" if actor.is_administrator else search,
        "search_words": request.GET.get("q", "")[:100] if request.path == search else "",
    }


def _menu(request: CourtRequest) -> list[Entry]:
    held, seen, entries = request.actor.offices, set(), []
    for label, icon, names, who in MENU:
        where = addresses.first(*names) if held & who and (names[0] not in ABOVE or _serves_above(request, who)) else ""
        if not where or where in seen:
            continue
        seen.add(where)
        count = _count(request, names[0])
        entries.append(Entry(label, where, icon, count=count))
    here = max((one.url for one in entries if _is_here(request.path, one.url)), key=len, default="")
    return [replace(one, current=one.url == here) for one in entries]


def _serves_above(request: CourtRequest, who: set[Office]) -> bool:
    """Whether one of the offices is held in a court that other courts stand under."""
    return any(post.office in who and post.court.level != Court.Level.BASIC for post in request.actor.appointments)


def _is_here(path: str, where: str) -> bool:
    """The page itself, or one below it; the workbench, above them all, only itself."""
    return path == where or (where != addresses.first("desk_home") and path.startswith(where))


def _count(request: CourtRequest, name: str) -> int:
    """How many wait, at most 99: short lists of one's own only."""
    if name == "task_list":
        return tasks.of_staff(request.actor).order_by().values("pk")[:MOST].count()
    if name == "approvals" and request.actor.holds_any(approvals.DECIDERS):
        return approvals.waiting_for(request.actor).order_by().values("pk")[:MOST].count()
    return 0
