"""checklist.toml: where a project keeps its own catalog, templates and jobs, said once.

Found in the folder a command is run in or above it, as other tools find theirs; what it names is
relative to it. An option or an environment variable always goes before.
"""

from functools import cache
from pathlib import Path

from checklist.errors import UserError

NAME = "checklist.toml"
KEYS = ("catalog", "templates", "jobs")


def named(key: str) -> Path | None:
    """What the project calls its catalog, templates or jobs; None where it says nothing.

    Args:
        key: one of KEYS.

    Raises:
        UserError: the file cannot be read, or holds something else.
    """
    path = file(Path.cwd())
    return _read(path).get(key) if path else None


def file(folder: Path) -> Path | None:
    """The project file of a folder: its own, or that of the nearest folder above."""
    near = (above / NAME for above in (folder, *folder.parents))
    return next((path for path in near if path.is_file()), None)


@cache
def _read(path: Path) -> dict[str, Path]:
    import tomllib  # noqa: PLC0415 - only where there is such a file

    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(
            f"{path} 读不懂：{error}。", f"{path} cannot be understood: {error}."
        ) from None
    for key, value in said.items():
        if key not in KEYS or not isinstance(value, str):
            known = ' = "…"、'.join(KEYS)
            raise UserError(
                f'{path} 里的 {key} 不认识。可以写：{known} = "…"。',
                f'{path}: {key} is not known. There are: {known} = "…".',
            )
    return {key: path.parent / value for key, value in said.items()}
