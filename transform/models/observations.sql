-- What was measured, in prose and in tables.
SELECT
    f.observation_id,
    f.voice,
    f.document_id,
    v.indicator_id,
    nullif(array_to_string(m.scope, '、'), '') AS scope,
    f.metric,
    f.stat,
    f.comparator,
    v.value,
    v.value_max,
    f.unit,
    v.value_base,
    v.unit_base,
    f.period,
    p.area,
    p.area_code,
    f.is_forecast,
    f.table_id,
    f."row",
    f."column",
    f.page,
    f.char_start,
    f.char_end,
    f.quote,
    f.rule,
    f.is_ocr,
    number_of(f.certainty) AS certainty
FROM read_observations AS f
JOIN value_lookup AS v ON v.source_id = f.source_id AND v.fact_id = f.observation_id
LEFT JOIN metric_lookup AS m ON m.fact_id = f.observation_id
LEFT JOIN place_names AS p ON p.document_id = f.document_id AND p.printed IS NOT DISTINCT FROM f.area
