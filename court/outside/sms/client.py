"""The court's side of Dysmsapi 2017-05-25: SendSms and QuerySendDetails."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from court.kit.days import SHANGHAI
from court.outside.sms import protocol
from court.outside.wire.http import Wire
from court.ports.sms import SmsFailed, SmsFate, SmsState, templates

MOST_LETTERS = 35
PAGE, MOST_PAGES = 50, 10
STATES = {1: SmsState.WAITING, 2: SmsState.FAILED, 3: SmsState.ARRIVED}
# Codes by which another try can't help; every other one is tried again.
FOR_GOOD = {
    "isv.MOBILE_NUMBER_ILLEGAL": "手机号码不正确，短信未能发送。",
    "isv.BLACK_KEY_CONTROL_LIMIT": "短信内容被运营商拦截，请联系系统值班员。",
    "isv.SMS_TEMPLATE_ILLEGAL": "短信模板未通过审核，请联系系统值班员。",
    "isv.SMS_SIGNATURE_ILLEGAL": "短信签名未通过审核，请联系系统值班员。",
    "isv.TEMPLATE_MISSING_PARAMETERS": "短信模板缺少变量，请联系系统值班员。",
    "isv.INVALID_PARAMETERS": "短信参数不合规，请联系系统值班员。",
    "isv.PARAM_LENGTH_LIMIT": "短信变量过长，请联系系统值班员。",
    "SignatureDoesNotMatch": "短信平台密钥不正确，请联系系统值班员。",
    "InvalidAccessKeyId.NotFound": "短信平台密钥不正确，请联系系统值班员。",
}


@dataclass(frozen=True)
class Carrier:
    """What the court holds at the carrier. codes: the carrier's code of each of our templates, by its name."""

    key_id: str
    secret: str
    sign_name: str
    codes: Mapping[str, str]


class AliyunSms:
    """Answers the port Sms. Thread-safe. Personal data travels in the body only, never in an address or a log."""

    def __init__(self, wire: Wire, carrier: Carrier, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self._wire, self._carrier, self._now = wire, carrier, now

    def send(
        self, phone: str, template: str, values: Mapping[str, str], *, key: str, perhaps_sent: date | None = None,
    ) -> str:
        if not re.fullmatch(r"1\d{10}", phone):
            raise SmsFailed(FOR_GOOD["isv.MOBILE_NUMBER_ILLEGAL"], for_good=True, code="isv.MOBILE_NUMBER_ILLEGAL")
        if perhaps_sent is not None and (known := self.fate(phone, key, perhaps_sent)):
            return known.receipt
        fields = {name: values[name] for name in templates()[template].fields}
        if any(len(value) > MOST_LETTERS or not value for value in fields.values()):
            raise SmsFailed(FOR_GOOD["isv.PARAM_LENGTH_LIMIT"], for_good=True, code="isv.PARAM_LENGTH_LIMIT")
        answer = self._call("SendSms", {
            "PhoneNumbers": phone, "SignName": self._carrier.sign_name, "OutId": key,
            "TemplateCode": self._carrier.codes[template],
            "TemplateParam": json.dumps(fields, ensure_ascii=False, separators=(",", ":")),
        })
        return str(answer.get("BizId", ""))

    def fate(self, phone: str, key: str, sent_on: date) -> SmsFate | None:
        for number in range(1, MOST_PAGES + 1):
            answer = self._call("QuerySendDetails", {
                "PhoneNumber": phone, "SendDate": f"{sent_on:%Y%m%d}", "PageSize": str(PAGE),
                "CurrentPage": str(number),
            })
            rows = (answer.get("SmsSendDetailDTOs") or {}).get("SmsSendDetailDTO") or []
            for row in rows:
                if row.get("OutId") == key:
                    return _fate(row)
            if len(rows) < PAGE:
                return None
        return None

    def _call(self, action: str, fields: Mapping[str, str]) -> dict[str, Any]:
        carrier = self._carrier
        every = protocol.signed(action, fields, key_id=carrier.key_id, secret=carrier.secret, now=self._now())
        answer = self._wire.ask(
            "POST", "/", headers={"Content-Type": "application/x-www-form-urlencoded"},
            content=urlencode(every).encode(),
        )
        try:
            said = json.loads(answer.body)
            code = str(said["Code"])
        except (ValueError, KeyError, TypeError) as error:
            raise SmsFailed("短信平台答复异常，请稍后再试。", code="unreadable") from error
        if code != "OK":
            words = FOR_GOOD.get(code, "短信平台暂未受理，将自动重试。")
            raise SmsFailed(words, for_good=code in FOR_GOOD, code=code)
        return said


def _fate(row: Mapping[str, Any]) -> SmsFate:
    """The carrier's log names no receipt, so a message found there keeps its key as receipt."""
    state = STATES.get(int(row.get("SendStatus", 1)), SmsState.WAITING)
    at = _moment(row.get("ReceiveDate")) if state is SmsState.ARRIVED else None
    code = str(row.get("ErrCode", "")) if state is SmsState.FAILED else ""
    return SmsFate(state, str(row.get("OutId", "")), code, at)


def _moment(text: object) -> datetime | None:
    try:
        return datetime.strptime(str(text), "%Y-%m-%d %H:%M:%S").replace(tzinfo=SHANGHAI)
    except ValueError:
        return None
