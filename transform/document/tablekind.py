"""What a printed table is: statistics, aims, tasks, a list, a specification, a form, or something else.

Each kind is told by evidence in the table itself: its heads, what stands over it, its cells. The rules are tried in the
order of `RULES`; the first that finds its words decides and is named with them. Only the cells of statistics and of aims
are facts (`transform.grammar.cells`, `transform.grammar.aims`): a table that nothing speaks for is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from transform.document import sheets
from transform.document.model import Document
from transform.document.sheets import Role, Sheet, year_of
from transform.language.quantities import Lexicon

TableKind = Literal["statistics", "aims", "tasks", "list", "specification", "form", "other"]


class Sorted(NamedTuple):
    """The kind of a table and the rule that told it, with the words that it rests on."""

    kind: TableKind
    rule: str


KnownSheet = tuple[Sheet, Sorted]
"""A table with what it is, which is told once a document and read by all that need it."""

_ZEROS = 0.5
"""The part of a table's numbers that are 0 where it is a form: what is measured is seldom nothing."""
_LEAST_NUMBERS = 4
"""Of fewer numbers no part tells anything."""
_BLANK = 0.4
"""The part of a form's cells that wait to be filled in."""
_LONGEST_LABEL = 8
"""Signs of a label in a form."""
_WORDS_SHOWN = 40
"""How many characters of a table's words a rule shows: enough to find them in the table."""

_TO_FILL = re.compile(
    r"^[^,。]{0,8}(?:填[表报写](?!率)|签[字章名]|盖章|公章|经办人|审[核批]意见|申请人|法定代表人)[^,。]{0,8}$|勾稽"
)
"""What a form asks for, alone in a cell."""
_LABEL = re.compile(r"单位名称|姓名|性别|联系|电话|地址|备注|代码|日期|邮箱|职务|意见")
_VALUE = re.compile(r"[<>≥≤~]?[-−]?\d[\d,.]*%?|\d+\..{2,}")
"""What no head is: a number, a numbered name."""
_DUTY = re.compile(
    r"(?:责任|牵头|负责|配合|主办|协办|承办|参[与加]|落实|推进|分管)(?:单位|部门|[科处]室|机构|主体)|责任(?:人|领导)|分工"
)
_CONTACT = re.compile(r"(?:电话|手机|热线|邮箱|联系人?|联系方式|网址|地址|邮编|二维码)(?:号码?)?(?:\W.{0,20})?$")
_OF_THINGS = re.compile(
    r"坐标|界址|规格|型号|参数|尺寸|公差|额定|材质|检出限|限值|技术(?:要求|指标)|[经纬]度|[东西]经|[南北]纬|桩号|[管直半]径|容积率|[地宗]块|质量标准"
)
_OF_SCALES = re.compile(
    r"分值|得分|满分|赋分|[评计扣加积]分|(?<![百千万])分数(?!线)|档次|等次|权重|(?<!基尼)(?<!恩格尔)(?<!弹性)(?<!利用)系数"
)
_OF_PRICES = re.compile(
    r"单价|售价|(?<!消费)(?<!产者)(?<!生产)(?<!出厂)(?<!购进)(?<!销售)价格(?!指数|总)|[水电气热票运步]价|[基标]准价|指导价|起始价|工价|到户价|租金|学费|[理治服管]费(?!用)"
    r"|收费(?!金额|收入|总|公路|站)|(?:最高|支付|补助|贷款|报销)[一-龥]{0,2}限额|限额标准|[上下]限|缴[存费]基数|支付(?:比例|标准|限)|缴费(?!人数|人次|率|总)|费率|税率|起付|封顶|报销|资费|罚款|处罚(?:金额|幅度)"
    r"|(?:补[助贴偿]|[津奖]贴?金?|救助|保障|供养|奖励|征收|缴纳|待遇|工资|安置|费用|资助)[一-龥]{0,6}标准|最低工资|^标准(?:\(|$)"
)
_COMPARED = re.compile(r"同比|环比|涨跌|比上[年月周]|较上[年月周]")
"""What is measured again and again and compared, prices too."""
_OF_PLACES = re.compile(
    r"名额|招生(?!人?数|规模|总)|招[聘录考募收]|扩招|录[取用](?!人?数)|岗位|职位|学位(?!授予)|房源|户型|编制数?|配额|座位|床位分配|(?<!任务)分配表|摇号|考[生场试]"
)
_OF_MONEY = re.compile(r"投资|资金|经费|预算|(?:建设|支出)计划|供(?:应|地)计划")
_GIVEN_OUT = re.compile(r"下达|分配|安排|日程")
"""What is shared out or set for a day, in the words of a document that decides."""
_SO_FAR = re.compile(r"\d月|季度|半年|完成|实际|截[至止]|情况|统计")
"""What a table of the year that is not over says where it was measured."""
_FORESEEN = re.compile(r"预测|测算|情景|估算|模拟")
_INTENDED = re.compile(r"计划(?!生育|单列|完成)|拟|目标|任务|概算|预算(?!执行|完成|收支)|规划")
_PROJECTS = re.compile(r"^项目(?:名称|单位|法人|业主)|建设(?:内容|地点|年限|单位|性质|工期)|总投资")
_INDEXED = re.compile(r"^(?:序号|编号)$|名[称单]|^姓名$|代码|编码|目录")
_CATALOGUE = re.compile(r"目录|名录|名单|清单|对照|一览|范围")
_AIMED = re.compile(
    r"目标|规划指标|(?:主要|发展|核心|预期|关键|重点|监测|考核|评价|绩效)[一-龥]{0,8}指标|指标(?:体系|一?览?表)"
)
_GOALS = re.compile(r"目标(?:值|任务)?(?:分解|分配|一览|清单)?表?(?:[(（][^()（）]{0,20}[)）])?$|目标(?:值|任务)?$")
_REVIEWED = re.compile(r"(?:考核|绩效)(?:评价)?指标(?:体系|一览)?表?$")
"""What a paper is reviewed by: the values that are asked for, where a column is headed so."""
_MEASURED = re.compile(
    r"[率额量值重例]|数(?![字据码])|增[长速幅]|收入|支出|利润|人口|面积|[合总小]计|总量|规模|指数|里程|GDP|[一-龥](?:\([^()]{1,8}\))$"
)
_COUNTED = re.compile(r"情况|统计|数据|完成|核算|对比|运行|指标|规模|产量|分布|收入|排名")
_SCALE_OF_UNIT = re.compile(
    r"[(（](?:[^()（）]{0,6})(?:[万亿]?[元人个户家吨美米里时]|亩|%|公顷|辆|件|人次|天|年|度|分|点)[)）]|%|‰"
)

