-- Bodies by rule: a printed name is an area and a function, and the register of areas says which area. One row for each body that a
-- name can be; `rank` is how near that body lies to the document.
WITH placed AS (
    -- Of a body with two name plates the first counts: 省市场监管局(省知识产权局).
    SELECT b.document_id, b.printed_name, regexp_replace(b.printed_name, '\([^()]*\)$', '') AS said, a.area_code
    FROM body_names AS b
    LEFT JOIN area_lookup AS a ON a.document_id = b.document_id
),

-- 市商务局 is that of the nearest area that is 全市 to its people; 商务局 that of the document's own area.
around AS (
    SELECT p.*, c.above_code AS code, c.distance, c.name, area_sign(c.name) AS sign
    FROM placed AS p
    JOIN area_chain AS c ON c.area_code = p.area_code
    QUALIFY row_number() OVER (PARTITION BY p.document_id, p.printed_name, area_sign(c.name) ORDER BY c.distance) = 1
),

-- The areas that lie around each, as a pattern of their names.
outer_names AS (
    SELECT area_code, string_agg(name, '|' ORDER BY distance, name) AS names FROM area_chain WHERE distance > 0 GROUP BY area_code
),

-- Names that say their area in full or in short.
telling AS (
    SELECT p.*, a.code, n.name, n.is_full
    FROM placed AS p
    JOIN (
        SELECT code, name, true AS is_full FROM register_areas
        UNION
        -- 延边州 is said for 延边朝鲜族自治州.
        SELECT code, short_name || area_sign(name), true FROM register_areas WHERE area_sign(name) <> ''
        UNION
        SELECT code, short_name, false FROM register_areas WHERE level <> 'county' AND length(short_name) > 1
    ) AS n ON contains(p.said, n.name)
    JOIN register_areas AS a ON a.code = n.code
    WHERE n.is_full OR NOT contains(p.said, a.name)
),

stems AS (
    SELECT document_id, printed_name, code, distance AS rank, regexp_replace(said, sign, '{here}') AS stem
    FROM around
    WHERE sign <> '' AND contains(said, sign) AND NOT contains(said, name)
    UNION ALL
    -- In the papers of a zone the bureau may be the zone's own.
    SELECT document_id, printed_name, code, 5, '{here}' || said
    FROM around
    WHERE distance = 0 AND document_id NOT IN (
        SELECT l.document_id
        FROM read_document_issuers AS i
        JOIN document_lookup AS l ON l.source_id = i.source_id AND l.read_id = i.document_id AND l.position = 1
        WHERE regexp_matches(i.printed_name, '(管委会|管理委员会)$')
    )
    UNION ALL
    SELECT
        t.document_id,
        t.printed_name,
        t.code,
        -- The area itself or one around it, one inside it, any other.
        coalesce(10 + up.distance, 20 + down.distance, 30),
        -- Those around it may stand in front (某市某区教育局).
        regexp_replace(
            replace(t.said, t.name, s.slot),
            '(' || coalesce(o.names, '-') || ')+(\{(here|area|short)\})',
            '\2'
        )
    FROM telling AS t
    JOIN (VALUES ('{here}', true), ('{area}', true), ('{short}', false)) AS s (slot, is_full) ON s.is_full = t.is_full
    LEFT JOIN outer_names AS o ON o.area_code = t.code
    LEFT JOIN area_chain AS up ON up.area_code = t.area_code AND up.above_code = t.code
    LEFT JOIN area_chain AS down ON down.area_code = t.code AND down.above_code = t.area_code
)

SELECT s.document_id, s.printed_name, s.code AS area_code, f."function", min(s.rank) AS rank
FROM stems AS s
JOIN function_forms AS f ON f.form = body_key(s.stem)
GROUP BY ALL
