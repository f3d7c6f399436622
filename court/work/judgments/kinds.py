"""The kinds of paper: name, the acts that may take it, the sections a judge writes, the catalogue place."""
from dataclasses import dataclass

PLACE = "判决书、调解书、裁定书正本"
TRACKS = "延长审限、转换程序的报告和批复（对外裁定）"
ORIGINAL = "判决书、裁定书、调解书原本（签发稿）"


@dataclass(frozen=True)
class Section:
    """A part of the text. `rows` is how tall the editor shows it; `fixed` parts are written by the court."""

    key: str
    label: str
    rows: int = 6
    required: bool = True


@dataclass(frozen=True)
class Kind:
    name: str
    label: str
    acts: frozenset[str]
    sections: tuple[Section, ...]
    doc: str = "裁定"
    appealable: bool = False
    item: str = PLACE


_COURSE = Section("course", "案件由来和审理经过", 4)
_DECISION = Section("decision", "主文", 5)
_REASON = Section("reason", "事实和理由", 8)
_COSTS = Section("costs", "诉讼费负担", 2, required=False)
ARTICLES = "articles"
_ARTICLES = Section(ARTICLES, "裁判依据（每行一条）", 4)

KINDS = {
    "judgment": Kind("民事判决书", "判决", frozenset({"issue_judgment"}), (
        _COURSE, Section("claims", "原告诉称", 6), Section("defence", "被告辩称", 5),
        Section("evidence", "举证质证", 5, required=False), Section("found", "本院认定事实", 8),
        Section("opinion", "本院认为", 10), _ARTICLES, Section("decision", "判决主文", 6), _COSTS), "判决", True),
    "mediation": Kind("民事调解书", "调解", frozenset({"mediate"}), (
        _COURSE, Section("claims", "诉讼请求和事实理由", 6), Section("decision", "调解协议", 8), _COSTS), "调解"),
    "withdrawal": Kind("民事裁定书", "准许撤诉", frozenset({"allow_withdrawal", "end_main_claim"}), (_COURSE, _REASON, _ARTICLES, _DECISION, _COSTS)),
    "deemed_withdrawal": Kind("民事裁定书", "按撤诉处理", frozenset({"rule_deemed_withdrawal", "deem_withdrawn_absent", "end_main_claim"}),
                              (_COURSE, _REASON, _ARTICLES, _DECISION)),
    "counterclaim_withdrawn": Kind("民事裁定书", "反诉按撤诉处理", frozenset({"rule_counterclaim_withdrawn", "rule_last_counterclaim_withdrawn"}),
                                   (_COURSE, _REASON, _ARTICLES, _DECISION)),
    "counterclaim_taken_back": Kind("民事裁定书", "准许撤回反诉", frozenset({"allow_counterclaim_withdrawal", "allow_last_counterclaim_withdrawal"}),
                                    (_COURSE, _REASON, _ARTICLES, _DECISION, _COSTS)),
    "dismissal": Kind("民事裁定书", "驳回起诉", frozenset({"dismiss", "dismiss_main_claim"}), (_COURSE, _REASON, _ARTICLES, _DECISION, _COSTS),
                      appealable=True),
    "objection": Kind("民事裁定书", "驳回管辖权异议", frozenset({"reject_jurisdiction_objection"}),
                      (_COURSE, _REASON, _ARTICLES, _DECISION, _COSTS), appealable=True, item="管辖异议申请及裁定"),
    "transfer": Kind("民事裁定书", "移送管辖", frozenset({"transfer_jurisdiction"}), (_COURSE, _REASON, _ARTICLES, _DECISION),
                     appealable=True, item="管辖异议申请及裁定"),
    "suspension": Kind("民事裁定书", "中止诉讼", frozenset({"suspend_case"}), (_COURSE, _REASON, _ARTICLES, _DECISION)),
    "conversion": Kind("民事裁定书", "转换程序", frozenset({"convert_track"}), (_COURSE, _REASON, _ARTICLES, _DECISION),
                       item=TRACKS),
    "to_panel": Kind("民事裁定书", "转由合议庭审理", frozenset({"turn_to_panel"}), (_COURSE, _REASON, _ARTICLES, _DECISION), item=TRACKS),
    "sole_objection": Kind("民事裁定书", "驳回对独任审理的异议", frozenset({"reject_sole_objection"}),
                           (_COURSE, _REASON, _ARTICLES, _DECISION), item=TRACKS),
    "correction": Kind("民事裁定书", "补正", frozenset({"correct_judgment"}), (_COURSE, _REASON, _ARTICLES, _DECISION)),
}


def for_act(act: str) -> list[str]:
    return [name for name, kind in KINDS.items() if act in kind.acts]
