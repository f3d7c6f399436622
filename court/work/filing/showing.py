"""What the screens show beside their questions: lists to choose from, the quote, the summary with what is lacking."""

from typing import Any

from court.base.access.request import CourtRequest
from court.base.courts import bounds, clock
from court.base.courts.models import Court
from court.base.people.masks import mask_id_number
from court.kit.press.kinds import ACCEPT_ATTRIBUTE, ACCEPTED, MB
from court.spine.cases.models import Party
from court.spine.dossier import allowed
from court.spine.dossier.models import Document
from court.work.filing import drafts, files, forms, quoting, steps
from court.work.filing.models import Filing, FilingFile
from law import causes
from law.answer import LawError

TEMPLATES = {"cause": "cause", "me": "me", "sides": "sides", "files": "files", "fee": "fee", "check": "check",
             "court": "court"}


def template(key: str) -> str:
    return TEMPLATES.get(key, "screen")


def number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def extras(request: CourtRequest, filing: Filing, key: str, kept: dict, form: Any) -> dict:
    found = EXTRAS.get(key)
    return found(request, filing, kept, form) if found else {}


def _court(request: CourtRequest, filing: Filing, kept: dict, form: Any) -> dict:
    return {"near": request.GET.get("near", "")[:60], "locked": filing.channel == Filing.Channel.WINDOW
            or filing.state == Filing.State.RETURNED}


def _cause(request: CourtRequest, filing: Filing, kept: dict, form: Any) -> dict:
    """Search over today's names and former ones; the common ones when nothing is asked."""
    words = request.GET.get("q", "")[:40].strip()
    rows = causes.search("civil", words, 20) if words else quoting.common_causes()
    chosen = (kept.get("cause") or {}).get("cause", "")
    known = causes.tree("civil").get(chosen)
    former = {code: name for name, code in causes.former_names("civil").items()}
    return {"words": words, "chosen": chosen, "known": known, "rows": [
        {"code": one.code, "name": one.name, "path": _above(one.code), "former": former.get(one.code, "")
         if words else ""} for one in rows if one.level >= 3 or not causes.children("civil", one.code)]}


def _above(code: str) -> str:
    """The branches a cause hangs on, without itself and without saying one name twice."""
    return " > ".join(dict.fromkeys(causes.path("civil", code).split(" > ")[:-1]))


def _me(request: CourtRequest, filing: Filing, kept: dict, form: Any) -> dict:
    return {"person": filing.person, "masked": mask_id_number(filing.person.id_number)}


def _sides(request: CourtRequest, filing: Filing, kept: dict, form: Any) -> dict:
    roles = dict(Party.Role.choices)
    return {"sides": [{**row, "label": roles.get(row.get("role"), ""), "masked": mask_id_number(row["id_number"])
                       if row.get("id_number") else ""} for row in kept.get("sides", [])]}


def files_of(filing: Filing) -> dict:
    now = bounds.held_all("upload.package_mb", "upload.pdf_mb")
    rows = list(filing.files.select_related("document").prefetch_related("document__renditions"))
    return {"files": rows, "waiting": any(one.document.state == Document.State.WAITING for one in rows),
            "left_mb": max(0, now["upload.package_mb"] - files.used(filing) // MB), "limits": allowed.words(),
            "package_mb": now["upload.package_mb"], "pdf_mb": now["upload.pdf_mb"]}


def _files(request: CourtRequest, filing: Filing, kept: dict, form: Any) -> dict:
    wanted = [FilingFile.Category.AUTHORITY, FilingFile.Category.IDENTITY] if steps.is_agent(kept) else []
    return {**files_of(filing), "categories": FilingFile.Category.choices, "accept": ACCEPT_ATTRIBUTE,
            "accepted": ACCEPTED, "wanted": [one.label for one in wanted]}


def _fee(request: CourtRequest, filing: Filing, kept: dict, form: Any) -> dict:
    """The fee by article, what each procedure costs, the procedure the law proposes; or why there is no figure."""
    on = clock.today()
    cause = (kept.get("cause") or {}).get("cause", "")
    claims = forms.ClaimsStep(kept.get("claims") or {}, answers=kept, on=on)
    if not cause or not claims.is_valid():
        return {"unquoted": "填写案由和金额后才能计算费用。"}
    amount = forms.amount_fen(claims.cleaned_data["amount"])
    try:
        answer = quoting.fee(cause, amount, on)
    except LawError as refusal:
        return {"unquoted": quoting.in_words(refusal)}
    found = {"quote": answer, "lines": answer.explain(), "tracks": [
        (label, answer["by_procedure"][key]) for key, label in (
            ("small_claims", "小额诉讼程序"), ("simplified", "简易程序"), ("ordinary", "普通程序"))]}
    court = Court.objects.filter(pk=(kept.get("court") or {}).get("court")).first()
    if court:
        route = quoting.route(court, cause, amount, on)
        found |= {"route": route, "route_lines": route.explain(), "level": quoting.level_fits(court, amount)}
    return found


def _check(request: CourtRequest, filing: Filing, kept: dict, form: Any) -> dict:
    package = drafts.read(filing, clock.today())
    groups = [{"key": one.key, "title": one.title, "rows": _rows(one, kept, package, filing),
               "problems": [text for key, text in package.problems if key == one.key]}
              for one in steps.way(kept) if one.key not in ("check",)]
    return {"groups": groups, "problems": package.problems, "titles": {k: s.title for k, s in steps.BY_KEY.items()},
            **files_of(filing)}


def _rows(screen: steps.Screen, kept: dict, package: drafts.Package, filing: Filing) -> list[tuple[str, str]]:
    if screen.key == "sides":
        return [(row["label"], "，".join(filter(None, [row.get("name"), row["masked"], row.get("phone"),
                                                     row.get("address")]))) for row in _sides(None, filing, kept, None)["sides"]]
    if screen.key == "files":
        return [(one.get_category_display(), one.document.title) for one in filing.files.select_related("document")]
    if screen.key == "cause":
        known = causes.tree("civil").get((kept.get("cause") or {}).get("cause", ""))
        return [("案由", known.name if known else "")]
    form = steps.form_of(screen, kept, clock.today(), data=kept.get(screen.key) or {})
    me = [("姓名", filing.person.name)] if screen.key == "me" else []
    return me + [(str(field.label), _said(field, (kept.get(screen.key) or {}).get(name)))
                 for name, field in form.fields.items() if not field.widget.is_hidden and screen.form]


def _said(field: Any, value: Any) -> str:
    """An answer in the words of its choices."""
    if isinstance(value, list):
        return f"已确认{len(value)}项" if value else ""
    choices = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    return choices.get(str(value or ""), str(value or "")) if choices else str(value or "")


EXTRAS = {"court": _court, "cause": _cause, "me": _me, "sides": _sides, "files": _files, "fee": _fee, "check": _check}
