-- What each target promises, in the fields that it is compared by: of what, where, how much of which kind, by when.
WITH said AS (
    SELECT
        t.* EXCLUDE ("value", value_max, unit, quote),
        s.quote,
        s.sentence,
        m.indicator_id,
        m.is_registered,
        m.links,
        m.scope,
        place_of(t.area, p.place) AS place,
        v.value_base,
        v.value_max_base,
        v.unit_base,
        coalesce(end_day(d.issued_on), end_day(d.published_on)) AS promised_on,
        end_day(t.deadline) AS due,
        t.kind = 'increase' OR m.is_rate AND v.unit_base = '%' AS is_change,
        is_flow_of(i.is_flow, m.dimension) AS is_flow,
        coalesce(i.sense, 'at_least') AS sense
    FROM read_targets AS t
    JOIN value_lookup AS v ON v.source_id = t.source_id AND v.fact_id = t.target_id
    JOIN metric_lookup AS m ON m.fact_id = t.target_id
    JOIN sentence_lookup AS s ON s.fact_id = t.target_id
    JOIN documents AS d ON d.document_id = t.document_id
    LEFT JOIN place_names AS p ON p.document_id = t.document_id AND p.printed IS NOT DISTINCT FROM t.area
    LEFT JOIN register_indicators AS i ON i.indicator_id = m.indicator_id
),

told AS (
    SELECT
        *,
        is_change AND tells_average(coalesce(per, '') || metric || quote) AS is_average,
        tells_years(sentence) AS tells_years,
        tells_real(quote) AS is_real,
        regexp_matches(sentence, '不变价|可比价|年价格') AS has_fixed_prices,
        manner(is_change, metric, replace(quote, metric, ''), is_flow, unit_base) AS manner,
        -- A fall is measured by its size: 下降3%以上 is met by a fall of 3 or more.
        CASE WHEN kind = 'increase' AND value_base < 0 THEN -1 ELSE 1 END AS sign,
        CASE
            WHEN comparator IN ('<', '<=') THEN true
            WHEN comparator IN ('>', '>=') THEN false
            ELSE sense = 'at_most' AND NOT (kind = 'increase' AND value_base < 0)
        END AS is_ceiling,
        -- A plan of late autumn speaks of the year that comes.
        year(promised_on) + CASE WHEN month(promised_on) >= 10 AND year(due) > year(promised_on) THEN 1 ELSE 0 END AS first_year
    FROM said
)

SELECT
    * EXCLUDE (sentence, is_flow, is_change, sense),
    -- Where several years are summed up or averaged, the first of them: of “十五五” its own, else that of the promise.
    CASE
        WHEN is_average OR tells_years OR year(due) > first_year AND manner IN ('growth', 'addition', 'deed')
            THEN CASE WHEN tells_plan_years(sentence) AND year(due) % 5 = 0 THEN year(due) - 4 ELSE first_year END
    END AS span_from,
    -- What 翻一番 is measured from, where the text says it: 比2030年翻一番.
    CASE WHEN kind = 'multiple' THEN TRY_CAST(regexp_extract(sentence, '(?:比|较|在|以)([12]\d{3})年', 1) AS INTEGER) END AS base_year
FROM told
