"""Who may read the file of a case: agents and parties its main volume, nobody outside the court its secret volume."""

from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.registry import rule

AGENTS, PARTIES, OTHERS = "agent", "party", "other"
MAIN, SECRET = "正卷", "副卷"


@rule("dossier.may_read")
def may_read(*, capacity: str, volume: str = MAIN, ended: bool = False, retrial: bool = False) -> Answer:
    """Whether somebody outside the court may ask to read a volume. {"allowed": bool}, with the reason.

    capacity  agent (诉讼代理人), party (当事人), other
    volume    正卷 or 副卷
    ended     the case has ended · retrial: the agent is engaged to prepare an application for retrial
    Raises LawError("bad_input"). Source: 最高人民法院关于诉讼代理人查阅民事案件材料的规定 articles 1, 5, 10.
    """
    if capacity not in (AGENTS, PARTIES, OTHERS) or volume not in (MAIN, SECRET):
        raise LawError("bad_input", "请说明阅卷人的身份和卷别。")
    if volume == SECRET:
        return Answer({"allowed": False}, [Step("诉讼代理人、当事人查阅的案件材料为正卷，副卷不对外提供查阅", cite("READ", "5"))])
    if capacity == OTHERS:
        text = "不是本案当事人，也没有当事人委托代理的手续，不能查阅案件材料"
        return Answer({"allowed": False}, [Step(text, cite("READ", "1"))])
    if capacity == PARTIES:
        return Answer({"allowed": True}, [Step("当事人查阅案件有关材料，参照诉讼代理人的规定", cite("READ", "10"))])
    if retrial or ended:
        text = "案件审理终结后，诉讼代理人为申请再审准备材料等需要，可以查阅正卷"
        return Answer({"allowed": True}, [Step(text, cite("READ", "1")), Step("查阅范围为正卷", cite("READ", "5"))])
    text = "代理民事诉讼的律师和其他诉讼代理人有权查阅所代理案件的有关材料"
    return Answer({"allowed": True}, [Step(text, cite("READ", "1")), Step("查阅范围为正卷", cite("READ", "5"))])
