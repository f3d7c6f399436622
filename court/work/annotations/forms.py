"""What comes in from the margin's forms: a program's JSON or a page's fields, read alike."""

import json
from typing import Any

from django import forms
from django.http import HttpRequest

from court.kit.pages import whole_number
from court.kit.refusal import Refused
from court.work.annotations.models import Annotation
from court.work.annotations.queries import Wanted

LARGEST = 200_000


def sent(request: HttpRequest) -> dict[str, Any]:
    """The JSON object a script sent, or the fields of a form."""
    if request.content_type != "application/json":
        return request.POST.dict()
    if len(request.body) > LARGEST:
        raise Refused("提交的内容过长。", do="请精简后再提交。", code="too_much", status=422)
    try:
        told = json.loads(request.body)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Refused("提交的内容无效。", do="请刷新页面后再试。", code="bad_json", status=422)
    return told


def number(told: dict, name: str) -> int:
    """A whole number of a field; 0 where there is none."""
    value = told.get(name)
    return value if type(value) is int and value >= 0 else whole_number(str(value or "")) or 0


def tags(told: dict) -> list:
    """Tags as a list, or as typed: separated by spaces, commas or 、."""
    given = told.get("tags", [])
    if isinstance(given, str):
        for mark in "，、,；;":
            given = given.replace(mark, " ")
        return given.split()
    return given if isinstance(given, list) else []


class FilterForm(forms.Form):
    """The filter of the summary; every field may be empty, what makes no sense filters nothing."""

    words = forms.CharField(label="包含文字", required=False, max_length=60)
    author = forms.TypedChoiceField(label="批注人", required=False, coerce=int, empty_value=None)
    tag = forms.ChoiceField(label="标签", required=False)
    scope = forms.ChoiceField(label="知悉范围", required=False, choices=[("", "全部"), *Annotation.Scope.choices])
    document = forms.TypedChoiceField(label="材料", required=False, coerce=int, empty_value=None)
    since = forms.DateField(label="自", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="至", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, *, authors: dict[int, str], tags: list[str], documents: dict[int, str]) -> None:
        super().__init__(data)
        offered: dict[str, list[tuple]] = {"author": list(authors.items()), "tag": [(one, one) for one in tags], "document": list(documents.items())}
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "全部"), *choices]

    def wanted(self) -> Wanted:
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})
