"""What a civil complaint must state, and which of it a draft still lacks."""
from collections.abc import Mapping

from law.answer import Answer, Step
from law.instruments import cite
from law.registry import rule

PLAINTIFF = {
    "name": "姓名",
    "sex": "性别",
    "age": "年龄",
    "ethnicity": "民族",
    "occupation": "职业",
    "employer": "工作单位",
    "domicile": "住所",
    "contact": "联系方式",
}
PLAINTIFF_ENTITY = {"name": "名称", "domicile": "住所", "representative": "法定代表人或者主要负责人的姓名",
                    "representative_title": "法定代表人或者主要负责人的职务", "contact": "联系方式"}
DEFENDANT = {"name": "姓名", "sex": "性别", "employer": "工作单位", "domicile": "住所"}
DEFENDANT_ENTITY = {"name": "名称", "domicile": "住所"}
OPTIONAL = {"employer", "occupation"}  # a person may have none; the form then says so instead of staying empty
ATTACHMENTS = {"identity_proof": "身份证明", "authority": "授权委托书和代理人身份证明（委托起诉的）",
               "copies": "与被告人数相符的起诉状副本", "evidence": "与诉请相关的证据或者证明材料"}


def party_fields(role: str, entity: bool) -> dict[str, str]:
    """The fields of a party, as key: Chinese label; role is plaintiff or defendant."""
    if role == "plaintiff":
        return PLAINTIFF_ENTITY if entity else PLAINTIFF
    return DEFENDANT_ENTITY if entity else DEFENDANT


def missing_of_party(role: str, party: Mapping) -> list[str]:
    """The required fields that a party's entry lacks. `entity` true in the entry means a unit, not a person."""
    fields = party_fields(role, bool(party.get("entity")))
    return [key for key in fields if key not in OPTIONAL and not str(party.get(key) or "").strip()]


@rule("filing.complaint_missing")
def complaint_missing(*, plaintiffs: list[dict], defendants: list[dict], claims: str = "", facts: str = "",
                      evidence: int = 0, identity_proof: bool = True, agent: bool = False, authority: bool = True,
                      witnesses: list[dict] | None = None) -> Answer:
    """What a draft complaint lacks. {"missing": [{"field", "text"}], "complete": bool}.

    plaintiffs, defendants   entries with the keys of `party_fields`; {"entity": true} for units
    evidence                 how many pieces are attached
    Source: 民事诉讼法第一百二十四条; 登记立案规定第四条, 第六条.
    """
    gaps = []
    for role, label, parties in (("plaintiff", "原告", plaintiffs), ("defendant", "被告", defendants)):
        if not parties:
            gaps.append((role, f"没有填写{label}"))
        for number, party in enumerate(parties, 1):
            names = party_fields(role, bool(party.get("entity")))
            gaps += [
                (f"{role}.{number}.{key}", f"{label}{number}缺少{names[key]}") for key in missing_of_party(role, party)
            ]
    checks = [
        ("claims", bool(claims.strip()), "没有填写诉讼请求"),
        ("facts", bool(facts.strip()), "没有填写事实与理由"),
        ("evidence", evidence > 0, "没有提交证据"),
        ("identity_proof", identity_proof, "没有提交身份证明"),
        ("authority", authority or not agent, "委托他人起诉，没有提交授权委托书和代理人身份证明"),
    ]
    gaps += [(field, text) for field, ok, text in checks if not ok]
    gaps += [
        (f"witness.{number}", f"证人{number}的姓名或者住所未写明")
        for number, witness in enumerate(witnesses or [], 1)
        if not (witness.get("name") and witness.get("domicile"))
    ]
    return Answer({"missing": [{"field": field, "text": text} for field, text in gaps], "complete": not gaps},
                  [Step("起诉状应当记明的事项", cite("CPL", "124")), Step("起诉应当提交的材料", cite("REG2015", "6")),
                   *(Step(text) for _, text in gaps)])
