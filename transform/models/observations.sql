-- What was measured, in prose and in tables.
SELECT
    f.observation_id,
    f.document_id,
    m.indicator_id,
    f.metric,
    f.stat,
    f.comparator,
    number_of(f.value) AS value,
    number_of(f.value_max) AS value_max,
    f.unit,
    times(f.value, coalesce(u.factor, 1)) AS value_base,
    u.unit_base,
    f.period,
    f.area,
    f.is_forecast,
    f.table_id,
    f."row",
    f."column",
    f.page,
    f.char_start,
    f.char_end,
    f.quote,
    f.rule,
    f.is_ocr
FROM read_observations AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
LEFT JOIN unit_lookup AS u ON u.unit = f.unit
LEFT JOIN metric_lookup AS m ON m.fact_id = f.observation_id
