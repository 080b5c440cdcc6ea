"""Words put together at random for drawn tables: places, bodies, persons, what is counted, titles of papers.

What they are put into lives in `forms`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

YEAR = 2031
"""In which all documents are published."""


class Drawn(NamedTuple):
    """A table: its document's title, its caption and unit note (empty where there is none), rows and rows of heads."""

    title: str
    caption: str
    unit: str
    rows: list[list[str]]
    heads: int = 1


Form = Callable[["Words"], Drawn]


class Words:
    """Words put together at random: places, bodies, persons, things and what is counted of them."""

    _FIRST, _LAST = "云青石白东南松金梅龙凤平安新清", "川溪岭湾湖山坪桥塘源洲峰"
    _FIELDS = ("工业", "农业", "林业", "教育", "卫生", "交通", "水利", "文旅", "商贸", "科技", "民政", "环保", "能源")
    _COUNTED = (
        *("企业数(家)", "从业人员(万人)", "产值(亿元)", "营业收入(亿元)", "利润总额(亿元)", "投资额(亿元)"),
        *("用地面积(公顷)", "用水量(万立方米)", "用电量(亿千瓦时)", "研发投入强度(%)", "专利授权量(件)", "机构数(个)"),
        *("床位数(张)", "在校生数(人)", "旅客运量(万人次)", "货物吞吐量(万吨)", "覆盖率(%)", "达标率(%)", "里程(公里)"),
    )
    _GOODS = ("白菜", "猪肉", "大米", "钢材", "水泥", "煤炭", "柴油", "尿素", "豆油", "鸡蛋", "苹果", "玻璃")
    _FAMILY, _GIVEN = "赵钱孙李周吴郑王冯陈", "明华建国丽芳志强文静海燕"

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.city = f"{self._name()}市"

    def _name(self) -> str:
        return self.dice.choice(self._FIRST) + self.dice.choice(self._LAST)

    def some(self, draw: Callable[[], str], least: int = 4, most: int = 8) -> list[str]:
        """Give so many different words."""
        found: dict[str, None] = {}
        for _ in range(100):
            found.setdefault(draw())
            if len(found) == most:
                break
        return list(found)[: self.dice.randint(least, most)]

    def pick(self, *words: str) -> str:
        """Give one of the words."""
        return self.dice.choice(words)

    def place(self) -> str:
        """Give a district."""
        return self._name() + self.pick("区", "县", "镇", "街道")

    def body(self) -> str:
        """Give an office."""
        return f"市{self.field()}局"

    def field(self) -> str:
        """Give a field that an office minds."""
        return self.dice.choice(self._FIELDS)

    def firm(self) -> str:
        """Give a company."""
        return f"{self._name()}{self.pick('机械', '电子', '食品', '建材', '物流')}有限公司"

    def person(self) -> str:
        """Give a person."""
        return self.dice.choice(self._FAMILY) + "".join(self.dice.sample(self._GIVEN, 2))

    def good(self) -> str:
        """Give what is sold."""
        return self.dice.choice(self._GOODS)

    def counted(self) -> str:
        """Give what is counted, with its unit in brackets."""
        return self.field() + self.dice.choice(self._COUNTED)

    def split(self) -> tuple[str, str]:
        """Give what is counted and its unit apart."""
        name, _, unit = self.counted().rstrip(")").partition("(")
        return name, unit

    def work(self) -> str:
        """Give what is to be done."""
        return (
            self.pick("推进", "完善", "建设", "开展", "制定")
            + self.field()
            + self.pick("平台", "制度", "园区", "专项行动", "办法")
        )

    def thing(self) -> str:
        """Give a building project."""
        return self._name() + self.pick("大桥", "水库", "中学", "产业园", "污水处理厂", "公路")

    def number(self, most: int = 9000) -> str:
        """Give a number in one of the ways of print."""
        return self.pick(
            str(self.dice.randint(1, most)), f"{self.dice.uniform(1, most):.1f}", f"{self.dice.randint(1, most):,}"
        )

    def share(self) -> str:
        """Give a number under 100."""
        return f"{self.dice.uniform(0.5, 99):.1f}"

    def change(self) -> str:
        """Give a growth."""
        return f"{self.dice.uniform(-9, 15):.1f}"

    def phone(self) -> str:
        """Give a number to call."""
        return f"{self.dice.randint(2, 8)}{self.dice.randint(100000, 999999)}"

    def report(self, what: str = "") -> str:
        """Give the title of a paper that tells what was measured."""
        field = what or self.field()
        return self.city + self.pick(
            f"{YEAR - 1}年{field}统计公报", f"{YEAR - 1}年{field}发展报告", f"{YEAR - 1}年{field}工作情况报告"
        )

    def plan(self, what: str = "") -> str:
        """Give the title of a paper that decides."""
        field = what or self.field()
        return self.city + self.pick(
            f"“十七五”{field}发展规划", f"{field}高质量发展实施方案({YEAR}—{YEAR + 4}年)", f"{field}三年行动计划"
        )

    def notice(self, what: str) -> str:
        """Give the title of a notice."""
        return f"{self.city}{self.field()}局关于{what}的通知"
