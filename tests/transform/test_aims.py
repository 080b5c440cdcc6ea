"""The cells of a table of aims → targets by the time of their column, and observations of the base year."""

from __future__ import annotations

from typing import Any

import pytest

from tests.transform.conftest import lexicon
from tests.transform.tables import with_table
from transform.grammar import aims
from transform.identity import Ids

# What the document is, what stands over the table, its rows; then its targets (metric, kind, comparator, value, unit,
# deadline, per) and the observations of its base year (metric, value, unit, period).
CASES: list[tuple[dict[str, Any], list[str], list[str], list[str]]] = [
    (
        {
            "title": "云川市“十七五”数字经济发展规划",
            "issued_on": "2031-06-01",
            "kind": "plan",
            "headings": ("发展目标",),
        },
        [
            "序号|指标|2030年|2035年|年均增速〔累计〕|属性",
            "1|数字经济核心产业增加值占地区生产总值比重(%)|8.2|12|〔3.8〕|预期性",
            "2|软件业务收入(亿元)|450|900|14.9|预期性",
            "3|每万人口高价值发明专利拥有量(件)|—|≥15|—|预期性",
            "4|单位地区生产总值能源消耗降低(%)|—|—|〔14〕|约束性",
        ],
        [
            "数字经济核心产业增加值占地区生产总值比重 level =12 % 2035",
            "数字经济核心产业增加值占地区生产总值比重 increase =3.8 个百分点 2035",
            "软件业务收入 level =900 亿元 2035",
            "软件业务收入 increase =14.9 % 2035",
            "每万人口高价值发明专利拥有量 level >=15 件 2035",
            "单位地区生产总值能源消耗降低 increase =-14 % 2035",
        ],
        [
            "数字经济核心产业增加值占地区生产总值比重 =8.2 % 2030",
            "软件业务收入 =450 亿元 2030",
        ],
    ),
    (
        {
            "title": "青岚省现代物流高质量发展行动方案(2031—2033年)",
            "issued_on": "2031-02-10",
            "kind": "plan",
            "caption": "主要目标",
        },
        [
            "类别|指标名称|单位|2030年基期值|2033年目标值|属性",
            "规模|社会物流总额|万亿元|3.6|4.5左右|预期性",
            "规模|快递业务量|亿件|12|18以上|预期性",
            "效率|社会物流总费用与地区生产总值的比率|%|14.1|<13|约束性",
            "绿色|新能源配送车辆占比|%|35|不低于60|预期性",
            "绿色|绿色仓库|个|—|20—30|预期性",
        ],
        [
            "社会物流总额 level ~4.5 万亿元 2033",
            "快递业务量 level >=18 亿件 2033",
            "社会物流总费用与地区生产总值的比率 level <13 % 2033",
            "新能源配送车辆占比 level >=60 % 2033",
            "绿色仓库 level =20/30 个 2033",
        ],
        [
            "社会物流总额 =3.6 万亿元 2030",
            "快递业务量 =12 亿件 2030",
            "社会物流总费用与地区生产总值的比率 =14.1 % 2030",
            "新能源配送车辆占比 =35 % 2030",
        ],
    ),
    (
        {
            "title": "云川市2031年国民经济和社会发展计划",
            "issued_on": "2031-01-20",
            "kind": "plan",
            "caption": "云川市主要经济指标",
        },
        [
            "指标|计量单位|2030年实绩|2030年增长(%)|2031年计划|增长(%)",
            "地区生产总值|亿元|5200|6.1|5550|6.5左右",
            "一般公共预算收入|亿元|410|4.2|430|5以上",
            "城镇新增就业|万人|9.8||9|",
        ],
        [
            "地区生产总值 level =5550 亿元 2031",
            "地区生产总值 increase ~6.5 % 2031",
            "一般公共预算收入 level =430 亿元 2031",
            "一般公共预算收入 increase >=5 % 2031",
            "城镇新增就业 increase =9 万人 2031",
        ],
        [
            "地区生产总值 =5200 亿元 2030",
            "地区生产总值 =6.1 % 2030",
            "一般公共预算收入 =410 亿元 2030",
            "一般公共预算收入 =4.2 % 2030",
            "城镇新增就业 =9.8 万人 2030",
        ],
    ),
    (
        {
            "title": "云川市养老服务体系建设规划",
            "issued_on": "2031-09-01",
            "kind": "plan",
            "caption": "“十七五”时期养老服务主要指标",
        },
        [
            "指标|2030年|2032年|2035年|指标性质",
            "养老机构护理型床位占比(%)|55|60|65|约束性",
            "每千名老年人拥有社会工作者数(人)|1|1.2|1.5以上|预期性",
            "城市社区养老服务设施覆盖率(%)|90|95|100|预期性",
        ],
        [
            "养老机构护理型床位占比 level =60 % 2032",
            "养老机构护理型床位占比 level =65 % 2035",
            "每千名老年人拥有社会工作者数 level =1.2 人 2032",
            "每千名老年人拥有社会工作者数 level >=1.5 人 2035",
            "城市社区养老服务设施覆盖率 level =95 % 2032",
            "城市社区养老服务设施覆盖率 level =100 % 2035",
        ],
        [
            "养老机构护理型床位占比 =55 % 2030",
            "每千名老年人拥有社会工作者数 =1 人 2030",
            "城市社区养老服务设施覆盖率 =90 % 2030",
        ],
    ),
    (
        {
            "title": "云川市5G网络建设三年行动计划",
            "issued_on": "2031-04-01",
            "kind": "plan",
            "caption": "各区5G基站建设目标",
        },
        [
            "区县|2030年底基站数(个)|2033年目标(个)",
            "东岭区|1200|2600",
            "西湾县|800|1500",
        ],
        [
            "基站数 level =2600 个 2033",
            "基站数 level =1500 个 2033",
        ],
        [
            "基站数 =1200 个 2030",
            "基站数 =800 个 2030",
        ],
    ),
    (
        {"title": "云川市清洁取暖实施方案", "issued_on": "2031-05-05", "kind": "plan", "caption": "2033年清洁取暖目标"},
        [
            "指标|目标值",
            "清洁取暖率|85%以上",
            "散煤替代量|30万吨",
            "新增集中供热面积|500万平方米",
            "农村危房|基本消除",
        ],
        [
            "清洁取暖率 level >=85 % 2033",
            "散煤替代量 level =30 万吨 2033",
            "新增集中供热面积 increase =500 万平方米 2033",
        ],
        [],
    ),
    (
        {"title": "云川市水利发展规划(2031—2035年)", "issued_on": None, "kind": "plan", "headings": ("主要指标",)},
        [
            "指标|现状(2030年)|规划目标(2035年)",
            "用水总量(亿立方米)|38.6|≤40",
            "万元工业增加值用水量下降(%)|—|〔16〕",
            "农田灌溉水有效利用系数|0.61|0.65",
            "新增高效节水灌溉面积(万亩)|—|[25]",
        ],
        [
            "用水总量 level <=40 亿立方米 2035",
            "万元工业增加值用水量下降 increase =-16 % 2035",
            "农田灌溉水有效利用系数 level =0.65 - 2035",
            "新增高效节水灌溉面积 increase =25 万亩 2035",
        ],
        [
            "用水总量 =38.6 亿立方米 2030",
            "农田灌溉水有效利用系数 =0.61 - 2030",
        ],
    ),
    (
        {
            "title": "青岚省教育现代化推进方案",
            "issued_on": "2031-03-01",
            "kind": "plan",
            "caption": "教育事业发展主要指标",
            "unit": "单位:万人",
        },
        [
            "指标|2030年|2035年",
            "高中阶段在校生|120.5|126",
            "高等教育在学总规模|98|110",
        ],
        [
            "高中阶段在校生 level =126 万人 2035",
            "高等教育在学总规模 level =110 万人 2035",
        ],
        [
            "高中阶段在校生 =120.5 万人 2030",
            "高等教育在学总规模 =98 万人 2030",
        ],
    ),
    (
        {
            "title": "云川市营商环境提升年工作方案",
            "issued_on": "2031-02-01",
            "kind": "plan",
            "caption": "重点任务目标表",
        },
        [
            "序号|任务|2031年目标|责任单位",
            "1|企业开办时间(个工作日)|0.5|市市场监管局",
            "2|政务服务事项网办率(%)|≥98|市政务局",
            "3|获得用水用气环节(个)|不超过2|市水务局",
        ],
        [
            "企业开办时间 level =0.5 个工作日 2031",
            "政务服务事项网办率 level >=98 % 2031",
            "获得用水用气环节 level <=2 个 2031",
        ],
        [],
    ),
    (
        {
            "title": "云川市大气污染防治实施方案",
            "issued_on": "2031-01-10",
            "kind": "plan",
            "caption": "空气质量改善目标",
        },
        [
            "区域|PM2.5年均浓度(微克/立方米)|优良天数比率(%)",
            "东岭区|32|85.5",
            "西湾县|28|90",
        ],
        [
            "PM2.5年均浓度 level =32 微克/立方米 -",
            "优良天数比率 level =85.5 % -",
            "PM2.5年均浓度 level =28 微克/立方米 -",
            "优良天数比率 level =90 % -",
        ],
        [],
    ),
    (
        {
            "title": "云川市生态环境保护“十七五”规划",
            "issued_on": "2031-12-01",
            "kind": "plan",
            "headings": ("主要目标",),
        },
        [
            "指标|2030年现状|2035年目标|累计变化|指标属性",
            "(1)地级城市细颗粒物浓度(微克/立方米)|30|下降至26|—|约束性",
            "(2)地表水达到或好于III类水体比例(%)|82.5|85|[2.5]|约束性",
            "(3)化学需氧量重点工程减排量(万吨)|—|[3.2]|—|约束性",
            "(4)森林覆盖率(%)|45.6①|完成省下达任务|—|约束性",
        ],
        [
            "地级城市细颗粒物浓度 level =26 微克/立方米 2035",
            "地表水达到或好于III类水体比例 level =85 % 2035",
            "地表水达到或好于III类水体比例 increase =2.5 个百分点 2035",
            "化学需氧量重点工程减排量 level =3.2 万吨 2035",
        ],
        [
            "地级城市细颗粒物浓度 =30 微克/立方米 2030",
            "地表水达到或好于III类水体比例 =82.5 % 2030",
            "森林覆盖率 =45.6 % 2030",
        ],
    ),
    (
        {"title": "云川市制造业数字化转型行动方案", "issued_on": "2031-03-15", "kind": "plan", "caption": "分年度目标"},
        [
            "指标|2031年|2032年|2033年",
            "规上工业企业关键工序数控化率|62%|66%|70%以上",
            "培育省级智能工厂(家)|10|15|20",
            "工业互联网平台|1个|2个|3个",
        ],
        [
            "规上工业企业关键工序数控化率 level =62 % 2031",
            "规上工业企业关键工序数控化率 level =66 % 2032",
            "规上工业企业关键工序数控化率 level >=70 % 2033",
            "培育省级智能工厂 level =10 家 2031",
            "培育省级智能工厂 level =15 家 2032",
            "培育省级智能工厂 level =20 家 2033",
            "工业互联网平台 level =1 个 2031",
            "工业互联网平台 level =2 个 2032",
            "工业互联网平台 level =3 个 2033",
        ],
        [],
    ),
    (
        {
            "title": "青岚省绿色建筑发展规划",
            "issued_on": "2031-06-10",
            "kind": "plan",
            "caption": "2035年绿色建筑发展指标",
        },
        [
            "主要指标|期末值|属性",
            "城镇新建建筑中绿色建筑面积占比|100%|约束性",
            "装配式建筑占当年城镇新建建筑的比例|40%左右|预期性",
            "既有建筑节能改造面积|1500万平方米|预期性",
        ],
        [
            "城镇新建建筑中绿色建筑面积占比 level =100 % 2035",
            "装配式建筑占当年城镇新建建筑的比例 level ~40 % 2035",
            "既有建筑节能改造面积 level =1500 万平方米 2035",
        ],
        [],
    ),
    (
        {
            "title": "云川市乡村振兴规划(2031—2035年)",
            "issued_on": "2031-04-01",
            "kind": "plan",
            "caption": "乡村振兴主要指标",
        },
        [
            "一级指标|二级指标|单位|2030年基期值|2033年目标值|2035年目标值|2035年比2030年增加|属性",
            "产业兴旺|粮食综合生产能力|万吨|86|88|90|4|约束性",
            "生活富裕|农村居民人均可支配收入|元|24800|30000|35000|10200|预期性",
        ],
        [
            "粮食综合生产能力 level =88 万吨 2033",
            "粮食综合生产能力 level =90 万吨 2035",
            "粮食综合生产能力 increase =4 万吨 2035",
            "农村居民人均可支配收入 level =30000 元 2033",
            "农村居民人均可支配收入 level =35000 元 2035",
            "农村居民人均可支配收入 increase =10200 元 2035",
        ],
        [
            "粮食综合生产能力 =86 万吨 2030",
            "农村居民人均可支配收入 =24800 元 2030",
        ],
    ),
    (
        {"title": "云川市卫生健康发展方案", "issued_on": "2031-04-01", "kind": "plan", "headings": ("二、发展指标",)},
        [
            "领域|主要指标|2030年|2035年|性质",
            "健康水平|人均预期寿命(岁)|79.6|81|预期性",
            "健康水平|孕产妇死亡率(1/10万)|8.2|<8|预期性",
            "资源|每千人口执业(助理)医师数(人)|3.1|3.6|预期性",
            "资源|每千人口注册护士数(人)|3.5|4.2|预期性",
        ],
        [
            "人均预期寿命 level =81 岁 2035",
            "孕产妇死亡率 level <8 1/10万 2035",
            "每千人口执业(助理)医师数 level =3.6 人 2035",
            "每千人口注册护士数 level =4.2 人 2035",
        ],
        [
            "人均预期寿命 =79.6 岁 2030",
            "孕产妇死亡率 =8.2 1/10万 2030",
            "每千人口执业(助理)医师数 =3.1 人 2030",
            "每千人口注册护士数 =3.5 人 2030",
        ],
    ),
    (
        {
            "title": "云川市综合交通规划",
            "issued_on": "2031-06-01",
            "kind": "plan",
            "caption": "交通发展主要指标",
            "header_rows": 2,
        },
        [
            "类别|指标|单位|规划目标|规划目标|属性",
            "类别|指标|单位|2032年|2035年|属性",
            "设施|高速公路里程|公里|320|380|预期性",
            "服务|公交站点500米覆盖率|%|90|100|约束性",
        ],
        [
            "高速公路里程 level =320 公里 2032",
            "高速公路里程 level =380 公里 2035",
            "公交站点500米覆盖率 level =90 % 2032",
            "公交站点500米覆盖率 level =100 % 2035",
        ],
        [],
    ),
    (
        {
            "title": "青岚省文化产业发展规划(2031-2035年)",
            "issued_on": "2031-06-01",
            "kind": "plan",
            "headings": ("(三)发展指标",),
        },
        [
            "序号|指标|2030年|2035年|年均增长(%)或累计",
            "1|文化产业增加值(亿元)|1820|2700|8.2",
            "2|人均公共图书馆藏量(册)|1.1|1.5|—",
            "3|建成特色小镇(个)|—|30|30",
        ],
        [
            "文化产业增加值 level =2700 亿元 2035",
            "文化产业增加值 increase =8.2 % 2035",
            "人均公共图书馆藏量 level =1.5 册 2035",
            "建成特色小镇 level =30 个 2035",
            "建成特色小镇 increase =30 个 2035",
        ],
        [
            "文化产业增加值 =1820 亿元 2030",
            "人均公共图书馆藏量 =1.1 册 2030",
        ],
    ),
    (
        {"title": "云川市“无废城市”建设方案", "issued_on": "2031-03-01", "kind": "plan", "caption": "建设指标"},
        [
            "一级指标|二级指标|三级指标|2030年现状值|2033年目标值|2035年目标值|牵头部门",
            "源头减量|工业|一般工业固体废物产生强度(吨/万元)|0.35|0.30|≤0.28|市工信局",
            "资源化|农业|秸秆综合利用率(%)|92.3|95|96以上|市农业农村局",
        ],
        [
            "一般工业固体废物产生强度 level =0.3 吨/万元 2033",
            "一般工业固体废物产生强度 level <=0.28 吨/万元 2035",
            "秸秆综合利用率 level =95 % 2033",
            "秸秆综合利用率 level >=96 % 2035",
        ],
        [
            "一般工业固体废物产生强度 =0.35 吨/万元 2030",
            "秸秆综合利用率 =92.3 % 2030",
        ],
    ),
    (
        {"title": "云川市就业促进规划", "issued_on": "2031-08-01", "kind": "plan", "caption": "“十七五”就业主要指标"},
        [
            "指标名称|2030年|2035年|年均或累计|属性",
            "城镇新增就业(万人)|9.5|—|>[45]|预期性",
            "城镇调查失业率(%)|5.2|<5.5|—|预期性",
            "技能培训(万人次)|12|—|[60]|约束性",
        ],
        [
            "城镇新增就业 increase >45 万人 2035",
            "城镇调查失业率 level <5.5 % 2035",
            "技能培训 level =60 万人次 2035",
        ],
        [
            "城镇新增就业 =9.5 万人 2030",
            "城镇调查失业率 =5.2 % 2030",
            "技能培训 =12 万人次 2030",
        ],
    ),
    (
        {
            "title": "云川市2031年民生实事方案",
            "issued_on": "2031-01-15",
            "kind": "plan",
            "caption": "2031年民生实事目标任务表",
        },
        [
            "序号|项目|目标任务|责任单位",
            "1|新建口袋公园|20个|市园林局",
            "2|老旧小区改造|150个|市住建局",
            "3|新增停车泊位|5000个以上|市城管局",
        ],
        [
            "新建口袋公园 level =20 个 2031",
            "老旧小区改造 level =150 个 2031",
            "新增停车泊位 increase >=5000 个 2031",
        ],
        [],
    ),
    (
        {"title": "云川市能耗双控方案", "issued_on": "2031-01-15", "kind": "plan", "caption": "各区县能耗强度下降目标"},
        [
            "地区|2031年能耗强度下降目标(%)|“十七五”能耗强度下降目标(%)",
            "东岭区|3.2|14.5",
            "西湾县|3|14",
        ],
        [
            "能耗强度下降 increase =-3.2 % 2031",
            "能耗强度下降 increase =-14.5 % 2040",
            "能耗强度下降 increase =-3 % 2031",
            "能耗强度下降 increase =-14 % 2040",
        ],
        [],
    ),
    (
        {"title": "云川市贸易发展意见", "issued_on": "2031-01-15", "kind": "opinions", "caption": "发展目标"},
        [
            "指标|近期(2033年)|远期(2035年)",
            "跨境电商交易额|300亿元|500亿元",
            "海外仓|15个|30个左右",
        ],
        [
            "跨境电商交易额 level =300 亿元 2033",
            "跨境电商交易额 level =500 亿元 2035",
            "海外仓 level =15 个 2033",
            "海外仓 level ~30 个 2035",
        ],
        [],
    ),
    (
        {"title": "云川市国土空间规划", "issued_on": "2031-12-15", "kind": "plan", "caption": "规划指标表"},
        [
            "指标项|规划基期年|规划近期年(2032年)|规划目标年(2035年)|指标属性",
            "耕地保有量(万亩)|218|≥216|≥215|约束性",
            "人均城镇建设用地(平方米)|112|110|105|约束性",
        ],
        [
            "耕地保有量 level >=216 万亩 2032",
            "耕地保有量 level >=215 万亩 2035",
            "人均城镇建设用地 level =110 平方米 2032",
            "人均城镇建设用地 level =105 平方米 2035",
        ],
        [
            "耕地保有量 =218 万亩 -",
            "人均城镇建设用地 =112 平方米 -",
        ],
    ),
    (
        {
            "title": "青岚省国民经济计划执行情况报告",
            "issued_on": "2031-01-20",
            "kind": "report",
            "caption": "2030年计划执行情况和2031年计划",
        },
        [
            "指标|2030年计划|2030年实际|2031年计划",
            "地区生产总值增长(%)|6左右|6.1|6.5左右",
            "居民消费价格涨幅(%)|3左右|1.2|2左右",
        ],
        [
            "地区生产总值增长 increase ~6.5 % 2031",
            "居民消费价格涨幅 increase ~2 % 2031",
        ],
        [
            "地区生产总值增长 =6.1 % 2030",
            "居民消费价格涨幅 =1.2 % 2030",
        ],
    ),
    (
        {"title": "云川市排水规划", "issued_on": "2031-01-20", "kind": "plan", "caption": "工程量表"},
        [
            "项目|2032年(公里)|2035年(公里)",
            "雨水管网|20|50",
        ],
        [
            "雨水管网 level =20 公里 2032",
            "雨水管网 level =50 公里 2035",
        ],
        [],
    ),
]


