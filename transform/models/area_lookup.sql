-- The area that each document speaks from: its own, else that of its first issuer's name, else its source's.
-- `area_code` is empty where the name is none of the register's, or that of several areas.
WITH named AS (
    SELECT l.document_id, d.area AS own_area, s.area AS source_area, i.printed_name AS issuer
    FROM document_lookup AS l
    JOIN read_documents AS d ON d.source_id = l.source_id AND d.document_id = l.read_id
    LEFT JOIN read_sources AS s ON s.source_id = l.source_id
    LEFT JOIN read_document_issuers AS i
        ON i.source_id = l.source_id AND i.document_id = l.read_id AND i.position = 1
    WHERE l.position = 1
),

-- 吉林 is a province and a city, 朝阳 a city and a district: the widest of one name is meant, if it is one.
widest AS (
    SELECT area_key, min(code) AS code
    FROM (
        SELECT area_key, code FROM area_names
        QUALIFY rank() OVER (PARTITION BY area_key ORDER BY list_position(['province', 'city', 'county'], level)) = 1
    )
    GROUP BY area_key
    HAVING count(*) = 1
),

-- 云川市商务局 speaks from 云川市.
issuers AS (
    SELECT i.issuer, a.code, a.name
    FROM (SELECT DISTINCT issuer FROM named WHERE issuer IS NOT NULL) AS i
    JOIN register_areas AS a ON starts_with(i.issuer, a.name) AND length(a.name) < length(i.issuer)
    QUALIFY row_number() OVER (PARTITION BY i.issuer ORDER BY length(a.name) DESC, a.code) = 1
        AND count(*) OVER (PARTITION BY i.issuer, length(a.name)) = 1
)

SELECT
    n.document_id,
    coalesce(n.own_area, i.name, n.source_area) AS area,
    CASE WHEN n.own_area IS NOT NULL THEN own.code ELSE coalesce(i.code, source.code) END AS area_code
FROM named AS n
LEFT JOIN widest AS own ON own.area_key = name_key(n.own_area)
LEFT JOIN issuers AS i ON i.issuer = n.issuer
LEFT JOIN widest AS source ON source.area_key = name_key(n.source_area)
