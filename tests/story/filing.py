"""From the phone to a case with a judge: file, review, docket, pay, draw."""

import re

from tests.story.cast import Cast
from tests.story.papers import evidence

NEXT = "保存，下一步"


def file_a_loan_claim(cast: Cast) -> None:
    """The plaintiff files on the phone, one question group a screen, with a note of debt as a PDF."""
    phone = cast.phone
    phone.enter(cast.plaintiff)
    phone.picture("01-当事人首页")
    phone.go("/filings/")
    phone.press("我要起诉")
    page = phone.page
    page.get_by_label("盐湖区人民法院").check()
    phone.press(NEXT)
    if "tribunal" in page.url:
        phone.press(NEXT)
    page.get_by_label(re.compile("民间借贷纠纷")).check()
    phone.picture("02-选择案由")
    phone.press(NEXT)
    phone.press(NEXT)
    phone.press("添加个人")
    page.get_by_label("姓名").fill(cast.defendant)
    page.get_by_label("住址").fill("山西省运城市盐湖区解放南路8号")
    phone.press("保存")
    phone.press("下一步")
    page.get_by_label("请求法院判决什么").fill("判令被告返还借款50000元\n本案诉讼费用由被告承担")
    page.get_by_label("请求的金额合计").fill("50000")
    phone.picture("03-诉讼请求")
    phone.press(NEXT)
    page.get_by_label("哪天出借的").fill("2025-03-01")
    page.get_by_label("银行转账").check()
    page.get_by_label("借款本金").fill("50000")
    page.get_by_label("有借条、欠条").check()
    page.get_by_label("约定的利息").fill("无")
    page.get_by_label("已经还了多少").fill("0")
    phone.press(NEXT)
    page.get_by_label("事情的经过和理由").fill("2025年3月1日，被告因资金周转向原告借款50000元，约定一年内归还，到期后经多次催要没有归还。")
    phone.press(NEXT)
    _bring_evidence(cast)
    _hand_in(cast)


def _bring_evidence(cast: Cast) -> None:
    phone = cast.phone
    phone.page.get_by_label("选择文件或者拍照").set_input_files(
        {"name": "借条.pdf", "mimeType": "application/pdf", "buffer": evidence()})
    phone.press("上传")
    phone.sees("借条")
    phone.picture("04-上传证据")
    phone.press("下一步")


def _hand_in(cast: Cast) -> None:
    phone, page = cast.phone, cast.phone.page
    page.get_by_label("不愿意，直接立案").check()
    phone.press(NEXT)
    page.get_by_label(re.compile("同意：通知书")).check()
    for box in page.get_by_role("checkbox").all():
        box.check()
    phone.press(NEXT)
    phone.picture("05-提交前核对")
    phone.press("提交立案申请")
    phone.sees("起诉材料已收到")
    phone.picture("06-收件凭证")
    cast.filing = page.locator("dt:has-text('收件编号') + dd").first.inner_text().strip()


def docket(cast: Cast) -> None:
    """The clerk of the filing division reviews beside the papers and dockets: a case number is allotted."""
    desk = cast.desk
    cast.as_office("立案法官")
    desk.go("/staff/filings/")
    desk.picture("10-待审查起诉材料")
    with desk.page.expect_navigation():
        desk.page.get_by_role("link", name=cast.filing).first.click()
    desk.fine()
    cast.patiently(lambda: _checked(cast), "the complaint to be made and the files to be checked")
    desk.fine()
    desk.picture("11-立案审查")
    desk.press("立案")
    desk.sees("已立案")
    cast.number = re.search(r"案号(（\d{4}）晋\d+民初\d+号)", desk.text())[1]


def _checked(cast: Cast) -> bool:
    """Whether the worker has made the complaint from what was typed and let the scanner see every file."""
    page = cast.desk.page
    page.reload()
    return page.get_by_text("民事起诉状").count() > 0 and not page.get_by_text("待安全检查").count()


def pay(cast: Cast) -> None:
    """The plaintiff opens the case on the phone and pays through the stand-in of the payment gateway."""
    phone, page = cast.phone, cast.phone.page
    phone.enter(cast.plaintiff)
    phone.go("/cases/")
    with page.expect_navigation():
        page.get_by_text(cast.number).first.click()
    phone.fine()
    cast.case_id = re.search(r"/cases/(\d+)/", page.url)[1]
    phone.picture("20-我的案件")
    phone.go(f"/cases/{cast.case_id}/fees/")
    phone.picture("21-诉讼费")
    phone.press("去支付")
    phone.press("前往支付平台")
    phone.picture("22-收银台")
    phone.press("支付")
    phone.sees("支付成功")
    phone.until("已交纳", f"/cases/{cast.case_id}/fees/")


def see_the_judge_drawn(cast: Cast) -> None:
    """The worker draws once the fee is settled; the case page names who decides."""
    desk = cast.desk
    cast.as_office("审判管理员")
    desk.until(re.compile(r"^承办法官\s+\S"), f"/staff/case/{cast.case_id}/")
    text = desk.page.locator(".case-badges").inner_text()
    cast.judge = re.search(r"承办法官\s*([^\s（]+)", text)[1]
    cast.clerk = re.search(r"书记员\s*([^\s（]+)", desk.page.locator("dt:has-text('办案人员') + dd").inner_text())[1]
    desk.picture("30-案件分案后")
    cast.phone.go(f"/cases/{cast.case_id}/")
    cast.phone.sees(cast.judge)
