-- What each target and observation says in numbers: exact, in the base unit, and the indicator that they are of.
-- Facts of a document that was read from several sources count once, from the first of them.
WITH facts AS (
    SELECT source_id, document_id, target_id AS fact_id, value, value_max, unit FROM read_targets
    UNION ALL
    SELECT source_id, document_id, observation_id, value, value_max, unit FROM read_observations
)

SELECT
    f.source_id,
    f.fact_id,
    m.indicator_id,
    number_of(f.value) AS value,
    number_of(f.value_max) AS value_max,
    times(f.value, coalesce(u.factor, 1)) AS value_base,
    times(f.value_max, coalesce(u.factor, 1)) AS value_max_base,
    -- Half of the last place that is printed: 9.5万 may be anything from 9.45万 to 9.55万.
    times(CASE WHEN contains(f.value, '.') THEN '0.' || repeat('0', length(split_part(f.value, '.', 2))) || '5' ELSE '0.5' END, coalesce(u.factor, 1))
        AS half_step,
    u.unit_base
FROM facts AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
LEFT JOIN unit_lookup AS u ON u.unit = f.unit
LEFT JOIN metric_lookup AS m ON m.fact_id = f.fact_id
