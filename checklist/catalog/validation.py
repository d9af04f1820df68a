"""A file held against its form: pydantic's verdict as findings of our own.

Only error types and locations are taken from pydantic, never its English texts; each becomes
a finding with the place in the file, in words a policy clerk can act on.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from checklist.catalog.forms import Form
from checklist.findings import Finding
from checklist.located import Located, Trail

AnyForm = TypeVar("AnyForm", bound=Form)

_WANTED = {  # pydantic error type: what is wanted, in Chinese and English
    "string_type": ("文字", "a text"),
    "string_too_short": ("不能为空的文字", "a text that is not empty"),
    "int_type": ("整数", "a whole number"),
    "float_type": ("数字", "a number"),
    "bool_type": ("true 或 false", "true or false"),
    "list_type": ("列表（每行以 - 开头）", "a list (each line starts with -)"),
    "dict_type": ("映射（键: 值）", "a mapping (key: value)"),
    "model_type": ("映射（键: 值）", "a mapping (key: value)"),
    "too_short": ("至少一项", "at least one entry"),
    "greater_than_equal": ("不小于下限的数", "a number not below the limit"),
}
_ALLOWED = {"enum", "literal_error"}


def validated(located: Located, form: type[AnyForm]) -> tuple[AnyForm | None, tuple[Finding, ...]]:
    """Hold a document against a form.

    Args:
        located: the document.
        form: the form it must have.

    Returns:
        The filled form (None when anything is wrong), and every finding.
    """
    if not located.values:
        return None, ()  # reading has already said why nothing is there
    if not isinstance(located.data, dict):
        span = located.at(())
        return None, (Finding("C010", span, {}, (), located.quote(span)),)
    try:
        return form.model_validate(located.data), ()
    except ValidationError as error:
        return None, tuple(_finding(located, form, dict(e)) for e in error.errors())


def _finding(located: Located, form: type[Form], error: dict[str, Any]) -> Finding:
    kind, path = str(error["type"]), tuple(error["loc"])
    if path and path[-1] == "[key]":
        return _at_key(located, path[:-1], "C113", {"key": str(path[-2])})
    if kind == "extra_forbidden":
        known = _keys(form, path[:-1])
        near = get_close_matches(str(path[-1]), known, 3) or known
        return _at_key(located, path, "C101", {"key": str(path[-1]), "near": "、".join(near)})
    if kind == "missing" and path[-1] in {"zh-Hans", "en"}:
        return _at(located, path[:-1], "C106", {"language": str(path[-1])})
    if kind == "missing":
        return _at(located, path[:-1], "C102", {"key": str(path[-1])})
    if kind in _ALLOWED:
        allowed = str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        return _at(located, path, "C104", {"allowed": allowed})
    if kind == "day":
        return _at(located, path, "C105", {})
    if kind == "string_pattern_mismatch":
        return _at(located, path, "C112", {"pattern": str(error["ctx"]["pattern"])})
    zh, en = _WANTED.get(kind, ("另一种类型的值", "a value of another type"))
    return _at(located, path, "C103", {"wanted": zh, "wanted.en": en})


def _at(located: Located, path: Trail, code: str, values: dict[str, str]) -> Finding:
    span = located.at_key(path) if code in {"C102", "C106"} else located.at(path)
    return Finding(code, span, values, (), located.quote(span))


def _at_key(located: Located, path: Trail, code: str, values: dict[str, str]) -> Finding:
    span = located.at_key(path)
    return Finding(code, span, values, (), located.quote(span))


def _keys(form: type[BaseModel], path: Trail) -> list[str]:
    """The keys a form allows at a path, for suggestions."""
    model: Any = form
    for key in path:
        fields: Mapping[str, Any] = getattr(model, "model_fields", {})
        names = {field.alias or name: field for name, field in fields.items()}
        model = _inner(names[str(key)].annotation) if str(key) in names else model
    fields = getattr(model, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def _inner(annotation: Any) -> Any:  # noqa: ANN401 - walks type annotations of any shape
    """The form inside list[F], dict[str, F] or F | None."""
    for argument in getattr(annotation, "__args__", ()):
        found = _inner(argument)
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
    return annotation
