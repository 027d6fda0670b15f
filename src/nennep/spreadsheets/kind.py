"""What a file is, by its content, and whether it is safe to open. Runs in the reading process: imports little."""

import zipfile
from pathlib import Path
from typing import NoReturn

from nennep.spreadsheets.sentences import SENTENCES


class Refusal(Exception):  # noqa: N818 - becomes Unreadable in the process that asked
    """`args` are the code and the sentence."""


def refuse(code: str, **facts: object) -> NoReturn:
    """Stop reading with the sentence of `code`."""
    raise Refusal(code, SENTENCES[code].format_map(facts))


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"RIFF", "tệp ảnh hoặc âm thanh"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7-Zip"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"BZh", "tệp nén BZIP2"),
    (b"\xfd7zXZ", "tệp nén XZ"),
    (b"MZ", "chương trình"),
    (b"\x7fELF", "chương trình"),
    (b"{\\rtf", "văn bản RTF"),
    (b"SQLite format 3", "cơ sở dữ liệu"),
    (b"ID3", "tệp âm thanh"),
    (b"\x00\x00\x00\x18ftyp", "tệp phim"),
    (b"\x00\x00\x00 ftyp", "tệp phim"),
)
_OLE_KINDS = (("EncryptedPackage", None), ("WordDocument", "văn bản Word"), ("PowerPoint Document", "bản trình chiếu"))
_SUSPECT_RATIO = 250
_SUSPECT_SIZE = 64 * 2**20


def sniff(path: str, unpacked: int) -> str:
    """Return xlsx, xlsb, xls, ods or text; refuse what is none of them, is encrypted or would unpack too large."""
    with Path(path).open("rb") as file:
        head = file.read(8192)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(b"PK"):
        return _zip_kind(path, unpacked)
    if head[:2] == b"\x09\x08" or head[:4] in (b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"):
        return "xls"
    for magic, what in _MAGIC:
        if head.startswith(magic):
            refuse("not_a_sheet", what=what)
    return _text_kind(head)


def _ole_kind(path: str) -> str:
    with Path(path).open("rb") as file:
        content = file.read(64 * 2**20)
    for stream, what in _OLE_KINDS:
        if stream.encode("utf-16-le") in content:
            refuse("not_a_sheet", what=what) if what else refuse("encrypted")
    if "Root Entry".encode("utf-16-le") not in content:
        refuse("damaged")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        refuse("not_a_sheet", what="tệp Office loại khác")
    return "xls"


def _zip_kind(path: str, unpacked: int) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                refuse("encrypted")
            if sum(member.file_size for member in members) > unpacked or any(map(_is_bomb, members)):
                refuse("zip_bomb")
            names = {member.filename.lower().replace("\\", "/") for member in members}
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
            manifest = archive.read("META-INF/manifest.xml") if mimetype and "meta-inf/manifest.xml" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, EOFError, OSError, ValueError):
        refuse("damaged")
    if b"encryption-data" in manifest:
        refuse("encrypted")
    return _package_kind(names, mimetype)


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _SUSPECT_SIZE and member.file_size > _SUSPECT_RATIO * max(member.compress_size, 1)


def _package_kind(names: set[str], mimetype: bytes) -> str:
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if mimetype.startswith(b"application/vnd.oasis"):
        refuse("not_a_sheet", what="tài liệu OpenDocument khác")
    for start, kind in (("xl/workbook.bin", "xlsb"), ("xl/workbook.xml", "xlsx")):
        if any(name.startswith(start) for name in names):
            return kind
    if any(name.startswith("word/") for name in names):
        refuse("not_a_sheet", what="văn bản Word")
    if any(name.startswith("ppt/") for name in names):
        refuse("not_a_sheet", what="bản trình chiếu")
    if "[content_types].xml" in names or any(name.startswith("xl/") for name in names):
        refuse("damaged")
    refuse("not_a_sheet", what="tệp nén ZIP")


def _text_kind(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:400].replace(b"\x00", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head.replace(b"\x00", b"").lower():
        refuse("old_xml")
    if start.startswith(
        (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<div", b"<style", b"mime-version")
    ):
        refuse("web_page")
    if start.startswith((b"<?xml", b"<svg")):
        refuse("not_a_sheet", what="tệp XML")
    return "text"
