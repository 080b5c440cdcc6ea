-- What the models share: normal forms to compare by, exact numbers, and the days that a coarse date spans.

-- The normal form of a name, a unit, a place: case and white space are printing.
CREATE OR REPLACE TEMP MACRO name_key(name) AS lower(regexp_replace(name, '\s', '', 'g'));

-- The normal form of a body's full name: prints differ in the 和 or 与 that joins its parts.
CREATE OR REPLACE TEMP MACRO body_key(name) AS regexp_replace(name_key(name), '[和与及、]', '', 'g');

-- What the people of an area call it by among themselves, as 全… and 我… have it: 省, 市, 州 for a 自治州, 自治区.
CREATE OR REPLACE TEMP MACRO area_sign(name) AS regexp_extract(name, '(自治区|地区|省|市|州|盟|县|区|旗)$', 1);

-- The name of a body of an area, from the name of its function: {committee} is the party's (中共某省委).
CREATE OR REPLACE TEMP MACRO body_name(form, area, short) AS replace(replace(replace(form,
    '{committee}', '中共' || area || CASE WHEN regexp_matches(area, '自治.$|(地区|盟|旗)$') THEN '委员会' ELSE '委' END),
    '{area}', area), '{short}', short);

-- The normal form of a title or document number: brackets, quotation marks, dashes and white space vary between prints.
CREATE OR REPLACE TEMP MACRO title_key(title) AS nullif(lower(regexp_replace(title, '[^\p{L}\p{N}]', '', 'g')), '');

-- What a notice carries (关于印发《…》的通知), NULL where its title carries nothing.
CREATE OR REPLACE TEMP MACRO carried_title(title) AS nullif(regexp_extract(
    title, '(?:印发|发布|公布|转发|批转|颁布)[《〈]?(.+?)[》〉]?的?(?:通知|公告|通告|决定|令|函)$', 1), '');

-- A title without the bodies before its 关于, and those bodies; NULL where none stand there.
CREATE OR REPLACE TEMP MACRO unsigned_title(title) AS nullif(regexp_extract(title, '^[^《》〈〉]{3,60}?(关于.+)$', 1), '');
CREATE OR REPLACE TEMP MACRO title_body(title) AS nullif(regexp_extract(title, '^([^《》〈〉]{3,60}?)关于.+$', 1), '');

-- The normal form of what is counted: without punctuation, without words that only say where, without function words.
CREATE OR REPLACE TEMP MACRO metric_key(metric) AS nullif(regexp_replace(regexp_replace(
    lower(regexp_replace(metric, '[^\p{L}\p{N}%]', '', 'g')),
    '^(全|本|我|各)(国|省|市|区|县|州|旗|自治区)', ''), '[的和与及]', '', 'g'), '');

-- Of money that is set aside, the setting aside is no part of its name: 财政拟安排科技支出 and 科技投入安排 are 财政科技支出 and 科技投入.
CREATE OR REPLACE TEMP MACRO unplanned(phrase) AS regexp_replace(CASE
    WHEN regexp_matches(phrase, '.(支出|投入|资金|经费|预算)((拟|将)?安排)?$') THEN regexp_replace(phrase, '(拟|将)?安排', '')
    ELSE phrase
END, '^(每人(?:每[年月])?|人均)?各级财政对|(财政|预算内?)(?:拟|将|再)*(?:安排|投入|用于|下达)(.{2,})', '\2\3');

-- A phrase with each wording of the register replaced by the normal one; `words` are structs of word and normal, in order.
CREATE OR REPLACE TEMP MACRO reworded(phrase, words) AS
    list_reduce(words, lambda done, w: {'word': replace(done.word, w.word, w.normal), 'normal': ''}, {'word': phrase, 'normal': ''}).word;

-- Where a change starts or how far it goes, which may stand behind the name of what changes: 补助标准由, 赤字率从2029年.
CREATE OR REPLACE TEMP MACRO unmoved(phrase) AS regexp_replace(
    phrase, '([从由]([12]\d{3}年|去年|上年)?(比重)?|(增加|提高|提升|上升|扩大|下降|降低|减少)[到至](人均|每人)?)$', '');

-- The forms of a share: 在生产总值中比重 and 占全市生产总值比重 are 占生产总值比重.
CREATE OR REPLACE TEMP MACRO share_form(phrase) AS regexp_replace(regexp_replace(
    phrase, '(?:在|占)(.+?)中(?:所占)?比重', '占\1比重'), '占全(?:国|省|市|区|县|州|旗)生产总值', '占生产总值');

