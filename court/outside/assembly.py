"""Who answers each port, by the file COURT_OUTSIDE (outside.toml). Site calls `provide_all` once at start-up.

A court writes the file; `court standins` writes one for a demo, marked `demo = true`, which no other database obeys.
The hosts in it are the only ones the court ever calls (S24). An outside system that is not in it is not there: rooms
get NotProvided, a plain notice, and nothing is assumed.

    [payment]      address, mchid, appid, serial, key, api_key (files); [payment.platform_keys] ID or serial = file
    [sms]          address, key_id, secret (file), sign_name; [sms.codes] our template = the carrier's code
    [realname]     address, secret_id, secret (file)
    [scanner]      host, port
    [timestamp]    address, roots (certificate files), path, digest: sha256 or sm3
"""

import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from court.base.courts import clock
from court.ports import registry
from court.ports.failure import NotProvided
from court.ports.payment import Payment, PaymentFailed
from court.ports.realname import RealName, RealNameFailed
from court.ports.scanner import Scanner
from court.ports.sms import Sms, SmsFailed
from court.ports.timestamp import StampFailed, TimeStamp

CURE = "请联系系统值班员核对 outside.toml。"


def provide_all() -> None:
    """Say who answers the ports. Reads nothing yet: each adapter is made when it is first asked for."""
    makers: dict[type, tuple[str, Callable[[dict[str, Any]], Any]]] = {
        Payment: ("payment", _payment), Sms: ("sms", _sms), RealName: ("realname", _realname),
        Scanner: ("scanner", _scanner), TimeStamp: ("timestamp", _timestamp),
    }
    for port, (name, make) in makers.items():
        registry.provide(port, partial(_made, name, make))


def _made(name: str, make: Callable[[dict[str, Any]], Any]) -> Any:
    try:
        table = tomllib.loads(Path(settings.COURT_OUTSIDE).read_text("utf-8"))
        part = table[name]
    except (OSError, KeyError) as error:
        raise NotProvided(f"尚未配置外部服务（{name}），{CURE}", code="not_provided") from error
    except tomllib.TOMLDecodeError as error:
        raise NotProvided(f"外部服务配置文件有误，{CURE}", code="bad_configuration") from error
    if table.get("demo") and not clock.is_demo():
        raise NotProvided("示意外部服务只能用于演示库，" + CURE, code="not_demo")
    try:
        return make(part)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise NotProvided(f"外部服务（{name}）配置有误，{CURE}", code="bad_configuration") from error


# The clients are imported by their makers: a process that never pays does not load a payment client.


def _payment(part: dict[str, Any]) -> Payment:
    from court.outside.payment import keys
    from court.outside.payment.client import WeChatPay
    from court.outside.wire.http import Wire

    merchant = keys.Merchant(
        part["mchid"], part["appid"], part["serial"], keys.private_key(Path(part["key"])),
        Path(part["api_key"]).read_bytes().strip(),
        {serial: keys.public_key(Path(file).read_bytes()) for serial, file in part.get("platform_keys", {}).items()},
    )
    return WeChatPay(Wire(part["address"], PaymentFailed, also_allowed=part.get("also_allowed", ())), merchant)


def _sms(part: dict[str, Any]) -> Sms:
    from court.outside.sms.client import AliyunSms, Carrier
    from court.outside.wire.http import Wire

    carrier = Carrier(part["key_id"], _secret(part["secret"]), part["sign_name"], part["codes"])
    return AliyunSms(Wire(part["address"], SmsFailed), carrier)


def _realname(part: dict[str, Any]) -> RealName:
    from court.outside.realname.client import Credentials, FaceId
    from court.outside.wire.http import Wire

    return FaceId(Wire(part["address"], RealNameFailed), Credentials(part["secret_id"], _secret(part["secret"])))


def _scanner(part: dict[str, Any]) -> Scanner:
    from court.outside.scanner.client import Clamd

    return Clamd(str(part["host"]), int(part["port"]))


def _timestamp(part: dict[str, Any]) -> TimeStamp:
    from court.outside.timestamp.client import Authority, certificate
    from court.outside.wire.http import Wire

    roots = [certificate(file) for file in part["roots"]]
    return Authority(Wire(part["address"], StampFailed), roots, path=part.get("path", "/"), digest=part.get("digest", "sha256"))


def _secret(file: str) -> str:
    return Path(file).read_text("ascii").strip()
