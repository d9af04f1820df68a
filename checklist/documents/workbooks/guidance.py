"""What a roster's template says to the teacher who fills it in, in Chinese and in English.

How a fact is asked for and in which words it is answered stands in facts.yaml; here is only what
belongs to the workbook, and an example of a child nobody has.
"""

from collections.abc import Mapping, Sequence
from datetime import date

FIRST = ("name", "id_number", "birth_date", "sex", "hukou", "residence", "resident_since")

EXAMPLES: Mapping[str, str | bool | date | Mapping[str, str]] = {  # of a child nobody has
    "name": {"zh-Hans": "王小雨", "en": "Wang Xiaoyu"},
    "id_number": "990000201905020023",
    "birth_date": date(2019, 5, 2),
    "sex": "female",
    "hukou": "安徽省宣城市广德市",
    "residence": "江苏省苏州市昆山市",
    "resident_since": date(2025, 2, 1),
    "with_guardian": True,
    "residence_permit": "held",
    "permit_endorsed_until": date(2027, 2, 1),
    "school_stage": "primary",
    "school_kind": "public",
    "final_kindergarten_year": False,
    "graduating": False,
    "boarding": False,
    "guardian_insured_here": True,
    "insured_elsewhere": False,
    "family_assistance": "none",
    "vaccination_complete": True,
    "languages": {"zh-Hans": "中文、藏文", "en": "Chinese, Tibetan"},
}

TEXTS: Mapping[str, Mapping[str, str]] = {
    "zh-Hans": {
        "roster": "花名册", "help": "填写说明", "example": "示例", "number": "序号",
        "class": "班级", "yes": "是", "no": "否", "unknown": "不清楚",
        "column": "列", "how": "怎么填", "words": "可以选的内容",
        "class_how": "不影响结果，只用来分组打印，如 一(2)班；也可以改成学校、村或社区。",
        "number_how": "随便编号，可以不填。写着“示例”的一行程序不读，可以留着。",
        "date": "写作 2019-05-02。", "text_date": "日期写作 2019-05-02，不早于 1990 年。",
        "area": "写到县（市、区），如 江苏省苏州市昆山市，也可以写六位代码。",
        "id": "这一列是文本格式。从别处粘贴时，选“只粘贴文本”或“数值”，免得丢失末三位。",
        "tags": "可以写几种，用顿号隔开。",
        "proof": "照{proof}填。",
        "title": "流动儿童花名册：填写说明",
        "wrong_date": "日期写作 2019-05-02",
        "wrong_word": "请从列表里选；不知道就选“不清楚”或留空",
        "first": "先填这些列", "known": "知道就填，结果更准",
        "sensitive": "敏感信息，家长愿意说才填",
    },
    "en": {
        "roster": "Roster", "help": "How to fill in", "example": "Example", "number": "No.",
        "class": "Class", "yes": "yes", "no": "no", "unknown": "unknown",
        "column": "Column", "how": "How to fill it in", "words": "What you can pick",
        "class_how": "Does not change any result; sheets are grouped by it, such as 1(2).",
        "number_how": "As you like, or empty. The row that says “Example” is not read.",
        "date": "Write 2019-05-02.", "text_date": "Dates are written 2019-05-02, from 1990 on.",
        "area": "Down to the county or district, such as 江苏省苏州市昆山市, or its code.",
        "id": "This column is text. When pasting, choose “text only” or “values”, so that the"
        " last digits are kept.",
        "tags": "Several may be given, with commas between them.",
        "proof": "As in the {proof}.",
        "title": "Roster of migrant children: how to fill it in",
        "wrong_date": "Write dates as 2019-05-02",
        "wrong_word": "Pick from the list; if it is not known pick “unknown” or leave it empty",
        "first": "Fill in these first", "known": "If known: results get more precise",
        "sensitive": "Sensitive: only what the family wishes to tell",
    },
}  # fmt: skip
RULES: Mapping[str, Sequence[str]] = {
    "zh-Hans": (
        "每个孩子一行；不合并单元格，不改第一行的列名，列可以删、可以换顺序。",
        "不知道就留空，或选“不清楚”。不要猜：程序把空着的算作不知道，清单上会写还差什么。",
        "紫色的列是敏感信息：没有把握或家长不愿说就不填，清单照样能做。",
        "填好后运行：checklist batch 花名册.xlsx --group-by 班级",
        "这是孩子的个人信息：只发给需要的人，用完从聊天和邮箱里删除。",
    ),
    "en": (
        "One row a child; merge no cells, keep the first row; columns may be deleted or moved.",
        "Leave empty what is not known, never guess: the checklist says what is still open.",
        "Purple columns are sensitive: leave them empty in doubt; a sheet can be made anyway.",
        "Then run: checklist batch roster.xlsx --group-by Class",
        "This is personal data of children: share it with those who need it, then delete it.",
    ),
}