-- Words at the end that say how a value is told, not what of: GDP增速 is the growth of GDP, 企业总数 the number of 企业.
CREATE OR REPLACE TEMP MACRO untold(phrase) AS regexp_replace(regexp_replace(
    phrase, '(年均|同比|实际|名义)*(增长速度|增长率|增速|增幅|涨幅|降幅|增长|上涨|下降|降低|实际)$', ''),
    '(.{2})(总数量|总数|数量|总量|个数|户数|家数)$', '\1');

-- The normal form of a whole phrase, by which a metric and the wordings of an indicator are compared.
CREATE OR REPLACE TEMP MACRO phrase_key(phrase, words) AS untold(share_form(unmoved(reworded(phrase, words))));

-- Whether a phrase names the rate of growth itself (GDP增速, 居民消费价格涨幅).
CREATE OR REPLACE TEMP MACRO names_rate(phrase) AS regexp_matches(phrase, '(增长速度|增长率|增速|增幅|涨幅|降幅)$');

-- An exact number from its text; NULL where it is none or beyond 10^18.
CREATE OR REPLACE TEMP MACRO number_of(text) AS TRY(CAST(TRY_CAST(text AS DECIMAL(28, 10)) AS DECIMAL(38, 10)));

-- An exact product with a unit's factor; NULL where it is beyond 10^22.
CREATE OR REPLACE TEMP MACRO times(text, factor) AS
    TRY(CAST(TRY_CAST(text AS DECIMAL(28, 10)) * CAST(factor AS DECIMAL(32, 6)) AS DECIMAL(38, 10)));

-- An exact number without the zeros that its type adds, for sentences.
CREATE OR REPLACE TEMP MACRO plain(number) AS
    regexp_replace(regexp_replace(CAST(number AS VARCHAR), '(\.\d*?)0+$', '\1'), '\.$', '');

-- First and last day of a date or period as coarse as `2031`, `2031-06`, `2031Q2`, `2031H1`, `2031-01/2031-09`.
CREATE OR REPLACE TEMP MACRO day_of(part, at_end) AS CASE
    WHEN regexp_full_match(part, '\d{4}-\d{2}-\d{2}') THEN TRY_CAST(part AS DATE)
    WHEN regexp_full_match(part, '\d{4}-\d{2}') THEN
        CASE WHEN at_end THEN last_day(TRY_CAST(part || '-01' AS DATE)) ELSE TRY_CAST(part || '-01' AS DATE) END
    WHEN regexp_full_match(part, '\d{4}Q[1-4]') THEN
        CASE WHEN at_end THEN last_day(make_date(CAST(part[1:4] AS INTEGER), 3 * CAST(part[6:6] AS INTEGER), 1))
        ELSE make_date(CAST(part[1:4] AS INTEGER), 3 * CAST(part[6:6] AS INTEGER) - 2, 1) END
    WHEN regexp_full_match(part, '\d{4}H[12]') THEN
        CASE WHEN at_end THEN last_day(make_date(CAST(part[1:4] AS INTEGER), 6 * CAST(part[6:6] AS INTEGER), 1))
        ELSE make_date(CAST(part[1:4] AS INTEGER), 6 * CAST(part[6:6] AS INTEGER) - 5, 1) END
    WHEN regexp_full_match(part, '[1-9]\d{3}') THEN
        CASE WHEN at_end THEN make_date(CAST(part AS INTEGER), 12, 31) ELSE make_date(CAST(part AS INTEGER), 1, 1) END
END;
CREATE OR REPLACE TEMP MACRO first_day(period) AS day_of(split_part(period, '/', 1), false);
CREATE OR REPLACE TEMP MACRO end_day(period) AS day_of(split_part(period, '/', -1), true);

-- The whole country is no area of the one who speaks: 全国 in a city's report is not the city.
CREATE OR REPLACE TEMP MACRO place_of(area, place) AS CASE WHEN regexp_full_match(area, '全国|我国|中国') THEN '全国' ELSE place END;

-- Whether an indicator is reckoned over a year. A register of a collection may not say it: money is.
CREATE OR REPLACE TEMP MACRO is_flow_of(is_flow, dimension) AS coalesce(CAST(is_flow AS BOOLEAN), dimension = 'money', false);

-- Several years told together (五年来, “十四五”期间, 2031年至2035年), those of a five-year plan among them, and a mean of years.
CREATE OR REPLACE TEMP MACRO tells_plan_years(sentence) AS regexp_matches(sentence, '十[一二三四五六七八九]?五[”"]?(期间|时期|以来|末)');
CREATE OR REPLACE TEMP MACRO tells_years(sentence) AS regexp_matches(
    sentence,
    '(^|[^〇○零一二三四五六七八九十前续])[两三四五六七八九]年([^级制期以]|$)|十[一二三四五六七八九]?五[”"]?(期间|时期|以来|前|后)|(^|\D)[2-9]年(来|间|内|累计|共)'
);
CREATE OR REPLACE TEMP MACRO tells_average(words) AS regexp_matches(replace(words, '年均浓度', ''), '年均|年平均|平均每年');

