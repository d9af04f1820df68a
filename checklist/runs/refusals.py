"""What a printer's refusals mean, and what to do about each, in Chinese and English.

A person before a printer is helped by "open it and put in paper", not by a status code.
"""

from collections.abc import Iterable

Said = tuple[str, str]  # Chinese, English

_STATUS: dict[int, Said] = {
    0x0401: (
        "打印机不让这台机器打印，请问管理员。",
        "The printer does not admit this machine; ask whoever keeps it.",
    ),
    0x0402: (
        "打印机要先登录，这里不支持密码，请问管理员。",
        "The printer wants a login, which is not supported here; ask whoever keeps it.",
    ),
    0x0403: (
        "打印机不让这个用户打印，请问管理员。",
        "The printer does not admit this user; ask whoever keeps it.",
    ),
    0x0406: (
        "打印机上没有这个地址或任务，请核对网址里斜杠后面的部分（常见的是 /ipp/print）。",
        "The printer has no such address or job; check the path of its address (often /ipp/print).",
    ),
    0x0408: (
        "文件太大，打印机收不下，请分成几份。",
        "The document is too large for the printer; split it.",
    ),
    0x040A: (
        "打印机不收 PDF，请换一台，或从电脑的打印对话框打印。",
        "The printer takes no PDF; use another, or a computer’s own print dialogue.",
    ),
    0x040B: (
        "打印机做不到所要的双面、份数或装订。",
        "The printer cannot do the sides, copies or staple asked for.",
    ),
    0x0411: (
        "打印机读不了这个文件，请重新生成 PDF。",
        "The printer cannot read the document; make the PDF again.",
    ),
    0x0502: (
        "打印机暂时不工作，请看看它的面板。",
        "The printer is out of service; look at its panel.",
    ),
    0x0503: ("打印机用的 IPP 版本太旧。", "The printer’s IPP is too old."),
    0x0504: ("打印机出了故障，请看看它的面板。", "The printer has a fault; look at its panel."),
    0x0506: (
        "打印机现在不收任务，请看看它的面板。",
        "The printer takes no jobs now; look at its panel.",
    ),
    0x0507: ("打印机正忙，请过一会儿再试。", "The printer is busy; try again in a while."),
    0x050A: ("打印机停用了，请问管理员。", "The printer is switched off; ask whoever keeps it."),
    0x050B: (
        "打印机排队的任务太多，请过一会儿再试。",
        "The printer’s queue is full; try again in a while.",
    ),
}
NO_PRINTER: Said = (
    "这个地址有人答话，但答的不是打印机的话。请核对网址和端口（打印机通常是 631）。",
    "Something answers there, but not as a printer does. Check address and port (usually 631).",
)
_DOUBT: Said = (
    "发文件的时候断了，打印机收没收到说不准，请先到打印机前看看。",
    "The line broke while the document was sent; look at the printer before sending it again.",
)
_HTTP: dict[int, Said] = {
    401: _STATUS[0x0402],
    403: _STATUS[0x0401],
    404: _STATUS[0x0406],
}
_REASONS: dict[str, Said] = {
    "media-empty": ("没有纸了", "out of paper"),
    "media-needed": ("要放纸", "paper is wanted"),
    "media-low": ("纸不多了", "paper is low"),
    "media-jam": ("卡纸", "paper jam"),
    "toner-empty": ("没有墨粉了", "out of toner"),
    "toner-low": ("墨粉不多了", "toner is low"),
    "marker-supply-empty": ("没有墨了", "out of ink"),
    "marker-supply-low": ("墨不多了", "ink is low"),
    "cover-open": ("盖子开着", "a cover is open"),
    "door-open": ("门开着", "a door is open"),
    "input-tray-missing": ("纸盒没有装上", "a paper tray is missing"),
    "output-area-full": ("出纸处满了", "the output tray is full"),
    "output-tray-missing": ("出纸盘没有装上", "the output tray is missing"),
    "paused": ("被暂停了", "paused"),
    "spool-area-full": ("存不下了", "no room for jobs"),
    "shutdown": ("关机了", "shut down"),
    "job-hold-until-specified": ("要人在打印机上放行", "held until somebody releases it"),
    "job-password-wait": ("要在打印机上输密码", "waits for a code at the panel"),
    "printer-stopped": ("打印机停着", "the printer has stopped"),
    "aborted-by-system": ("打印机放弃了它", "given up by the printer"),
    "job-canceled-by-user": ("被人取消了", "canceled by a person"),
    "job-canceled-at-device": ("在打印机上被取消了", "canceled at the printer"),
    "job-canceled-by-operator": ("被管理员取消了", "canceled by the operator"),
    "document-format-error": ("文件读不了", "the document cannot be read"),
    "document-unprintable-error": ("文件印不出来", "the document cannot be printed"),
    "job-completed-with-errors": ("印完了，但有错", "finished with errors"),
    "job-completed-with-warnings": ("印完了，有提醒", "finished with warnings"),
}


def refusal(error: Exception, *, sent: bool) -> Said:
    """What went wrong and what to do next.

    Args:
        error: of pyipp, or of the line itself.
        sent: whether a document was on its way.
    """
    kind = type(error).__name__
    details = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], dict) else {}
    status = int(details.get("status-code") or 0)
    if kind == "IPPConnectionUpgradeRequired":
        return (
            "打印机只收加密的连接，请把网址开头写成 ipps://。",
            "The printer wants encryption: write ipps://.",
        )
    if kind == "IPPResponseError":
        return _HTTP.get(status, _said_no(f"HTTP {status}"))
    if kind == "IPPVersionNotSupportedError":
        return _STATUS[0x0503]
    if kind == "IPPConnectionError" or isinstance(error, OSError):
        return _away(error, sent=sent)
    if kind == "IPPError":
        return _STATUS.get(status, _said_no(f"0x{status:04X}"))
    return NO_PRINTER


def _away(error: Exception, *, sent: bool) -> Said:
    reached = "Connector" not in type(error.__cause__).__name__  # else it was never open
    if sent and reached:
        return _DOUBT
    return (
        "联系不上打印机。请看它开没开、和这台机器是不是在同一个网络，再核对网址。",
        (
            "The printer does not answer. See that it is on, in the same network, and check its"
            " address."
        ),
    )


def _said_no(code: str) -> Said:
    return f"打印机拒绝了（{code}）。", f"The printer refused ({code})."


def reasons(keywords: Iterable[str]) -> Said:
    """A printer's keywords in words; what is not known stays as it is."""
    known = [_reason(keyword) for keyword in keywords]
    return "、".join(zh for zh, _ in known), ", ".join(en for _, en in known)


def _reason(keyword: str) -> Said:
    for suffix in ("", "-error", "-warning", "-report"):  # how bad, by RFC 8011
        known = _REASONS.get(keyword.removesuffix(suffix) if suffix else keyword)
        if known:
            return known
    return keyword, keyword
