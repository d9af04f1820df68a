"""What keepers of catalogs work with: new files, findings where they read them, a hook.

Each is run as a keeper or a service would run it, on a catalog of the test's own.
"""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checklist.errors import ExitCode
from checklist.findings import all_codes
from checklist.located import parse, read
from tests.catalog.test_schemas import mistakes
from tests.cli.running import refused, run
from tests.support import CATALOG, ROOT

ON = ("--on", "2026-11-23")
BLANK = re.compile(r"(?m)^#(?! )|^#(?=  )")  # a line to be filled in; prose has one space


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The nation's list and Jiangsu's, in a catalog of their own."""
    folder = tmp_path / "catalog"
    folder.mkdir()
    for name in ("facts.yaml", "areas.tsv", "languages.yaml"):
        (folder / name).symlink_to(CATALOG / name)
    shutil.copytree(CATALOG / "00-national", folder / "00-national")
    (folder / "32-jiangsu").mkdir()
    (folder / "32-jiangsu" / "base.yaml").write_text(
        'layer: "320000"\nname: {zh-Hans: "江苏省", en: "Jiangsu"}\n', "utf-8"
    )
    return folder


def new(root: Path, *arguments: str) -> Path:
    """Begin a file; its path as the program prints it."""
    done = run("catalog", "new", *arguments, *ON, "--catalog", str(root), cwd=root.parent)
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "catalog check" in done.stderr
    return Path(done.stdout.strip())


def check(root: Path, *arguments: str, **more: str) -> tuple[int, str]:
    """Check the catalog: the exit code, and what stands on stdout."""
    done = run("catalog", "check", *arguments, "--catalog", str(root), cwd=root.parent, **more)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def findings(root: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(check(root, "--format", "json")[1])
    return found


def test_a_province_a_city_and_a_county_begin_without_any_finding(root: Path) -> None:
    assert new(root, "province", "湖北") == root / "42-hubei" / "base.yaml"
    assert (
        new(root, "city", "宜昌市", "--slug", "yichang") == root / "42-hubei" / "4205-yichang.yaml"
    )
    assert new(root, "county", "429004", "--slug", "xiantao").name == "429004-xiantao.yaml"
    assert new(root, "county", "昆山市", "--slug", "kunshan").parent.name == "32-jiangsu"
    assert findings(root) == []
    located, _ = read(root / "42-hubei" / "4205-yichang.yaml")
    assert located.data == {"layer": "420500", "name": {"zh-Hans": "宜昌市", "en": "Yichang"}}


def test_a_city_needs_no_list_of_its_province(root: Path) -> None:
    assert new(root, "city", "吉林", "--slug", "jilin") == root / "22-jilin" / "2202-jilin.yaml"
    assert not (root / "22-jilin" / "base.yaml").exists()


def test_a_new_item_is_told_exactly_what_it_lacks(root: Path) -> None:
    path = new(root, "item", "江苏省", "reading-room", "--category", "development")
    assert path == root / "32-jiangsu" / "base" / "reading-room.yaml"
    lacking = {"name", "summary", "when", "apply", "decide", "pay", "checked"}
    told = findings(root)
    assert {found["code"] for found in told} == {"C102", "C309"}
    named = {match[1] for found in told if (match := re.search("“([a-z]+)”", found["message"]))}
    assert named == lacking


def test_the_id_of_an_item_above_begins_a_change_to_it(root: Path) -> None:
    text = new(root, "item", "江苏省", "preschool-place").read_text("utf-8")
    data = parse(text.encode(), "item.yaml")[0].data
    assert isinstance(data, dict)
    assert (data["of"], set(data)) == ("preschool-place", {"of", "reviewed_against"})
    assert "# |     - {fact: age, between: [3, 6]}" in text
    assert "上级的措施：disabled-children。" in text
    assert {found["code"] for found in findings(root)} == {"C102", "C302", "C309"}


@pytest.mark.parametrize("kind", ["layer", "item", "override"])
def test_every_blank_is_of_a_known_key_and_must_be_filled(root: Path, kind: str) -> None:
    path = {
        "layer": lambda: new(root, "county", "昆山市", "--slug", "kunshan"),
        "item": lambda: new(root, "item", "江苏省", "reading-room", "--category", "health"),
        "override": lambda: new(root, "item", "江苏省", "preschool-place"),
    }[kind]()
    text = BLANK.sub("", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    blanks = [number for number, line in enumerate(text.splitlines(), 1) if '""' in line]
    told = [found for found in findings(root) if Path(found["file"]).name == path.name]
    assert {found["code"] for found in told} <= {"C103", "C104", "C105", "C112", "C201", "C204"}
    assert {found["line"] for found in told} <= set(blanks)
    simple = [number for number in blanks if "fact" not in text.splitlines()[number - 1]]
    assert set(simple) <= {found["line"] for found in told}


def test_situations_begin_with_an_unknown_child_and_the_bounds_of_the_condition(root: Path) -> None:
    path = new(root, "case", "江苏省", "preschool-place")
    assert path == root / "32-jiangsu" / "cases" / "jiangsu-preschool-place.yaml"
    text = path.read_text("utf-8")
    for birthday in ("2023-11-23", "2023-11-24", "2019-11-23", "2019-11-24"):
        assert f"birth_date: {birthday}" in text
    filled = BLANK.sub("", text).replace('{preschool-place: ""}', "{preschool-place: undetermined}")
    filled = filled.replace('school_stage: ""', "school_stage: kindergarten")
    filled = filled.replace('disabled-children: ""', "disabled-children: unknown")
    filled = filled.replace('birth_date: ""', "birth_date: 2022-01-01")
    path.write_text(filled, "utf-8")
    assert mistakes("cases", read(path)[0].data) == []
    wrong = [found["line"] for found in told(root, path)]
    lines = filled.splitlines()
    assert [lines[line - 2].split("birth_date: ")[1][:10] for line in wrong] == [
        "2022-01-01", "2023-11-23", "2023-11-24", "2019-11-23", "2019-11-24",
    ]  # fmt: skip


def test_situations_of_the_definition_hold_from_the_start(root: Path) -> None:
    path = new(root, "case", "江苏省")
    assert "住满6个月" in path.read_text("utf-8")
    assert told(root, path) == []


def test_the_nations_situations_ask_where_the_child_lives(root: Path) -> None:
    path = new(root, "case", "全国", "vaccination")
    assert [(found["code"], found["line"]) for found in told(root, path)] == [("C103", 5)]
    path.write_text(path.read_text("utf-8").replace('residence: ""', "residence: 昆山市"), "utf-8")
    assert told(root, path) == []


def told(root: Path, path: Path) -> list[dict[str, Any]]:
    """What running the situations finds in one file; the nation's have their own tests."""
    done = run("catalog", "test", "--catalog", str(root), "--format", "json", cwd=root.parent)
    return [found for found in json.loads(done.stdout) if Path(found["file"]).name == path.name]


