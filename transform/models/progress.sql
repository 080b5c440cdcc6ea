-- What was measured since of what was promised: each target beside each later observation of its indicator and place.
-- Nothing is judged that is not of one kind, unit and stretch of time; `basis` says in words what was compared.
WITH promised AS (
    SELECT
        t.*,
        p.place,
        coalesce(end_day(d.issued_on), end_day(d.published_on)) AS promised_on,
        end_day(t.deadline) AS due,
        coalesce(t.per, '') || t.metric LIKE '%年均%' AS is_average
    FROM targets AS t
    -- A page that reports a plan promises nothing itself.
    JOIN documents AS d ON d.document_id = t.document_id AND d.kind <> 'news'
    JOIN place_lookup AS p ON p.document_id = t.document_id AND p.area IS NOT DISTINCT FROM t.area
    WHERE t.value_base IS NOT NULL
),

measured AS (
    SELECT o.*, p.place, first_day(o.period) AS period_start, end_day(o.period) AS period_end
    FROM observations AS o
    JOIN place_lookup AS p ON p.document_id = o.document_id AND p.area IS NOT DISTINCT FROM o.area
    -- What somebody expects is no measurement; a rank is no measure of the thing itself.
    WHERE o.value_base IS NOT NULL AND NOT coalesce(o.is_forecast, false) AND o.stat <> 'rank'
),

paired AS (
    SELECT
        t.target_id,
        o.observation_id,
        o.period,
        t.kind,
        t.comparator,
        t.value_base AS aim,
        o.value_base AS value,
        t.unit_base,
        t.indicator_id,
        t.place,
        t.promised_on,
        t.due,
        o.period_start,
        o.period_end,
        t.comparator IN ('<', '<=') AS is_ceiling,
        -- Flows are reckoned over a year: what a part of one has brought is not what the year will.
        (t.unit_base = '元' OR regexp_matches(t.metric, '(量|额|收入|产值|人次)$'))
            AND o.period_end - o.period_start BETWEEN 0 AND 360 AS is_part_of_year,
        CASE
            WHEN t.kind = 'multiple' THEN '目标为倍数，缺少基期口径'
            WHEN CASE
                WHEN t.kind = 'level' THEN o.stat NOT IN ('level', 'share')
                WHEN t.unit_base IN ('%', '百分点') THEN o.stat <> CASE WHEN t.is_average THEN 'average_growth' ELSE 'growth_yoy' END
                ELSE o.stat <> 'change'
            END THEN format('统计口径不同：目标为 {}，观测为 {}', t.kind, o.stat)
            WHEN t.per IS NOT NULL AND NOT t.is_average THEN format('目标按“{}”分别计算', t.per)
            -- A rate or an addition belongs to its own stretch of time.
            WHEN t.kind = 'increase' AND NOT t.is_average AND year(o.period_end) IS DISTINCT FROM year(t.due)
                THEN '增量或增速的观测期与目标期限不在同一年'
        END AS obstacle
    FROM promised AS t
    JOIN measured AS o
        ON o.indicator_id = t.indicator_id AND o.place = t.place AND o.document_id <> t.document_id
        AND o.period_end > t.promised_on
        -- A rate says nothing of an amount; what a multiple is of, only its base could say.
        AND (o.unit_base = t.unit_base OR (t.unit_base IS NULL AND o.stat = 'level'))
),

-- Where the thing stood when it was promised: the last level measured until then, if the sources agree on it.
baselines AS (
    SELECT target_id, min(value) AS baseline
    FROM (
        SELECT t.target_id, o.value_base AS value
        FROM promised AS t
        JOIN measured AS o
            ON o.indicator_id = t.indicator_id AND o.place = t.place AND o.unit_base IS NOT DISTINCT FROM t.unit_base
            AND o.period_end <= t.promised_on
        WHERE t.kind = 'level' AND o.stat IN ('level', 'share')
            AND NOT (o.unit_base = '元' AND o.period_end - o.period_start BETWEEN 1 AND 360)
        QUALIFY rank() OVER (PARTITION BY t.target_id ORDER BY o.period_end DESC) = 1
    )
    GROUP BY target_id
    HAVING min(value) = max(value)
),

