-- What may be released of each document's text: all of it, or headings and the sentences that facts quote.
-- News pages are never released whole: what a page quotes is seldom its publisher's to license. Of the others the
-- source's licence decides where the register knows it; official documents of state bodies need none (PRC Copyright
-- Law, article 5). What is left has no licence that we know of.
WITH reads AS (
    SELECT l.document_id, l.source_id, d.kind, d.document_number, s.licence, s.publisher
    FROM document_lookup AS l
    JOIN read_documents AS d ON d.source_id = l.source_id AND d.document_id = l.read_id
    LEFT JOIN read_sources AS s ON s.source_id = l.source_id
    WHERE l.position = 1
),

known AS (
    SELECT licence_key(unnest([licence, url])) AS key, full_text FROM licences
),

-- Bodies of the state by the register; a company of the state is none.
registered AS (
    SELECT body_key(n.name) AS key
    FROM register_organisations AS o
    JOIN (
        SELECT organisation_id, name FROM register_organisations
        UNION
        SELECT organisation_id, alias FROM register_organisation_aliases
    ) AS n ON n.organisation_id = o.organisation_id
    WHERE o.kind NOT IN ('state_owned_enterprise', 'other')
    UNION
    SELECT area_key FROM area_names
),

issuers AS (
    SELECT
        i.document_id,
        bool_or(o.kind NOT IN ('state_owned_enterprise', 'other') OR (o.kind IS NULL AND is_state_body(i.printed_name))) AS is_state
    FROM document_issuers AS i
    LEFT JOIN organisations AS o ON o.organisation_id = i.organisation_id
    GROUP BY i.document_id
),

judged AS (
    SELECT
        r.document_id,
        r.source_id,
        r.licence,
        k.full_text,
        r.kind = 'news' AS is_news,
        coalesce(i.is_state, false)
            OR coalesce(is_state_body(r.publisher), false)
            OR coalesce(body_key(r.publisher) IN (SELECT key FROM registered WHERE key IS NOT NULL), false)
            OR (r.document_number IS NOT NULL AND i.document_id IS NULL) AS is_official
    FROM reads AS r
    LEFT JOIN (SELECT key, bool_and(full_text) AS full_text FROM known WHERE key IS NOT NULL GROUP BY key) AS k
        ON k.key = licence_key(r.licence)
    LEFT JOIN issuers AS i ON i.document_id = r.document_id
)

SELECT
    document_id,
    source_id,
    licence,
    licence IS NOT NULL AND full_text IS NULL AS is_unknown_licence,
    text_basis IN ('licence', 'official_document') AS has_full_text,
    text_basis
FROM (
    SELECT
        *,
        CASE
            WHEN is_news THEN 'news'
            WHEN full_text THEN 'licence'
            WHEN NOT full_text THEN 'licence_forbids'
            WHEN is_official THEN 'official_document'
            ELSE 'no_licence'
        END AS text_basis
    FROM judged
)
