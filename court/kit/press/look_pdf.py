"""A look into a PDF: opens without a password, whole, has pages, few enough, not all blank, no bomb."""

import base64
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2

from court.kit.press.kinds import PAGES, PIXELS, RATIO, UNPACKED
from court.kit.press.look import Bad, Found

# Processor seconds given to looking for blank pages; the rest of the ten is for opening and measuring.
FOR_BLANKS = 4.0
SMALL = 10_000_000
_FLAT = 6


def look(path: Path) -> Found:
    try:
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
            _refuse_counts(pages)
            _refuse_bombs(pdf, path.stat().st_size)
            warnings = [warn for warn in (_active(pdf),) if warn]
            if _was_repaired(pdf):
                _refuse_truncated(path, pdf, pages)
                warnings.append("结构有误，已自动修复，请核对页数")
    except pikepdf.PasswordError:
        raise Bad("encrypted", "设有打开密码", "请取消密码保护后重新上传。") from None
    except pikepdf.PdfError:
        raise Bad("damaged", "已损坏，无法打开") from None
    return Found(pages, warnings + _blanks(path, pages))


def _refuse_counts(pages: int) -> None:
    if pages == 0:
        raise Bad("no_pages", "没有任何页面", "请检查原文件后重新导出。")
    if pages > PAGES:
        raise Bad("too_many_pages", f"共{pages}页，超过{PAGES}页的上限", "请拆分为几个文件后重新上传。")


def _was_repaired(pdf: pikepdf.Pdf) -> bool:
    return any("damaged" in str(warning) or "recover" in str(warning) for warning in pdf.get_warnings())


def _refuse_truncated(path: Path, pdf: pikepdf.Pdf, pages: int) -> None:
    """A file cut off in the middle can often still be opened, with pages missing: that is no whole paper."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2048))
        whole = b"%%EOF" in file.read()
    declared = pdf.Root.Pages.get("/Count", pages) if "/Pages" in pdf.Root else pages
    if not whole or int(declared) != pages:
        raise Bad("truncated", "不完整，可能上传或者导出时中断", "请重新导出后再次上传。")


def _active(pdf: pikepdf.Pdf) -> str:
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    if "/JavaScript" in names or ("/OpenAction" in pdf.Root and "/JS" in str(pdf.Root.OpenAction.keys())):
        return "含有脚本，副本中将予删除"
    return "含有附件，附件不会显示" if "/EmbeddedFiles" in names else ""


def _refuse_bombs(pdf: pikepdf.Pdf, size: int) -> None:
    """Measure what unpacks, piece by piece, without keeping it; pictures are measured by their pixels."""
    total = 0
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get("/Subtype") == "/Image":
            if int(thing.get("/Width", 0)) * int(thing.get("/Height", 0)) > PIXELS:
                raise Bad("too_many_pixels", "中有超过1亿像素的图片", "请降低扫描分辨率（300DPI即可）后重新上传。")
        elif "/FlateDecode" in (filters := _filters(thing)):
            total += _unpacked(thing.read_raw_bytes(), filters, UNPACKED - total)
        if total >= UNPACKED or total > max(SMALL, RATIO * size):
            raise Bad("bomb", "解压后过大，疑似异常文件", "请用原软件重新导出后上传。")


def _filters(stream: pikepdf.Stream) -> list[str]:
    named = stream.get("/Filter")
    return [str(one) for one in named] if isinstance(named, pikepdf.Array) else [str(named)]


def _unpacked(raw: bytes, filters: list[str], most: int) -> int:
    """How many bytes come out of a stream's filters up to the last deflate, the largest of each step, up to `most`."""
    pieces: Iterable[bytes] = [raw]
    seen: list[int] = []
    for name in filters:
        if name == "/ASCIIHexDecode":
            pieces = [_from_hex(b"".join(pieces))]
        elif name == "/ASCII85Decode":
            pieces = [_from_85(b"".join(pieces))]
        elif name == "/FlateDecode":
            seen.append(0)
            pieces = _inflated(pieces, seen, len(seen) - 1, most)
        else:
            break
    for _ in pieces:
        pass
    return max(seen, default=0)


def _inflated(pieces: Iterable[bytes], seen: list[int], place: int, most: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and seen[place] < most:
            try:
                made = unpacker.decompress(rest, 1 << 20)
            except zlib.error:
                return
            seen[place] += len(made)
            rest = unpacker.unconsumed_tail
            yield made
        if seen[place] >= most:
            return


def _from_hex(text: bytes) -> bytes:
    digits = bytes(one for one in text.partition(b">")[0] if one in b"0123456789abcdefABCDEF")
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _from_85(text: bytes) -> bytes:
    try:
        return base64.a85decode(text.partition(b"~>")[0], ignorechars=b" \t\n\r\v\0")
    except ValueError:
        return b""


def _blanks(path: Path, pages: int) -> list[str]:
    """Warn of blank pages, refuse when every page is; as many pages as the time allows."""
    blank, seen = [], 0
    until = time.process_time() + FOR_BLANKS
    with pypdfium2.PdfDocument(path) as document:
        for place in range(pages):
            if time.process_time() > until:
                break
            seen += 1
            if _is_blank(document[place]):
                blank.append(place + 1)
    if len(blank) == pages:
        raise Bad("blank", "全部是空白页", "请检查原件正反面后重新扫描。")
    if not blank:
        return []
    shown = "、".join(map(str, blank[:10])) + ("等" if len(blank) > 10 else "")
    return [f"第{shown}页是空白页"]


def _is_blank(page: pypdfium2.PdfPage) -> bool:
    """Nothing to see on the page at a thumbnail's size. A page of absurd size is drawn no larger than that."""
    width, height = page.get_size()
    scale = 160 / max(width, height, 1)
    low, high = page.render(scale=scale, grayscale=True).to_pil().getextrema()
    return high - low < _FLAT
