"""A look into packed files (DOCX, XLSX, OFD), text and recordings."""

import struct
import zipfile
from pathlib import Path
from typing import IO, BinaryIO
from xml.parsers import expat

from court.kit.press.kinds import ENTRIES, RATIO, UNPACKED
from court.kit.press.look import Bad, Found

MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ofd": "OFD.xml"}
_PACKED_INSIDE = (".zip", ".rar", ".7z", ".gz", ".tar", ".bz2", ".xz", ".cab", ".jar", ".exe", ".dll", ".js", ".vbs")
_XML = (".xml", ".rels", ".vml")
_PIECE = 1 << 18
_BOMB = Bad("bomb", "解压后过大，疑似异常文件", "请用原软件重新另存后上传。")
SMALL = 10_000_000


def look(path: Path, code: str) -> Found:
    """What a file of a kind ("docx", "txt", "mp4" …) is. Bad says what is wrong."""
    if code in MAIN_PART:
        return _packed(path, MAIN_PART[code])
    if code == "txt":
        return _text(path)
    return _recording(path, code)


def _packed(path: Path, main: str) -> Found:
    try:
        with zipfile.ZipFile(path) as pack:
            _refuse_pack(pack, main)
            _measure(pack, path.stat().st_size)
            for entry in pack.infolist():
                if entry.filename == main or entry.filename.lower().endswith(_XML):
                    with pack.open(entry) as part:
                        _refuse_xml(part, whole=entry.filename == main)
    except zipfile.BadZipFile:
        raise Bad("damaged", "已损坏，无法打开") from None
    return Found()


def _refuse_pack(pack: zipfile.ZipFile, main: str) -> None:
    entries = pack.infolist()
    if len(entries) > ENTRIES:
        raise _BOMB
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise Bad("encrypted", "设有打开密码", "请取消密码保护后重新上传。")
    if main not in names:
        raise Bad("disguised", "的内容与扩展名不符", "请用原软件打开后另存，不要直接修改扩展名。")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Bad("macros", "含有宏", "请另存为不含宏的文档后重新上传。")
    if any(name.lower().endswith(_PACKED_INSIDE) for name in names):
        raise Bad("nested", "中还有压缩包或者程序", "请取出其中的文件分别上传。")


def _measure(pack: zipfile.ZipFile, size: int) -> None:
    """Unpack everything without keeping it: what an entry says of its own size is not believed."""
    total = 0
    for entry in pack.infolist():
        with pack.open(entry) as part:
            while piece := part.read(_PIECE):
                total += len(piece)
                if total > UNPACKED or total > max(SMALL, RATIO * size):
                    raise _BOMB


def _refuse_xml(part: IO[bytes], *, whole: bool) -> None:
    """A part declares no type of its own and no entities (they grow without end, or fetch what is not in the file).

    whole  the main part, which must be sound XML to its end; in others the declarations stand before anything else
    """
    parser, begun = expat.ParserCreate(), []

    def declared(*_: object) -> None:
        raise _BOMB

    parser.EntityDeclHandler = parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = lambda name, _: begun.append(name) if not begun else None
    try:
        while piece := part.read(_PIECE):
            parser.Parse(piece, False)
            if begun and not whole:
                return
        parser.Parse(b"", True)
    except expat.ExpatError:
        if whole:
            raise Bad("damaged", "已损坏，无法打开") from None


def _text(path: Path) -> Found:
    content = path.read_bytes()
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Bad("disguised", "不是文本", "请用记事本另存为文本文件后重新上传。")
    text = _decoded(content)
    if text is None:
        raise Bad("encoding", "的文字编码无法识别", "请用记事本另存为UTF-8编码后重新上传。")
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise Bad("empty", "没有任何文字", "请检查原文件后重新选择。")
    return Found()


def _decoded(content: bytes) -> str | None:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _recording(path: Path, code: str) -> Found:
    """The frame of a recording is whole; its sound and pictures are not decoded here."""
    size = path.stat().st_size
    with path.open("rb") as file:
        whole = {"mp4": _boxes_whole, "m4a": _boxes_whole, "wav": _wave_whole, "mp3": _frames_there}[code](file, size)
    if not whole:
        raise Bad("truncated", "不完整，可能录制或者上传时中断", "请重新导出或者重新上传。")
    return Found()


def _boxes_whole(file: BinaryIO, size: int) -> bool:
    """The boxes of an MP4 fill the file to its end, and its index (moov) is among them."""
    at, seen = 0, set()
    for _ in range(100_000):
        if at + 8 > size:
            break
        file.seek(at)
        length, name = struct.unpack(">I4s", file.read(8))
        if length == 1:
            length = struct.unpack(">Q", file.read(8))[0]
        elif length == 0:
            length = size - at
        if length < 8 or at + length > size:
            return False
        seen.add(name)
        at += length
    return b"moov" in seen


def _wave_whole(file: BinaryIO, size: int) -> bool:
    head = file.read(12)
    return head[:4] in (b"RIFF", b"RF64") and (head[:4] == b"RF64" or struct.unpack("<I", head[4:8])[0] + 8 <= size)


def _frames_there(file: BinaryIO, size: int) -> bool:
    """An MPEG frame begins within the first 64 kB after the tag."""
    head = file.read(10)
    start = 0
    if head[:3] == b"ID3":
        start = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])
    file.seek(start)
    piece = file.read(65_536)
    return any(piece[n] == 0xFF and piece[n + 1] & 0xE0 == 0xE0 for n in range(len(piece) - 1))
