"""From the phone to a judge: the wizard's screens, review and docketing, the fee at the cashier, the draw."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import httpx

from court.base.courts import clock
from court.kit.days import date_of
from court.kit.press.typesetting import typeset
from court.site.rehearsal.journey import Journey
from court.site.rehearsal.visitor import PLAIN, Ended, Page, Visitor
from court.work.filing.forms import DECLARATIONS
from court.work.filing.models import Filing

MOST_SCREENS = 20
# Yuan from which the rehearsal's clerk dockets for a panel.
LARGE = 10_000_000


def file_claim(life: Journey) -> None:
    """Every screen in the order the wizard leads through them, then handing in."""
    me = life.be(life.plaintiff)
    page = me.get("/filings/")
    page = me.send(page, page.form(action="/filings/new/"))
    life.filing = int(urlsplit(page.url).path.split("/")[2])
    for _ in range(MOST_SCREENS):
        key = urlsplit(page.url).path.strip("/").split("/")[-1]
        if key == "check":
            break
        page = _screen(life, me, page, key)
    # Handing in waits for nothing: the safety check of files goes on behind, as on a real phone.
    page = me.send(page, page.form(action="/submit/"))
    if "/receipt/" not in page.url:
        raise Ended(f"提交后没有回执：{page.said()}")


def _screen(life: Journey, me: Visitor, page: Page, key: str) -> Page:
    if key == "sides":
        me.fill(f"/filings/{life.filing}/sides/new/?kind=natural", _opponent(life), field="name")
        page = me.get(page.url)
        return me.send(page, page.own())
    if key == "files":
        return _upload(life, me, page)
    after = me.send(page, page.own(), _answers(life, key))
    if urlsplit(after.url).path == urlsplit(page.url).path:
        raise Ended(f"立案第“{key}”步没有通过：{after.said()}")
    return after


def _answers(life: Journey, key: str) -> dict:
    said, person, amount = life.given.dispute, life.plaintiff.person, life.given.amount
    lent = date_of(clock.now()) - timedelta(days=400)
    known: dict[str, dict] = {
        "court": {"court": life.court.pk},
        "tribunal": {"tribunal": ""},
        "cause": {"cause": life.given.cause.code},
        "me": {"capacity": "self", "phone": person.phone, "address": person.address, "ethnicity": "汉族"},
        "claims": {"claims": "\n".join(said.claims), "amount": f"{amount:.2f}" if amount else ""},
        "loan": {"lent_on": lent.isoformat(), "lent_how": "transfer", "principal": f"{amount or 10000:.2f}",
                 "paper": "note", "interest": "以诉状所述为准", "due": "", "repaid": "以诉状所述为准"},
        "facts": {"grounds": said.grounds if len(said.grounds) >= 10 else said.grounds + "（详见诉讼请求和证据材料。）"},
        "fee": {"mediation": "no", "track": ""},
        "consent": {"e_service": "yes", "service_address": person.address, "declarations": list(DECLARATIONS)},
    }  # fmt: skip
    if key not in known:
        raise Ended(f"立案出现了没有预料到的一步“{key}”")
    return known[key]


def _opponent(life: Journey) -> dict:
    person = life.defendant.person
    return {"role": "defendant", "kind": "natural", "name": person.name, "id_number": person.id_number,
            "sex": person.sex, "phone": person.phone, "address": person.address}


def _upload(life: Journey, me: Visitor, page: Page) -> Page:
    """The supplied sheets of evidence as PDFs, then on."""
    form = next(one for one in page.tree.forms if "category" in one.fields)
    options = [str(value) for value in form.inputs["category"].value_options]
    category = "evidence" if "evidence" in options else options[-1]
    for title, text in life.given.dispute.evidence[:2]:
        sheet = _sheet(life, title, text)
        page = me.send(page, form, {"category": category, "title": title},
                       [("files", (f"{title}.pdf", sheet, "application/pdf"))])
        form = next(one for one in page.tree.forms if "category" in one.fields)
    return me.send(page, page.own(), {"go_on": "1"})


def _sheet(life: Journey, title: str, text: str) -> bytes:
    who = life.plaintiff.person.name
    facts = {"name": title, "court_to": life.court.name, "party": f"原告：{who}", "case": f"案由：{life.given.cause.name}",
             "paragraphs": [*text.splitlines(), "（演练用示意证据，由系统生成）"], "signer": who}
    return typeset("submission", facts, on=clock.today(), author=who)


def docket(life: Journey) -> None:
    """The clerk reads and dockets: as the law proposes; a large sum, and what will be appealed, goes to a panel."""
    clerk = life.staff("filing_clerk")
    page = clerk.get(f"/staff/filings/{life.filing}/")
    panel = {"track": "ordinary", "reason": "标的额大或者双方争议较大，不属于事实清楚、争议不大的简单民事案件"}
    large = (life.given.amount or 0) >= LARGE or bool(life.given.appealed_by)
    clerk.send(page, page.form(action="/accept/"), panel if large else {})
    found = Filing.objects.get(pk=life.filing)
    if found.case_id is None:
        raise Ended(f"立案审查后没有案号，申请处于{found.get_state_display()}")
    life.case_id = found.case_id


def pay(life: Journey) -> None:
    """The order's own page, the stand-in's cashier, and the answer of the court. A case without a fee owes none."""
    address = f"/cases/{life.case_id}/fees/"
    if pay_order(life.be(life.plaintiff), address) != bool(life.case.facts.get("fee_fen")):
        raise Ended("缴费页与应交案件受理费不一致")


def pay_order(me: Visitor, address: str) -> bool:
    """Pay what the page asks for first; False where nothing is owed."""
    page = me.get(address)
    if not any("/pay/" in (form.action or "") for form in page.tree.forms):
        return False
    page = me.send(page, page.form(action="/pay/"))
    link = next((one for one in page.links("prepay_id") if one.startswith("http")), "")
    if not link:
        raise Ended(f"支付页没有收银台链接：{page.said()}")
    _cashier(link)
    me.send(page, page.form(action="/check/"))
    return True


def paid(life: Journey) -> None:
    """What the court's page says once the payment house has told it."""
    if life.case.clocks.filter(kind="fee", ended_on=None).exists():
        page = life.be(life.plaintiff).get(f"/cases/{life.case_id}/fees/")
        raise Ended(f"付款后法院没有确认收到：{page.said()}")


def _cashier(link: str) -> None:
    """Another house's page: no session of the court goes there."""
    with httpx.Client(follow_redirects=False, timeout=30, trust_env=False, verify=PLAIN) as outside:
        page = outside.get(link)
        fields = dict(re.findall(r'name=(\w+) value="([^"]*)"', page.text))
        answer = outside.post(str(page.url.join("/cashier/pay")), data=fields)
        if answer.status_code >= 400:
            raise Ended(f"收银台返回{answer.status_code}")


def draw(life: Journey) -> None:
    """The manager's button, where the schedule of draws has not come first."""
    if life.case.stage == "docketed":
        manager = life.staff("case_manager")
        page = manager.get(f"/staff/assignment/cases/{life.case_id}/")
        manager.send(page, page.form(action="/draw/"))
    life.stage("assigned", "分案")
