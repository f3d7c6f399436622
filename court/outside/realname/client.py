"""The court's side of FaceID 2018-03-01, action IdCardVerification: does this name belong to this number?"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from court.outside.realname import protocol
from court.outside.wire.http import Wire
from court.ports.realname import RealNameFailed, Verdict

SERVICE, ACTION, VERSION = "faceid", "IdCardVerification", "2018-03-01"
NO_MATCH = {
    "-1": "姓名与证件号码不一致，请核对后重新填写。",
    "-5": "证件库中没有该证件记录，请核对号码，或持证件原件到诉讼服务窗口办理。",
}
MALFORMED = {"-2": "证件号码不正确，请核对后重新填写。", "-3": "姓名格式不正确，请核对后重新填写。"}
DOWN = "实名核验服务暂时不可用，请稍后再试，或持证件原件到诉讼服务窗口办理。"


@dataclass(frozen=True)
class Credentials:
    secret_id: str
    secret: str


class FaceId:
    """Answers the port RealName. Thread-safe. Anything but a clear answer raises: nothing fails open."""

    def __init__(self, wire: Wire, credentials: Credentials, *, clock: Callable[[], float] = time.time):
        self._wire, self._credentials, self._clock = wire, credentials, clock

    def check(self, name: str, id_number: str) -> Verdict:
        body = json.dumps({"IdCard": id_number.upper(), "Name": name}, ensure_ascii=False).encode()
        timestamp = int(self._clock())
        header = protocol.authorization(
            self._credentials.secret_id, self._credentials.secret, host=self._wire.host, service=SERVICE,
            action=ACTION, timestamp=timestamp, body=body,
        )
        answer = self._wire.ask("POST", "/", content=body, headers={
            "Authorization": header, "Content-Type": protocol.CONTENT_TYPE, "X-TC-Action": ACTION,
            "X-TC-Version": VERSION, "X-TC-Timestamp": str(timestamp),
        })
        return _verdict(answer.body)


def _verdict(body: bytes) -> Verdict:
    try:
        said = json.loads(body)["Response"]
        receipt = str(said["RequestId"])
        error = said.get("Error")
        result = "" if error else str(said["Result"])
    except (ValueError, KeyError, TypeError, AttributeError) as failed:
        raise RealNameFailed(DOWN, code="unreadable") from failed
    if result == "0":
        return Verdict(True, receipt)
    if result in NO_MATCH:
        return Verdict(False, receipt, NO_MATCH[result])
    if result in MALFORMED:
        raise RealNameFailed(MALFORMED[result], for_good=True, code=result)
    raise RealNameFailed(DOWN, code=str(error.get("Code", "")) if isinstance(error, dict) else result)
