-- Every number of every text, and what it was taken for.
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
    f.candidate,
    f.reason,
    number_of(f.certainty) AS certainty
FROM read_quantities AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
LEFT JOIN unit_lookup AS u ON u.unit = f.unit
