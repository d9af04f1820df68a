"""The program's entrance: commands put together, exit codes kept, no traceback ever shown.

Commands import what they need when they run, so that help costs little more than typer.
"""

import errno
import os
import sys

import typer
from typer.exceptions import Abort, TyperException

from checklist import __version__
from checklist.cli import (
    batch,
    catalog,
    doctor,
    explain,
    make,
    printing,
    regenerate,
    translate,
    verify,
)
from checklist.cli.commands import Command, Group
from checklist.cli.options import Ui
from checklist.cli.ui import say
from checklist.errors import ChecklistError, DataError, ExitCode

app = typer.Typer(
    name="checklist",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "流动儿童在居住地能享有什么：按全国、省、市、县清单逐项对照一个孩子的情况，"
        "说明理由和依据，印成清单。",
        "What a migrant child is owed where they live: holds the national, provincial, city and"
        " county lists against one child, with reasons and sources, and prints a checklist.",
    ),
)
make.add(app, Command)
explain.add(app, Command)
batch.add(app, Command)
regenerate.add(app, Command)
app.add_typer(catalog.group(Group, Command))
translate.add(app)
printing.add(app, Command)
verify.add(app, Command)
doctor.add(app, Command)


@app.callback(invoke_without_command=True)
def _program(
    version: bool = typer.Option(  # noqa: FBT001 - a flag of the command line
        False,  # noqa: FBT003 - as above
        "--version",
        help=say("显示版本。", "Show the version."),
    ),
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    if version:
        typer.echo(f"checklist {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line and leave with the contract's exit code."""
    sys.exit(run())


def run() -> int:
    """Run the command line.

    Returns:
        The exit code; whatever went wrong has been said on stderr by then.
    """
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except DataError as error:
        return _data_error(error)
    except ChecklistError as error:
        return _said(say(error.zh, error.en), error.exit_code)
    except TyperException as error:
        return _said(_usage(error), ExitCode.USAGE)
    except (Abort, KeyboardInterrupt):
        return _said(say("已中断。", "Interrupted."), ExitCode.INTERRUPTED)
    except (BrokenPipeError, SystemExit):  # rich leaves by the latter when its reader has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except OSError as error:
        return _said(_machine(error), ExitCode.ENVIRONMENT)
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback on screen
        return _bug(error)
    return int(code or 0)


def _said(text: str, code: ExitCode) -> ExitCode:
    sys.stderr.write(text + "\n")
    return code


def _data_error(error: DataError) -> ExitCode:
    from checklist.cli import report  # noqa: PLC0415 - rich is wanted only now
    from checklist.cli.ui import err  # noqa: PLC0415 - as above

    report.show(error.findings, err())
    return _said(report.summary(error.findings), error.exit_code)


def _usage(error: TyperException) -> str:
    """What was wrong with the command line, and where help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "checklist"
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.format_message()
    hint = getattr(getattr(error, "param", None), "metavar", None) or ""
    known = {
        "MissingParameter": f"缺少参数 {hint}。",
        "NoSuchOption": f"没有 {getattr(error, 'option_name', '')} 这个选项。",
        "NoSuchCommand": f"没有 {getattr(error, 'command_name', '')} 这个命令。",
        "BadParameter": f"{hint}：{error.message}",
    }
    zh = known.get(type(error).__name__, f"命令写法不对（{error.format_message()}）")
    return say(f"{zh}\n帮助：{path} --help", f"{error.format_message()}\nHelp: {path} --help")


_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "找不到这个目录或文件",
    errno.ENOTDIR: "路径里有一段不是目录",
    errno.EISDIR: "这是一个目录，不是文件",
}


def _machine(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return say(
        f"这台机器上做不成：{_REASONS.get(error.errno or 0, reason)}。请检查磁盘空间和目录权限。",
        f"This machine would not: {reason}. Check disk space and permissions.",
    )


def _bug(error: Exception) -> ExitCode:
    """Our own mistake: keep the stack without any values, for whoever mends it."""
    import traceback  # noqa: PLC0415 - hopefully never wanted

    from checklist.cli import buglog  # noqa: PLC0415 - as above

    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    path = buglog.keep("\n".join([type(error).__name__, *lines]))
    return _said(
        say(
            f"程序出错了，这是我们的问题。记录在 {path}（不含孩子的信息），请连同它一起反馈。",
            f"The program failed; this is our mistake. {path} says where (it holds no data"
            " of the child); please send it along.",
        ),
        ExitCode.BUG,
    )
