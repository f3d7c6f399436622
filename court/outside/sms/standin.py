"""A server that speaks Dysmsapi 2017-05-25 on this machine, with an inbox page that stands for everybody's phone.

12099990000 is always busy (isv.BUSINESS_LIMIT_CONTROL) and 12099990001 takes a message that never arrives, so that a
retry and a failure can be rehearsed. Both are numbers no carrier has.
"""

import hmac
import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from court.kit.days import SHANGHAI
from court.outside.sms import protocol
from court.outside.wire.serve import Call, Reply, StandIn, json_reply, page, see_other
from court.outside.wire.shelf import Shelf
from court.ports.sms import templates

FRESH = timedelta(minutes=15)
BUSY, LOST = "12099990000", "12099990001"
STYLE = """
body{margin:0;background:#f2f3f5;color:#1f2329;font:18px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:34rem;margin:0 auto;padding:1.25rem}h1{font-size:1.2rem}
.mark{display:inline-block;padding:.1rem .6rem;border:1px solid #8a5a00;border-radius:.3rem;
color:#6b4600;background:#fff6e0}
article{margin-top:1rem;padding:1rem;border-radius:.75rem;background:#fff;overflow-wrap:anywhere}
header{color:#59606b;font-size:.95rem}form{display:flex;gap:.5rem}label{align-self:center}
input,button{padding:.5rem .7rem;border:1px solid #767d88;border-radius:.4rem;font:inherit;min-width:0}
:focus-visible{outline:3px solid #1456c8;outline-offset:2px}
"""


def demo_codes() -> dict[str, str]:
    """The codes under which this carrier has approved our templates."""
    return {name: f"SMS_{471000001 + place}" for place, name in enumerate(sorted(templates()))}


