"""Recording of hearings (庭审录音录像): when it may stop, when it replaces the transcript, who may use it."""

from law.answer import Answer, LawError, Step
from law.choices import Choice, choices, match
from law.instruments import cite
from law.registry import rule

SIMPLIFIED = (
    "simplified_civil",
    "civil_simplified",
    "small_claims",
    "civil_small_claims",
    "small_claims_civil",
    "民事简易程序",
    "简易民事",
    "民事简易",
    "小额诉讼",
    "民事小额诉讼",
    "简易程序民事案件",
    "civil_first_simplified",
)
USES = {
    "当事人": ("查阅", "复制录音", "誊录"),
    "辩护律师": ("查阅", "复制录音", "誊录"),
    "诉讼代理人": ("查阅", "复制录音", "誊录"),
}
LOG = ("开始时间", "结束时间", "中断时间和事由", "录制人员")


def interruptions() -> tuple[Choice, ...]:
    """The three reasons for which recording may be interrupted."""
    return choices("dossier-choices", "interrupt")


@rule("av_record.interrupt_allowed")
def interrupt_allowed(*, reason: str) -> Answer:
    """Whether recording may be interrupted. {"allowed": bool}. Source: 庭审录音录像规定第3条."""
    found = match(reason, interruptions())
    text = f"{found.label}可以不录制或者中断" if found else "庭审录音录像应当自宣布开庭时开始，至闭庭时结束，不得中断"
    return Answer({"allowed": found is not None}, [Step(text, cite("AV", "3"))])


@rule("av_record.replace_transcript")
def replace_transcript(*, procedure: str, parties_consent: bool) -> Answer:
    """Whether the recording may replace the transcript. {"allowed": bool}: simplified civil cases, parties agree.

    Small claims are simplified civil cases. Source: 庭审录音录像规定第8条.
    """
    if not procedure.strip():
        raise LawError("bad_input", "缺少事项：审理程序")
    simplified = procedure.strip().lower() in SIMPLIFIED
    if not simplified:
        return Answer(
            {"allowed": False}, [Step("只有适用简易程序审理的民事案件可以录音录像代替庭审笔录", cite("AV", "8"))]
        )
    text = (
        "当事人同意的，可以录音录像代替庭审笔录，由当事人确认完整性校验值"
        if parties_consent
        else "当事人不同意，应当制作庭审笔录"
    )
    return Answer({"allowed": parties_consent}, [Step(text, cite("AV", "8"))])


@rule("av_record.use_allowed")
def use_allowed(*, who: str, use: str) -> Answer:
    """Whether somebody may use a recording in a way (查阅, 复制录音, 誊录). {"allowed": bool}. Source: 第10、11条."""
    found = next((uses for name, uses in USES.items() if name in who), ())
    return Answer(
        {"allowed": use in found},
        [Step("当事人、辩护律师、诉讼代理人可以查阅、复制录音或者誊录", cite("AV", "10、11"))],
    )
