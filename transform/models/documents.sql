-- The documents, each once, with the state of its life on the warehouse's own day.
WITH kept AS (
    SELECT d.*
    FROM read_documents AS d
    JOIN document_lookup AS l ON l.source_id = d.source_id AND l.read_id = d.document_id AND l.position = 1
),

-- No clock: what is in force is judged on the latest day that anything in the warehouse speaks of.
today AS (
    SELECT max(day) AS as_of
    FROM (
        SELECT unnest([first_day(issued_on), first_day(published_on)]) AS day FROM kept
        UNION ALL
        SELECT first_day(retrieved_at[1:10]) FROM read_sources
    )
),

-- Repealed by a document that has itself come into effect.
repealed AS (
    SELECT DISTINCT c.cited_document_id AS document_id
    FROM citations AS c
    JOIN kept AS k ON k.document_id = c.document_id
    CROSS JOIN today AS t
    WHERE c.relation = 'repeals'
        AND c.cited_document_id IS NOT NULL
        AND coalesce(first_day(k.effective_from) <= t.as_of, true)
)

SELECT
    k.document_id,
    k.source_id,
    k.kind,
    -- A page may print no headline; an issue says so, and something must stand in its place.
    coalesce(nullif(k.title, ''), k.notice_title, k.document_number, k.document_id) AS title,
    k.notice_title,
    k.document_number,
    k.issued_on,
    k.published_on,
    k.effective_from,
    k.effective_to,
    CASE
        WHEN r.document_id IS NOT NULL THEN 'repealed'
        WHEN end_day(k.effective_to) < t.as_of THEN 'expired'
        WHEN first_day(k.effective_from) <= t.as_of THEN 'in_force'
        ELSE 'unknown'
    END AS status,
    k.page_start,
    k.page_end,
    k.printed_page_start,
    k.printed_page_end,
    k.title_en,
    k.language,
    k.character_count,
    a.area,
    a.area_code,
    x.has_full_text,
    x.text_basis,
    k.genre,
    k.speech
FROM kept AS k
CROSS JOIN today AS t
LEFT JOIN repealed AS r ON r.document_id = k.document_id
LEFT JOIN area_lookup AS a ON a.document_id = k.document_id
JOIN text_rights AS x ON x.document_id = k.document_id
