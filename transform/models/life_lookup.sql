-- Whether each document is in force on the warehouse's own day, and what that is concluded from.
WITH kept AS (
    SELECT d.*, first_day(s.retrieved_at[1:10]) AS retrieved
    FROM read_documents AS d
    JOIN document_lookup AS l ON l.source_id = d.source_id AND l.read_id = d.document_id AND l.position = 1
    LEFT JOIN read_sources AS s ON s.source_id = d.source_id
),

-- No clock: what is in force is judged on the latest day that anything in the warehouse speaks of.
today AS (
    SELECT max(day) AS as_of
    FROM (
        SELECT unnest([first_day(issued_on), first_day(published_on)]) AS day FROM kept
        UNION ALL
        SELECT first_day(retrieved_at[1:10]) FROM read_sources
    )
),

-- Repealed by a document that has itself come into effect: the first that did.
repealed AS (
    SELECT
        c.cited_document_id AS document_id,
        coalesce(k.effective_from, k.issued_on, k.published_on) AS since,
        k.title,
        k.document_number
    FROM citations AS c
    JOIN kept AS k ON k.document_id = c.document_id
    CROSS JOIN today AS t
    WHERE c.relation = 'repeals'
        AND c.cited_document_id IS NOT NULL
        AND coalesce(first_day(k.effective_from) <= t.as_of, true)
    QUALIFY row_number() OVER (
        PARTITION BY c.cited_document_id
        ORDER BY first_day(coalesce(k.effective_from, k.issued_on, k.published_on)) NULLS LAST, k.document_id
    ) = 1
),

-- What decides, in the order of its weight: another document, then what was printed last, then what was printed first.
judged AS (
    SELECT
        k.source_id,
        k.document_id,
        k.effective_from,
        k.effective_to,
        k.validity_words,
        k.horizon,
        k.stated_status,
        k.stated_words,
        r.since,
        coalesce(nullif(r.title, ''), r.document_number) AS repealed_by,
        end_day(k.effective_to) < coalesce(k.retrieved, t.as_of) AS was_over,
        end_day(k.effective_to) >= t.as_of AS is_running,
        CASE
            WHEN r.document_id IS NOT NULL THEN 'repealed_by'
            WHEN k.stated_status = 'repealed' THEN 'stated_repealed'
            WHEN end_day(k.effective_to) < t.as_of THEN 'ended'
            WHEN k.stated_status = 'expired' THEN 'stated_expired'
            WHEN first_day(k.effective_from) > t.as_of THEN 'not_begun'
            WHEN k.effective_from IS NOT NULL THEN 'begun'
            WHEN k.holds_on_issue THEN 'issued'
            WHEN k.effective_to IS NOT NULL THEN 'not_ended'
            WHEN k.stated_status = 'not_yet' THEN 'stated_not_yet'
            WHEN k.stated_status = 'in_force' THEN 'stated_in_force'
            WHEN end_day(k.horizon) < t.as_of THEN 'horizon_over'
            WHEN k.horizon IS NOT NULL THEN 'horizon'
            WHEN k.kind IN ('news', 'report', 'bulletin', 'white_paper') THEN 'no_act'
            ELSE 'nothing'
        END AS ground
    FROM kept AS k
    CROSS JOIN today AS t
    LEFT JOIN repealed AS r ON r.document_id = k.document_id
)

SELECT
    source_id,
    document_id,
    ground,
    CASE
        WHEN ground IN ('repealed_by', 'stated_repealed') THEN 'repealed'
        WHEN ground IN ('ended', 'stated_expired', 'horizon_over') THEN 'expired'
        WHEN ground IN ('not_begun', 'stated_not_yet') THEN 'not_yet_in_force'
        WHEN ground IN ('no_act', 'nothing') THEN 'unknown'
        ELSE 'in_force'
    END AS status,
    concat(
        CASE ground
            WHEN 'repealed_by' THEN concat('由《', repealed_by, '》废止', coalesce('，自' || since || '起', ''))
            WHEN 'ended' THEN concat('有效期至', effective_to, '，已过')
            WHEN 'not_begun' THEN concat('自', effective_from, '起施行，尚未到期')
            WHEN 'begun' THEN concat('自', effective_from, '起施行', coalesce('，有效期至' || effective_to, '，未见失效日期'))
            WHEN 'issued' THEN '自印发或公布之日起施行，日期未见'
            WHEN 'not_ended' THEN concat('有效期至', effective_to)
            WHEN 'horizon_over' THEN concat('未印施行、失效日期；所述期间', replace(horizon, '/', '至'), '已过')
            WHEN 'horizon' THEN concat('未印施行、失效日期；所述期间', replace(horizon, '/', '至'), '未过')
            WHEN 'no_act' THEN '新闻、报告、公报等不设效力'
            WHEN 'nothing' THEN '原文和页面都未印施行日期、失效日期或效力状态'
            ELSE concat('页面标注“', stated_words, '”')
        END,
        CASE WHEN ground IN ('ended', 'not_begun', 'begun', 'issued', 'not_ended', 'horizon_over', 'horizon')
            THEN coalesce('：“' || validity_words || '”', '') END
    ) AS status_reason,
    -- What the page says against what its days, or another document, say. A word of the day on which it was fetched.
    CASE
        WHEN stated_status = 'in_force' AND ground = 'repealed_by' THEN concat('由《', repealed_by, '》废止')
        WHEN stated_status = 'in_force' AND was_over THEN concat('有效期至', effective_to, '，已过')
        WHEN stated_status IN ('expired', 'repealed') AND is_running AND ground <> 'repealed_by' THEN concat('有效期至', effective_to, '，未到')
    END AS against,
    stated_words
FROM judged
