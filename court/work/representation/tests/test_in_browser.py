"""A representative changes in a real browser: found by name, papers uploaded, in and out; pages without serious faults."""
import pytest

from court.kit.tests.looking import flawless
from court.spine.cases.models import Party, Representative
from court.work.representation.tests.conftest import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "reads"])]


def upload(page) -> None:
    page.set_input_files("input[name=paper]", {"name": "授权委托书.pdf", "mimeType": "application/pdf", "buffer": pdf()})


def test_a_representative_comes_and_goes_at_the_desk(more, assigned, opened, desk_page):
    page = desk_page
    opened(page, "clerk", f"/staff/case/{assigned.pk}/representatives/")
    flawless(page)
    page.click("text=新增代理人")
    page.fill("#q", "林律")
    page.click("button:has-text('查找')")
    assert page.is_checked(f"input[name=chosen][value='{more.accounts['lin'].pk}']")
    assert page.is_hidden("input[name=id_number]")
    assert page.is_hidden("input[name=items][value=settle]")
    flawless(page)
    page.select_option("select[name=party]", label="被告　张伟")
    page.check("input[name=authority][value=special]")
    upload(page)
    page.click("button:has-text('登记代理人')")
    page.wait_for_selector("text=特别授权应当写明具体事项")
    page.complaints.clear()  # the browser notes the refusal's status itself
    page.check("input[name=items][value=settle]")
    upload(page)
    page.click("button:has-text('登记代理人')")
    page.wait_for_selector("text=林律已登记为张伟的代理人")
    role = Representative.objects.get(case=assigned, person__name="林律", until=None)
    assert role.party == Party.objects.get(case=assigned, role="defendant")
    flawless(page)
    page.click(f"a[href$='/{role.pk}/end/']")
    page.click("button:has-text('终止代理')")
    page.wait_for_selector("text=林律的代理已终止")
    assert opened(page, "lin", f"/cases/{assigned.pk}/").status == 404


def test_a_party_names_a_lawyer_on_the_phone(more, assigned, opened, phone_page):
    page, lin = phone_page, more.accounts["lin"]
    opened(page, "plaintiff", f"/cases/{assigned.pk}/")
    page.click("nav >> text=代理人")
    flawless(page)
    page.click("main >> text=委托代理人")
    page.fill("#q", "林律")
    page.fill("#l", lin.licence)
    page.click("button:has-text('查找')")
    page.wait_for_selector("text=已找到")
    flawless(page)
    page.check("input[name=authority][value=general]")
    upload(page)
    page.click("button:has-text('提交法院核对')")
    page.wait_for_selector("text=待法院核对")
    flawless(page)