Rule = Callable[[Sheet], str | None]


def known(document: Document, lexicon: Lexicon) -> list[KnownSheet]:
    """Give the tables of a document in their order, each with its kind."""
    return [(sheet, kind_of(sheet)) for sheet in sheets.read(document, lexicon)]


def kind_of(sheet: Sheet) -> Sorted:
    """Tell what a table is, and by which rule and words."""
    for kind, name, rule in RULES:
        words = rule(sheet)
        if words is not None:
            return Sorted(kind, f"tables.{kind}.{name}" + (f" < {words[:_WORDS_SHOWN]}" if words else ""))
    return Sorted("other", "tables.other")


def _headless(sheet: Sheet) -> str | None:
    """No head, or one that is a row of values: what its columns hold is not said."""
    if sheet.top < 1 or not sheet.rows:
        return ""
    values = [head for head in sheet.heads if _VALUE.fullmatch(head) and year_of(head) is None]
    return " ".join(values) if len(values) > 1 else None


def _zeros(sheet: Sheet) -> str | None:
    numbers = [cell for row in sheet.rows for cell in row if re.fullmatch(r"\d[\d,.]*%?", cell)]
    zeros = sum(re.fullmatch(r"0(?:\.0+)?%?", cell) is not None for cell in numbers)
    return "0" if len(numbers) >= _LEAST_NUMBERS and zeros > _ZEROS * len(numbers) else None


def _filled_in(sheet: Sheet) -> str | None:
    cells = [cell for row in sheet.grid for cell in row]
    asked = _first(_TO_FILL, *cells)
    labels = sum(_LABEL.search(cell) is not None for cell in set(cells))
    blank = sum(not cell for cell in cells) > _BLANK * len(cells)
    if asked is not None or (blank and labels > 1):
        return asked or "…"
    # Labels under labels, whose blank columns the reader dropped; or names with nothing beside them.
    below = [cell for row in sheet.rows for cell in row if cell]
    asking = [cell for cell in below if len(cell) <= _LONGEST_LABEL and _LABEL.search(cell)]
    is_bare = len(sheet.rows) > 1 and len(sheet.heads) > 2 and not any(any(row[1:]) for row in sheet.rows)
    return "…" if is_bare or (len(asking) > 1 and 2 * len(asking) > len(below)) else None


