-- The printed tables.
SELECT
    f.table_id,
    f.document_id,
    f.number,
    f.caption,
    f.page_start,
    f.page_end,
    f.header_rows,
    f.n_rows,
    f.n_columns,
    f.unit_note,
    f.source_note,
    number_of(f.confidence) AS confidence,
    f.is_ocr,
    f.kind,
    f.rule,
    f.readers_agree
FROM read_tables AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
