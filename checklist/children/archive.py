"""The zip archive a workbook is: measured before it is unpacked, its XML read without tricks.

A workbook comes by mail from anybody. What it would unpack to is known from its directory, so
a bomb never goes off; document types and entities have no place in a workbook and are refused.
"""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import error as ZlibError  # noqa: N812 - an exception's name

if TYPE_CHECKING:
    from pyexpat import XMLParserType

MOST_BYTES = 512 << 20  # all members unpacked: a hundred thousand children of fifty columns
MOST_MEMBERS = 5_000
MOST_TAG = 4 << 20  # of one tag with its attributes, which is held in memory whole
_CHUNK = 1 << 16
MEBIBYTE = 1 << 20

UNREADABLE = (zipfile.BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, KeyError)


class UnreadableError(Exception):
    """A workbook cannot be read on.

    Args:
        code: the finding that says why.
        **values: what is filled into it.
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Archive:
    """The members of a workbook.

    Args:
        path: the file.

    Raises:
        UnreadableError: it is damaged, encrypted, or would unpack to too much.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as file:
                members = file.infolist()
        except (*UNREADABLE, ValueError) as error:
            raise UnreadableError("R002") from error
        self.unpacked = unpacked = sum(member.file_size for member in members)
        self.members = len(members)
        if unpacked > MOST_BYTES or len(members) > MOST_MEMBERS:
            raise self.too_large(unpacked)
        if any(member.flag_bits & 1 for member in members):
            raise UnreadableError("R003")
        self.names = {member.filename for member in members}

    def too_large(self, size: int) -> UnreadableError:
        """That what is in it would fill the memory.

        Args:
            size: what was seen of it, in bytes.
        """
        told, most = f"{size // MEBIBYTE} MB", f"{MOST_BYTES // MEBIBYTE} MB"
        return UnreadableError("R004", size=told, most=most, members=str(self.members))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A member, piece by piece.

        Raises:
            UnreadableError: it is missing or damaged.
        """
        try:
            with zipfile.ZipFile(self.path) as file, file.open(name) as member:
                while chunk := member.read(_CHUNK):
                    yield chunk
        except (*UNREADABLE, RuntimeError) as error:
            raise UnreadableError("R002") from error

    def parse(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], Any] | None = None,
        end: Callable[[str], Any] | None = None,
        text: Callable[[str], Any] | None = None,
    ) -> Iterator[bytes]:
        """Parse a member's XML; handlers are called as it goes, and each chunk is handed on.

        Raises:
                UnreadableError: it is damaged, no XML, declares a document type, or has a tag
                that is too large.
        """
        parser = _parser()
        if start:
            parser.StartElementHandler = start
        if end:
            parser.EndElementHandler = end
        if text:
            parser.CharacterDataHandler = text
        fed = 0
        try:
            for chunk in self.chunks(name):
                parser.Parse(chunk, False)  # noqa: FBT003 - takes no keywords
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > MOST_TAG:
                    raise self.too_large(self.unpacked)
                yield chunk
            parser.Parse(b"", True)  # noqa: FBT003 - as above
        except (_xml_error(), ValueError, OverflowError) as error:
            raise UnreadableError("R002") from error
        yield b""


def local(name: str) -> str:
    """A tag or attribute without the prefix of its namespace."""
    return name.rpartition(":")[2]


def _parser() -> "XMLParserType":
    from xml.parsers import expat  # noqa: PLC0415 - document types are refused below

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _doctype
    return parser


def _doctype(*_: object) -> None:
    raise UnreadableError("R005")


def _xml_error() -> type[Exception]:
    from xml.parsers import expat  # noqa: PLC0415 - as above

    return expat.ExpatError
