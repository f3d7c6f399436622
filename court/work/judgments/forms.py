"""The editor of a paper: one text area a section."""

from django import forms

from court.work.judgments.actions import LONGEST
from court.work.judgments.kinds import KINDS
from court.work.judgments.models import Paper


class EditorForm(forms.Form):
    """Sections by key; `revision` is the text the editor was opened with."""

    def __init__(self, paper: Paper, data=None, *, writable: bool = True):
        super().__init__(data, initial=paper.sections)
        for section in KINDS[paper.kind].sections:
            area = forms.Textarea(
                attrs={"rows": section.rows, "class": "paper", "maxlength": LONGEST, "spellcheck": "false"}
            )
            self.fields[section.key] = forms.CharField(
                label=section.label, required=False, strip=False, widget=area, max_length=LONGEST, disabled=not writable
            )
            if section.required:
                self.fields[section.key].help_text = (
                    "签署前必须填写" if not paper.sections.get(section.key, "").strip() else ""
                )


class ReviewForm(forms.Form):
    granted = forms.ChoiceField(
        label="审核结论", choices=[("yes", "通过"), ("no", "退回修改")], widget=forms.RadioSelect
    )
    opinion = forms.CharField(
        label="审核意见", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500})
    )
