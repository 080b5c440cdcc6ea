-- Every number of every text, what it was taken for, and the place that it speaks of as a target or observation.
WITH placed AS (
    SELECT target_id AS fact_id, area, area_code FROM targets
    UNION ALL
    SELECT observation_id, area, area_code FROM observations
)

SELECT
    f.quantity_id,
    f.document_id,
    f.page,
    f.char_start,
    f.char_end,
    f.text,
    times(f.value, coalesce(u.factor, 1)) AS value_base,
    u.unit_base,
    f.role,
    f.rule,
    f.fact_id,
    p.area,
    p.area_code,
    f.candidate,
    f.reason,
    number_of(f.certainty) AS certainty
FROM read_quantities AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
LEFT JOIN unit_lookup AS u ON u.unit = f.unit
LEFT JOIN placed AS p ON p.fact_id = f.fact_id