def test_a_beginning_names_its_schema_by_a_path_inside_the_catalog(root: Path) -> None:
    for path, kind in (
        (new(root, "county", "昆山市", "--slug", "kunshan"), "layer"),
        (new(root, "item", "江苏省", "preschool-place"), "item"),
        (new(root, "case", "江苏省"), "cases"),
    ):
        first = path.read_text("utf-8").splitlines()[0]
        schema = (path.parent / first.split("$schema=")[1]).resolve()
        assert schema == (root / ".schemas" / f"{kind}.json").resolve()
        assert json.loads(schema.read_text("utf-8"))["title"] == f"checklist {kind}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["city", "昆山市", "--slug", "kunshan"], "new county"),
        (["county", "昆山市"], "--slug"),
        (["county", "昆山市", "--slug", "../x"], "短横线"),
        (["province", "江苏省"], "已经有了"),
        (["province", "Atlantis"], "找不到"),
        (["county", "朝阳区", "--slug", "chaoyang"], "110105"),
        (["county", "320524", "--slug", "wuxian"], "撤销"),
        (["province", "台湾省"], "文件夹"),
        (["item", "昆山市", "preschool-place"], "new county 320583"),
        (["item", "江苏省", "reading-room"], "--category"),
        (["item", "江苏省", "reading-room", "--category", "sport"], "schooling 学有所教"),
        (["item", "江苏省", "Reading Room", "--category", "health"], "短横线"),
        (["case", "江苏省", "reading-room"], "没有 reading-room"),
        (["case", "江苏省", "preschool-place", "--on", "1999-01-01"], "有：—"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_begun_is_said_and_nothing_written(
    root: Path, arguments: list[str], said: str
) -> None:
    folder = root.parent
    done = refused("catalog", "new", *arguments, "--catalog", str(root), cwd=folder, code=2)
    assert said in done.stderr


def test_nothing_is_written_over(root: Path) -> None:
    path = new(root, "item", "江苏省", "preschool-place")
    path.write_text("of: preschool-place\n", "utf-8")
    refused("catalog", "new", "item", "江苏省", "preschool-place", "--catalog", str(root),
            cwd=root.parent, code=ExitCode.USAGE)  # fmt: skip
    assert path.read_text("utf-8") == "of: preschool-place\n"


@pytest.fixture
def broken(root: Path) -> Path:
    """A catalog with keys that need escaping and counting."""
    folder = root / "32-jiangsu" / "base"
    folder.mkdir()
    lines = (
        "of: preschool-place",
        "relation: restates",
        '"50%, a:b": 1',
        "summary: {zh-Hans: \U00020bb7家, en: x, cost: 1}",
    )
    (folder / "preschool-place.yaml").write_text("\n".join(lines), "utf-8")
    return root


def test_github_is_given_one_escaped_command_a_finding(broken: Path) -> None:
    code, out = check(broken, GITHUB_ACTIONS="true")
    assert code == ExitCode.CATALOG
    commands = [re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line) for line in
                out.splitlines()]  # fmt: skip
    assert commands
    assert all(commands)
    assert out == check(broken, "--format", "github")[1]
    for command, found in zip(commands, findings(broken), strict=True):
        assert command is not None
        said = dict(pair.split("=") for pair in command[2].split(","))
        assert said["file"] == "catalog/32-jiangsu/base/preschool-place.yaml"
        assert (command[1], said["title"]) == (found["severity"], found["code"])
        assert (int(said["line"]), int(said["col"])) == (found["line"], found["column"])
        text = f"{found['message']}\n{found['hint']}"
        assert command[3] == text.replace("%", "%25").replace("\n", "%0A")
    assert "“50%25, a:b”" in out


