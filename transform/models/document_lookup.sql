-- Which reads are of the same document, and which of them its facts are taken from (position 1).
-- One row per document read from a source: `read_id` is the id it was read under, `document_id` the published one.
WITH reads AS (
    SELECT
        d.document_id AS read_id,
        d.source_id,
        title_key(d.document_number) AS number_key,
        title_key(d.title) AS title_key,
        coalesce(d.issued_on, d.published_on, s.sha256) AS issued,
        coalesce(i.issuers, '') AS issuers,
        d.character_count,
        s.position AS source_position
    FROM read_documents AS d
    LEFT JOIN read_sources AS s ON s.source_id = d.source_id
    LEFT JOIN (
        SELECT source_id, document_id, string_agg(name_key(printed_name), '、' ORDER BY position, printed_name) AS issuers
        FROM read_document_issuers
        GROUP BY source_id, document_id
    ) AS i ON i.source_id = d.source_id AND i.document_id = d.document_id
),

-- A title alone joins only where issuers stand beside it or it is too long to be met by chance (not 公告, 通知).
titled AS (
    SELECT
        *,
        CASE WHEN issuers <> '' OR length(title_key) >= 10 THEN concat_ws('|', title_key, issued, issuers) END AS title_group
    FROM reads
),

-- A read without a number joins the numbered one of the same title, issuers and date, if there is just one such number.
numbered AS (
    SELECT title_group, min(number_key) AS number_key
    FROM titled
    WHERE number_key IS NOT NULL AND title_group IS NOT NULL AND title_key IS NOT NULL AND issued IS NOT NULL
    GROUP BY title_group
    HAVING count(DISTINCT number_key) = 1
),

grouped AS (
    SELECT
        t.*,
        CASE
            WHEN coalesce(t.number_key, n.number_key) IS NOT NULL THEN 'number|' || coalesce(t.number_key, n.number_key)
            WHEN t.title_group IS NOT NULL AND t.title_key IS NOT NULL AND t.issued IS NOT NULL THEN 'title|' || t.title_group
            ELSE 'read|' || t.source_id || '|' || t.read_id
        END AS identity
    FROM titled AS t
    LEFT JOIN numbered AS n ON n.title_group = t.title_group
),

-- Reads that are within a tenth of the longest are equally full: then the register's order decides, so that a source
-- added behind does not move the facts.
ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY identity
            ORDER BY
                coalesce(character_count, 0) * 10 < 9 * longest,
                number_key IS NULL,
                source_position NULLS LAST,
                source_id,
                read_id
        ) AS position
    FROM (SELECT *, max(coalesce(character_count, 0)) OVER (PARTITION BY identity) AS longest FROM grouped)
),

named AS (
    SELECT *, first_value(read_id) OVER (PARTITION BY identity ORDER BY position) AS document_id
    FROM ranked
)

-- Two documents may come to one id, as their numbers sound alike: the one that the register names first has it.
SELECT document_id, source_id, read_id, position
FROM named
QUALIFY identity = first_value(identity) OVER (PARTITION BY document_id ORDER BY position, source_position NULLS LAST, source_id, identity)
