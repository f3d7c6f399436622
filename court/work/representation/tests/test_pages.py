"""The pages of representatives: on the desk and on the phone, what they show, keep and refuse."""
import io

import pytest

from court.spine.cases.models import Party, Representative
from court.spine.cases.tests.stage import moment
from court.spine.dossier.models import Document, KeptFile
from court.work.representation import actions
from court.work.representation.actions import Wanted
from court.work.representation.models import Mandate
from court.work.representation.tests.conftest import pdf

pytestmark = pytest.mark.django_db


def url(case, rest="") -> str:
    return f"/staff/case/{case.pk}/representatives/{rest}"


def upload(name="授权委托书.pdf"):
    made = io.BytesIO(pdf())
    made.name = name
    return made


def typed(page, case, more, **changed) -> dict:
    party = Party.objects.get(case=case, role="defendant")
    return {"token": str(page.context["token"]), "key": page.context["key"], "q": "林", "party": str(party.pk), "kind": "lawyer",
            "chosen": str(more.accounts["lin"].pk), "authority": "special", "items": ["settle"], "paper": upload()} | changed


def test_the_act_of_the_case_page_leads_to_the_page_of_representatives(more, assigned, web):
    answer = web("clerk").get(f"/staff/case/{assigned.pk}/act/change_representative/")
    assert (answer.status_code, answer["Location"]) == (302, url(assigned))
    page = web("clerk").get(url(assigned)).content.decode()
    assert "高律" in page
    assert "特别授权" in page
    assert "新增代理人" in page


def test_a_lawyer_is_found_by_name_or_licence_and_never_by_an_id(more, assigned, web):
    clerk = web("clerk")
    for words in ("林", "1140820201000000"):
        page = clerk.get(url(assigned, "new/"), {"q": f"{words}律" if words == "林" else words}).content.decode()
        assert "盐湖律师事务所" in page
    assert "盐湖律师事务所" not in clerk.get(url(assigned, "new/"), {"q": "律"}).content.decode()


def test_the_clerk_adds_a_lawyer_once(more, assigned, web):
    clerk = web("clerk")
    page = clerk.get(url(assigned, "new/"), {"q": "林律"})
    sent = typed(page, assigned, more, q="林律")
    for _ in range(2):
        sent["paper"] = upload()
        assert clerk.post(url(assigned, "new/"), sent).status_code == 302
    assert Representative.objects.filter(case=assigned, person__name="林律").count() == 1
    assert "代为进行和解、调解" in clerk.get(url(assigned)).content.decode()


