"""A server that speaks FaceID 2018-03-01 on this machine, with a register of invented people only.

It knows demo ID numbers: right check digit, the division code of demo people, which was never allotted. The first name
asked with such a number is its holder from then on, or whoever was entered by POST /standin/people; another name does
not match. Any other number has no record, so that no real person is ever found here. The name 核验异常 breaks it down.
"""

import hmac
import json
import time
import uuid
from pathlib import Path
from typing import Any, ClassVar

from court.outside.realname import protocol
from court.outside.realname.client import ACTION, SERVICE
from court.outside.wire.serve import Call, Reply, StandIn, json_reply
from court.outside.wire.shelf import Shelf

FRESH_SECONDS = 300
# The same as court.base.people.identity.DEMO_DIVISION, which this process does not load.
DEMO_DIVISION = "149999"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
WORDS = {
    "0": "姓名和身份证号一致", "-1": "姓名和身份证号不一致", "-2": "非法身份证号（长度、校验位等不正确）",
    "-3": "非法姓名（长度、格式等不正确）", "-4": "证件库服务异常", "-5": "证件库中无此身份证记录",
}


class RealNameStandIn(StandIn):
    name = "realname"
    title = "实名核验（示意）"
    routes: ClassVar[list[tuple[str, str, str]]] = [("POST", "/", "call"), ("POST", "/standin/people", "enter")]

    def __init__(self, secret_id: str, secret: str, shelf: Path | None = None):
        super().__init__()
        self._secret_id, self._secret = secret_id, secret
        self._shelf = Shelf(shelf)

    def stopped(self) -> None:
        self._shelf.close()

    def enter(self, call: Call) -> Reply:
        """{"number": "name", …}: who holds which number."""
        for number, name in call.json().items():
            self._shelf.put("person", number, {"name": name})
        return json_reply({})

    def call(self, call: Call) -> Reply:
        if problem := self._problem(call):
            return _said({"Error": {"Code": problem, "Message": "示意：请求未通过校验"}})
        try:
            asked = json.loads(call.body)
            result = self._compare(str(asked["Name"]).strip(), str(asked["IdCard"]))
        except (ValueError, KeyError):
            return _said({"Error": {"Code": "InvalidParameter", "Message": "参数错误"}})
        return _said({"Result": result, "Description": WORDS[result]})

    def _compare(self, name: str, number: str) -> str:
        if not well_formed(number):
            return "-2"
        if not 1 < len(name) <= 60:
            return "-3"
        if name == "核验异常":
            return "-4"
        with self._shelf:
            holder = self._shelf.get("person", number)
            if holder is None:
                if not number.startswith(DEMO_DIVISION):
                    return "-5"
                self._shelf.put("person", number, holder := {"name": name})
        return "0" if holder["name"] == name else "-1"

    def _problem(self, call: Call) -> str:
        timestamp = call.headers.get("x-tc-timestamp", "")
        if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > FRESH_SECONDS:
            return "AuthFailure.SignatureExpire"
        right = protocol.authorization(
            self._secret_id, self._secret, host=call.headers.get("host", ""), service=SERVICE,
            action=call.headers.get("x-tc-action", ""), timestamp=int(timestamp), body=call.body,
        )
        if not hmac.compare_digest(right.encode(), call.headers.get("authorization", "").encode()):
            return "AuthFailure.SignatureFailure"
        return "" if call.headers.get("x-tc-action") == ACTION else "InvalidAction"


def well_formed(number: str) -> bool:
    """Eighteen characters with the check digit of GB 11643-1999."""
    if len(number) != 18 or not number[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17]


def _said(response: dict[str, Any]) -> Reply:
    return json_reply({"Response": {**response, "RequestId": str(uuid.uuid4())}})