def found(rows: list[str], **what: Any) -> aims.Found:
    """Give what the aims of a table are read as."""
    made, tables = with_table(rows, **what)
    return aims.find(made, tables, lexicon(), Ids("d"))


def targets(rows: list[str], **what: Any) -> list[str]:
    """Give the targets of a table, a line each."""
    given = []
    for row in found(rows, **what).targets:
        value = f"{row.comparator}{row.value}" + (f"/{row.value_max}" if row.value_max else "")
        words = (row.metric, row.kind, value, row.unit or "-", row.deadline or "-", row.per or "")
        given.append(" ".join(words).strip())
    return given


@pytest.mark.parametrize(("what", "rows", "aimed", "measured"), CASES, ids=[case[0]["title"] for case in CASES])
def test_aims(what: dict[str, Any], rows: list[str], aimed: list[str], measured: list[str]) -> None:
    assert sorted(targets(rows, **what)) == sorted(aimed)
    base = found(rows, **what).observations
    given = [f"{row.metric} {row.comparator}{row.value} {row.unit or '-'} {row.period or '-'}" for row in base]
    assert sorted(given) == sorted(measured)


PLAN = {"title": "云川市水务发展规划", "issued_on": "2031-04-01", "kind": "plan"}


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("95", "=95"),
        ("≥95", ">=95"),
        ("＞95", ">95"),
        ("<95", "<95"),
        ("95以上", ">=95"),
        ("95左右", "~95"),
        ("约95", "~95"),
        ("不低于95", ">=95"),
        ("不超过95", "<=95"),
        ("95%", "=95"),
        ("达到95%", "=95"),
        ("提高到95%以上", ">=95"),
        ("90—95", "=90/95"),
        ("95①", "=95"),
        ("95*", "=95"),
        ("[95]", "=95"),
        ("〔95〕", "=95"),
        ("9,500.5", "=9500.5"),
        ("-1.5", "=-1.5"),
    ],
)
def test_the_bound_of_a_cell(cell: str, read: str) -> None:
    rows = ["指标|2035年目标值", f"供水普及率(%)|{cell}", "管网漏损率(%)|8"]
    made = found(rows, **PLAN).targets
    assert f"{made[0].comparator}{made[0].value}" + (f"/{made[0].value_max}" if made[0].value_max else "") == read
    assert (made[0].unit, made[0].table_id, made[0].row, made[0].column) == ("%", "t", 1, 1)


