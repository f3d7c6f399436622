"""Pictures, packed files, recordings and texts made to harm."""

import io
import struct
import zipfile
import zlib

from tests.hostile.pdfs import deflated

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_BODY = b'<?xml version="1.0"?><w:document xmlns:w="w"><w:body/></w:document>'
_BOOK = b'<?xml version="1.0"?><workbook xmlns="s"/>'


def png(width: int, height: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def png_bomb() -> bytes:
    """100 million dots, as many as are allowed, of which a gigabyte unpacks."""
    return png(9_999, 9_999, deflated(1_000_000_000, b"\x00"))


def png_of_dots() -> bytes:
    return png(100_000, 100_000, deflated(50_000_000, b"\x00"))


def png_text_bomb() -> bytes:
    """A picture whose comment unpacks to 600 MB."""
    body = b"Comment\x00\x00" + deflated(600_000_000)
    made = png(800, 800, zlib.compress(b"\x00" + b"\x80" * 400 + b"\x20" * 400) * 1)
    text = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return made[:33] + text + made[33:]


def jpeg_of_dots() -> bytes:
    """Headers of 65,000 × 65,000 dots and no picture."""
    frame = struct.pack(">HBHHB", 17, 8, 65_000, 65_000, 3) + b"\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0" + frame + b"\xff\xda\x00\x0c" + b"\x00" * 64 + b"\xff\xd9"


def tiff(frames: int, *, loops: bool = False) -> bytes:
    """So many frames of one small picture; one that loops has a first frame behind its last."""
    out = bytearray(b"II*\x00" + struct.pack("<I", 8))
    size, data = 2 + 8 * 12 + 4, 8 + (2 + 8 * 12 + 4) * frames
    for number in range(frames):
        tags = [(256, 3, 1, 60), (257, 3, 1, 60), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, data), (278, 3, 1, 60), (279, 4, 1, 3_600)]
        out += struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
        out += struct.pack("<I", (8 if loops else 0) if number == frames - 1 else 8 + size * (number + 1))
    return bytes(out + bytes(index % 251 for index in range(3_600)))


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as pack:
        for name, content in files.items():
            pack.writestr(name, content)
    return out.getvalue()


def docx(more: dict[str, bytes], body: bytes = _BODY) -> bytes:
    return packed({"[Content_Types].xml": _TYPES, "word/document.xml": body, **more})


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", _TYPES)
        pack.writestr("word/document.xml", _BODY)
        with pack.open("word/media/image1.bmp", "w", force_zip64=True) as part:
            for _ in range(600):
                part.write(bytes(1 << 20))
    return out.getvalue()


def many_entries() -> bytes:
    return docx({f"word/media/{number}.png": b"" for number in range(20_000)})


def outward_entity() -> bytes:
    return packed({"[Content_Types].xml": _TYPES, "xl/workbook.xml": _BOOK, "xl/sharedStrings.xml":
                   b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst>&e;</sst>'})  # fmt: skip


def growing_entities() -> bytes:
    names = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    return docx({}, f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{names}]><x>&a12;</x>'.encode())


def growing_entities_aside() -> bytes:
    names = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    return docx({"word/styles.xml": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{names}]><x>&a12;</x>'.encode()})


def names_above() -> bytes:
    return docx({"../../../../tmp/court-was-here": b"x", "/etc/court-was-here": b"x"})


def packed_in_packed() -> bytes:
    inner = packed({"a.txt": bytes(1_000_000)})
    return docx({"word/embeddings/a.zip": inner})


def overlapping() -> bytes:
    """Many entries of the directory that share one deep body (a bomb without recursion)."""
    body = bytes(40_000_000)
    made = bytearray(docx({"word/media/a.bin": body}))
    end = made.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", made[end + 16 : end + 20])[0]
    directory = bytes(made[start:end])
    last = directory[directory.rindex(b"PK\x01\x02") :]
    more = b"".join(last.replace(b"a.bin", b"%c.bin" % (98 + number)) for number in range(20))
    count = struct.unpack("<H", made[end + 10 : end + 12])[0] + 20
    tail = bytearray(made[end:])
    tail[8:12] = struct.pack("<HH", count, count)
    tail[12:16] = struct.pack("<I", len(directory) + len(more))
    return bytes(made[:start]) + directory + more + bytes(tail)


def boxes_of_nothing() -> bytes:
    """An MP4 of a hundred thousand small boxes."""
    return b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x00\x00\x00\x08free" * 400_000


def half_a_picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((1_200, 1_600), 60).save(out, "JPEG")
    return out.getvalue()[: len(out.getvalue()) // 2]
