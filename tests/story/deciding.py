"""From the papers to the archive: service, the defendant's door, hearing, judgment, closing, effect, archive."""

import re
from datetime import date, datetime, time, timedelta, timezone

from playwright.sync_api import Locator

from tests.story.cast import Cast, put
from tests.story.papers import code_on

CHINA = timezone(timedelta(hours=8))
RECORD = (
    "审判员：现在开庭。核对当事人身份，告知诉讼权利义务。是否申请回避？\n原告：不申请。\n被告：不申请。\n"
    "原告：请求判令被告返还借款50000元。\n被告：借款属实，目前经济困难，请求分期归还。\n"
    "审判员：法庭辩论终结，是否同意调解？\n被告：请法庭依法判决。\n审判员：休庭，择期宣判。"
)
SECTIONS = {
    "found": "经审理查明：2025年3月1日，原告通过银行转账向被告出借50000元，被告出具借条，到期没有归还。",
    "opinion": "本院认为，合法的借贷关系受法律保护。原告提交的借条和转账凭证证明借款事实，被告应当归还借款本金。\n"
    "依照《中华人民共和国民法典》第六百七十五条、《中华人民共和国民事诉讼法》第六十七条第一款规定，判决如下：",
    "decision": "被告于本判决生效之日起十日内返还原告借款本金50000元。",
    "defence": "被告辩称：借款属实，目前经济困难，请求分期归还。",
    "costs": "案件受理费由被告负担。",
}


def send_papers(cast: Cast) -> None:
    cast.as_office("书记员", cast.clerk)
    cast.desk.picture("31-书记员工作台")
    days = "7" if "小额" in _track(cast) else "15"
    cast.act("送达应诉材料", 举证期限=days)
    cast.desk.picture("32-已送达应诉材料")


def _track(cast: Cast) -> str:
    cast.desk.go(cast.case)
    return cast.desk.page.locator(".case-badges").inner_text()


def serve_all(cast: Cast) -> None:
    """Every paper that waits for a person's hand is entered as served by hand today."""
    desk = cast.desk
    for _ in range(12):
        cast.desk.go(f"/staff/service/cases/{cast.case_id}/")
        waiting = desk.page.locator("tbody tr").filter(has_not_text=re.compile("已生效|已送达|无需送达|不再送达"))
        if not waiting.count():
            return
        who = waiting.first.locator("td").nth(1).inner_text().split()[-1]
        with desk.page.expect_navigation():
            waiting.first.get_by_role("link").first.click()
        desk.fine()
        desk.page.get_by_label("送达方式").select_option("direct")
        desk.page.get_by_label("日期", exact=True).or_(desk.page.locator("input[name=day]")).first.fill(cast.today)
        desk.page.get_by_label("签收人").fill(who)
        desk.picture("33-登记送达")
        with desk.page.expect_navigation():
            desk.page.locator("form[action$='/enter/'] button[type=submit]").click()
        desk.fine()
    raise AssertionError(f"papers still wait after twelve entries:\n{desk.text()[:3000]}")


def join(cast: Cast) -> None:
    """The defendant reads the code off the served notice and comes in with a verified name."""
    code = _code(cast)
    phone = cast.phone
    phone.enter(cast.defendant)
    phone.go("/join/")
    phone.page.get_by_label("加入码").fill(code)
    phone.page.get_by_label("同意法院通过本平台电子送达").check()
    phone.picture("40-加入案件")
    phone.press("确认加入")
    phone.go(f"/cases/{cast.case_id}/")
    phone.sees(cast.number)
    phone.picture("41-被告的案件页")


def _code(cast: Cast) -> str:
    """The clerk opens the notice in the dossier; its PDF is the paper that was handed over."""
    desk = cast.desk
    cast.as_office("书记员", cast.clerk)
    desk.go(f"/staff/cases/{cast.case_id}/dossier/")
    desk.picture("34-卷宗")
    desk.press("应诉通知书")
    paper = desk.page.context.request.get(desk.page.url.rstrip("/") + "/download/")
    return code_on(paper.body())


