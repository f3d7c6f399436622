"""How the court refuses: what is wrong, by which article, and what to do next."""


class Refused(Exception):
    """An action that may not happen, told in words for the person who asked.

    message  one Chinese sentence that says what is wrong, with its full stop
    law      the article that says so, e.g. 民事诉讼法第一百二十二条
    do       the cure: one sentence that says what to do next
    code     a stable English word for programs and tests, e.g. "stale"
    status   the HTTP status of the answer; 409 unless something else is truer
    """

    def __init__(self, message: str, *, law: str = "", do: str = "", code: str = "", status: int = 409):
        self.message, self.law, self.do, self.code, self.status = message, law, do, code, status
        super().__init__(message)

    def for_people(self) -> str:
        """All of it in one line, for a message, a terminal or a log line that a person reads."""
        law = f"（依据：{self.law}）" if self.law else ""
        return f"{self.message}{law}{self.do}"

    def as_json(self) -> dict[str, str]:
        """The shape that every program gets: code, message, law, do."""
        return {"code": self.code or "refused", "message": self.message, "law": self.law, "do": self.do}


def not_there() -> Refused:
    """What is not there and what somebody may not know of: told in the same words, so that nobody learns which (S11)."""
    return Refused("没有找到该内容。", do="请核对编号或者链接，或者从首页重新进入。", code="missing", status=404)
