-- What could not be read, resolved or trusted: as met in reading, and as the models met it. One row per statement.
WITH found_in_reading AS (
    SELECT source_id, document_id, "table", row_id, type, severity, message, page FROM read_issues
),

failed_corrections AS (
    SELECT
        "table",
        row_id,
        'correction_failed' AS type,
        'error' AS severity,
        format('更正未生效（{} 第 {} 行）：{} 应为“{}”，实为“{}”', file, line, field, coalesce(expect, ''), coalesce(found, '')) AS message
    FROM read_corrections
    WHERE status = 'failed'
),

-- The units of facts; what stands only in `quantities` may be any word behind a number.
units_used AS (
    SELECT document_id, unit, min(page) AS page
    FROM (
        SELECT document_id, unit, page FROM targets
        UNION ALL SELECT document_id, unit, page FROM observations
        UNION ALL SELECT document_id, cap_unit, page FROM incentives
    )
    GROUP BY document_id, unit
),

unknown_units AS (
    SELECT
        i.document_id,
        'unknown_unit' AS type,
        'warning' AS severity,
        format('计量单位“{}”不在单位表中，数值未经换算', i.unit) AS message,
        i.page
    FROM units_used AS i
    JOIN unit_lookup AS u ON u.unit = i.unit
    WHERE NOT u.is_known
),

-- A number in print that no exact decimal of ours can hold.
numbers_lost AS (
    SELECT
        document_id,
        "table",
        row_id,
        'number_out_of_range' AS type,
        'warning' AS severity,
        format('数值“{}”无法作为精确小数保存', value) AS message,
        page
    FROM (
        SELECT t.document_id, 'targets' AS "table", t.target_id AS row_id, r.value, t.page
        FROM targets AS t JOIN read_targets AS r ON r.target_id = t.target_id
        WHERE r.value IS NOT NULL AND t.value_base IS NULL
        UNION
        SELECT o.document_id, 'observations', o.observation_id, r.value, o.page
        FROM observations AS o JOIN read_observations AS r ON r.observation_id = o.observation_id
        WHERE r.value IS NOT NULL AND o.value_base IS NULL
        UNION
        SELECT i.document_id, 'incentives', i.incentive_id, r.cap, i.page
        FROM incentives AS i JOIN read_incentives AS r ON r.incentive_id = i.incentive_id
        WHERE r.cap IS NOT NULL AND i.cap_base IS NULL
    )
),

unresolved_names AS (
    SELECT
        document_id,
        CASE WHEN candidates = 0 THEN 'unknown_organisation' ELSE 'ambiguous_organisation' END AS type,
        'info' AS severity,
        CASE
            WHEN candidates = 0 THEN format('机构“{}”不在机构名录中', printed_name)
            ELSE format('机构“{}”在本文件语境中可指 {} 个机构', printed_name, candidates)
        END AS message
    FROM name_lookup
    WHERE organisation_id IS NULL
),

unknown_areas AS (
    SELECT
        document_id,
        'unknown_area' AS type,
        'info' AS severity,
        format('地区“{}”不在行政区划表中，或同名不止一处', area) AS message
    FROM area_lookup
    WHERE area_code IS NULL AND area IS NOT NULL AND NOT regexp_full_match(area, '全国|中国|全球|国家|世界')
),

unregistered_metrics AS (
    SELECT DISTINCT
        document_id,
        'indicators' AS "table",
        indicator_id AS row_id,
        'unregistered_indicator' AS type,
        'info' AS severity,
        format('指标“{}”未登记，暂用自有标识', metric) AS message
    FROM metric_lookup
    WHERE NOT is_registered
),

citations_not_held AS (
    SELECT DISTINCT
        document_id,
        'citation_not_held' AS type,
        'info' AS severity,
        format('引用的《{}》不在本库中', cited_title) AS message
    FROM citations
    WHERE cited_document_id IS NULL
),

