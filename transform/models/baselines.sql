-- Where a thing stood when it was promised: the level of the year that the promise names as its base (比2030年翻一番), the one
-- that its own sentence starts from (从40%提高到50%), else the last level measured until then. None where sources differ.
WITH levels AS (
    SELECT
        t.target_id,
        o.value_base,
        o.unit_base,
        o.manner,
        o.period,
        o.at_least - o.half_step AS lowest,
        o.at_most + o.half_step AS highest,
        o.comparator,
        o.observation_id,
        CASE
            WHEN t.base_year IS NOT NULL THEN CASE WHEN year(o.period_end) = t.base_year AND strftime(o.period_end, '%m%d') = '1231' THEN 1 END
            WHEN o.is_start THEN CASE WHEN o.document_id = t.document_id AND starts_with(t.quote, o.quote) THEN 1 END
            WHEN o.period_end <= t.promised_on THEN 2
        END AS kind,
        o.period_end
    FROM promises AS t
    JOIN (SELECT r.*, s.quote FROM results AS r JOIN sentence_lookup AS s ON s.fact_id = r.observation_id) AS o
        ON o.indicator_id = t.indicator_id AND o.place = t.place AND o.scope = t.scope
    WHERE t.links
        AND o.stat IN ('level', 'share')
        AND (t.manner = 'stock' AND o.manner = 'stock' AND o.unit_base IS NOT DISTINCT FROM t.unit_base
            OR t.kind = 'multiple' AND (o.manner = 'stock' OR o.manner = 'flow' AND year(o.period_start) = year(o.period_end)
                AND strftime(o.period_start, '%m%d') = '0101' AND strftime(o.period_end, '%m%d') = '1231'))
)

SELECT
    target_id,
    first(value_base ORDER BY comparator <> '=', observation_id) AS baseline,
    first(period ORDER BY comparator <> '=', observation_id) AS baseline_period,
    first(unit_base ORDER BY comparator <> '=', observation_id) AS unit_base,
    first(manner ORDER BY comparator <> '=', observation_id) AS manner
FROM (
    SELECT * FROM levels WHERE kind IS NOT NULL
    QUALIFY rank() OVER (PARTITION BY target_id ORDER BY kind, period_end DESC NULLS LAST) = 1
)
GROUP BY target_id
HAVING max(lowest) <= min(highest) AND count(DISTINCT unit_base) <= 1
