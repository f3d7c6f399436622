"""What a look into a file gives: a finding, or the reason it is bad. Shared by the lookers; knows no file format."""

from dataclasses import dataclass, field


@dataclass
class Found:
    """pages: sheets, None where the kind has none; warnings: what a clerk should look at, without the file's name."""

    pages: int | None = None
    warnings: list[str] = field(default_factory=list)


class Bad(Exception):
    """A file the court doesn't take: a stable code, the cause and the cure, both in Chinese."""

    DO_AGAIN = "请用原软件打开后重新导出，或者重新拍照、扫描后上传。"

    def __init__(self, code: str, cause: str, do: str = DO_AGAIN):
        self.code, self.cause, self.do = code, cause, do
        super().__init__(code)
