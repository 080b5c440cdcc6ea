-- The documents that a text names, joined by number, else by title, to those held here.
WITH kept AS (
    SELECT c.*, d.issued_on
    FROM read_citations AS c
    JOIN document_lookup AS l ON l.source_id = c.source_id AND l.read_id = c.document_id AND l.position = 1
    JOIN read_documents AS d ON d.source_id = c.source_id AND d.document_id = c.document_id
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
titled AS (
    SELECT DISTINCT document_id, document_number, issued_on, unnest([title, notice_title]) AS title
    FROM held
    WHERE kind <> 'news'
),

names AS (
    SELECT document_id, document_number, issued_on, title_key(title) AS key, 'whole' AS form FROM titled
    UNION
    SELECT document_id, document_number, issued_on, title_key(carried_title(title)), 'carried' FROM titled
    UNION
    SELECT document_id, document_number, issued_on, title_key(unsigned_title(title)), 'unsigned' FROM titled
),

wanted AS (
    SELECT document_id, position, cited_number, issued_on, title_key(cited_title) AS key, 'whole' AS form, NULL AS body FROM kept
    UNION
    SELECT document_id, position, cited_number, issued_on, title_key(carried_title(cited_title)), 'carried', NULL FROM kept
    UNION
    SELECT document_id, position, cited_number, issued_on, title_key(unsigned_title(cited_title)), 'unsigned', title_body(cited_title) FROM kept
),

-- The one form is whole on one side at least, so that two notices by which two bodies pass on one plan are not taken for each
-- other. A form that is not whole on both sides needs a title too long to be met by chance, and a document that was there.
matched AS (
    SELECT w.document_id AS citing, w.position, n.document_id, w.form = 'whole' AND n.form = 'whole' AS is_whole
    FROM wanted AS w
    JOIN names AS n ON n.key = w.key
    WHERE 'whole' IN (w.form, n.form)
        -- A number that is not this one's means another document, also where a title is the same (last year's plan); the order of
        -- a body goes by its short name too (国令第711号).
        AND (w.cited_number IS NULL OR n.document_number IS NULL
            OR regexp_replace(w.cited_number, '\D', '', 'g') = regexp_replace(n.document_number, '\D', '', 'g'))
        AND (w.form = 'whole' AND n.form = 'whole'
            OR length(w.key) >= 10 AND coalesce(first_day(n.issued_on) <= end_day(w.issued_on), true))
        AND (w.body IS NULL OR EXISTS (
            SELECT 1 FROM read_document_issuers AS i
            WHERE i.document_id = n.document_id AND contains(name_key(w.body), name_key(i.printed_name))
        ))
),

by_title AS (
    SELECT citing, position, min(document_id) AS document_id
    FROM (SELECT *, max(is_whole) OVER (PARTITION BY citing, position) AS has_whole FROM matched)
    WHERE is_whole = has_whole
    GROUP BY citing, position
    HAVING count(DISTINCT document_id) = 1
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
LEFT JOIN by_title AS t ON t.citing = k.document_id AND t.position = k.position
