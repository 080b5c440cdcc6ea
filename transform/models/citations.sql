-- The documents that a text names, joined by number, else by title, to those held here.
WITH kept AS (
    SELECT c.*
    FROM read_citations AS c
    JOIN document_lookup AS l ON l.source_id = c.source_id AND l.read_id = c.document_id AND l.position = 1
),

held AS (
    SELECT d.*
    FROM read_documents AS d
    JOIN document_lookup AS l ON l.source_id = d.source_id AND l.read_id = d.document_id AND l.position = 1
),

by_number AS (
    SELECT title_key(document_number) AS key, min(document_id) AS document_id
    FROM held
    WHERE document_number IS NOT NULL
    GROUP BY key
    HAVING count(*) = 1
),

-- A plan may be cited by its own title or by that of the notice that carries it. A page that reports it is not it.
by_title AS (
    SELECT key, min(document_id) AS document_id
    FROM (
        SELECT DISTINCT title_key(unnest([title, notice_title])) AS key, document_id FROM held WHERE kind <> 'news'
    )
    WHERE key IS NOT NULL
    GROUP BY key
    HAVING count(*) = 1
)

SELECT
    k.document_id,
    k.position,
    k.cited_title,
    k.cited_number,
    k.relation,
    nullif(coalesce(n.document_id, t.document_id), k.document_id) AS cited_document_id,
    k.page,
    k.char_start,
    k.char_end,
    k.quote,
    k.rule,
    k.is_ocr,
    number_of(k.certainty) AS certainty
FROM kept AS k
LEFT JOIN by_number AS n ON n.key = title_key(k.cited_number)
-- A number that is not held means another document, also where a title is the same (last year's plan).
LEFT JOIN by_title AS t
    ON t.key = title_key(k.cited_title)
    AND (k.cited_number IS NULL OR n.document_id IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM held AS h WHERE h.document_id = t.document_id AND h.document_number IS NOT NULL))