def _goal(sheet: Sheet) -> str | None:
    """A column of goals, filled with numbers: nothing else needs to be said."""
    goals = [c for c in sheet.of(Role.GOAL) if sheet.is_measured(c) and not _is_against(sheet, c)]
    goals = [c for c in goals if not _OF_MONEY.search(sheet.heads[c])]
    if _OF_PLACES.search(sheet.document_title):
        goals = [c for c in goals if not sheet.heads[c].startswith("计划")]
    if _first(_OF_PLACES, *sheet.heads) is not None:
        return None
    return sheet.heads[goals[0]] if goals else None


def _nature(sheet: Sheet) -> str | None:
    """A column that says which aims bind, beside numbers."""
    natures = sheet.of(Role.NATURE)
    measured = any(sheet.is_measured(c) for c in range(len(sheet.heads)) if sheet.roles[c] is not Role.INDEX)
    return sheet.column(natures[0])[0] if natures and measured and not _is_against(sheet) else None


def _future(sheet: Sheet) -> str | None:
    """Columns of years to come under a title of aims or beside rows of indicators, in a document that decides."""
    over = " ".join((sheet.title, *sheet.heads))
    if sheet.year is None or _is_against(sheet) or _FORESEEN.search(over) or _OF_MONEY.search(sheet.title):
        return None
    ahead = [c for c in sheet.of(Role.YEAR) if int(year_of(sheet.heads[c]) or 0) > sheet.year and sheet.is_measured(c)]
    aimed = _AIMED.search(" ".join((sheet.title, *sheet.headings, *sheet.heads)))
    return sheet.heads[ahead[0]] if ahead and (aimed or not sheet.tells) else None


def _future_rows(sheet: Sheet) -> str | None:
    """Rows of years to come under a title of tasks or goals, in a document that decides."""
    if sheet.year is None or sheet.tells or _is_against(sheet) or _FORESEEN.search(sheet.title):
        return None
    dated = [c for c, head in enumerate(sheet.heads) if re.fullmatch(r"年份|年度", head)]
    years = [int(year) for c in dated for cell in sheet.column(c) if (year := year_of(cell)) is not None]
    aimed = _AIMED.search(sheet.title) or re.search(r"任务|计划|安排", sheet.title)
    is_money = _OF_MONEY.search(" ".join((sheet.title, *sheet.heads))) is not None
    ahead = bool(years) and min(years) >= sheet.year and max(years) > sheet.year
    return str(max(years)) if ahead and aimed and not is_money else None


def _values_of_aims(sheet: Sheet) -> str | None:
    """Columns of values under a title of goals, none of which says so itself."""
    of_review = _REVIEWED.search(sheet.title) if "指标值" in sheet.heads else None
    aims = _GOALS.search(sheet.title) or of_review
    horizon = [int(value.split("/")[-1][:4]) for value in sheets.times(sheet.title, sheet.year)]
    is_past = bool(horizon) and sheet.year is not None and horizon[-1] < sheet.year
    values = [c for c in sheet.of(Role.OTHER) if sheet.is_measured(c)]
    return aims[0] if aims and values and not is_past and not sheet.tells and not _is_against(sheet) else None


def _dated_cells(sheet: Sheet) -> str | None:
    """Cells that say in words what shall be by when, under a title or heads of indicators."""
    clauses = [clause for row in sheet.rows for cell in row for clause in sheets.dated(cell)]
    ahead = [clause for clause in clauses if sheet.year is None or int(clause.year) >= sheet.year]
    named = _AIMED.search(" ".join((sheet.title, *sheet.heads))) or re.search(r"指标|目标", " ".join(sheet.heads))
    return ahead[0].clause if named and len(ahead) > 1 and not sheet.tells else None


def _duties(sheet: Sheet) -> str | None:
    return _first(_DUTY, *sheet.heads)


def _projects(sheet: Sheet) -> str | None:
    return _first(_PROJECTS, *sheet.heads)


def _contact(sheet: Sheet) -> str | None:
    return _first(_CONTACT, *sheet.heads)


def _against(words: re.Pattern[str]) -> Rule:
    """Give the rule that a table is named so, or that a column of numbers is headed so."""

    def rule(sheet: Sheet) -> str | None:
        heads = [
            head for c, head in enumerate(sheet.heads) if sheet.is_measured(c) and sheet.roles[c] is not Role.INDEX
        ]
        return _first(words, sheet.title, *heads) if heads or words in (_OF_THINGS, _OF_SCALES) else None

    return rule


_things, _scales, _places = map(_against, (_OF_THINGS, _OF_SCALES, _OF_PLACES))


def _prices(sheet: Sheet) -> str | None:
    """Prices and rates in force; those that are compared with what they were are measured."""
    return None if _first(_COMPARED, *sheet.heads) is not None else _against(_OF_PRICES)(sheet)


