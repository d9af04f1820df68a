"""The forms of languages.yaml: which languages there are, and which a place's sheets carry.

Apart from the forms of lists, because a keeper of languages is often another person, and the
schema for that file is made from these alone.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from checklist.catalog.forms import Form, Identifier, SourceForm, TextForm, Words
from checklist.catalog.looks import Layout, Role

TAG = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
SCRIPT = r"^[A-Z][a-z]{3}$"
Dates: TypeAlias = Literal["full", "long", "medium", "short"]
Tag = Annotated[str, Field(pattern=TAG)]


class TongueForm(Form):
    """A language a sheet may be written in."""

    name: TextForm
    own: Words
    script: Annotated[str, Field(pattern=SCRIPT)]
    direction: Literal["ltr", "rtl", "ttb"]
    dates: Dates
    digits: Annotated[str, Field(pattern=r"^[a-z]{4,8}$")]
    faces: list[Words] = Field(min_length=1)
    package: Words
    leading: Annotated[float, Field(ge=1)]
    not_printable: TextForm | None = None


class CarriedForm(Form):
    """One language of a place, and what stands behind it."""

    role: Annotated[Role, Field(strict=False)]
    ground: list[Identifier] = Field([])


class LookForm(Form):
    """How a place's sheets look; what is left out is inherited."""

    paper: Identifier | None = None
    layout: Annotated[Layout, Field(strict=False)] | None = None
    languages: dict[Tag, CarriedForm] = Field({})


class LanguagesForm(Form):
    """The whole of languages.yaml."""

    languages: dict[Tag, TongueForm]
    grounds: dict[Identifier, SourceForm] = Field({})
    places: dict[Annotated[str, Field(pattern=r"^\d{6}$")], LookForm]
