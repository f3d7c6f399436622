"""Values published by the platform: its documents and its official SDKs. See README.md for each source."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from court.outside.payment import protocol
from court.outside.payment.keys import public_key, serial_of

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
DOCUMENTS, NOTICE, JAVA = VECTORS["documents"], VECTORS["go_sdk_notice"], VECTORS["java_sdk"]
NOTICE_KEYS = {NOTICE["serial"]: public_key(NOTICE["certificate"].encode())}


def notice_headers(**other):
    headers = {f"Wechatpay-{name.title()}": NOTICE[name] for name in ("timestamp", "nonce", "serial", "signature")}
    return headers | other


@pytest.mark.parametrize("request_", DOCUMENTS["requests"], ids=lambda request_: request_["target"])
def test_a_request_is_signed_as_the_documents_print_it(request_):
    header = protocol.authorization(
        DOCUMENTS["mchid"], DOCUMENTS["serial"], load_pem_private_key(DOCUMENTS["key"].encode(), None),
        method=request_["method"], target=request_["target"], body=request_["body"],
        timestamp=DOCUMENTS["timestamp"], nonce=DOCUMENTS["nonce"],
    )
    assert header == (
        f'WECHATPAY2-SHA256-RSA2048 mchid="1900007291",nonce_str="{DOCUMENTS["nonce"]}",'
        f'signature="{request_["signature"]}",timestamp="1554208460",serial_no="{DOCUMENTS["serial"]}"'
    )


def test_the_notice_of_the_go_sdk_is_genuine_at_its_time():
    protocol.check_headers(notice_headers(), NOTICE["body"].encode(), NOTICE_KEYS, int(NOTICE["timestamp"]) + 299)


@pytest.mark.parametrize("change", [
    {"Wechatpay-Nonce": "another"}, {"Wechatpay-Timestamp": "1624523847"}, {"Wechatpay-Serial": "D7CE59D1F522D702"},
    {"Wechatpay-Signature": "WECHATPAY/SIGNTEST/" + "A" * 344}, {"Wechatpay-Timestamp": "soon"},
    {"Wechatpay-Signature-Type": "WECHATPAY2-SM2-WITH-SM3"},
])
def test_the_same_notice_with_one_header_changed_is_not(change):
    with pytest.raises(protocol.NotGenuine):
        protocol.check_headers(notice_headers(**change), NOTICE["body"].encode(), NOTICE_KEYS, 1624523846)


def test_the_same_notice_with_one_byte_changed_or_five_minutes_late_is_not():
    with pytest.raises(protocol.NotGenuine):
        protocol.check_headers(notice_headers(), NOTICE["body"].encode() + b" ", NOTICE_KEYS, 1624523846)
    with pytest.raises(protocol.NotGenuine):
        protocol.check_headers(notice_headers(), NOTICE["body"].encode(), NOTICE_KEYS, 1624523846 + 300)


def test_its_resource_opens_to_the_published_text():
    resource = json.loads(NOTICE["body"])["resource"]
    assert protocol.unseal(NOTICE["api_key"].encode(), resource) == NOTICE["opened"]


def test_the_resource_of_the_java_sdk_opens_and_only_whole():
    key = JAVA["api_key"].encode()
    assert protocol.unseal(key, JAVA["resource"]) == JAVA["opened"]
    for change in ({"associated_data": "bad"}, {"nonce": "bad-4a9R25RW"}, {"ciphertext": "AAAA" * 20},
                   {"algorithm": "AEAD_SM4_GCM"}, {"ciphertext": None}):
        with pytest.raises(protocol.NotGenuine):
            protocol.unseal(key, JAVA["resource"] | change)


def test_a_downloaded_platform_certificate_opens_and_names_its_serial():
    pem = protocol.unseal(JAVA["api_key"].encode(), JAVA["certificate_resource"])
    assert serial_of(pem.encode()) == JAVA["certificate_serial"]
    assert public_key(pem.encode()).key_size == 2048
