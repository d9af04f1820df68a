"""The form of jobs.yaml, the list of sheets that are kept up to date, and of archetype children.

A job names children, places, languages and forms of document; which files come of it is worked
out, so a new place of the catalog needs no new line here.
"""

from typing import Any, Literal

from pydantic import Field

from checklist.catalog.forms import Day, Form, Identifier, TextForm, Words
from checklist.catalog.looks import Layout

KINDS = ("archetypes", "profiles", "situations", "rosters", "posters")  # whose sheets a job makes
ALL = "all"
RESIDENCE = "residence"  # the language its residence has


class ArchetypeForm(Form):
    """A made-up child that stands for many; where it lives is the job's to say."""

    name: TextForm
    child: dict[str, Any]


class JobForm(Form):
    """One job: whose sheets, for which places and days, in which languages and forms."""

    archetypes: list[Identifier] = Field([])
    profiles: list[Words] = Field([])
    situations: list[Words] = Field([])
    rosters: list[Words] = Field([])
    posters: bool = False
    places: list[Words] = Field([])
    on: list[Day] = Field([])
    languages: list[Words] = Field(["zh-Hans"], min_length=1)
    draft_translations: bool = False
    layout: Layout | None = None
    formats: list[Literal["pdf", "html", "json", "csv", "md"]] = Field(["pdf"], min_length=1)
    paper: Words = "a4"
    variant: Literal["ua", "a3", "plain"] | None = None
    letter: bool = False
    path: Words = "{place}/{child}.{language}.{format}"

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which of KINDS are named; a job has exactly one."""
        return tuple(kind for kind in KINDS if getattr(self, kind))


class JobsForm(Form):
    """All jobs by their ids, and the folder their files go to."""

    out: Words = "output"
    jobs: dict[Identifier, JobForm] = Field(min_length=1)