@pytest.mark.parametrize("cell", ["—", "/", "", "完成省下达任务", "持续提升", "高于全国平均水平"])
def test_a_cell_without_a_number_is_nothing(cell: str) -> None:
    rows = ["指标|2035年目标值", f"供水普及率(%)|{cell}", "管网漏损率(%)|8", "水质达标率(%)|99"]
    made = found(rows, **PLAN)
    assert [row.metric for row in made.targets] == ["管网漏损率", "水质达标率"]
    assert made.issues == []


def test_a_cell_with_more_than_one_number_is_an_issue() -> None:
    rows = ["指标|2035年目标值", "水厂|新建2座,扩建3座", "供水普及率(%)|99", "管网漏损率(%)|8"]
    made = found(rows, **PLAN)
    assert [row.value for row in made.targets] == ["99", "8"]
    assert [(issue.type, issue.row_id) for issue in made.issues] == [("aim_not_read", "t")]


def test_what_an_earlier_plan_aimed_at_is_no_aim_of_this_one() -> None:
    rows = ["指标|2030年规划目标|2030年实现", "供水普及率(%)|95|96"]
    made = found(rows, **PLAN)
    assert made.targets == []


def test_goals_year_by_year_begin_with_the_year_of_the_plan() -> None:
    rows = ["指标|2031年|2032年", "改造管网(公里)|20|30"]
    named = {**PLAN, "caption": "分年度目标"}
    assert targets(rows, **named) == ["改造管网 level =20 公里 2031", "改造管网 level =30 公里 2032"]
    # Without a word that says so the first may be what there is.
    assert targets(rows, **PLAN) == ["改造管网 level =30 公里 2032"]


