"""Publication of judgments, masking and deleting, process information, electronic service, hearing broadcasts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.answer import LawError
from law.calendar import shipped as calendar
from law.openness import process, publication, redaction
from law.openness.text import GONE, redact_text

NAMES = st.text(alphabet="张王李赵欧阳司马三四五六明", min_size=2, max_size=4)


def code(function, **facts) -> str:
    with pytest.raises(LawError) as refusal:
        function(**facts)
    return refusal.value.code


@given(st.dates(date(2018, 1, 1), date(2026, 11, 30)))
def test_publication_is_due_on_the_seventh_workday(day):
    by = publication.publish_by(effective=day)["by"]
    assert sum(calendar().is_workday(day + timedelta(n)) for n in range(1, (by - day).days + 1)) == 7


def test_an_appealed_first_instance_document_counts_from_the_second_instance():
    first, second = date(2025, 3, 10), date(2025, 6, 10)
    assert publication.publish_by(effective=first, second_instance_effective=second)["by"] == date(2025, 6, 19)
    assert code(publication.publish_by, effective=first, appealed=True) == "bad_input"


def test_before_the_rule_there_is_no_answer():
    assert code(publication.publish_by, effective=date(2016, 9, 30)) == "no_law_on_date"
    assert code(publication.allowed, kind="判决书", on=date(2016, 9, 30)) == "no_law_on_date"


@pytest.mark.parametrize(
    "kind",
    [
        "涉及国家秘密",
        "未成年人犯罪",
        "离婚诉讼",
        "以调解方式结案",
        "确认人民调解协议效力",
        "未成年子女抚养",
        "个人隐私",
    ],
)
def test_what_stays_off_the_net(kind):
    assert publication.allowed(kind=kind)["publish"] is False


@pytest.mark.parametrize(
    "kind",
    [
        "民间借贷判决",
        "管辖裁定书",
        "支付令",
        "国家赔偿决定",
        "行政调解书",
        "公益诉讼调解书",
        "减刑裁定",
        "离婚后财产纠纷判决",
    ],
)
def test_what_goes_online(kind):
    assert publication.allowed(kind=kind)["publish"] is True


def test_every_listed_kind_is_answered_as_listed_and_an_unknown_one_refused():
    for kind in publication.kinds():
        assert publication.allowed(kind=kind.label)["publish"] is (kind.value == "yes"), kind.label
    assert code(publication.allowed, kind="贺卡") == "unknown_kind"


def test_what_is_said_of_an_unpublished_document_reveals_no_secret():
    assert publication.notice()["fields"] == ["案号", "审理法院", "裁判日期", "不公开理由"]
    assert publication.notice(reveals_secret=True)["fields"] == []


def test_divorces_are_broadcast_unless_a_party_asked_for_a_closed_hearing_and_minors_never():
    assert publication.broadcast_allowed(about="离婚纠纷")["allowed"] is True
    assert publication.broadcast_allowed(about="离婚纠纷", party_asked_closed=True)["allowed"] is False
    assert publication.broadcast_allowed(about="未成年人抢劫")["allowed"] is False


@pytest.mark.parametrize(
    ("name", "kind", "mask"),
    [
        ("张三", None, "张某"),
        ("欧阳明", "compound", "欧阳某"),
        ("欧阳娜娜", None, "欧阳某"),
        ("阿依古丽", "minority", "阿某"),
        ("艾合买提·买买提", None, "艾某"),
        ("约翰·史密斯", "foreign_chinese", "约某"),
        ("John Smith", None, "J"),
        ("smith", "foreign", "S"),
        ("令狐", None, "令某"),
        ("𠮷田", None, "𠮷某"),
    ],
)
def test_how_a_name_is_masked(name, kind, mask):
    assert redaction.name(name=name, kind=kind)["masked"] == mask


def test_foreign_names_rest_on_memory_and_empty_or_unknown_ones_are_refused():
    assert redaction.name(name="John").unverified
    assert not redaction.name(name="张三").unverified
    assert code(redaction.name, name=" ") == "bad_input"
    assert code(redaction.name, name="张三", kind="火星") == "bad_input"


@given(st.lists(NAMES, min_size=1, max_size=8))
def test_different_people_never_share_a_mask_and_one_person_never_has_two(names):
    final = redaction.names_dedupe(names=names)["masked"]
    pairs = set(zip(names, final, strict=True))
    assert len({name for name, _ in pairs}) == len({mask for _, mask in pairs}) == len(pairs)


def test_only_masks_that_meet_get_numbers():
    assert redaction.names_dedupe(names=["张三", "李四", "张四", "张三"])["masked"] == [
        "张某1",
        "李某",
        "张某2",
        "张某1",
    ]
    assert code(redaction.names_dedupe, names=["张三"], kinds=[]) == "bad_input"


@pytest.mark.parametrize(
    ("role", "mask"),
    [
        ("离婚案件原告", True),
        ("继承纠纷被告的法定代理人", True),
        ("刑事被害人", True),
        ("刑事案件证人", True),
        ("附带民事诉讼原告人", True),
        ("未成年被告人", True),
        ("刑事案件被告人", False),
        ("合同纠纷原告", False),
        ("民事案件证人", False),
        ("离婚案件代理律师", False),
        ("审判长", False),
    ],
)
def test_whose_names_are_masked(role, mask):
    assert redaction.who(role=role)["mask"] is mask


@pytest.mark.parametrize(
    ("party", "field", "gone"),
    [
        ("自然人", "家庭住址", True),
        ("自然人", "身份证号码", True),
        ("自然人", "手机号码", True),
        ("自然人", "出生日期", False),
        ("自然人", "住所地所属县、区", False),
        ("法人", "银行账号", True),
        ("法人", "车牌号码", True),
        ("法人", "住所地", False),
        ("法人", "名称", False),
        ("法人", "统一社会信用代码", False),
        ("自然人", "不动产权属证书编号", True),
        ("自然人", "商业秘密", True),
    ],
)
def test_what_is_deleted_and_what_is_kept(party, field, gone):
    assert redaction.delete_field(party=party, field=field)["delete"] is gone


def test_unknown_roles_and_data_are_left_to_a_person():
    assert code(redaction.who, role="路人") == "unknown_role"
    assert code(redaction.delete_field, party="自然人", field="星座") == "unknown_field"


def test_names_are_masked_everywhere_longest_first_and_never_twice():
    text, changes = redact_text("王小明诉王小、张某，见证人王小明。", {"王小": None, "王小明": None, "张某": None})
    assert text == "王某2诉王某1、张某，见证人王某2。"
    assert [change.was for change in changes] == ["王小明", "王小", "张某", "王小明"]


def test_numbers_that_give_a_person_away_go_and_others_stay():
    kept = "案号（2026）晋0802民初12号，金额100000元"
    text = f"身份证140802199001011234，电话13800138000，账号6222021234567890123，车牌晋M12345，{kept}"
    assert redact_text(text, {})[0] == (f"身份证{GONE}，电话{GONE}，账号{GONE}，车牌{GONE}，{kept}")


def test_given_words_such_as_addresses_go_too():
    assert redact_text("住盐湖区河东街1号", {}, ["河东街1号"])[0] == f"住盐湖区{GONE}"


@given(st.lists(NAMES, min_size=1, max_size=4, unique=True), st.text(alphabet="诉，。甲乙张三", max_size=20))
def test_no_masked_name_is_left_and_the_rest_of_the_text_stands(names, filler):
    text = filler.join(names)
    masked, changes = redact_text(text, dict.fromkeys(names))
    restored, last, at = [], 0, 0
    for change in changes:
        restored += [masked[at : at + change.start - last], change.was]
        at += change.start - last + len(change.now)
        last = change.end
    assert "".join([*restored, masked[at:]]) == text


@pytest.mark.parametrize(
    ("item", "push"),
    [
        ("立案信息", True),
        ("审判组织信息", True),
        ("审理期限", True),
        ("庭审时间地点", True),
        ("财产保全", True),
        ("庭审笔录", True),
        ("判决书", True),
        ("判决书（送达前）", False),
        ("审限扣除和延长及事由", True),
        ("合议庭评议意见", False),
        ("审判委员会讨论记录", False),
        ("国家秘密", False),
        ("庭审录音录像", False),
        ("电子卷宗", False),
    ],
)
def test_what_is_pushed_to_the_parties(item, push):
    assert process.push(item=item, to="当事人")["push"] is push
    assert process.push(item=item, to="社会公众")["push"] is False


def test_documents_wait_for_service_and_receivers_for_their_identity():
    assert process.push(item="判决书", to="诉讼代理人", served=False)["push"] is False
    assert process.push(item="立案信息", to="当事人", collected=False)["push"] is False
    assert code(process.push, item="食堂菜单", to="当事人") == "unknown_item"
    assert code(process.push, item="立案信息", to="当事人", on=date(2018, 8, 31)) == "no_law_on_date"


@pytest.mark.parametrize(
    ("doc", "consent", "year", "expected"),
    [
        ("判决书", True, 2024, {"allowed": True, "paper_on_request": True}),
        ("判决书", True, 2021, {"allowed": False}),
        ("传票", True, 2021, {"allowed": True, "paper_on_request": False}),
        ("调解书", False, 2024, {"allowed": False}),
        ("裁定书", True, 2022, {"allowed": True, "paper_on_request": True}),
    ],
)
def test_judgments_are_served_electronically_since_2022_and_only_by_consent(doc, consent, year, expected):
    assert dict(process.e_serve(doc=doc, consent=consent, year=year)) == expected


@pytest.mark.parametrize(("document", "effective", "allowed"), [
    ("判决书", True, True), ("裁定书", True, True), ("判决书", False, False), ("调解书", True, False), ("决定书", True, False)])
def test_the_public_looks_up_effective_judgments_and_rulings_alone(document, effective, allowed):
    found = publication.may_read(document=document, effective=effective)
    assert found["allowed"] is allowed and found.steps[0].cite.article == "159"