-- The sides of a repeal: the repealing document should be the later one.
repeals_ahead AS (
    SELECT
        c.document_id,
        'repeal_of_later_document' AS type,
        'warning' AS severity,
        format('废止的《{}》的印发日期晚于本文件', c.cited_title) AS message,
        c.page
    FROM citations AS c
    JOIN documents AS d ON d.document_id = c.document_id
    JOIN documents AS e ON e.document_id = c.cited_document_id
    WHERE c.relation = 'repeals' AND first_day(e.issued_on) > end_day(d.issued_on)
),

-- What a page says of its document's state is not what its dates, or another document, say.
states_against AS (
    SELECT
        document_id,
        'documents' AS "table",
        document_id AS row_id,
        'status_mismatch' AS type,
        'warning' AS severity,
        format('页面标注“{}”，但{}', stated_words, against) AS message
    FROM life_lookup
    WHERE against IS NOT NULL
),

-- Too many cells of drawn tables found in the same way were wrong for facts; the share is that of transform.grammar.cells.
uncertain_tables AS (
    SELECT
        document_id,
        'tables' AS "table",
        table_id AS row_id,
        'uncertain_table' AS type,
        'info' AS severity,
        '表格的各列只由空白或底色分隔，单元格的归属可能有误，其中的数字不作为事实发布，请对照原文' AS message,
        page_start AS page
    FROM tables
    WHERE confidence < 0.9
),

-- Its number sounds like that of another document, which has the id.
ids_taken AS (
    SELECT
        d.source_id,
        'documents' AS "table",
        d.document_id AS row_id,
        'document_id_taken' AS type,
        'error' AS severity,
        format('文件“{}”（{}）的标识已属另一文件，未发布', coalesce(d.title, ''), coalesce(d.document_number, '')) AS message,
        d.page_start AS page
    FROM read_documents AS d
    ANTI JOIN document_lookup AS l ON l.source_id = d.source_id AND l.read_id = d.document_id
),

-- What may be released follows from the licence: one that the register does not know allows nothing.
unknown_licences AS (
    SELECT DISTINCT
        source_id,
        'unknown_licence' AS type,
        'info' AS severity,
        format('许可“{}”不在许可登记（reference/licences.csv）中，不作为发布全文的依据', licence) AS message
    FROM text_rights
    WHERE is_unknown_licence
),

statements AS (
    FROM found_in_reading
    UNION ALL BY NAME FROM failed_corrections
    UNION ALL BY NAME FROM unknown_units
    UNION ALL BY NAME FROM numbers_lost
    UNION ALL BY NAME FROM unresolved_names
    UNION ALL BY NAME FROM unknown_areas
    UNION ALL BY NAME FROM unregistered_metrics
    UNION ALL BY NAME FROM citations_not_held
    UNION ALL BY NAME FROM repeals_ahead
    UNION ALL BY NAME FROM states_against
    UNION ALL BY NAME FROM uncertain_tables
    UNION ALL BY NAME FROM coverage_gaps
    UNION ALL BY NAME FROM ids_taken
    UNION ALL BY NAME FROM unknown_licences
),

-- An issue of a document is an issue of the source that it was read from; one of a second source points at the document
-- that it was joined to.
placed AS (
    SELECT DISTINCT
        coalesce(s.source_id, d.source_id) AS source_id,
        d.document_id,
        s."table",
        s.row_id,
        s.type,
        s.severity,
        s.message,
        s.page
    FROM statements AS s
    LEFT JOIN document_lookup AS l ON l.source_id = s.source_id AND l.read_id = s.document_id
    LEFT JOIN documents AS d ON d.document_id = coalesce(l.document_id, s.document_id)
)


SELECT
    issue_key(source_id, document_id, "table", row_id, type, severity, message, page) AS issue_id,
    source_id,
    document_id,
    "table",
    row_id,
    type,
    severity,
    message,
    page
FROM placed
