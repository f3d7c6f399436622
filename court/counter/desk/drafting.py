"""Drafting the ruling an act needs from what was chosen on its form: the ground, the court, the procedure."""

from django import forms

from court.base.access.actor import Actor
from court.base.courts.models import Court
from court.counter.desk.forms import ActForm
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.work.judgments import actions as judgments
from court.work.judgments.kinds import for_act
from court.work.judgments.models import Paper

# The fields of an act that its ruling speaks of: asked before the ruling is drafted.
ASKED = ("to_court", "suspend_ground", "new_track")
ITEMS = {"heirs": "一", "capacity": "二", "successor": "三", "force_majeure": "四", "other_case": "五", "other": "六"}
CITED = "依照《中华人民共和国民事诉讼法》"


def fields(form: ActForm) -> list[forms.BoundField]:
    """Those of ASKED that this act has, with ids of their own so that they may stand beside the form of the act."""
    form.auto_id = "draft_%s"
    return [form[name] for name in ASKED if name in form.specs]


def draft(case: Case, code: str, kind: str, form: ActForm, *, by: Actor, at) -> Paper:
    """The paper of this kind, begun or still open, with what was chosen written into it."""
    if kind not in for_act(code):
        raise Refused("没有这种文书。", do="请从列表中选择。", code="bad_field", status=404)
    facts = form.facts_so_far()
    missing = [form.specs[name].label for name in ASKED if name in form.specs and name not in facts]
    if missing:
        raise Refused(f"请先选择“{'”“'.join(missing)}”。", do="选择后起草的文书会写明。", code="missing_field", status=422)
    paper = judgments.start(case, kind, by=by, at=at)
    if words := _words(case, form, facts):
        paper = judgments.save(paper.pk, {**paper.sections, **words}, revision=paper.revision, by=by, at=at)
    return paper


def _words(case: Case, form: ActForm, facts: dict) -> dict[str, str]:
    if court := facts.get("to_court"):
        name = Court.objects.values_list("name", flat=True).get(pk=court)
        return {"reason": f"本院经审查认为，本案应由{name}管辖，被告对管辖权提出的异议成立。{CITED}第三十七条、第一百三十条第一款规定，裁定如下：",
                "decision": f"本案移送{name}处理。"}
    if ground := facts.get("suspend_ground"):
        label = form.specs["suspend_ground"].choices[ground]
        return {"reason": f"本院认为，本案有{label}的情形。{CITED}第一百五十三条第一款第{ITEMS[ground]}项、第一百五十七条第一款第六项规定，"
                          "裁定如下：", "decision": "本案中止诉讼。"}
    if track := facts.get("new_track"):
        to = form.specs["new_track"].choices[track]
        return {"reason": f"本院在审理过程中发现，本案情形符合转换审理程序的条件，应当转为{to}审理。{CITED}第一百七十条规定，裁定如下：",
                "decision": f"本案转为{to}审理。"}
    return {}
