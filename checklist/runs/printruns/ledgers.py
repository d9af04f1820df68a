"""The ledger at the end of a run: written from every child's line, locked where the run is.

It is a document like the others, so it is made again when anything it rests on has changed,
and only then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checklist.documents import cover
from checklist.documents.html import environment
from checklist.documents.language import Places
from checklist.documents.pages.locker import lock
from checklist.documents.pdf import pdf
from checklist.documents.worded.line import Line
from checklist.documents.workbooks.ledger import Filed, Ledger
from checklist.findings import Finding
from checklist.runs.printruns.batch import Batch
from checklist.runs.printruns.plan import noted
from checklist.runs.printruns.register import Made

BOOK, LOCKED = "ledger.xlsx", "ledger.pdf"
_PAGE = "school/locker.html"


@dataclass(frozen=True, slots=True)
class LedgerKeeper:
    """Keeps the ledger of a run.

    Args:
        batch: the run.
        findings: all that was found in the roster.
    """

    batch: Batch
    findings: tuple[Finding, ...]

    @property
    def file(self) -> str:
        """Its name: a workbook, or a PDF that locks one in."""
        return BOOK if self.batch.setting.password is None else LOCKED

    @property
    def inputs(self) -> str:
        """The digest of all it rests on."""
        documents = [f"{each.file} {each.inputs}" for each in self.batch.documents]
        return self.batch.register.digest(*documents, "", noted(self.findings))

    @property
    def due(self) -> bool:
        """Whether it is to be written."""
        return not self.batch.register.holds(self.file, self.inputs)

    def write(self) -> None:
        """Write it; one that lacks children whose sheets failed is written anew next time."""
        setting, rows = self.batch.setting, self.batch.gathered.rows
        writer = cover.writer(setting.desk, setting.templates, setting.facts)
        ledger = Ledger(
            facts=setting.facts,
            language=writer.language,
            school=writer.school,
            places=Places(setting.areas, writer.language, {}),
            listings=setting.listings,
            grouped=bool(setting.wish.group_by),
        )
        book = setting.work / BOOK
        ledger.write(book, self._filed(), self.findings)
        pages = 0
        if setting.password is not None:
            pages = lock(self._page(writer), book, setting.work / LOCKED, setting.password)
            book.unlink()
        inputs = "" if self.batch.failures else self.inputs
        self.batch.register.publish(
            [Made(self.file, inputs, setting.work / self.file, len(rows), pages)]
        )

    def _filed(self) -> Iterator[tuple[Filed, Iterable[Line]]]:
        for document, lines in self.batch.lines():
            rows = tuple(self.batch.gathered.rows.get(row).number for row in document.rows)
            pages = self.batch.register.pages(document.file)
            yield Filed(document.file, document.group, document.part, pages, rows), lines

    def _page(self, writer: cover.Writer) -> bytes:
        """The page in front of a workbook that is locked in."""
        template = environment(self.batch.setting.templates).get_template(_PAGE)
        say = writer.school
        page = template.render(
            language=writer.language.tag,
            title=say("ledger.title"),
            date=writer.language.day(self.batch.setting.wish.on),
            lines=[say("locker.where"), say("locker.care")],
        )
        return pdf(page, "plain")
