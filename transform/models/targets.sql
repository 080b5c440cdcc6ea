-- What was promised.
SELECT
    f.target_id,
    c.commitment_id,
    f.voice,
    f.document_id,
    f.measure_id,
    f.metric,
    v.indicator_id,
    nullif(array_to_string(m.scope, '、'), '') AS scope,
    f.kind,
    f.comparator,
    v.value,
    v.value_max,
    f.unit,
    v.value_base,
    v.unit_base,
    f.deadline,
    f.per,
    p.area,
    p.area_code,
    f.page,
    f.char_start,
    f.char_end,
    f.quote,
    f.rule,
    f.is_ocr,
    number_of(f.certainty) AS certainty,
    f.table_id,
    f."row",
    f."column"
FROM read_targets AS f
JOIN value_lookup AS v ON v.source_id = f.source_id AND v.fact_id = f.target_id
LEFT JOIN metric_lookup AS m ON m.fact_id = f.target_id
LEFT JOIN commitment_lookup AS c ON c.target_id = f.target_id
LEFT JOIN place_names AS p ON p.document_id = f.document_id AND p.printed IS NOT DISTINCT FROM f.area
