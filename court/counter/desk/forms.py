"""The form of an act, built from its definition: one field a FieldSpec, choices limited to the case and its court."""

from datetime import date, datetime
from typing import Any

from django import forms

from court.base.people.models import Appointment
from court.kit.days import SHANGHAI
from court.spine.cases.models import Case
from court.spine.cases.schema import Definition, FieldSpec
from court.spine.dossier.models import Document
from court.work.hearings.models import Hearing
from court.work.judgments.kinds import KINDS as PAPERS
from court.work.judgments.kinds import for_act
from court.work.judgments.models import Paper

LONGEST = 5000
FEW = 4
BLANK = ("", "请选择")


class ActForm(forms.Form):
    """Fields by name; `facts()` gives what `perform` takes."""

    def __init__(self, case: Case, definition: Definition, code: str, on: date, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.code, self.on = case, code, on
        self.specs = definition.fields_of(definition.acts[code])
        for name, spec in self.specs.items():
            self.fields[name] = self._field(name, spec)

    def facts(self) -> dict[str, Any]:
        """What was typed, as the act takes it; empty fields are left out."""
        found = {}
        for name, spec in self.specs.items():
            value = self.cleaned_data.get(name)
            if value in (None, "", [], False):
                continue
            found[name] = _fact(spec, value)
        return found

    def _field(self, name: str, spec: FieldSpec) -> forms.Field:
        shared = {
            "label": spec.label.replace("（分）", "（元）") if spec.kind == "money" else spec.label,
            "required": spec.required,
            "help_text": spec.help,
        }
        return getattr(self, f"_as_{spec.kind}")(name, spec, shared)

    def _as_text(self, name, spec, shared):
        return forms.CharField(
            max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}), **shared
        )

    def _as_choice(self, name, spec, shared):
        choices = list(spec.choices.items())
        if len(choices) <= FEW and spec.required:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
        return forms.ChoiceField(choices=[BLANK, *choices], **shared)

    def _as_day(self, name, spec, shared):
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **shared)

    def _as_moment(self, name, spec, shared):
        return forms.DateTimeField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}), **shared)

    def _as_money(self, name, spec, shared):
        return forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, **shared)

    def _as_integer(self, name, spec, shared):
        return forms.IntegerField(min_value=spec.at_least, max_value=spec.at_most, **shared)

    def _as_boolean(self, name, spec, shared):
        return forms.BooleanField(**shared)

    def _as_account(self, name, spec, shared):
        return forms.ChoiceField(choices=[BLANK, *self._people(spec)], **shared)

    def _as_accounts(self, name, spec, shared):
        inside = {
            str(h) for h in self.case.handlers.filter(until=None, role="judge").values_list("account_id", flat=True)
        }
        people = [one for one in self._people(spec) if one[0] not in inside]
        return forms.MultipleChoiceField(choices=people, widget=forms.CheckboxSelectMultiple, **shared)

    def _people(self, spec: FieldSpec) -> list[tuple[str, str]]:
        """Members of the case's court who hold the office the field asks for, the case's division first."""
        found = Appointment.objects.valid(self.on).filter(court=self.case.court_id, account__disabled_at=None)
        if spec.office:
            found = found.filter(office=spec.office)
        rows = {}
        for post in found.select_related("account__person", "division"):
            division = f"（{post.division.name}）" if post.division else ""
            rows[str(post.account_id)] = (
                post.division_id != self.case.division_id,
                f"{post.account.person.name}{division}",
            )
        return [(pk, label) for pk, (_, label) in sorted(rows.items(), key=lambda row: row[1])]

    def _as_party(self, name, spec, shared):
        return forms.ChoiceField(choices=[BLANK, *self._parties()], **shared)

    def _as_parties(self, name, spec, shared):
        return forms.MultipleChoiceField(choices=self._parties(), widget=forms.CheckboxSelectMultiple, **shared)

    def _parties(self) -> list[tuple[str, str]]:
        rows = self.case.parties.filter(left_on=None)
        return [(str(p.pk), f"{p.get_role_display()}　{p.name}") for p in rows]

    def _as_document(self, name, spec, shared):
        if name == "paper":
            rows = Paper.objects.filter(case=self.case, state=Paper.State.SIGNED, kind__in=for_act(self.code))
            choices = [(str(p.document_id), f"{PAPERS[p.kind].name}（{PAPERS[p.kind].label}）") for p in rows]
        else:
            found = Document.objects.filter(case=self.case, state=Document.State.AVAILABLE, volume="main").order_by(
                "-id"
            )
            choices = [(str(d.pk), d.title) for d in found[:200]]
        return forms.ChoiceField(choices=[BLANK, *choices], **shared)

    def _as_reference(self, name, spec, shared):
        choices = self._known(name)
        if choices is not None:
            return forms.ChoiceField(choices=[BLANK, *choices], **shared)
        return forms.CharField(max_length=80, **shared)

    def _known(self, name: str) -> list[tuple[str, str]] | None:
        """What a reference may point to, where this house knows: sittings of the case, its representatives."""
        if name == "ending":
            rows = self.case.representatives.filter(until=None).select_related("person", "party")
            return [(str(r.pk), f"{r.person.name}（{r.party.name}的代理人）") for r in rows]
        if name == "hearing":
            sittings = Hearing.objects.filter(case=self.case).order_by("-sequence")[:20]
            return [(str(one.pk), f"{one.title}（{one.get_state_display()}）") for one in sittings]
        return None


def _fact(spec: FieldSpec, value: Any) -> Any:
    if spec.kind == "money":
        return int(value * 100)
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=SHANGHAI)).isoformat()
    return value.isoformat() if isinstance(value, date) else value


class DecisionForm(forms.Form):
    """Consent or refusal of an approval; a refusal needs its reason."""

    granted = forms.ChoiceField(label="审批结论", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect)
    reason = forms.CharField(
        label="审批意见",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text="不同意的，应当写明理由。",
    )

    def clean(self):
        data = super().clean()
        if data.get("granted") == "no" and not data.get("reason", "").strip():
            self.add_error("reason", "不同意的，请写明理由。")
        return data