weighed AS (
    SELECT
        p.*,
        b.baseline,
        CASE comparator
            WHEN '<=' THEN value <= aim
            WHEN '<' THEN value < aim
            WHEN '>' THEN value > aim
            ELSE value >= aim
        END AS is_met,
        CASE WHEN aim <> 0 THEN CAST(value AS DOUBLE) / CAST(aim AS DOUBLE) END AS ratio,
        -- The share that had passed of the time from promise to deadline, and of the year of a sum that is not full.
        CASE
            WHEN is_part_of_year THEN (period_end - make_date(year(period_end), 1, 1) + 1) / 365.0
            WHEN due > promised_on THEN least((period_end - promised_on) / (due - promised_on), 1.0)
        END AS elapsed
    FROM paired AS p
    LEFT JOIN baselines AS b ON b.target_id = p.target_id
),

decided AS (
    SELECT
        *,
        CASE
            WHEN obstacle IS NOT NULL THEN 'obstacle'
            WHEN is_met AND is_ceiling AND is_part_of_year THEN 'part'
            WHEN is_met AND period_start > due THEN 'met_late'
            WHEN is_met THEN 'met'
            WHEN due IS NULL THEN 'no_deadline'
            WHEN period_end >= due AND NOT is_part_of_year THEN 'missed'
            WHEN is_part_of_year AND (year(due) <> year(period_end) OR period_start <> make_date(year(period_end), 1, 1)) THEN 'part'
            WHEN kind = 'increase' AND unit_base IN ('%', '百分点') THEN 'behind_rate'
            WHEN NOT is_part_of_year AND baseline IS NOT NULL THEN
                CASE
                    WHEN (CAST(value - baseline AS DOUBLE) - CAST(aim - baseline AS DOUBLE) * elapsed)
                        * CASE WHEN is_ceiling THEN -1 ELSE 1 END >= 0
                    THEN 'ahead_of_path'
                    ELSE 'behind_path'
                END
            WHEN is_ceiling OR aim <= 0 THEN 'no_baseline'
            WHEN ratio >= elapsed THEN 'ahead_of_time'
            ELSE 'behind_time'
        END AS verdict
    FROM weighed
),

verdicts (verdict, status, words) AS (
    VALUES
        ('obstacle', 'not_comparable', NULL),
        ('part', 'not_comparable', '观测值只含一年的一部分，不能与全年目标相比'),
        ('no_deadline', 'not_comparable', '观测值尚未达到目标，而目标未定期限'),
        ('no_baseline', 'not_comparable', '观测值尚未达到目标，又无基期值可比'),
        ('met', 'met', '观测值达到目标'),
        ('met_late', 'met', '观测值达到目标，但观测期在期限之后，是否按期达到不详'),
        ('missed', 'missed', '期限已到，观测值未达到目标'),
        ('ahead_of_path', 'on_track', '观测值不落后于从基期值到目标值的匀速路径'),
        ('behind_path', 'behind', '观测值落后于从基期值到目标值的匀速路径'),
        ('ahead_of_time', 'on_track', '无基期值；完成比例不低于时间进度'),
        ('behind_time', 'behind', '无基期值；完成比例低于时间进度'),
        ('behind_rate', 'behind', '期限未到，当期增速低于目标')
)

SELECT
    d.target_id,
    d.observation_id,
    d.period,
    CASE WHEN v.status <> 'not_comparable' THEN CAST(round(d.ratio, 4) AS DECIMAL(38, 10)) END AS ratio,
    v.status,
    concat_ws('；',
        coalesce(d.obstacle, v.words),
        format('目标 {} {}{}', d.comparator, plain(d.aim), coalesce(d.unit_base, '')),
        format('观测 {}{}', plain(d.value), coalesce(d.unit_base, '')),
        CASE WHEN d.verdict LIKE '%_path' THEN format('基期 {}{}', plain(d.baseline), coalesce(d.unit_base, '')) END,
        CASE WHEN d.verdict LIKE '%_path' OR d.verdict LIKE '%_time' THEN format('时间进度 {}%', round(d.elapsed * 100)::INTEGER) END
    ) AS basis
FROM decided AS d
JOIN verdicts AS v ON v.verdict = d.verdict
