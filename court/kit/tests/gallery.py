"""Every part of the kit on two pages, for tests in a real browser. Nothing here is mounted outside tests."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path

from court.kit.badges import TONES, Badge, clock_badge
from court.kit.pages import Entry, say, switch_elders
from court.kit.refusal import Refused

TODAY = date(2026, 11, 23)
MENU = [
    ("工作台", "home"),
    ("我的案件", "folders"),
    ("庭审排期", "calendar-event"),
    ("文书制作", "file-text"),
    ("电子卷宗", "books"),
    ("智能送达", "send"),
    ("多元解纷", "messages"),
    ("审限管理", "clock"),
    ("院庭长监管", "eye-check"),
]
CASES = [
    ("（2026）晋0802民初1287号", "民间借贷纠纷", "王建国诉张伟", "简易", Badge("开庭", "info"), date(2026, 12, 13), 28),
    (
        "（2026）晋0802民初1302号",
        "机动车交通事故责任纠纷",
        "赵玉兰诉平安财险",
        "普通",
        Badge("举证", "violet"),
        date(2027, 2, 18),
        41,
    ),
    ("（2026）晋0802民初1190号", "离婚纠纷", "陈静诉刘强", "简易", Badge("调解", "good"), date(2026, 11, 28), 17),
    (
        "（2026）晋0802民初1175号",
        "买卖合同纠纷",
        "晋南商贸公司诉杨磊",
        "小额",
        Badge("裁判", "warn"),
        date(2026, 11, 25),
        22,
    ),
    ("（2026）晋0802民初1051号", "劳动争议", "孙鹏诉海鑫公司", "普通", Badge("合议", "indigo"), date(2026, 11, 20), 63),
    ("（2026）晋0802民初1398号", "金融借款合同纠纷", "农商行诉吴刚等3人", "普通", Badge("鉴定中止"), None, 55),
]
TILES = [
    ("网上立案", "file-plus", "red"),
    ("网上调解", "heart-handshake", "good"),
    ("网上开庭", "video", "info"),
    ("网上缴费", "credit-card", "warn"),
    ("提交材料", "upload", "violet"),
    ("网上阅卷", "books", "teal"),
    ("跨域立案", "map-pin", "red"),
    ("诉讼费计算", "calculator", "info"),
]
HAPPENED = [
    {"title": "立案", "when": "2026-09-14", "text": "网上立案，诉讼费已缴 1,150 元"},
    {"title": "送达起诉状副本", "when": "2026-09-20", "text": "电子送达，09-21 签收"},
    {"title": "开庭审理", "text": "第三法庭", "state": "now", "badge": Badge("今天 14:30", "info")},
    {"title": "宣判 / 结案", "text": "审限届满 2026-12-13", "state": "ahead"},
]


class ExtendForm(forms.Form):
    reason = forms.CharField(
        label="延长理由", widget=forms.Textarea(attrs={"rows": 3}), help_text="写明案情和已完成的工作。"
    )
    days = forms.IntegerField(label="延长日数", min_value=1, max_value=180)
    kind = forms.ChoiceField(label="程序", choices=[("a", "普通程序"), ("b", "简易程序")])
    way = forms.ChoiceField(label="通知方式", choices=[("a", "电子送达"), ("b", "邮寄送达")], widget=forms.RadioSelect)
    paper = forms.FileField(
        label="附件",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg", "data-max-mb": "1", "data-max-files": "1"}),
    )
    agreed = forms.BooleanField(label="我已核对以上内容", required=False)


def desk(request: HttpRequest) -> HttpResponse:
    names = ("number", "cause", "parties", "track", "stage", "due", "papers")
    rows = [SimpleNamespace(**dict(zip(names, case, strict=True)), clock=clock_badge(case[5], TODAY)) for case in CASES]
    context = {
        "nav": [Entry(label, "#", icon, current=not at, count=at == 1 and 5) for at, (label, icon) in enumerate(MENU)],
        "me_name": "李文静",
        "me_office": "员额法官",
        "court_label": "盐湖区人民法院 · 民一庭",
        "unread": 5,
        "messages_url": "#",
        "search_url": "/desk",
        "sign_out_url": "/say",
        "me_menu": [Entry("个人设置", "#", "settings")],
        "rows": rows,
        "page": Paginator(range(47), 8).page(1),
        "items": HAPPENED,
        "badges": [Badge(tone, tone) for tone in TONES],
        "form": ExtendForm({"reason": "", "days": "200"}) if request.method == "POST" else ExtendForm(),
        "lines": ["2026-09-14 立案，审限三个月（民事诉讼法第一百六十四条）", "届满日 2026-12-13"],
    }
    return render(request, "gallery/desk.html", context)


def home(request: HttpRequest) -> HttpResponse:
    context = {
        "tabs": [
            Entry("首页", "/", "home", True),
            Entry("案件", "#", "folder"),
            Entry("消息", "#", "message-circle", count=2),
            Entry("我的", "#", "user"),
        ],
        "tiles": [{"label": label, "icon": icon, "tone": tone} for label, icon, tone in TILES],
        "steps": [{"label": label, "ahead": label == "裁判"} for label in ("立案", "缴费", "送达", "开庭", "裁判")],
        "form": ExtendForm({"reason": "", "days": "200"}) if request.method == "POST" else ExtendForm(),
    }
    return render(request, "gallery/home.html", context)


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused("答辩期间已经届满。", law="民事诉讼法第一百二十八条", do="请向承办人说明理由。", code="late")


def limited(request: HttpRequest) -> HttpResponse:
    raise Refused("查询过于频繁。", do="请一分钟后再试。", status=429)


def fall(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("王建国 110101199003070000")


def speak(request: HttpRequest) -> HttpResponse:
    say(request, "已保存。")
    return HttpResponseRedirect("/")


def draft(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"saved": request.POST.get("reason", "")})


urlpatterns = [
    path("", home),
    path("desk", desk),
    path("refuse", refuse),
    path("limited", limited),
    path("fall", fall),
    path("say", speak),
    path("draft", draft),
    path("elders", switch_elders, name="elders"),
]
handler400 = "court.kit.errors.bad_request"
handler403 = "court.kit.errors.forbidden"
handler404 = "court.kit.errors.not_found"
handler500 = "court.kit.errors.fault"
