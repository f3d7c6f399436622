"""The court's side of an RFC 3161 authority."""
from collections.abc import Sequence
from pathlib import Path

from asn1crypto import pem

from court.outside.timestamp import tokens
from court.outside.wire.http import Wire
from court.ports.timestamp import Stamped, StampFailed


class Authority:
    """Answers the port TimeStamp.

    roots   certificates (DER) under which a stamp is trusted
    digest  sha256, or sm3 where the authority stamps 国密 digests
    """

    def __init__(self, wire: Wire, roots: Sequence[bytes], *, path: str = "/", digest: str = "sha256"):
        if digest not in tokens.OIDS or not roots:
            raise ValueError(f"{digest}: no such digest, or no root to trust")
        self._wire, self._roots, self._path, self._digest = wire, list(roots), path, digest

    def stamp(self, content: bytes) -> bytes:
        asked = tokens.query(content, self._digest)
        answer = self._wire.ask("POST", self._path, headers={"Content-Type": "application/timestamp-query"}, content=asked.dump())
        try:
            if answer.status != 200:
                raise ValueError(f"status {answer.status}")
            token = tokens.granted(answer.body, asked)
            tokens.checked(content, token, self._roots)
        except ValueError as error:
            raise StampFailed("可信时间戳服务答复异常，请稍后再试。", code="unreadable") from error
        return token

    def verify(self, content: bytes, token: bytes) -> Stamped:
        return tokens.checked(content, token, self._roots)


def certificate(file: str) -> bytes:
    """A certificate file, PEM or DER, as DER."""
    content = Path(file).read_bytes()
    return pem.unarmor(content)[2] if pem.detect(content) else content