def _statistics(sheet: Sheet) -> str | None:
    """Numbers that are dated and of a unit or of something measured; two of the three where the document reports."""
    measured = [c for c in range(len(sheet.heads)) if sheet.is_measured(c) and sheet.roles[c] is not Role.INDEX]
    measured = [c for c in measured if sheet.heads[c] and not re.search(r"排名|名次|位次", sheet.heads[c])]
    measured = [c for c in measured if not _INTENDED.search(sheet.heads[c])]
    measured = [c for c in measured if sheet.tells or not _GIVEN_OUT.search(sheet.heads[c])]
    heads = [sheet.heads[c] for c in measured]
    past = [c for c in measured if _is_past(sheet, year_of(sheet.heads[c]))]
    if len(past) > 1 and len({year_of(sheet.heads[c]) for c in past}) > 1:
        return " ".join(sheet.heads[c] for c in past)
    if not measured or _FORESEEN.search(sheet.title):
        return None
    evidence = [
        _dated(sheet, heads),
        _first(
            _SCALE_OF_UNIT, *heads, *(row[0] for row in sheet.rows), *(row[c] for row in sheet.rows for c in measured)
        )
        or _first(re.compile(r"单位[:：]?.+|^[(（]?[^()（）]{0,4}[元人个户家吨]"), sheet.unit_note)
        or next((sheet.column(c)[0] for c in sheet.of(Role.UNIT)), None),
        _first(_MEASURED, *heads) or _first(_COUNTED, sheet.title),
    ]
    found = [word for word in evidence if word]
    enough = len(found) > 1 and (sheet.tells or evidence[0] is not None)
    return " ".join(found) if enough else None


def _dated(sheet: Sheet, heads: list[str]) -> str | None:
    """Give the words that date a table: in its heads, its title, its rows, or the title of a report."""
    rows = [
        cell for c, head in enumerate(sheet.heads) if re.match(r"年份|年度|时间|月份", head) for cell in sheet.column(c)
    ]
    told = [sheet.document_title] if sheet.tells else []
    for words in (*heads, sheet.title, *rows[:1], *told):
        year = year_of(words)
        is_over = sheet.tells or year != str(sheet.year) or _SO_FAR.search(words) is not None
        if year is not None and is_over and _is_past(sheet, year):
            return year
        if year is None and re.search(r"上年|本年|本月|本期|累计|同比|季度|[上下]半年", words):
            return words
    return None


def _is_past(sheet: Sheet, year: str | None) -> bool:
    """Say whether a year is one that a document can have measured; one without a date tells of whatever it prints."""
    return year is not None and (sheet.year is None or int(year) <= sheet.year)


def _listed(sheet: Sheet) -> str | None:
    """Rows that are numbered or named, of words for the most part."""
    words = [c for c in range(len(sheet.heads)) if not sheet.is_measured(c)]
    indexed = _first(_INDEXED, *sheet.heads) or _first(_CATALOGUE, sheet.title)
    filled = [c for c in words if len(sheet.column(c)) * 2 > len(sheet.rows)]
    others = len(sheet.heads) - len(sheet.of(Role.INDEX))
    return indexed if indexed is not None and filled and len(filled) * 2 >= others else None


def _first(words: re.Pattern[str], *texts: str) -> str | None:
    """Give the first words that are found in texts, None where there are none."""
    return next((found[0] for text in texts if (found := words.search(text))), None)


def _is_against(sheet: Sheet, column: int | None = None) -> bool:
    """Say whether a table, or a column of it, counts places, prices, grades or sizes."""
    texts = (sheet.title, sheet.heads[column]) if column is not None else (sheet.title, *sheet.heads)
    against = (
        (_OF_THINGS, _OF_PRICES, _OF_PLACES) if column is None else (_OF_THINGS, _OF_SCALES, _OF_PRICES, _OF_PLACES)
    )
    return any(_first(words, *texts) is not None for words in against)


RULES: tuple[tuple[TableKind, str, Rule], ...] = (
    ("other", "headless", _headless),
    ("form", "zeros", _zeros),
    ("form", "to_fill", _filled_in),
    ("aims", "goal", _goal),
    ("aims", "nature", _nature),
    ("aims", "future", _future),
    ("aims", "future_rows", _future_rows),
    ("tasks", "duties", _duties),
    ("aims", "dated_cells", _dated_cells),
    ("list", "contact", _contact),
    ("list", "projects", _projects),
    ("specification", "things", _things),
    ("other", "places", _places),
    ("specification", "scale", _scales),
    ("specification", "prices", _prices),
    ("aims", "values", _values_of_aims),
    ("statistics", "measured", _statistics),
    ("list", "named", _listed),
)
"""The kinds with the rules that tell them, in the order in which they are tried."""