def test_a_refusal_keeps_what_was_typed(more, assigned, web):
    clerk = web("clerk")
    page = clerk.get(url(assigned, "new/"), {"q": "林律"})
    answer = clerk.post(url(assigned, "new/"), typed(page, assigned, more, q="林律", items=[], firm="另一律师事务所"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "特别授权应当写明具体事项" in text
    assert 'value="另一律师事务所"' in text
    missing = clerk.post(url(assigned, "new/"), typed(page, assigned, more, q="", chosen="new", name="", paper=""))
    assert missing.status_code == 422
    assert "请填写代理人姓名" in missing.content.decode()


@pytest.mark.parametrize(("who", "status"), [("judge2", 404), ("foreign_judge", 404), ("cashier", 404), ("plaintiff", 403)])
def test_strangers_to_the_case_see_no_page_of_it(more, assigned, web, who, status):
    client = web(who)
    role = Representative.objects.get(case=assigned)
    for path in (url(assigned), url(assigned, "new/"), url(assigned, f"{role.pk}/end/"), url(assigned, f"{role.pk}/change/")):
        assert client.get(path).status_code == status
    assert client.post(url(assigned, f"{role.pk}/end/")).status_code == status
    assert Representative.objects.get(pk=role.pk).until is None


def test_the_president_reads_but_does_not_change(more, assigned, web):
    president = web("court_president")
    page = president.get(url(assigned))
    assert page.status_code == 200
    assert "新增代理人" not in page.content.decode()
    assert president.get(url(assigned, "new/")).status_code == 403


def test_the_party_names_a_lawyer_on_the_phone_and_the_clerk_lets_him_in(more, assigned, web):
    mine = f"/cases/{assigned.pk}/representatives/"
    phone = web("plaintiff")
    lin = more.accounts["lin"]
    assert "没有找到" in phone.get(mine + "new/", {"q": "林律", "l": "1"}).content.decode()
    page = phone.get(mine + "new/", {"q": "林律", "l": lin.licence})
    assert "已找到" in page.content.decode()
    party = Party.objects.get(case=assigned, role="plaintiff")
    sent = {"q": "林律", "l": lin.licence, "party": str(party.pk), "chosen": str(lin.pk), "kind": "lawyer",
            "authority": "general", "paper": upload()}
    assert phone.post(mine + "new/", sent).status_code == 302
    assert "待法院核对" in phone.get(mine).content.decode()
    assert web("lin").get(f"/cases/{assigned.pk}/").status_code == 404
    made = Mandate.objects.get(person__name="林律")
    clerk = web("clerk")
    assert "核对无误，通过" in clerk.get(url(assigned)).content.decode()
    assert clerk.post(f"/staff/mandates/{made.pk}/decide/", {"decision": "accept", "key": "a"}).status_code == 302
    assert web("lin").get(f"/cases/{assigned.pk}/").status_code == 200


def test_the_agent_lays_the_mandate_down_on_the_phone_and_the_door_closes(more, assigned, web):
    role = Representative.objects.get(case=assigned)
    lawyer = web("lawyer")
    assert lawyer.get(f"/cases/{assigned.pk}/").status_code == 200
    end = f"/cases/{assigned.pk}/representatives/{role.pk}/end/"
    assert web("defendant").get(end).status_code == 404
    assert "辞去" in lawyer.get(end).content.decode()
    assert lawyer.post(end, {"key": "k"}).status_code == 302
    assert lawyer.get(f"/cases/{assigned.pk}/").status_code == 404


def test_a_lawyer_of_the_same_firm_as_the_opponents_is_pointed_out(more, assigned, web, paper):
    Representative.objects.filter(case=assigned).update(firm="盐湖律师事务所")
    party = Party.objects.get(case=assigned, role="defendant")
    actions.give(assigned.pk, party.pk, Wanted("lawyer", "general", account=more.accounts["lin"].pk), paper(),
                 by=more.actor("clerk"), at=moment())
    assert "同所" in web("judge").get(url(assigned)).content.decode()


def test_the_papers_of_a_refused_mandate_are_kept_at_the_desk(more, assigned, web):
    clerk = web("clerk")
    page = clerk.get(url(assigned, "new/"), {"q": "林律"})
    sent = typed(page, assigned, more, q="林律")
    refused = clerk.post(url(assigned, "new/"), sent | {"kind": ""})
    assert "已选文件：授权委托书.pdf（" in refused.content.decode()
    del sent["paper"]
    for _ in range(2):
        assert clerk.post(url(assigned, "new/"), sent | {"paper-kept": str(KeptFile.objects.get().pk)}).status_code == 302
    assert Representative.objects.filter(case=assigned, person__name="林律").count() == 1


def test_the_papers_of_a_refused_mandate_are_kept_on_the_phone_and_used_once(more, assigned, web):
    defendant, where = web("defendant"), f"/cases/{assigned.pk}/representatives/new/"
    page = defendant.get(where, {"q": "林律", "l": more.accounts["lin"].licence})
    sent = {
        "key": page.context["key"], "q": "林律", "l": more.accounts["lin"].licence, "kind": "lawyer", "authority": "special",
        "party": str(Party.objects.get(case=assigned, role="defendant").pk), "chosen": str(more.accounts["lin"].pk),
        "items": ["settle"], "paper": upload()}
    refused = defendant.post(where, sent | {"kind": ""})
    assert "已选文件：授权委托书.pdf（" in refused.content.decode()
    del sent["paper"]
    sent["paper-kept"] = str(KeptFile.objects.get().pk)
    assert defendant.post(where, sent).status_code == 302
    assert Mandate.objects.filter(case=assigned, person__name="林律").count() == 1
    twice = defendant.post(where, sent)
    assert twice.status_code == 409
    assert Mandate.objects.filter(case=assigned, person__name="林律").count() == 1
    assert Document.objects.filter(case=assigned, renditions__name="授权委托书.pdf").count() == 1
