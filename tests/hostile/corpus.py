"""The hostile files by name: what each is called by who sends it, how it is made, what must become of it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile import others, pdfs


@dataclass(frozen=True)
class Hostile:
    """what: in words · name: as it is sent · make: its bytes · kept: the court may take it (harmless after the checks)."""

    what: str
    name: str
    make: Callable[[], bytes]
    kept: bool = False
    slow: bool = False
    infected: bool = False


CORPUS = [
    Hostile("PDF: content 1:1,000", "炸弹.pdf", pdfs.bomb),
    Hostile("PDF: deflated twice, 1:1,000,000", "双层.pdf", pdfs.bomb_in_two_filters),
    Hostile("PDF: hex and deflated", "十六进制.pdf", pdfs.bomb_in_hex),
    Hostile("PDF: object stream bomb", "对象流.pdf", pdfs.bomb_of_objects),
    Hostile("PDF: picture of 3,600 megapixels", "大图.pdf", pdfs.picture_bomb),
    Hostile("PDF: a million pages, shared tree", "百万页.pdf", pdfs.million_pages),
    Hostile("PDF: a million true pages", "百万真页.pdf", pdfs.million_true_pages, slow=True),
    Hostile("PDF: one page says a million", "谎报.pdf", pdfs.lying_count, kept=True),
    Hostile("PDF: page tree in itself", "循环页树.pdf", pdfs.endless_tree),
    Hostile("PDF: forms drawing forms, 10^10", "嵌套.pdf", pdfs.forms_in_forms, kept=True, slow=True),
    Hostile("PDF: a form drawing itself", "自引.pdf", pdfs.form_in_itself, kept=True),
    Hostile("PDF: script on opening", "脚本.pdf", pdfs.with_script, kept=True),
    Hostile("PDF: 200,000 arrays deep", "深数组.pdf", pdfs.deep_arrays, kept=True),
    Hostile("PDF: page of 9e9 points", "巨页.pdf", pdfs.huge_page, kept=True),
    Hostile("PDF: locked", "加密.pdf", pdfs.locked),
    Hostile("PDF: half written", "半截.pdf", pdfs.cut_off),
    Hostile("PDF: no pages", "无页.pdf", pdfs.empty_tree),
    Hostile("PDF: only its head", "只有头.pdf", lambda: b"%PDF-1.7\n"),
    Hostile("program called PDF", "判决书.pdf", lambda: b"MZ" + bytes(5_000)),
    Hostile("web page called JPG", "照片.jpg", lambda: b"<html><script>alert(1)</script></html>" + b" " * 500),
    Hostile("ZIP called PDF", "压缩.pdf", lambda: others.packed({"a.txt": b"a" * 99})),
    Hostile("PNG: 1 GB in 100 megapixels", "图炸弹.png", others.png_bomb),
    Hostile("PNG: 10,000 megapixels", "巨图.png", others.png_of_dots),
    Hostile("PNG: comment of 600 MB", "注释.png", others.png_text_bomb),
    Hostile("JPEG: header of 65,000 × 65,000", "巨图.jpg", others.jpeg_of_dots),
    Hostile("JPEG: half written", "半截.jpg", others.half_a_picture),
    Hostile("TIFF: 100,000 frames", "十万帧.tif", lambda: others.tiff(100_000)),
    Hostile("TIFF: frames in a circle", "循环帧.tif", lambda: others.tiff(2_000, loops=True)),
    Hostile("DOCX: bomb", "炸弹.docx", others.zip_bomb),
    Hostile("DOCX: 20,000 entries", "万件.docx", others.many_entries),
    Hostile("DOCX: one body, twenty entries", "重叠.docx", others.overlapping),
    Hostile("DOCX: growing entities", "实体.docx", others.growing_entities),
    Hostile("DOCX: growing entities in its styles", "样式实体.docx", others.growing_entities_aside),
    Hostile("DOCX: names above the folder", "越界.docx", others.names_above, kept=True),
    Hostile("DOCX: packed file inside", "套娃.docx", others.packed_in_packed),
    Hostile("XLSX: entity from a file outside", "外部实体.xlsx", others.outward_entity),
    Hostile("DOCX: directory cut off", "半截.docx", lambda: others.docx({})[:-30]),
    Hostile("MP4: 400,000 empty boxes", "空盒.mp4", others.boxes_of_nothing),
    Hostile("text: EICAR", "eicar.txt", lambda: others.EICAR, infected=True),
    Hostile("text: no encoding", "乱码.txt", lambda: bytes(range(1, 256)) * 40),
    Hostile("name: path above", "../../../etc/passwd.pdf", pdfs.good, kept=True),
    Hostile("name: direction turned", "\u202efdp.exe\u202c.pdf", pdfs.good, kept=True),
    Hostile("name: control characters", "起诉\x00\x1b[31m状\r\n.pdf", pdfs.good, kept=True),
    Hostile("name: 5,000 characters", "长" * 5_000 + ".pdf", pdfs.good, kept=True),
    Hostile("name: turned program", "证据\u202exslx.exe", lambda: b"MZ" + bytes(900)),
    Hostile("nothing", "空.pdf", lambda: b""),
]
QUICK = ("PDF: deflated twice, 1:1,000,000", "PDF: a million pages, shared tree", "PDF: page tree in itself", "PDF: locked",
         "PNG: 10,000 megapixels", "DOCX: growing entities in its styles", "XLSX: entity from a file outside",
         "name: direction turned")  # fmt: skip