def test_github_is_told_paths_as_seen_from_the_root_of_the_checkout(broken: Path) -> None:
    above = str(broken.parent.parent)
    _, out = check(broken, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=above)
    assert f" file={broken.parent.name}/catalog/32-jiangsu/" in out


def test_github_gets_text_where_it_is_asked_for(broken: Path) -> None:
    assert check(broken, "--format", "text", GITHUB_ACTIONS="true") == check(broken)


TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "additionalProperties": False,
                    "properties": {
                        "uri": {"type": "string", "pattern": r"^(?!/)[!-~]+$"},
                        "uriBaseId": {"const": "%SRCROOT%"},
                    },
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "additionalProperties": False,
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                        "endColumn": {"type": "integer", "minimum": 1},
                        "snippet": TEXT,
                    },
                },
            },
        },
    },
    "additionalProperties": False,
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF = {  # what the OASIS standard, version 2.1.0, asks of the parts used here
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "semanticVersion": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id", "help"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": TEXT,
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "properties": {"level": LEVEL},
                                                },
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "originalUriBaseIds": {"type": "object"},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": LEVEL,
                                "message": TEXT,
                                "locations": {"type": "array", "items": LOCATION},
                                "relatedLocations": {"type": "array", "items": LOCATION},
                                "partialFingerprints": {
                                    "type": "object",
                                    "additionalProperties": {"type": "string"},
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_is_as_the_standard_wants_it(broken: Path, language: str) -> None:
    code, out = check(broken, "--format", "sarif", "--ui", language)
    assert code == ExitCode.CATALOG
    log = json.loads(out)
    assert [error.json_path for error in Draft202012Validator(SARIF).iter_errors(log)] == []
    (ran,) = log["runs"]
    rules = ran["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {c for c in all_codes() if c.startswith("C")}
    assert not [rule for rule in rules if "{" in rule["help"]["text"]]
    for result, found in zip(ran["results"], findings(broken), strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == found["code"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == found["file"]
        assert place["region"]["startColumn"] == found["column"]


def test_sarifs_columns_count_characters_as_it_says(broken: Path) -> None:
    (ran,) = json.loads(check(broken, "--format", "sarif")[1])["runs"]
    assert ran["columnKind"] == "unicodeCodePoints"
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in ran["results"]]
    (cost,) = [r for r in regions if "cost" in r["snippet"]["text"]]
    assert cost["snippet"]["text"][cost["startColumn"] - 1 : cost["endColumn"] - 1] == "cost"


def test_a_clean_catalog_is_clean_in_every_form(root: Path) -> None:
    assert check(root) == check(root, "--format", "github") == (ExitCode.DONE, "")
    code, out = check(root, "--format", "sarif")
    assert (code, json.loads(out)["runs"][0]["results"]) == (ExitCode.DONE, [])


def test_only_paths_of_the_catalog_can_be_asked_for(broken: Path) -> None:
    catalog = ("--catalog", str(broken))
    assert check(broken, "catalog/00-national") == (ExitCode.DONE, "")
    assert check(broken, "catalog/32-jiangsu")[0] == ExitCode.CATALOG
    refused("catalog", "check", "catalog/99", *catalog, cwd=broken.parent, code=ExitCode.USAGE)
    inside = run("catalog", "check", "32-jiangsu", "--catalog", ".", cwd=broken)
    assert inside.returncode == ExitCode.CATALOG


def test_the_hook_for_pre_commit_does_what_it_says(broken: Path) -> None:
    data: Any = read(ROOT / ".pre-commit-hooks.yaml")[0].data
    (checked,) = data
    assert (checked["id"], checked["language"]) == ("checklist-catalog", "python")
    assert checked["additional_dependencies"] == [".[proof]"]
    assert re.search(checked["files"], "catalog/32-jiangsu/base.yaml")
    assert re.search(checked["files"], "catalog/areas.tsv")
    assert not re.search(checked["files"], "catalog/README.md")
    program, *words = shlex.split(checked["entry"]) + list(checked["args"])
    assert program == "checklist"
    done = run(*words, cwd=broken.parent)
    assert done.returncode == ExitCode.CATALOG
    assert "C101" in done.stdout
    (broken / "32-jiangsu" / "base" / "preschool-place.yaml").unlink()
    assert run(*words, cwd=broken.parent).returncode == ExitCode.DONE
