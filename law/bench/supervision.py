"""What presidents and division heads may do in cases they don't hear, and the trace that every act leaves."""

from law.answer import Answer, LawError, Step
from law.choices import Choice, choices, pick
from law.instruments import cite
from law.registry import rule

FIELDS = ("时间", "内容", "节点", "处理结果")
RECONSIDERATIONS = 2


def measures() -> tuple[Choice, ...]:
    """Measures with labels; value: never, unheard (not for cases they didn't hear), four (watched cases), always."""
    return choices("bench-choices", "measure")


@rule("supervision.allowed")
def allowed(
    *, measure: str, four_type: bool = False, heard: bool = False, committee_case: bool = False, times: int = 1
) -> Answer:
    """Whether a leader may take a measure. {"allowed": bool}.

    heard           the leader sat in the case
    committee_case  the judicial committee decided the case
    times           which request to reconsider this is, from 1
    Raises LawError("unknown_measure"). Source: 司法责任制若干意见第24条, 2017年意见, 四类案件指导意见第十条.
    """
    found = pick(measure, measures(), "unknown_measure", "监督管理措施")
    if found.value == "never":
        return _no(
            f"“{found.label}”超出院庭长的监督管理权限；不同意评议结果的，可以提交专业法官会议或者审判委员会讨论", found
        )
    if found.value == "unheard":
        if heard or committee_case:
            return _yes("本人参加审理或者经审判委员会讨论决定的案件，可以签发裁判文书", found)
        return _no("院庭长不得签发本人未参加审理案件的裁判文书，审判委员会讨论决定的案件除外", found)
    if found.value == "four" and not four_type:
        return _no(f"“{found.label}”限于四类案件；先依规定标识为四类案件", found)
    if found.key == "reconsider" and times > RECONSIDERATIONS:
        return _no(f"建议复议不得超过{RECONSIDERATIONS}次", found)
    where = "四类案件中" if found.value == "four" else "职责范围内"
    return _yes(f"{where}可以“{found.label}”，应在办案平台全程留痕", found)


def _yes(text: str, found: Choice) -> Answer:
    return Answer({"allowed": True}, [Step(text, found.cite())])


def _no(text: str, found: Choice) -> Answer:
    return Answer({"allowed": False}, [Step(text, found.cite())])


@rule("supervision.record")
def record(*, action: str) -> Answer:
    """What the platform must keep of an act of supervision. {"fields", "storage", "retention"}."""
    if not action.strip():
        raise LawError("bad_input", "请写明监督管理的内容。")
    return Answer(
        {"fields": list(FIELDS), "storage": "办案平台", "retention": "永久"},
        [Step(f"“{action}”的时间、内容、节点、处理结果在办案平台全程留痕、永久保存", cite("RESP2017"))],
    )


@rule("committee.quorum")
def committee_quorum(*, members: int, present: int) -> Answer:
    """Whether the judicial committee can sit. {"valid": bool}: an odd number of members, more than half present."""
    if not 0 <= present <= members:
        raise LawError("bad_input", "出席人数不得多于委员人数。")
    valid = members % 2 == 1 and present * 2 > members
    return Answer(
        {"valid": valid},
        [
            Step("审判委员会委员应为单数", cite("ORG", "36")),
            Step(f"应有过半数委员出席：{members}人中到{present}人", cite("ORG", "38")),
        ],
    )
