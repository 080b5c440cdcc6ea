-- Money or relief offered; a graded list has one row a grade.
SELECT
    f.incentive_id,
    f.document_id,
    f.measure_id,
    f.instrument,
    number_of(f.rate_pct) AS rate_pct,
    f.rate_is_cap,
    number_of(f.cap) AS cap,
    f.cap_unit,
    times(f.cap, coalesce(c.factor, 1)) AS cap_base,
    times(f.threshold, coalesce(t.factor, 1)) AS threshold_base,
    f.per,
    number_of(f.years_max) AS years_max,
    f.page,
    f.char_start,
    f.char_end,
    f.quote,
    f.rule,
    f.is_ocr,
    number_of(f.certainty) AS certainty,
    f.recipient,
    f.condition,
    f.is_pool
FROM read_incentives AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
LEFT JOIN unit_lookup AS c ON c.unit = f.cap_unit
LEFT JOIN unit_lookup AS t ON t.unit = f.threshold_unit