def answer(cast: Cast) -> None:
    phone = cast.phone
    phone.go(f"/cases/{cast.case_id}/submit/answer/")
    phone.page.get_by_label("内容").fill("借款属实，目前经济困难，请求分期归还。")
    phone.picture("42-提交答辩")
    phone.press("提交")
    phone.enter(cast.plaintiff)
    phone.go("/messages/")
    phone.picture("43-消息")


def schedule(cast: Cast) -> None:
    """The judge takes the first time when everybody is free; the summons follow by themselves."""
    desk = cast.desk
    cast.as_office("员额法官", cast.judge)
    desk.picture("50-法官工作台")
    desk.go(f"/staff/hearings/cases/{cast.case_id}/plan/")
    desk.picture("51-排期")
    with desk.page.expect_navigation():
        desk.page.locator(".slots a").first.click()
    desk.fine()
    day = desk.page.get_by_label("开庭日期").or_(desk.page.locator("input[name=day]")).first.input_value()
    begins = desk.page.locator("[name=time]").input_value()
    cast.hearing_at = f"{day}T{begins[:5]}"
    desk.press("确定排期并发送传票")
    desk.sees("已排定")


def hold(cast: Cast) -> None:
    """On the day: the record is typed, those present confirm it, one on the court's device and one on the phone."""
    begins = datetime.fromisoformat(cast.hearing_at).replace(tzinfo=CHINA)
    cast.move_to(begins + timedelta(hours=1))
    desk = cast.desk
    cast.as_office("书记员", cast.clerk)
    desk.go(f"/staff/hearings/cases/{cast.case_id}/record/")
    cast.hearing = re.search(r"/hearings/(\d+)/", desk.page.url)[1]
    desk.page.locator("#text").fill(RECORD)
    desk.press("保存")
    for box in desk.page.locator(".who-came input[type=checkbox]").all():
        box.check()
    desk.press("登记到庭情况")
    desk.picture("52-庭审笔录")
    desk.press("交到庭人员核对")
    _confirm_on_the_phone(cast)
    desk.go(f"/staff/hearings/{cast.hearing}/")
    while (row := desk.page.locator(".who-came li").filter(has=desk.page.get_by_text("在本机核对签名"))).count():
        name = row.first.locator("span").first.inner_text().split()[1]
        with desk.page.expect_navigation():
            row.first.get_by_role("link").click()
        desk.fine()
        desk.page.get_by_label("本人姓名").fill(name)
        desk.press("我已核对，确认笔录")
    put(desk.page.get_by_label("庭后安排"), "decide")
    desk.press("结束开庭并归卷")
    desk.sees("已归入卷宗")


def _confirm_on_the_phone(cast: Cast) -> None:
    phone = cast.phone
    phone.enter(cast.plaintiff)
    phone.go(f"/hearings/{cast.hearing}/")
    phone.picture("53-手机核对笔录")
    phone.page.locator("#read").check()
    phone.press("确认庭审笔录")
    phone.sees("您已确认庭审笔录")


def draft_and_sign(cast: Cast) -> None:
    """The judge drafts from the case in the editor beside the dossier, reads the pages and signs."""
    desk, page = cast.desk, cast.desk.page
    cast.as_office("员额法官", cast.judge)
    desk.go(f"/staff/case/{cast.case_id}/papers/")
    page.get_by_label("文书种类").select_option("judgment")
    desk.press("起草")
    for name, text in SECTIONS.items():
        page.locator(f"textarea[name={name}]").fill(text)
    desk.picture("60-起草判决")
    with page.expect_navigation():
        page.get_by_role("button", name="保存", exact=True).click()
    desk.fine()
    desk.press("核对签署")
    desk.picture("61-核对签署")
    desk.press("签署并用印")
    desk.sees("已签署")


