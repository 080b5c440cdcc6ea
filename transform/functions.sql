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

-- The normal form of what is counted: without punctuation, without words that only say where, without function words.
CREATE OR REPLACE TEMP MACRO metric_key(metric) AS nullif(regexp_replace(regexp_replace(
    lower(regexp_replace(metric, '[^\p{L}\p{N}%]', '', 'g')),
    '^(全|本|我|各)(国|省|市|区|县|州|旗|自治区)', ''), '[的和与及]', '', 'g'), '');

-- Of money that is set aside, the setting aside is no part of its name: 财政拟安排科技支出 and 科技投入安排 are 财政科技支出 and 科技投入.
CREATE OR REPLACE TEMP MACRO unplanned(phrase) AS CASE
    WHEN regexp_matches(phrase, '.(支出|投入|资金|经费|预算)((拟|将)?安排)?$') THEN regexp_replace(phrase, '(拟|将)?安排', '')
    ELSE phrase
END;

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
