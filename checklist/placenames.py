"""How the names of Chinese places are written: in full, short, after others, or misspelt.

Families and teachers write 昆山, 江苏昆山 or 坤山 for 昆山市; areas.py decides which place is
meant, and here is what it knows of names as such.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

_PEOPLES = (
    "壮 回 维吾尔 蒙古 藏 苗 彝 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 "
    "东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 普米 塔吉克 怒 鄂温克 "
    "裕固 保安 独龙 鄂伦春 各"
)
_KIND = re.compile(r"(特别行政区|自治[区州县旗]|(?<=..)[新林特矿地]区|[省市县区旗盟])\Z")


def short(name: str) -> str:
    """A place's name without kind and peoples (昆山市 -> 昆山, 恩施土家族苗族自治州 -> 恩施)."""
    stem = _KIND.sub("", name)
    if stem.endswith("族"):
        peoples = [people + "族" for people in _PEOPLES.split()]
        while (shorter := _without_ending(stem, peoples)) != stem:
            stem = shorter
        stem = stem.removesuffix("族")  # 东乡族自治县 is named for its people alone
    elif "自治" in name:
        stem = _without_ending(stem, _PEOPLES.split())  # 伊犁哈萨克自治州
    return stem if len(stem) > 1 else name


def _without_ending(stem: str, endings: Iterable[str]) -> str:
    """A name without one of the endings, if two characters are left; 内蒙古 stays."""
    fitting = (end for end in endings if stem.endswith(end) and len(stem) - len(end) > 1)
    return stem.removesuffix(next(fitting, ""))


def forms(name: str) -> set[str]:
    """The ways a place's name is written: 恩施土家族苗族自治州, 恩施, 恩施州."""
    stem = short(name)
    return {name, stem, stem + name[-1]} if stem != name else {name}


def consists_of(text: str, places: list[set[str]]) -> bool:
    """Whether a text is made of the names of some of the places, in order."""
    if not text:
        return True
    return any(
        text.startswith(form) and consists_of(text[len(form) :], places[index + 1 :])
        for index, written in enumerate(places)
        for form in written
    )


def led_by(text: str, places: list[set[str]]) -> int:
    """How many characters at a text's beginning are names of places."""
    return max(end for end in range(len(text) + 1) if consists_of(text[:end], places))


def likeness(name: str, rest: str, led: int) -> float:
    """How alike, from 0 to 1, a name and the rest of a text are, with all that led up to it.

    Args:
        name: a place's name.
        rest: what the text says after the places above.
        led: how many characters before that named the places above.
    """
    if set(name).isdisjoint(rest):
        return 0.0
    length = len(name) + len(rest)
    same = SequenceMatcher(None, name, rest).ratio() * length
    return (2 * led + same) / (2 * led + length)


def sound_distance(name: str, text: str) -> int:
    """How far apart the characters are that differ: small where they sound alike.

    GB 2312 orders its common characters by their sound, so 坤 stands beside 昆.
    """
    if len(name) != len(text):
        return 0x10000
    return sum(abs(_gb2312(one) - _gb2312(other)) for one, other in zip(name, text, strict=True))


def _gb2312(character: str) -> int:
    return int.from_bytes(character.encode("gb2312", "replace"))
