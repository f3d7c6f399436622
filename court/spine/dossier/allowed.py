"""How large and how many: the limits of what is taken in, as the courts set them (see court.base.courts.bounds)."""

from court.base.courts.bounds import held, held_all
from court.kit.press.inspection import Inspection
from court.kit.press.kinds import MB, Kind
from court.kit.refusal import Refused

SIZES = {"pdf": "upload.pdf_mb", "image": "upload.image_mb", "packed": "upload.office_mb", "text": "upload.office_mb",
         "recording": "upload.recording_mb"}


def key_of(kind: Kind) -> str:
    return "upload.pdf_mb" if kind.label == "OFD" else SIZES[kind.family]


def bytes_of(kind: Kind) -> int:
    """The most bytes a file of this kind may have."""
    return held(key_of(kind)) * MB


def too_many_pages(found: Inspection, name: str) -> str:
    """Why a file that was looked into has too many pages, with the cure; empty where it has not."""
    if found.pages is None or found.pages <= (most := held("upload.pages")):
        return ""
    return f"文件“{name}”共{found.pages}页，超过{most}页的上限。请拆分为几个文件后重新上传。"


def refuse_many(count: int) -> None:
    """Refused where more files come at once than a court takes."""
    if count > (most := held("upload.files")):
        raise Refused(f"一次最多上传{most}个文件。", do="请把同类材料合并成一个PDF，或者分次提交。", code="too_much", status=422)


def words() -> str:
    """The limits in one line, for beside a file field."""
    now = held_all("upload.pdf_mb", "upload.image_mb", "upload.pages")
    return f"PDF不超过{now['upload.pdf_mb']}MB、{now['upload.pages']}页，图片不超过{now['upload.image_mb']}MB"
