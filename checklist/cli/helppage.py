"""A command's help page, in the user's language, in 80 columns, with an example.

Laid out here rather than by typer's own page, which loads a Markdown parser and a syntax
highlighter and would double what `checklist --help` costs.
"""

from typing import Any

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from checklist.cli.ui import out, say


def show(command: Any, context: Any) -> None:  # noqa: ANN401 - typer's vendored classes have no public name
    """Print the help page of a command or a group."""
    console = out()
    params = command.get_params(context)
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    console.print(Text(say("用法：", "Usage: ") + _usage(command, context, arguments), "bold"))
    console.print()
    console.print(command.help or "")
    _section(say("参数", "Arguments"), [(_name(param), _about(param)) for param in arguments])
    _section(say("选项", "Options"), [(_name(param), _about(param)) for param in options])
    if hasattr(command, "list_commands"):
        commands = [command.get_command(context, name) for name in command.list_commands(context)]
        _section(say("命令", "Commands"), [(c.name, c.help or "") for c in commands if c])
    if command.epilog:
        console.print()
        console.print(command.epilog)


def _usage(command: Any, context: Any, arguments: list[Any]) -> str:  # noqa: ANN401 - as above
    words = [context.command_path, say("[选项]", "[OPTIONS]"), *map(_name, arguments)]
    if hasattr(command, "list_commands"):
        words.append(say("命令", "COMMAND"))
    return " ".join(words)


def _name(param: Any) -> str:  # noqa: ANN401 - as above
    """`PROFILE`, `[ITEM]`, `-o PATH`, `--version`."""
    metavar = param.metavar or param.name.upper()
    if param.param_type_name == "argument":
        return metavar if param.required else f"[{metavar}]"
    opts = ", ".join(sorted(param.opts, key=len))
    return opts if param.is_flag else f"{opts} {metavar}"


def _about(param: Any) -> str:  # noqa: ANN401 - as above
    """What it is for, and its default where it has one worth telling."""
    text = escape(param.help or "")
    default = param.default
    if param.param_type_name == "option" and isinstance(default, str) and default:
        value = getattr(default, "value", default)
        text += say(f"（默认 {value}）", f" (default: {value})")
    return text


def _section(title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    table = Table(box=None, show_header=False, padding=(0, 0, 0, 2))
    table.add_column(no_wrap=True, style="cyan", max_width=34)
    table.add_column()
    for name, about in rows:
        table.add_row(Text(name), about)
    out().print()
    out().print(Text(title, "bold"))
    out().print(table)
