-- What was measured since of what was promised: each target beside each later observation of its indicator and place.
WITH promised AS (
    SELECT
        t.*,
        p.place,
        coalesce(end_day(d.issued_on), end_day(d.published_on)) AS promised_on,
        end_day(t.deadline) AS due
    FROM targets AS t
    -- A page that reports a plan promises nothing itself.
    JOIN documents AS d ON d.document_id = t.document_id AND d.kind <> 'news'
    JOIN place_lookup AS p ON p.document_id = t.document_id AND p.area IS NOT DISTINCT FROM t.area
    WHERE t.indicator_id IS NOT NULL AND t.value_base IS NOT NULL
),

measured AS (
    SELECT o.*, p.place, first_day(o.period) AS period_start, end_day(o.period) AS period_end
    FROM observations AS o
    JOIN place_lookup AS p ON p.document_id = o.document_id AND p.area IS NOT DISTINCT FROM o.area
    WHERE o.indicator_id IS NOT NULL AND o.value_base IS NOT NULL AND o.period IS NOT NULL
        AND o.stat <> 'rank'
        -- What somebody expects is no measurement.
        AND NOT coalesce(o.is_forecast, false)
),

paired AS (
    SELECT
        t.target_id,
        o.observation_id,
        o.period,
        t.kind,
        t.comparator,
        o.stat,
        t.value_base AS target_value,
        o.value_base AS measured_value,
        t.unit_base,
        o.unit_base AS measured_unit,
        t.per,
        t.promised_on,
        t.due,
        t.deadline,
        o.period_end,
        -- Sums of money are reckoned over a year; a part of one is not yet the year.
        t.unit_base = '元' AND o.period_end - o.period_start < 360 AND o.period_end - o.period_start > 0 AS is_part_of_year,
        CASE
            WHEN t.kind = 'level' THEN o.stat IN ('level', 'share')
            WHEN t.kind = 'increase' AND t.unit_base IN ('%', '百分点') THEN o.stat IN ('growth_yoy', 'average_growth')
            WHEN t.kind = 'increase' THEN o.stat = 'change'
            ELSE false
        END AS same_kind
    FROM promised AS t
    JOIN measured AS o
        ON o.indicator_id = t.indicator_id AND o.place = t.place AND o.document_id <> t.document_id
        AND o.period_end > t.promised_on
),

judged AS (
    SELECT
        *,
        CASE
            WHEN NOT same_kind THEN '目标与观测的统计口径不同（' || kind || ' 与 ' || stat || '）'
            WHEN unit_base IS DISTINCT FROM measured_unit THEN '计量单位不同（' || coalesce(unit_base, '无') || ' 与 ' || coalesce(measured_unit, '无') || '）'
            WHEN per IS NOT NULL THEN '目标按“' || per || '”分别计算'
        END AS obstacle,
        CASE WHEN target_value <> 0 THEN CAST(round(CAST(measured_value AS DOUBLE) / CAST(target_value AS DOUBLE), 4) AS DECIMAL(18, 4)) END AS ratio,
        CASE comparator
            WHEN '<=' THEN measured_value <= target_value
            WHEN '<' THEN measured_value < target_value
            WHEN '>' THEN measured_value > target_value
            ELSE measured_value >= target_value
        END AS is_met,
        -- The share of the time from promise to deadline that had passed.
        CASE WHEN due > promised_on THEN CAST(round(least((period_end - promised_on) / (due - promised_on), 1), 4) AS DECIMAL(5, 4)) END AS elapsed
    FROM paired
)

SELECT
    target_id,
    observation_id,
    period,
    CASE WHEN obstacle IS NULL THEN ratio END AS ratio,
    CASE
        WHEN obstacle IS NOT NULL THEN 'not_comparable'
        WHEN is_met AND comparator NOT IN ('<', '<=') THEN 'met'
        WHEN is_met THEN 'met'
        ELSE 'behind'
    END AS status,
    obstacle AS basis
FROM judged