class SmsStandIn(StandIn):
    """now  the court's clock, for the moments a phone shows; signatures are checked by the real one"""

    name = "sms"
    title = "短信平台（示意）"
    for_people: ClassVar[tuple[str, ...]] = ("/inbox",)
    routes: ClassVar[list[tuple[str, str, str]]] = [
        ("POST", "/", "call"), ("GET", "/inbox/?", "inbox"), ("GET", "/standin/messages", "messages"),
    ]

    def __init__(
        self, key_id: str, secret: str, shelf: Path | None = None, *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        super().__init__()
        self._key_id, self._secret, self._now = key_id, secret, now
        self._names = {code: name for name, code in demo_codes().items()}
        self._shelf = Shelf(shelf)
        self._nonces: set[str] = set()

    def stopped(self) -> None:
        self._shelf.close()

    def unknown(self, call: Call) -> Reply:
        return see_other("/inbox") if (call.method, call.path) == ("GET", "/") else super().unknown(call)

    def call(self, call: Call) -> Reply:
        fields = call.form()
        if refusal := self._refusal(fields):
            return refusal
        actions = {"SendSms": self._send, "QuerySendDetails": self._details}
        action = actions.get(fields["Action"])
        return action(fields) if action else _said("InvalidAction.NotFound", "接口不存在", 404)

    def forget(self) -> None:
        """Empty all inboxes."""
        self._shelf.clear("sms")

    def messages(self, call: Call) -> Reply:
        """What a phone got, oldest first; for tests and the making of a demo."""
        wanted = call.query.get("phone")
        return json_reply([one for one in self._shelf.all("sms") if wanted in (None, one["phone"])])

    def inbox(self, call: Call) -> Reply:
        wanted = "".join(call.query.get("phone", "").split())
        shown = [one for one in self._shelf.last("sms", 200) if not wanted or one["phone"] == wanted][:50]
        rows = "".join(map(_article, shown)) or "<article>还没有短信。</article>"
        return page(
            '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>示意手机收件箱</title><style>{STYLE}</style></head><body><main>"
            "<span class=mark>示意系统，短信未发往真实手机</span><h1>示意手机收件箱</h1>"
            f'<form method=get action="/inbox"><label for=phone>手机号</label>'
            f'<input id=phone name=phone inputmode=numeric value="{escape(wanted)}"><button>查看</button></form>'
            f"{rows}</main></body></html>"
        )

    def _send(self, fields: Mapping[str, str]) -> Reply:
        phone, name = fields.get("PhoneNumbers", ""), self._names.get(fields.get("TemplateCode", ""))
        if len(phone) != 11 or not phone.isdigit() or phone[0] != "1":
            return _said("isv.MOBILE_NUMBER_ILLEGAL", "非法手机号")
        if name is None:
            return _said("isv.SMS_TEMPLATE_ILLEGAL", "模板不合法")
        if phone == BUSY:
            return _said("isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:10")
        try:
            values = json.loads(fields.get("TemplateParam", "{}"))
            text = templates()[name].filled(values)
        except (ValueError, KeyError):
            return _said("isv.TEMPLATE_MISSING_PARAMETERS", "模板变量中对应的参数未填")
        if any(len(str(value)) > 35 for value in values.values()):
            return _said("isv.PARAM_LENGTH_LIMIT", "参数超出长度限制")
        receipt = f"{uuid.uuid4().int % 10**15:015d}^0"
        stamp = self._now().astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
        self._shelf.put("sms", receipt, {
            "phone": phone, "content": f"【{fields['SignName']}】{text}", "sent": stamp,
            "out_id": fields.get("OutId", ""), "template": fields["TemplateCode"],
            "arrived": phone != LOST,
        })
        return json_reply({"Code": "OK", "Message": "OK", "RequestId": _request_id(), "BizId": receipt})

    def _details(self, fields: Mapping[str, str]) -> Reply:
        day = fields["SendDate"]
        found = [
            one for one in self._shelf.all("sms")
            if one["phone"] == fields["PhoneNumber"] and one["sent"][:10].replace("-", "") == day
        ]
        size, number = int(fields["PageSize"]), int(fields["CurrentPage"])
        rows = [_row(one) for one in found[(number - 1) * size:number * size]]
        return json_reply({
            "Code": "OK", "Message": "OK", "RequestId": _request_id(), "TotalCount": len(found),
            "SmsSendDetailDTOs": {"SmsSendDetailDTO": rows},
        })

    def _refusal(self, fields: Mapping[str, str]) -> Reply | None:
        if fields.get("AccessKeyId") != self._key_id:
            return _said("InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404)
        right = protocol.signature("POST", fields, self._secret)
        if not hmac.compare_digest(right, fields.get("Signature", "")):
            return _said("SignatureDoesNotMatch", "Specified signature is not matched with our calculation.", 400)
        try:
            moment = datetime.strptime(fields["Timestamp"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except (KeyError, ValueError):
            return _said("InvalidTimeStamp.Format", "Specified time stamp is not well formatted.", 400)
        if abs(datetime.now(UTC) - moment) > FRESH:
            return _said("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.", 400)
        if fields["SignatureNonce"] in self._nonces:
            return _said("SignatureNonceUsed", "Specified signature nonce was used already.", 400)
        if len(self._nonces) > 10_000:
            self._nonces.clear()
        self._nonces.add(fields["SignatureNonce"])
        return None


def _article(one: Mapping[str, Any]) -> str:
    head = f"{escape(one['phone'])} · {escape(one['sent'])}"
    return f"<article><header>{head}</header>{escape(one['content'])}</article>"


def _row(one: Mapping[str, Any]) -> dict[str, Any]:
    arrived = one["arrived"]
    return {
        "PhoneNum": one["phone"], "SendStatus": 3 if arrived else 2, "ErrCode": "DELIVERED" if arrived else "MK:0001",
        "TemplateCode": one["template"], "Content": one["content"], "SendDate": one["sent"],
        "ReceiveDate": one["sent"] if arrived else "", "OutId": one["out_id"],
    }


def _said(code: str, message: str, status: int = 200) -> Reply:
    return json_reply({"Code": code, "Message": message, "RequestId": _request_id()}, status)


def _request_id() -> str:
    return str(uuid.uuid4()).upper()
