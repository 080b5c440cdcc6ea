-- What was measured of an indicator in a place over time: a row a period, with the observation that is taken for it.
-- Where sources tell a period differently that is shown (`disagree`), and the one taken names its base and told first.
WITH told AS (
    SELECT
        *,
        array_to_string(scope, '、') AS scopes,
        -- 新增就业1200万人 is told as a level or as a change: it is the same.
        CASE WHEN manner = 'addition' AND stat = 'level' THEN 'change' ELSE stat END AS told_as,
        concat_ws('/', CAST(period_start AS VARCHAR), CAST(period_end AS VARCHAR)) AS stretch
    FROM results
    WHERE place IS NOT NULL AND links AND period_start IS NOT NULL AND NOT is_start AND NOT has_other_base
),

points AS (
    SELECT
        indicator_id,
        scopes,
        place,
        told_as,
        manner,
        is_real,
        unit_base,
        stretch,
        first(observation_id ORDER BY preference) AS observation_id,
        first(period ORDER BY preference) AS period,
        first(area ORDER BY preference) AS area,
        first(value_base ORDER BY preference) AS value_base,
        count(DISTINCT document_id) AS sources,
        -- 9.5 and 9.52 agree: no number lies where only one of them could be.
        coalesce(max(at_least - half_step) > min(at_most + half_step), false) AS disagree
    FROM (
        SELECT *, row_number() OVER (ORDER BY tells_base DESC NULLS LAST, comparator <> '=', told_on NULLS LAST, document_id, observation_id) AS preference
        FROM told
    )
    GROUP BY ALL
)

SELECT
    's-' || sha256(concat_ws('|', p.indicator_id, p.scopes, p.place, p.told_as, p.manner, p.is_real, p.unit_base, p.stretch))[1:12] AS point_id,
    p.indicator_id,
    nullif(p.scopes, '') AS scope,
    coalesce(a.name, p.area, p.place) AS area,
    a.code AS area_code,
    p.told_as AS stat,
    p.is_real,
    p.period,
    p.value_base,
    p.unit_base,
    p.observation_id,
    p.sources,
    p.disagree
FROM points AS p
LEFT JOIN register_areas AS a ON a.code = p.place