-- Growth with the change of prices taken off is not growth as it is counted.
CREATE OR REPLACE TEMP MACRO tells_real(quote) AS contains(quote, '实际增长');

-- A phrase that the register does not know links facts only where it says more than one word of planning says: 投资, 重点项目 name nothing.
CREATE OR REPLACE TEMP MACRO names_something(phrase) AS length(phrase) >= 5 AND length(regexp_replace(phrase,
    '中央|地方|财政|预算|项目|投资|企业|平台|基地|工程|资金|活动|中心|机构|人员|人数|学校|单位|建设|重点|重大|示范|新增|新建|改造|完成|规模|收入|总量|增加值|产值|比重|占|数量|产业|产品|服务|任务|指标'
    || '|国家级|国家|省级|市级|累计|全年|安排|投入|支出|经费|补助|标准|试点|覆盖|地区|城市|农村|开展|实施|以上|各类|一批|场所|设施|系统|技术|创新|行业|领域', '', 'g')) >= 3;

-- How a value of an indicator is told: as growth, as what was added, as what was done (建成100个), as a sum of its time, as what stands.
-- Only what is told in one manner can be compared: 新增 answers 新增, and a number built is not the number there is.
CREATE OR REPLACE TEMP MACRO manner(is_change, metric, quote, is_flow, unit_base) AS CASE
    WHEN unit_base = '%' AND (is_change OR regexp_matches(metric || quote, '涨幅|增幅|增速|增长率')) THEN 'growth'
    WHEN is_change OR contains(metric, '新增') THEN 'addition'
    WHEN is_flow THEN 'flow'
    WHEN unit_base IN ('%', '百分点') OR regexp_matches(regexp_replace(quote, '\d{4}年', '', 'g'), '达|超过|突破|保有量|总数|总量|累计|拥有|[共已]有|已建|增至|[到在为至]\s*\d|保持|稳定')
        THEN 'stock'
    WHEN regexp_matches(quote, '新[建设增开]|[建造]成|建设|改造|筹集|培育|打造|引进|认定|开工|完成|发展|推出|布局|增设|创建|投放|开[通放]|减少')
        THEN 'deed'
    ELSE 'stock'
END;
CREATE OR REPLACE TEMP MACRO manner_word(manner) AS CASE manner
    WHEN 'growth' THEN '增速' WHEN 'addition' THEN '增量' WHEN 'deed' THEN '完成数量' WHEN 'flow' THEN '期间总量' ELSE '总量'
END;

-- The id of an issue: over all that it says.
CREATE OR REPLACE TEMP MACRO issue_key(source_id, document_id, about, row_id, type, severity, message, page) AS
    sha256(concat_ws(chr(31), coalesce(source_id, ''), coalesce(document_id, ''), coalesce(about, ''), coalesce(row_id, ''),
        type, severity, coalesce(message, ''), coalesce(CAST(page AS VARCHAR), '')))[1:12];

-- The normal form of a licence's name or address: its scheme, its last stroke and the page of its words are printing.
CREATE OR REPLACE TEMP MACRO licence_key(licence) AS nullif(regexp_replace(
    regexp_replace(name_key(licence), '^https?://(www\.)?', ''), '/?((deed|legalcode)[.a-z_-]*)?/?$', ''), '');

-- Whether a name is of the form of a body of the state: by the state or the party in its head, or by a place in its
-- head and an office in its tail. A committee of residents or of arbitrators and a company's bureau are none.
CREATE OR REPLACE TEMP MACRO is_state_body(name) AS
    regexp_full_match(name_key(name), '国务院.*'
        || '|.*政府(办公厅|办公室|网|门户网站)?'
        || '|(国家|中华人民共和国|中国共产党|中共|全国|最高人民|中央).*(委|委员会|代表大会|厅|局|部|署|办|办公室|法院|检察院)'
        || '|.{1,20}[省市区县州盟旗镇乡](.{0,20}(委|委员会|代表大会|厅|局|署|办|办公室|法院|检察院|领导小组|指挥部|街道))')
    AND NOT regexp_matches(name, '公司|集团|协会|学会|商会|促进会|居民委|村民委|业主委|仲裁委|编辑委|出版|书局|大学|报社');
