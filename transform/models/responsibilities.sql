-- Who is responsible for a measure, in printed order.
SELECT
    f.measure_id,
    f.position,
    f.printed_name,
    n.organisation_id,
    f.role,
    f.is_group,
    f.page,
    f.char_start,
    f.char_end,
    f.quote,
    f.rule,
    f.is_ocr,
    number_of(f.certainty) AS certainty,
    f.document_id
FROM read_responsibilities AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
LEFT JOIN name_lookup AS n ON n.document_id = f.document_id AND n.printed_name = f.printed_name
