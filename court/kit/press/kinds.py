"""Kinds of file the court takes in, by extension and content together, with their limits (S18, S19)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from court.kit.refusal import Refused

MB = 1_000_000
PAGES = 3_000
PIXELS = 100 * MB
UNPACKED = 200 * MB
RATIO = 100
ENTRIES = 10_000
HEAD = 4_096


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name for people, media type, extensions, size limit in bytes, what it is looked at as."""

    label: str
    media_type: str
    extensions: tuple[str, ...]
    limit: int
    family: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "pdf": Kind("PDF", "application/pdf", ("pdf",), 100 * MB, "pdf"),
    "ofd": Kind("OFD", "application/ofd", ("ofd",), 100 * MB, "packed"),
    "jpg": Kind("JPG图片", "image/jpeg", ("jpg", "jpeg"), 20 * MB, "image"),
    "png": Kind("PNG图片", "image/png", ("png",), 20 * MB, "image"),
    "tif": Kind("TIF图片", "image/tiff", ("tif", "tiff"), 20 * MB, "image"),
    "docx": Kind("Word文档", _OFFICE + "wordprocessingml.document", ("docx",), 50 * MB, "packed"),
    "xlsx": Kind("Excel表格", _OFFICE + "spreadsheetml.sheet", ("xlsx",), 50 * MB, "packed"),
    "txt": Kind("文本", "text/plain", ("txt",), 50 * MB, "text"),
    "mp3": Kind("MP3录音", "audio/mpeg", ("mp3",), 4_000 * MB, "recording"),
    "m4a": Kind("M4A录音", "audio/mp4", ("m4a",), 4_000 * MB, "recording"),
    "wav": Kind("WAV录音", "audio/wav", ("wav",), 4_000 * MB, "recording"),
    "mp4": Kind("MP4录像", "video/mp4", ("mp4",), 4_000 * MB, "recording"),
}
_BY_EXTENSION = {extension: code for code, kind in KINDS.items() for extension in kind.extensions}
ACCEPTED = "、".join(kind.extensions[0].upper() for kind in KINDS.values())
ACCEPT_ATTRIBUTE = ",".join(f".{extension}" for extension in _BY_EXTENSION)

# What content begins with -> the kinds that may begin so.
_SIGNS: list[tuple[int, bytes, tuple[str, ...]]] = [
    (0, b"PK\x03\x04", ("docx", "xlsx", "ofd")),
    (0, b"PK\x05\x06", ("docx", "xlsx", "ofd")),
    (0, b"\xff\xd8\xff", ("jpg",)),
    (0, b"\x89PNG\r\n\x1a\n", ("png",)),
    (0, b"II*\x00", ("tif",)),
    (0, b"MM\x00*", ("tif",)),
    (0, b"II+\x00", ("tif",)),
    (0, b"MM\x00+", ("tif",)),
    (0, b"ID3", ("mp3",)),
    (4, b"ftyp", ("mp4", "m4a")),
    (8, b"WAVE", ("wav",)),
]
_FOREIGN = [
    (b"MZ", "可执行程序"),
    (b"\x7fELF", "可执行程序"),
    (b"#!", "脚本"),
    (b"Rar!", "RAR压缩包"),
    (b"7z\xbc\xaf", "7Z压缩包"),
    (b"\x1f\x8b", "GZ压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版或者加密的Office文档"),
    (b"GIF8", "GIF图片"),
    (b"{\\rtf", "RTF文档"),
]
_CURE_KIND = f"请另存为以下格式之一后重新上传：{ACCEPTED}。"


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def kind_by_name(name: str) -> Kind:
    """The kind that a file's extension promises. Refused when the court doesn't take such files."""
    code = _BY_EXTENSION.get(extension_of(name))
    if code is None:
        raise Refused(f"文件“{name}”的格式不在接收范围内。", do=_CURE_KIND, code="kind_not_accepted", status=415)
    return KINDS[code]


def first_look(name: str, head: bytes, size: int | None = None, allowed: Callable[[Kind], int] | None = None) -> Kind:
    """The kind of a file by its name and first 4,096 bytes; a cheap check before anything is stored.

    size     in bytes where it is known
    allowed  the court's own limit for a kind, in bytes; the kind's own limit is never passed
    Refused names the file, what is wrong and the cure: kind not taken, empty, too large, disguised.
    """
    named = kind_by_name(name)
    kind = replace(named, limit=min(named.limit, allowed(named))) if allowed else named
    if not head or size == 0:
        raise Refused(f"文件“{name}”是空文件。", do="请检查原文件后重新选择。", code="empty", status=422)
    if size is not None and size > kind.limit:
        raise too_large(name, kind)
    codes = _codes_of(head)
    if codes is None and kind.family == "text":
        return kind
    if codes is None or not any(KINDS[code] is named for code in codes):
        raise Refused(
            f"文件“{name}”的内容{_looks_like(codes, head)}，与扩展名“.{extension_of(name)}”不符。",
            do=f"请用原软件打开后另存为{kind.label}，不要直接修改扩展名。",
            code="disguised",
            status=422,
        )
    return kind


def too_large(name: str, kind: Kind) -> Refused:
    return Refused(
        f"文件“{name}”超过{kind.label}的上限{kind.limit // MB}MB。",
        do="请压缩、降低扫描分辨率或者拆分为几个文件后重新上传。",
        code="too_large",
        status=413,
    )


def _codes_of(head: bytes) -> tuple[str, ...] | None:
    """The kinds content may be, empty for a foreign one, None when nothing is known of it."""
    if b"%PDF-" in head[:1024] and not head.startswith(b"PK"):
        return () if head[:2] == b"MZ" else ("pdf",)
    for at, sign, codes in _SIGNS:
        if head[at : at + len(sign)] == sign:
            return codes
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return ("mp3",)
    return () if any(head.startswith(sign) for sign, _ in _FOREIGN) else None


def _looks_like(codes: tuple[str, ...] | None, head: bytes) -> str:
    foreign = next((label for sign, label in _FOREIGN if head.startswith(sign)), "")
    if foreign:
        return f"是{foreign}"
    if codes:
        return "是" + "或".join(KINDS[code].label for code in codes)
    return "无法识别"