def issue(cast: Cast) -> None:
    """The signed judgment is issued; it goes to the parties by itself."""
    desk, page = cast.desk, cast.desk.page
    cast.as_office("员额法官", cast.judge)
    desk.go(cast.case)
    desk.press("发出判决")
    choice = page.locator("select[name=paper]")
    choice.select_option(choice.locator("option[value]:not([value=''])").first.get_attribute("value"))
    desk.picture("62-发出判决")
    with page.expect_navigation():
        page.locator("main form[method=post] button.main").last.click()
    desk.fine()
    desk.sees("已办理")


def close(cast: Cast) -> None:
    """Both got the judgment: the defendant on the phone, the plaintiff too or on paper; the judge closes."""
    phone, desk = cast.phone, cast.desk
    phone.enter(cast.plaintiff)
    phone.until("民事判决书", "/served/")
    phone.picture("63-签收判决")
    with phone.page.expect_navigation():
        phone.page.get_by_text("民事判决书").first.click()
    phone.fine()
    phone.press("签收并查看")
    phone.picture("64-阅看判决")
    cast.as_office("书记员", cast.clerk)
    serve_all(cast)
    cast.as_office("员额法官", cast.judge)
    desk.go(cast.case)
    desk.press("结案")
    desk.picture("65-结案")
    page = desk.page
    served = page.locator("input[name=served_on]")
    if not served.input_value():
        served.fill(cast.today)
    page.locator("select[name=manner]").select_option("judgment")
    with page.expect_navigation():
        page.locator("main form[method=post] button.main").last.click()
    desk.fine()
    desk.sees("已办理")


def take_effect(cast: Cast) -> None:
    """The appeal period runs out; the clerk records the day of effect, which the law gives."""
    desk = cast.desk
    effective = _effect_day(cast)
    cast.move_to(datetime.combine(effective, time(9, 30), CHINA))
    cast.as_office("书记员", cast.clerk)
    cast.act("登记生效", 生效日期=effective.isoformat())
    desk.sees("已生效")
    desk.picture("70-已生效")


def _effect_day(cast: Cast) -> date:
    """The day after the last appeal period shown on the case page."""
    cast.desk.go(cast.case)
    clocks = cast.desk.page.locator("section.card", has=cast.desk.page.get_by_role("heading", name="期限", exact=True))
    rows = clocks.inner_text()
    days = [date.fromisoformat(found) for found in re.findall(r"上诉[\s\S]{0,80}?(\d{4}-\d{2}-\d{2})", rows)]
    assert days, rows
    return max(days) + timedelta(days=1)


def archive(cast: Cast) -> None:
    """The dossier that made itself along the way is checked and archived."""
    desk = cast.desk
    cast.as_office("档案管理员")
    desk.go(cast.case)
    desk.press("归档")
    desk.picture("71-归档")
    with desk.page.expect_navigation():
        desk.page.locator("main form[method=post] button.main").last.click()
    desk.fine()
    desk.until("已归档", cast.case)
    desk.picture("72-已归档")
    desk.go("/staff/archives/")
    cast.patiently(lambda: _packed(cast), "the archive package to be made")
    with desk.page.expect_navigation():
        _kept(cast).get_by_role("button", name="校验").click()
    desk.fine()
    desk.sees("校验通过")
    desk.picture("74-档案")
    phone = cast.phone
    phone.enter(cast.plaintiff)
    phone.go(f"/cases/{cast.case_id}/")
    phone.picture("73-当事人看到的结果")


def _packed(cast: Cast) -> bool:
    """Whether the newest archive, this case's, has its package."""
    cast.desk.page.reload()
    row = _kept(cast)
    return row.count() > 0 and "制作" not in row.inner_text()


def _kept(cast: Cast) -> Locator:
    return cast.desk.page.locator("section[aria-labelledby=kept] tbody tr", has_text=f"{cast.plaintiff}诉{cast.defendant}").first
