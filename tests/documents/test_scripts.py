"""Which face prints which character of a language, and what is missing for it."""

from dataclasses import replace

import pytest

from checklist.catalog.tongues import Tongue
from checklist.documents import fonts, scripts
from tests.cli.running import run
from tests.support import catalog

SAMPLES = {  # a few letters of each script, no sentence of anybody's
    "zh-Hans": ("流动", "Noto Sans CJK SC"),
    "zh-Hant": ("繁體", "Noto Sans CJK TC"),
    "za": ("Vahcuengh", "Noto Sans"),
    "ug": ("ئۇيغۇرچە", "Noto Naskh Arabic"),
    "bo": ("བོད་ཡིག", "Noto Serif Tibetan"),
    "ii": ("ꆈꌠꉙ", "Noto Sans Yi"),
    "ko": ("조선말", "Noto Sans CJK KR"),
}


def tongue(tag: str) -> Tongue:
    tongues, findings = catalog().tongues()
    assert tongues is not None
    assert findings == ()
    return tongues.known[tag]


@pytest.mark.parametrize("tag", SAMPLES)
def test_each_script_has_the_face_its_language_names(tag: str) -> None:
    text, family = SAMPLES[tag]
    assert set(scripts.prints(tongue(tag), text).values()) == {family}
    assert scripts.script(tongue(tag), [text]).well


def test_the_first_face_that_has_a_character_prints_it() -> None:
    english = tongue("en")
    assert scripts.prints(english, "a昆") == {"a": english.faces[0], "昆": english.faces[1]}
    assert scripts.prints(tongue("ii"), "ཀ") == {"ཀ": ""}


def test_a_face_that_is_not_installed_names_its_package() -> None:
    lacking = replace(tongue("bo"), faces=("No Such Face",), package="fonts-example")
    found = scripts.script(lacking)
    assert (found.well, found.face, found.cure) == (False, "", "apt-get install fonts-example")


def test_a_character_nothing_prints_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_elsewhere", lambda _: False)
    found = scripts.script(tongue("zh-Hans"), ["\U0001fb93"])
    assert not found.well
    assert found.lost == ("\U0001fb93",)
    assert found.cure == "apt-get install fonts-noto-extra"


def test_doctor_says_of_every_language_whether_it_can_be_printed() -> None:
    done = run("doctor", "--ui", "en")
    assert done.returncode == 0
    tongues, _ = catalog().tongues()
    assert tongues is not None
    for tag, known in tongues.known.items():
        mark = "–" if known.not_printable else "✓"
        assert f"{mark} script {tag} {known.name['en']}" in done.stdout
