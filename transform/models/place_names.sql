-- What each place that a target or observation speaks of is called, by what was read: the document's own where the text names
-- none, or only 全市; nothing where it means another that it does not name (read as ''). With its code in the register, and a
-- key to compare by, which is the code or else the name.
WITH spoken AS (
    SELECT document_id, area AS printed FROM read_targets
    UNION
    SELECT document_id, area FROM read_observations
),

named AS (
    SELECT
        s.document_id,
        s.printed,
        CASE
            WHEN s.printed IS NULL THEN true
            ELSE coalesce(s.printed = d.area, false) OR regexp_full_match(s.printed, '(全|本|我)(省|市|区|县|州|旗|自治区)')
        END AS is_own,
        name_key(s.printed) AS area_key,
        d.area AS own_area,
        d.area_code AS own_code,
        name_key(d.area) AS own_key
    FROM spoken AS s
    LEFT JOIN area_lookup AS d ON d.document_id = s.document_id
),

-- A name shared by several areas is that of the one within the document's area, else of the widest.
coded AS (
    SELECT document_id, printed, min(code) AS code
    FROM (
        SELECT n.document_id, n.printed, a.code
        FROM named AS n
        JOIN area_names AS a ON a.area_key = n.area_key
        LEFT JOIN area_chain AS c ON c.area_code = a.code AND c.above_code = n.own_code
        WHERE NOT n.is_own
        QUALIFY rank() OVER (
            PARTITION BY n.document_id, n.printed
            ORDER BY c.distance NULLS LAST, list_position(['province', 'city', 'county'], a.level)
        ) = 1
    )
    GROUP BY document_id, printed
    HAVING count(*) = 1
)

SELECT
    n.document_id,
    n.printed,
    CASE WHEN n.is_own THEN n.own_area ELSE nullif(n.printed, '') END AS area,
    CASE WHEN n.is_own THEN n.own_code ELSE c.code END AS area_code,
    CASE WHEN n.is_own THEN coalesce(n.own_code, n.own_key) ELSE coalesce(c.code, nullif(n.area_key, '')) END AS place
FROM named AS n
LEFT JOIN coded AS c ON c.document_id = n.document_id AND c.printed = n.printed
