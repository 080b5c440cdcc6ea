-- What was promised.
SELECT
    f.target_id,
    f.document_id,
    f.measure_id,
    f.metric,
    m.indicator_id,
    f.kind,
    f.comparator,
    number_of(f.value) AS value,
    number_of(f.value_max) AS value_max,
    f.unit,
    times(f.value, coalesce(u.factor, 1)) AS value_base,
    u.unit_base,
    f.deadline,
    f.per,
    f.area,
    f.page,
    f.char_start,
    f.char_end,
    f.quote,
    f.rule,
    f.is_ocr
FROM read_targets AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
LEFT JOIN unit_lookup AS u ON u.unit = f.unit
LEFT JOIN metric_lookup AS m ON m.fact_id = f.target_id
