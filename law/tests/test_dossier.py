"""The catalogue of a dossier, its volumes and readers; the archive; recordings."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.answer import LawError
from law.dossier import archive, recording
from law.dossier.catalogue import SECRET, Item, find, items, kind_named, kinds, shipped
from law.dossier.filing import paged, position, read_allowed, sort, volume

OURS = tuple(
    Item("行政赔偿", "正卷", n, name) for n, name in enumerate(["卷宗封面", "赔偿申请书", "决定书", "备考表"], 1)
)


def code(function, **facts) -> str:
    with pytest.raises(LawError) as refusal:
        function(**facts)
    return refusal.value.code


@pytest.mark.parametrize("kind", kinds())
def test_every_item_is_found_by_its_own_name_and_places_have_no_gaps(kind):
    for each in ("正卷", SECRET):
        listed = items(kind, each)
        assert all(find(kind, item.item, each) == item for item in listed)
        if kind not in ("civil_first", "civil_second"):
            assert [item.seq for item in listed] == list(range(1, len(listed) + 1))


def test_the_1991_orders_have_28_and_22_places():
    assert [item.seq for item in items("civil_first")] == list(range(1, 29))
    assert [item.seq for item in items("civil_second")] == list(range(1, 23))


@given(st.permutations([item.item for item in items("civil_first")]))
def test_sorting_any_mixture_gives_the_order_of_the_rule(mixed):
    assert sort(kind="civil_first", docs=mixed)["order"] == [item.item for item in items("civil_first")]


def test_unlisted_papers_stand_before_the_remarks_by_day_of_creation():
    docs = ["备考表", "乙的贺信", "甲的贺信", "起诉状"]
    dates = {"甲的贺信": date(2025, 1, 1), "乙的贺信": date(2025, 2, 1)}
    assert sort(kind="civil_first", docs=docs, dates=dates)["order"] == ["起诉状", "甲的贺信", "乙的贺信", "备考表"]
    assert sort(kind="civil_first", docs=docs)["order"] == ["起诉状", "乙的贺信", "甲的贺信", "备考表"]


def test_papers_of_one_place_keep_their_order():
    assert sort(kind="civil_first", docs=["送达回证", "传票", "开庭通知"])["order"] == ["传票", "开庭通知", "送达回证"]


@pytest.mark.parametrize(
    ("kind", "doc", "place"),
    [
        ("civil_first", "审判庭笔录", 14),
        ("civil_first", "判决书", 19),
        ("civil_first", "上级法院判决书", 24),
        ("civil_first", "上诉状", 22),
        ("civil_first", "合议庭评议笔录", 16),
        ("civil_second", "原审法院判决书、裁定书", 4),
        ("civil_second", "上诉移送书", 3),
        ("civil_second", "答辩状", 6),
        ("民事一审普通程序", "民事判决书", 26),
        ("民事一审普通程序", "借条", 11),
        ("刑事一审", "公诉书", 4),
        ("执行实施", "限制消费令", 15),
        ("执行实施", "终本裁定书", 20),
    ],
)
def test_a_paper_is_filed_where_the_list_has_its_kind(kind, doc, place):
    assert position(kind=kind, doc=doc)["position"] == place


def test_a_paper_that_no_place_names_is_refused():
    assert code(position, kind="civil_first", doc="生日贺卡") == "unlisted_document"
    assert code(position, kind="civil_first", doc="判决书", volume="第三卷") == "unknown_volume"


def test_other_kinds_of_case_use_the_nearest_list_and_nonsense_none():
    assert kind_named("刑事二审") == "刑事一审"
    assert kind_named("恢复执行") == "执行实施"
    assert kind_named("criminal_first") == "刑事一审"
    assert code(kind_named, kind="xyz") == "unknown_kind"


def test_a_court_s_own_catalogue_replaces_the_shipped_one():
    docs = ["决定书", "赔偿申请书", "卷宗封面"]
    assert sort(kind="行政赔偿", docs=docs, catalogue=OURS)["order"] == ["卷宗封面", "赔偿申请书", "决定书"]
    moved = tuple(replace(item, seq=9) if item.item == "赔偿申请书" else item for item in OURS)
    assert sort(kind="行政赔偿", docs=docs, catalogue=moved)["order"][-1] == "赔偿申请书"
    assert code(position, kind="刑事一审", doc="判决书", catalogue=OURS) == "unknown_kind"


@pytest.mark.parametrize(
    "doc",
    [
        "合议庭评议笔录",
        "审判委员会讨论记录",
        "审理报告",
        "阅卷笔录",
        "内部请示",
        "判决书签发稿",
        "判决书原本",
        "执行方案",
    ],
)
@pytest.mark.parametrize("kind", [None, *kinds()])
def test_what_reveals_deliberation_never_lands_in_the_open_volume(doc, kind):
    if kind in ("civil_first", "civil_second") and doc in ("判决书原本",):
        return
    assert volume(doc=doc, kind=kind)["volume"] == SECRET
    if kind and kind not in ("civil_first", "civil_second"):
        found = find(kind, doc)
        assert found is None or found.volume == SECRET


@pytest.mark.parametrize(
    "doc", ["起诉状", "庭审笔录", "证据材料", "判决书", "送达回证", "传票", "代理词", "身份证复印件"]
)
def test_open_papers_stand_in_the_open_volume(doc):
    assert volume(doc=doc)["volume"] == "正卷"


def test_every_item_shipped_has_the_volume_its_catalogue_gives():
    for item in shipped():
        if item.kind not in ("civil_first", "civil_second"):
            found = volume(doc=item.item, kind=item.kind)["volume"]
            shared = [other for other in items(item.kind) if other.item == item.item]
            assert found in {other.volume for other in shared}


def test_a_paper_nobody_can_judge_is_left_to_a_person():
    assert code(volume, doc="贺卡") == "unlisted_document"


def test_cover_catalogue_remarks_and_back_get_no_page_numbers():
    parts = ["卷宗封面", "卷内目录", "起诉状", "判决书", "备考表", "证物袋", "卷底"]
    assert paged(parts=parts)["numbered"] == ["起诉状", "判决书"]


@pytest.mark.parametrize(
    ("who", "volume_", "may"),
    [
        ("诉讼代理人", "正卷", True),
        ("当事人", "正卷", True),
        ("辩护律师", "正卷", True),
        ("社会公众", "正卷", False),
        ("诉讼代理人", "副卷", False),
        ("当事人", "副卷", False),
        ("辩护律师", "副卷", False),
        ("社会公众", "副卷", False),
        ("承办法官", "副卷", True),
        ("书记员", "正卷", True),
        ("记者", "正卷", False),
    ],
)
def test_nobody_outside_the_court_reads_the_secret_volume(who, volume_, may):
    for stage in ("审理中", "已结"):
        assert read_allowed(who=who, volume=volume_, stage=stage)["allowed"] is may


def test_a_defender_who_is_no_lawyer_needs_leave_and_strangers_are_refused():
    assert read_allowed(who="其他辩护人", volume="正卷", leave=False)["allowed"] is False
    assert read_allowed(who="其他辩护人", volume="正卷")["allowed"] is True
    assert code(read_allowed, who="外星人", volume="正卷") == "unknown_reader"
    assert code(read_allowed, who="当事人", volume="附卷") == "unknown_volume"


@pytest.mark.parametrize(
    ("retention", "years", "until"),
    [
        ("永久", None, None),
        ("长期", 60, date(2085, 12, 31)),
        ("短期", 30, date(2055, 12, 31)),
        ("short", 30, date(2055, 12, 31)),
    ],
)
def test_short_retention_is_thirty_years_and_counts_from_the_next_year(retention, years, until):
    assert archive.years(retention=retention)["years"] == years
    assert archive.kept_until(closed=date(2025, 5, 5), retention=retention)["until"] == until
    assert code(archive.years, retention="中期") == "unknown_retention"


def test_the_longest_class_wins_and_a_hint_is_only_a_proposal():
    assert archive.longest(retentions=["短期", "永久", "长期"])["retention"] == "永久"
    assert archive.suggest(about="原告撤诉")["retention"] == "短期"
    assert archive.suggest(about="买卖合同纠纷判决")["retention"] == "长期"


def test_archiving_takes_three_months_or_the_court_s_own_days_and_says_it_rests_on_memory():
    answer = archive.archive_by(closed=date(2025, 3, 10))
    assert answer["by"] == date(2025, 6, 10)
    assert answer.unverified
    assert archive.archive_by(closed=date(2025, 3, 10), days=60)["by"] == date(2025, 5, 9)


def test_papers_are_scanned_within_workdays():
    assert archive.handover_by(received=date(2025, 3, 14))["by"] == date(2025, 3, 18)
    assert archive.scan_by(handed_over=date(2025, 3, 14))["by"] == date(2025, 3, 17)


@pytest.mark.parametrize(
    ("paper", "may"),
    [
        ("全部已转化为电子材料", True),
        ("没有纸质材料", True),
        ("部分未转化", False),
        ("尚未转化", False),
        ("未全部转化", False),
    ],
)
def test_the_e_dossier_goes_up_alone_only_when_no_paper_is_left_out(paper, may):
    assert archive.e_dossier_replace_paper(paper_materials=paper)["allowed"] is may


def test_silence_about_the_paper_is_refused():
    assert code(archive.e_dossier_replace_paper, paper_materials="不清楚") == "bad_input"


def test_recording_stops_for_three_reasons_only():
    for reason in recording.interruptions():
        assert recording.interrupt_allowed(reason=reason.label)["allowed"] is True
    assert recording.interrupt_allowed(reason="设备检修")["allowed"] is False


@pytest.mark.parametrize(
    ("procedure", "consent", "may"),
    [
        ("simplified_civil", True, True),
        ("simplified_civil", False, False),
        ("small_claims", True, True),
        ("ordinary_civil", True, False),
        ("simplified_admin", True, False),
        ("criminal_fast", True, False),
    ],
)
def test_a_recording_replaces_the_transcript_in_simplified_civil_cases_by_consent(procedure, consent, may):
    assert recording.replace_transcript(procedure=procedure, parties_consent=consent)["allowed"] is may


def test_parties_copy_the_sound_and_nobody_else():
    assert recording.use_allowed(who="当事人", use="复制录音")["allowed"] is True
    assert recording.use_allowed(who="当事人", use="复制录像")["allowed"] is False
    assert recording.use_allowed(who="记者", use="查阅")["allowed"] is False