def test_rows_of_years_to_come_are_dated_by_their_year() -> None:
    rows = ["年度|人工造林(亩)|封山育林(亩)", "2032年|5000|8000", "2033年|6000|—"]
    named = {"title": "云川市林业方案", "issued_on": "2031-02-01", "kind": "plan", "caption": "造林任务安排"}
    assert targets(rows, **named) == [
        "人工造林 level =5000 亩 2032",
        "封山育林 level =8000 亩 2032",
        "人工造林 level =6000 亩 2033",
    ]
    assert targets(rows, **named | {"caption": "造林资金测算"}) == []


def test_cells_of_words_that_are_dated_are_read_clause_by_clause() -> None:
    rows = [
        "指标|评价要求|数据来源",
        "1.签约覆盖率|比上年提高。2033年达到80%,力争2035年达到95%以上。|统计报表",
        "2.医生人数|2033年每万人口不低于4名|统计报表",
        "3.满意度|≥90%|问卷",
        "4.续约率|2029年达到60%|问卷",
        "5.宣传|逐年加强|台账",
    ]
    assert targets(rows, title="云川市签约服务方案", issued_on="2031-04-01", caption="监测指标体系") == [
        "签约覆盖率 level =80 % 2033",
        "签约覆盖率 level >=95 % 2035",
        "医生人数 level >=4 名 2033 每万人口",
        "满意度 level >=90 % -",
    ]


