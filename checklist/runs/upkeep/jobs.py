"""jobs.yaml read: which sheets are kept up to date, every problem of the file found in one pass.

Only the file itself is judged here; whose children a job names is read in orders.py, where
files of children are opened.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from string import Formatter

from checklist.areas import Areas
from checklist.catalog import jobforms
from checklist.catalog.looks import Layout
from checklist.catalog.tongues import GOVERNING
from checklist.catalog.validation import validated
from checklist.documents.papers import PAPERS
from checklist.findings import Finding
from checklist.located import Located, Trail, read
from checklist.rules.facts import LANGUAGES
from checklist.runs.speakers import Speakers, parted

FIELDS = ("job", "place", "child", "on", "language", "format")  # what a path may hold
POSTERS = "posters"
POSTER = "poster"  # their paper
_HOMELESS = ("archetypes", POSTERS)
_HUNG = ("html", "pdf")  # the forms of a poster
_TWICE = ("pdf", "html", "csv", "md")  # those two languages can share
_SAFE = re.compile(r"[\w.{}/-]+\Z")


@dataclass(frozen=True, slots=True)
class Job:
    """One job, as the file states it, with the codes of its places.

    Args:
        kind: one of jobforms.KINDS.
        named: what the file lists under that key.
        places: codes; empty for the children's own.
        every: all places of the catalog.
        days: the days to count on; empty for the day of the run.
        languages: as `zh-Hans`, `en` or `zh-Hans+ug`; jobforms.RESIDENCE is each place's own.
        drafts: print translations nobody has reviewed, too.
        layout: how two languages stand; None is as the place has it.
    """

    id: str
    kind: str
    named: tuple[str, ...]
    places: tuple[str, ...]
    every: bool
    days: tuple[date, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    paper: str
    variant: str | None
    letter: bool
    path: str
    drafts: bool = False
    layout: Layout | None = None


@dataclass(frozen=True, slots=True)
class Jobs:
    """All jobs.

    Args:
        located: the file, to show where a job stands.
        home: the folder it lies in; what it names is relative to that.
        out: the folder its files go to.
        speakers: the languages of the sheets.
    """

    located: Located
    home: Path
    out: Path
    jobs: tuple[Job, ...]
    speakers: Speakers

    def finding(self, job: Job, code: str, key: str | int, **values: str) -> Finding:
        """A finding at one of a job's own lines."""
        return _finding(self.located, code, ("jobs", job.id, job.kind, key), **values)


def read_jobs(
    path: Path, areas: Areas, voices: Speakers
) -> tuple[Jobs | None, tuple[Finding, ...]]:
    """Read a file of jobs.

    Args:
        path: the file.
        areas: the list of places, for names.
        voices: the languages there are.

    Returns:
        The jobs (None when anything is wrong) and every finding.
    """
    located, findings = read(path)
    form, wrong = validated(located, jobforms.JobsForm)
    if form is None:
        return None, (*findings, *wrong)
    reader = _Reader(located, areas, voices)
    jobs = tuple(reader.job(key, one) for key, one in form.jobs.items())
    home = path.parent
    reader.out(home, form.out)
    found = (*findings, *reader.findings)
    return (None if reader.findings else Jobs(located, home, home / form.out, jobs, voices)), found


