"""Names for made-up children: common ones, rare characters, compound surnames, other peoples'.

Drawn evenly enough that every kind turns up among a few hundred children, as it does among a
few thousand real ones. Nobody is meant.
"""

from collections.abc import Callable

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔向常"
)
RARE_SURNAMES = ("仝", "逄", "亓", "乜", "佘", "璩", "㒰", "䶮", "𠙶", "笪")
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "令狐", "尉迟", "皇甫", "慕容")
GIVEN = (
    "子轩梓涵宇欣怡浩然思雨佳雪俊杰诗琪明泽语桐一诺博文嘉静晨曦若溪艺馨"
    "志强晓燕春兰玉珍国栋建华秀英小龙天佑"
)
RARE_GIVEN = (
    "𬀩", "𠮷", "䶮", "㛃", "喆", "堃", "犇", "昇", "㬎", "𬭎", "𫖯",
    "璟", "槿", "翀", "淏", "玥", "𬱖", "㴰", "珺", "𤩽",
)  # fmt: skip
PEOPLES = (
    "阿依古丽·买买提", "古丽娜尔·吐尔逊", "艾力江·热合曼", "巴特尔·那顺", "卓玛·次仁",
    "扎西·多吉", "吉克·阿呷", "沙马·拉且", "努尔兰·阿合买提", "措姆·白玛", "迪丽热巴·依明",
    "阿卜杜外力·阿卜杜拉",
)  # fmt: skip

Draw = Callable[[], float]


def name(draw: Draw) -> str:
    """One name.

    Args:
        draw: a number from 0 up to 1 at each call.
    """
    kind = draw()
    if kind < 0.03:
        return _one(PEOPLES, draw)
    surname = _one(SURNAMES, draw)
    if kind < 0.05:
        surname = _one(COMPOUND, draw)
    elif kind < 0.06:
        surname = _one(RARE_SURNAMES, draw)
    given = _one(GIVEN, draw) + (_one(GIVEN, draw) if draw() < 0.75 else "")
    if 0.06 <= kind < 0.09:
        given = given[0] + _one(RARE_GIVEN, draw)
    return surname + given


def _one(among: str | tuple[str, ...], draw: Draw) -> str:
    return among[int(draw() * len(among))]
