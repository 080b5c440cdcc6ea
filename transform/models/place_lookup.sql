-- The place that each target and observation speaks of, as a key to compare by: an area's code, or the name printed.
WITH spoken AS (
    SELECT DISTINCT f.document_id, f.area
    FROM (
        SELECT document_id, area FROM read_targets
        UNION ALL SELECT document_id, area FROM read_observations
    ) AS f
),

-- Where the text names no place, or only 全市, the document's own is meant.
named AS (
    SELECT
        s.document_id,
        s.area,
        CASE WHEN NOT regexp_full_match(s.area, '(全|本|我)(国|省|市|区|县|州|旗|自治区)') THEN name_key(s.area) END AS area_key,
        d.area_code AS own_code,
        name_key(d.area) AS own_key
    FROM spoken AS s
    LEFT JOIN area_lookup AS d ON d.document_id = s.document_id
),

-- A name shared by several areas is that of the one within the document's area.
places AS (
    SELECT document_id, area, min(code) AS code
    FROM (
        SELECT n.document_id, n.area, a.code
        FROM named AS n
        JOIN area_names AS a ON a.area_key = n.area_key
        LEFT JOIN area_chain AS c ON c.area_code = a.code AND c.above_code = n.own_code
        QUALIFY rank() OVER (
            PARTITION BY n.document_id, n.area
            ORDER BY c.distance NULLS LAST, list_position(['province', 'city', 'county'], a.level)
        ) = 1
    )
    GROUP BY document_id, area
    HAVING count(*) = 1
)

SELECT
    n.document_id,
    n.area,
    CASE WHEN n.area_key IS NULL THEN coalesce(n.own_code, n.own_key) ELSE coalesce(p.code, n.area_key) END AS place
FROM named AS n
LEFT JOIN places AS p ON p.document_id = n.document_id AND p.area IS NOT DISTINCT FROM n.area
