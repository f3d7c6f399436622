"""Forms of the dossier: a paper put in by the court, its place, why it is struck."""

from typing import Any

from django import forms

from court.kit.press.kinds import ACCEPT_ATTRIBUTE
from court.spine.cases.models import Case
from court.spine.dossier import allowed, catalogue
from court.spine.dossier.models import Document


class AddForm(forms.Form):
    """A paper the court puts into the dossier itself, as one scanned at the desk."""

    file = forms.FileField(
        label="文件", widget=forms.ClearableFileInput(attrs={"accept": ACCEPT_ATTRIBUTE}),
    )  # fmt: skip
    title = forms.CharField(label="材料名称", max_length=200, strip=True)
    place = forms.ChoiceField(label="归入")
    secrecy = forms.ChoiceField(label="知悉范围", choices=Document.Secrecy.choices, initial=Document.Secrecy.PARTIES)
    party = forms.ChoiceField(label="提交人", required=False)

    def __init__(self, case: Case, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.case = case
        self.fields["file"].help_text = f"PDF、图片、Word、Excel、文本、录音录像；{allowed.words()}。"
        set_choices(self, "place", place_choices(case))
        set_choices(self, "party", [("", "——"), *((str(one.pk), one.name) for one in case.parties.all())])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        volume, _, item = data.get("place", "").partition(":")
        data["volume"], data["item"] = volume, item
        open_to_parties = data.get("secrecy") in (Document.Secrecy.PARTIES, Document.Secrecy.OWN)
        if volume == Document.Volume.INNER and open_to_parties:
            self.add_error("secrecy", "副卷材料不对当事人公开，请选择“法院内部”或者“合议庭内部”。")
        return data


class PlaceForm(forms.Form):
    place = forms.ChoiceField(label="归入")

    def __init__(self, case: Case, *args: Any, **options: Any):
        super().__init__(*args, **options)
        set_choices(self, "place", place_choices(case))


def set_choices(form: forms.Form, name: str, choices: list) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def place_choices(case: Case) -> list[tuple[str, list[tuple[str, str]]]]:
    """正卷 and 副卷 with their items, as groups of a select; "main:起诉状…" is the value."""
    entries = catalogue.of(case)
    return [
        (label, [(f"{one.volume}:{one.key}", one.label) for one in entries if one.volume == volume and not one.retired])
        for volume, label in Document.Volume.choices
    ]
