"""The form of an act, built from its definition: one field a FieldSpec, choices limited to the case and its court.

Nothing that has an id is typed: people, papers, sittings and courts are chosen by name. A paper that is not in the
dossier yet may be uploaded beside the choice.
"""

from datetime import date, datetime
from typing import Any

from django import forms

from court.counter.desk import offered, prefill
from court.kit import money
from court.kit.days import SHANGHAI
from court.kit.press.kinds import ACCEPT_ATTRIBUTE
from court.spine.cases.models import Case
from court.spine.cases.schema import Definition, FieldSpec

LONGEST = 5000
FEW = 4
BLANK = ("", "请选择")
UPLOAD = "_file"
# Left open in the definition for cases that began before they were asked; a person of the court always says it.
ALWAYS = {"to_court", "suspend_ground"}


class ActForm(forms.Form):
    """Fields by name; `facts()` gives what `perform` takes, `uploads()` the files to take in first."""

    def __init__(self, case: Case, definition: Definition, code: str, on: date, data=None, files=None, *,
                 initial: dict[str, Any] | None = None):  # fmt: skip
        super().__init__(data, files, initial={**prefill.of(case, code, on), **(initial or {})})
        self.case, self.code, self.on = case, code, on
        self.specs = {
            name: spec
            for name, spec in definition.fields_of(definition.acts[code]).items()
            if spec.required or spec.kind != "reference" or name in REFERENCES
        }
        for name, spec in self.specs.items():
            self.fields[name] = self._field(name, spec)
            if self._is_upload(name):
                self.fields[name + UPLOAD] = _upload(spec)

    def facts(self) -> dict[str, Any]:
        """What was typed, as the act takes it; empty fields are left out."""
        return self._facts(self.cleaned_data)

    def facts_so_far(self) -> dict[str, Any]:
        """What can be understood of a form that is not complete yet, for telling what would follow."""
        self.full_clean()
        return self._facts(getattr(self, "cleaned_data", {}))

    def uploads(self) -> dict[str, Any]:
        """Files by the name of the field they stand for."""
        found = {name: self.cleaned_data.get(name + UPLOAD) for name in self.specs if self._is_upload(name)}
        return {name: file for name, file in found.items() if file}

    def clean(self):
        data = super().clean() or {}
        for name, spec in self.specs.items():
            if self._is_upload(name) and spec.required and not (data.get(name) or data.get(name + UPLOAD)):
                self.add_error(name, "请选择卷内材料，或者上传文件。")
        return data

    def _facts(self, data: dict) -> dict[str, Any]:
        values = {name: data.get(name) for name in self.specs}
        return {name: _fact(self.specs[name], value) for name, value in values.items()
                if value not in (None, "", [], False)}  # fmt: skip

    def _is_upload(self, name: str) -> bool:
        return self.specs[name].kind == "document" and name != "paper"

    def _field(self, name: str, spec: FieldSpec) -> forms.Field:
        shared = {
            "label": spec.label.replace("（分）", "（元）") if spec.kind == "money" else spec.label,
            "required": spec.required or name in ALWAYS,
            "help_text": spec.help,
        }
        return getattr(self, f"_as_{spec.kind}")(name, spec, shared)

    def _as_text(self, name, spec, shared):
        return forms.CharField(
            max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}), **shared
        )

    def _as_choice(self, name, spec, shared):
        choices = [one for one in spec.choices.items() if name != "new_track" or one[0] != self.case.track]
        if name == "new_track" and len(choices) == 1:
            self.initial.setdefault(name, choices[0][0])
        if len(choices) <= FEW and spec.required:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
        return forms.ChoiceField(choices=[BLANK, *choices], **shared)

    def _as_choices(self, name, spec, shared):
        return forms.MultipleChoiceField(choices=list(spec.choices.items()), widget=forms.CheckboxSelectMultiple, **shared)

    def _as_day(self, name, spec, shared):
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **shared)

    def _as_moment(self, name, spec, shared):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        return forms.DateTimeField(widget=widget, **shared)

    def _as_money(self, name, spec, shared):
        return forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, **shared)

    def _as_integer(self, name, spec, shared):
        return forms.IntegerField(min_value=spec.at_least, max_value=spec.at_most, **shared)

    def _as_boolean(self, name, spec, shared):
        return forms.BooleanField(**shared)

    def _as_account(self, name, spec, shared):
        return forms.ChoiceField(choices=[BLANK, *offered.people(self.case, spec.office, self.on)], **shared)

    def _as_accounts(self, name, spec, shared):
        people = offered.members(self.case, spec.office, self.on)
        return forms.MultipleChoiceField(choices=people, widget=forms.CheckboxSelectMultiple, **shared)

    def _as_party(self, name, spec, shared):
        return forms.ChoiceField(choices=[BLANK, *offered.parties(self.case, self.code)], **shared)

    def _as_parties(self, name, spec, shared):
        parties = offered.parties(self.case, self.code)
        return forms.MultipleChoiceField(choices=parties, widget=forms.CheckboxSelectMultiple, **shared)

    def _as_document(self, name, spec, shared):
        if name == "paper":
            signed = offered.papers(self.case, self.code)
            if len(signed) == 1:
                self.initial.setdefault(name, signed[0][0])
            return forms.ChoiceField(choices=[BLANK, *signed], **shared)
        choices = [("", "不选择卷内材料"), *offered.documents(self.case)]
        return forms.ChoiceField(choices=choices, **{**shared, "required": False})

    def _as_court(self, name, spec, shared):
        return forms.ChoiceField(choices=[BLANK, *offered.courts(self.case)], **shared)

    def _as_reference(self, name, spec, shared):
        return forms.ChoiceField(choices=[BLANK, *REFERENCES[name](self.case)], **shared)


# References a person chooses. One that is not here is for the court's machinery: if it is not required it is left
# out, and an act that requires it has a page of its own.
REFERENCES = {"hearing": offered.sittings}


def _upload(spec: FieldSpec) -> forms.FileField:
    return forms.FileField(label=f"或者上传{spec.label}", required=False,
                           widget=forms.FileInput(attrs={"accept": ACCEPT_ATTRIBUTE, "data-max-mb": "100"}))  # fmt: skip


def _fact(spec: FieldSpec, value: Any) -> Any:
    if spec.kind == "money":
        return money.fen(value)
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
