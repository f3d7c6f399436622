"""The form of apportionment: how the case ends, what was asked and supported, and each party's share in yuan."""
from django import forms

from court.kit import money
from court.work.fees.burden import Matter

MANNERS = [("judgment", "判决"), ("mediation", "调解"), ("withdrawal", "准许撤诉"), ("dismissal", "驳回起诉")]


class OutcomeForm(forms.Form):
    """Asked with GET: from it the proposal is computed."""

    manner = forms.ChoiceField(label="结案方式", choices=MANNERS, initial="judgment")

    def __init__(self, matters: list[Matter], data=None, **more):
        super().__init__(data, **more)
        for matter in matters:
            of = "" if matter.key == "main" else "反诉"
            for name, label in (("claimed", f"{of}请求数额（元）"), ("supported", f"{of}支持数额（元）")):
                self.fields[f"{matter.key}_{name}"] = forms.DecimalField(
                    label=label, required=False, min_value=0, max_digits=14, decimal_places=2)

    def outcome(self, matter: Matter) -> tuple[int | None, int | None]:
        """(claimed, supported) in fen, None where nothing was typed."""
        typed = [self.cleaned_data.get(f"{matter.key}_{name}") for name in ("claimed", "supported")]
        claimed, supported = (None if one is None else money.fen(one) for one in typed)
        return claimed, supported


class SharesForm(forms.Form):
    """One field a party and fee, in yuan."""

    direct = forms.BooleanField(
        label="胜诉方自愿承担，或者同意败诉方直接向其支付（本院不再退费和收取）", required=False)
    manner = forms.ChoiceField(choices=MANNERS, widget=forms.HiddenInput)
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, matters: list[Matter], data=None, **more):
        super().__init__(data, **more)
        self.names: dict[tuple[str, str], str] = {}
        self.together: dict[str, tuple[str, list[str]]] = {}
        for matter in matters:
            for party in {p.pk: p for p in [*matter.claimants, *matter.others]}.values():
                name = f"{matter.key}_{party.pk}"
                self.names[matter.key, str(party.pk)] = name
                self.fields[name] = forms.DecimalField(
                    label=f"{matter.label}：{party.get_role_display()}{party.name}负担（元）", min_value=0, max_digits=12,
                    decimal_places=2, initial=0)
            for side, parties in (("claimants", matter.claimants), ("others", matter.others)):
                if len(parties) > 1:
                    self.together[f"{matter.key}_joint_{side}"] = (matter.key, [str(party.pk) for party in parties])
                    self.fields[f"{matter.key}_joint_{side}"] = forms.BooleanField(
                        label=f"{matter.label}：各{parties[0].get_role_display()}共同负担（数额为上列各自数额之和，任何一人都应当交清）",
                        required=False)

    def joint(self) -> dict[str, list[list[str]]]:
        """{matter: [[party id, …], …]}: who bears together."""
        found: dict[str, list[list[str]]] = {}
        for name, (matter, parties) in self.together.items():
            if self.cleaned_data[name]:
                found.setdefault(matter, []).append(parties)
        return found

    def shares(self) -> dict[str, dict[str, int]]:
        """{matter: {party id: fen}}."""
        found: dict[str, dict[str, int]] = {}
        for (matter, party), name in self.names.items():
            found.setdefault(matter, {})[party] = money.fen(self.cleaned_data[name])
        return found