def test_a_grid_that_white_space_draws_is_not_read() -> None:
    made, tables = with_table(["指标|2035年目标值", "供水普及率(%)|99"], **PLAN)
    made.tables[0].table["confidence"] = 0.4
    assert aims.find(made, tables, lexicon(), Ids("d")).targets == []


@pytest.mark.parametrize(
    ("head", "name", "stated"),
    [
        ("2030年", "供水普及率(%)", ("level", "3", False)),
        ("2030年", "单位能耗下降率(%)", ("growth_yoy", "-3", False)),
        ("2030年", "单位能耗降低(%)", ("growth_yoy", "-3", False)),
        ("2030年", "产值增长率(%)", ("growth_yoy", "3", False)),
        ("2030年", "新增就业(万人)", ("level", "3", False)),
        ("2030年", "服务业占比(%)", ("share", "3", False)),
        ("2030年", "服务业比重(%)", ("share", "3", False)),
        ("2030年(预计)", "水厂(座)", ("level", "3", True)),
    ],
)
def test_what_a_cell_of_the_base_year_states(head: str, name: str, stated: tuple[str, str, bool]) -> None:
    [row] = found([f"指标|{head}|2035年目标值", f"{name}|3|5"], **PLAN).observations
    assert (row.stat, row.value, row.is_forecast) == stated
    assert row.period == "2030"


@pytest.mark.parametrize(
    ("years", "measured", "aimed"),
    [
        ("2030年|2031年|2035年", ["1 2030"], ["2 2031", "3 2035"]),
        ("2029年|2030年|2032年", ["1 2029", "2 2030"], ["3 2032"]),
        # The year of the plan is where the others start from, unless the next year follows it.
        ("2031年|2035年", ["1 2031"], ["2 2035"]),
        ("2031年|2033年", ["1 2031"], ["2 2033"]),
        ("2031年|2032年", [], ["2 2032"]),
        ("2031年|2032年|2033年", [], ["2 2032", "3 2033"]),
        ("2032年|2033年", [], ["1 2032", "2 2033"]),
    ],
)
def test_on_which_side_of_the_plan_a_year_is(years: str, measured: list[str], aimed: list[str]) -> None:
    cells = "|".join(str(at + 1) for at in range(years.count("|") + 1))
    made = found([f"指标|{years}", f"水厂(座)|{cells}"], **PLAN)
    assert [f"{row.value} {row.period}" for row in made.observations] == measured
    assert [f"{row.value} {row.deadline}" for row in made.targets] == aimed