class _Reader:
    """Turns forms into jobs and gathers what is wrong with them."""

    def __init__(self, located: Located, areas: Areas, voices: Speakers) -> None:
        self.located = located
        self.areas = areas
        self.voices = voices
        self.findings: list[Finding] = []

    def job(self, key: str, form: jobforms.JobForm) -> Job:
        at: Trail = ("jobs", key)
        kinds = form.kinds
        if len(kinds) != 1:
            self._find("J101", at, kinds="、".join(jobforms.KINDS))
        if form.paper not in PAPERS:
            self._find("J104", (*at, "paper"), word=form.paper, known="、".join(PAPERS))
        kind = kinds[0] if kinds else jobforms.KINDS[0]
        places = tuple(self._places(at, form.places))
        languages = tuple(self._languages(at, form, kind))
        if kind in _HOMELESS and not form.places:
            self._find("J102", at)
        forms = _HUNG if kind == POSTERS else _TWICE if any(map(_two, languages)) else form.formats
        for index, word in enumerate(form.formats):
            if word not in forms:
                self._find("J104", (*at, "formats", index), word=word, known="、".join(forms))
        self._path((*at, "path"), form)
        return Job(
            id=key,
            kind=kind,
            named=() if kind == POSTERS else tuple(getattr(form, kind)),
            places=tuple(dict.fromkeys(places)),
            every=jobforms.ALL in form.places,
            days=tuple(dict.fromkeys(form.on)),
            languages=tuple(dict.fromkeys(languages)),
            formats=tuple(dict.fromkeys(form.formats)),
            paper=POSTER if kind == POSTERS else form.paper,
            variant=form.variant,
            letter=form.letter,
            path=form.path,
            drafts=form.draft_translations,
            layout=form.layout,
        )

    def out(self, home: Path, out: str) -> None:
        """Refuse a folder above or beside the jobs: files in it are written and removed."""
        inside = (home / out).resolve()
        if not inside.is_relative_to(home.resolve()) or inside == home.resolve():
            self._find("J105", ("out",), path=out)

    def _places(self, at: Trail, places: list[str]) -> Iterator[str]:
        for index, text in enumerate(places):
            if text == jobforms.ALL:
                continue
            found = self.areas.find(text)
            if found.area:
                yield self.areas.current(found.area.code)
            else:
                near = [f"{area.name}({area.code})" for area in found.candidates]
                values = {"near": "、".join(near)} if near else {"near": "—"}
                self._find("J103", (*at, "places", index), text=text, **values)

    def _languages(self, at: Trail, form: jobforms.JobForm, kind: str) -> Iterator[str]:
        """The languages of a job, as orders name them."""
        voices = replace(self.voices, drafts=form.draft_translations)
        tongues = voices.tongues.known
        for index, word in enumerate(form.languages):
            trail = (*at, "languages", index)
            first, second = parted(word)
            if word == jobforms.RESIDENCE:
                yield word
            elif (second and first != GOVERNING) or (second or first) not in tongues:
                self._find("J104", trail, word=word, known=_known(tongues))
            elif not voices.ready(tongues[second or first]):
                self._find("J110", trail, word=word)
            else:
                spec = voices.asked(word)
                if kind == POSTERS and _two(spec):
                    self._find("J104", trail, word=word, known=_known(LANGUAGES))
                yield spec

    def _path(self, at: Trail, form: jobforms.JobForm) -> None:
        """A path must stay inside, and tell apart what the job makes."""
        try:
            named = {name for _, name, _, _ in Formatter().parse(form.path) if name is not None}
        except ValueError:
            named = {"?"}
        parts = form.path.split("/")
        hidden = any(part.startswith(".") or not part for part in parts)
        if named - set(FIELDS) or hidden or not _SAFE.match(form.path):
            self._find("J105", at, path=form.path)
        wanted: Mapping[str, bool] = {
            "child": True,
            "format": len(form.formats) > 1,
            "language": len(form.languages) > 1,
            "on": len(form.on) > 1,
            "place": len(form.places) > 1 or jobforms.ALL in form.places,
        }
        for name, needed in wanted.items():
            if needed and name not in named:
                self._find("J106", at, field=f"{{{name}}}", path=form.path)

    def _find(self, code: str, at: Trail, **values: str) -> None:
        self.findings.append(_finding(self.located, code, at, **values))


def _two(spec: str) -> bool:
    return bool(parted(spec)[1])


def _known(tags: Iterable[str]) -> str:
    return "、".join((jobforms.RESIDENCE, *tags))


def _finding(located: Located, code: str, at: Trail, **values: str) -> Finding:
    span = located.at(at)
    return Finding(code, span, values, (), located.quote(span))
