"""PDFs made to harm, written byte by byte: bombs, endless page trees, locked, cut off, recursive, with scripts."""

import io
import zlib

import pikepdf

BIG = 600_000_000


class Writer:
    """A PDF put together of raw objects, with a cross-reference table that is right unless somebody says otherwise."""

    def __init__(self):
        self.objects: list[bytes] = []

    def add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def stream(self, words: bytes, data: bytes) -> int:
        return self.add(b"<<%s/Length %d>>\nstream\n%s\nendstream" % (words, len(data), data))

    def end(self, root: int) -> bytes:
        out, places = io.BytesIO(), []
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        for number, body in enumerate(self.objects, 1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
        out.write(b"trailer <</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, at))
        return out.getvalue()


def deflated(size: int, byte: bytes = b" ") -> bytes:
    """A deflate stream of `size` equal bytes, made without holding them."""
    packer, out, piece = zlib.compressobj(9), [], byte * (1 << 20)
    for _ in range(size // len(piece)):
        out.append(packer.compress(piece))
    return b"".join(out) + packer.flush()


def page(content: bytes, words: bytes = b"/Filter/FlateDecode", more: bytes = b"") -> bytes:
    """A PDF of one page with this content stream."""
    made = Writer()
    stream = made.stream(words, content)
    made.add(b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]/Contents %d 0 R%s>>" % (stream, more))
    made.add(b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    return made.end(made.add(b"<</Type/Catalog/Pages 3 0 R>>"))


def bomb() -> bytes:
    return page(deflated(BIG))


def bomb_in_two_filters() -> bytes:
    """1:1,000,000: a deflate stream in a deflate stream."""
    return page(zlib.compress(deflated(BIG), 9), b"/Filter[/FlateDecode/FlateDecode]")


def bomb_in_hex() -> bytes:
    return page(deflated(BIG // 4).hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]")


def bomb_of_objects() -> bytes:
    """An object stream that grows without end while the file is being opened."""
    made = Writer()
    made.stream(b"/Type/ObjStm/N 1/First 6/Filter/FlateDecode", zlib.compress(b"9 0   " + b" " * 1_000) + b"")
    made.objects[0] = b"<</Type/ObjStm/N 1/First 6/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (
        len(deflated(BIG)), deflated(BIG))  # fmt: skip
    made.add(b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]>>")
    made.add(b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    return made.end(made.add(b"<</Type/Catalog/Pages 3 0 R>>"))


def picture_bomb() -> bytes:
    """A picture of 60,000 × 60,000 dots in a few kilobytes."""
    made = Writer()
    picture = made.stream(b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray"
                          b"/Filter/FlateDecode", deflated(450_000_000, b"\x00"))  # fmt: skip
    stream = made.stream(b"", b"q 595 0 0 842 0 0 cm /Im Do Q")
    made.add(b"<</Type/Page/Parent 4 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</Im %d 0 R>>>>>>"
             % (stream, picture))  # fmt: skip
    made.add(b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    return made.end(made.add(b"<</Type/Catalog/Pages 4 0 R>>"))


def million_pages() -> bytes:
    """A million pages by three levels of a tree that share their branches, a hundred each."""
    made = Writer()
    stream = made.stream(b"", b"0 0 100 100 re f")
    leaf = made.add(b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]/Contents %d 0 R>>" % stream)
    below, count = leaf, 1
    for _ in range(3):
        count *= 100
        below = made.add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"%d 0 R " % below * 100))
    return made.end(made.add(b"<</Type/Catalog/Pages %d 0 R>>" % below))


def million_true_pages() -> bytes:
    """A million page objects, each its own, one after the other."""
    made = Writer()
    stream = made.stream(b"", b"0 0 100 100 re f")
    first = len(made.objects) + 1
    for _ in range(1_000_000):
        made.add(b"<</Type/Page/Parent 1000002 0 R/Contents %d 0 R>>" % stream)
    kids = b" ".join(b"%d 0 R" % number for number in range(first, first + 1_000_000))
    tree = made.add(b"<</Type/Pages/MediaBox[0 0 595 842]/Count 1000000/Kids[%s]>>" % kids)
    return made.end(made.add(b"<</Type/Catalog/Pages %d 0 R>>" % tree))


def lying_count() -> bytes:
    """One page that calls itself a million, and the other way round is told of ten."""
    made = Writer()
    made.stream(b"", b"0 0 100 100 re f")
    made.add(b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]/Contents 1 0 R>>")
    made.add(b"<</Type/Pages/Kids[2 0 R]/Count 1000000>>")
    return made.end(made.add(b"<</Type/Catalog/Pages 3 0 R>>"))


def endless_tree() -> bytes:
    """A page tree that is its own child."""
    made = Writer()
    made.add(b"<</Type/Pages/Kids[1 0 R]/Count 1000000>>")
    return made.end(made.add(b"<</Type/Catalog/Pages 1 0 R>>"))


def forms_in_forms() -> bytes:
    """Forms that draw each other ten times, nine deep: a thousand million drawings."""
    made = Writer()
    made.stream(b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]", b"0 0 1 1 re f")
    for depth in range(9):
        made.stream(b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</F %d 0 R>>>>" % (depth + 1), b"/F Do " * 10)
    stream = made.stream(b"", b"/F Do " * 10)
    made.add(b"<</Type/Page/Parent 13 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</F 10 0 R>>>>>>" % stream)
    tree = made.add(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (stream + 1))
    return made.end(made.add(b"<</Type/Catalog/Pages %d 0 R>>" % tree))


def form_in_itself() -> bytes:
    made = Writer()
    made.stream(b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</F 1 0 R>>>>", b"/F Do /F Do")
    made.stream(b"", b"/F Do 10 10 90 90 re f")
    made.add(b"<</Type/Page/Parent 4 0 R/MediaBox[0 0 595 842]/Contents 2 0 R/Resources<</XObject<</F 1 0 R>>>>>>")
    made.add(b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    return made.end(made.add(b"<</Type/Catalog/Pages 4 0 R>>"))


def with_script() -> bytes:
    made = Writer()
    made.stream(b"", b"10 10 90 90 re f")
    made.add(b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]/Contents 1 0 R>>")
    made.add(b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    script = made.add(b"<</S/JavaScript/JS(while\\(true\\)app.alert\\(1\\);)>>")
    return made.end(made.add(b"<</Type/Catalog/Pages 3 0 R/OpenAction %d 0 R/Names<</JavaScript<</Names[(a) %d 0 R]>>>>>>"
                             % (script, script)))  # fmt: skip


def deep_arrays() -> bytes:
    made = Writer()
    made.stream(b"", b"10 10 90 90 re f")
    made.add(b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]/Contents 1 0 R/Deep " + b"[" * 200_000 + b"]" * 200_000 + b">>")
    made.add(b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    return made.end(made.add(b"<</Type/Catalog/Pages 3 0 R>>"))


def huge_page() -> bytes:
    return page(zlib.compress(b"0 0 9 9 re f"), more=b"/UserUnit 75000").replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]")


def good(pages: int = 2) -> bytes:
    made = Writer()
    stream = made.stream(b"", b"72 600 200 40 re f")
    for _ in range(pages):
        made.add(b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R>>" % (pages + 2, stream))
    tree = made.add(b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % (n + 2) for n in range(pages)), pages))
    return made.end(made.add(b"<</Type/Catalog/Pages %d 0 R>>" % tree))


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def cut_off() -> bytes:
    content = good(40)
    return content[: len(content) * 2 // 3]


def empty_tree() -> bytes:
    made = Writer()
    made.add(b"<</Type/Pages/Kids[]/Count 0>>")
    return made.end(made.add(b"<</Type/Catalog/Pages 1 0 R>>"))
