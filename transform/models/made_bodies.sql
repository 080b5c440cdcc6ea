-- The bodies that documents name by area and function, with those above them: the government of their area, and those around. The
-- governments of provinces and cities, and the offices of the former, are there whether or not a document names them.
WITH RECURSIVE met AS (
    SELECT b.area_code, b."function"
    FROM body_lookup AS b
    JOIN register_lookup AS n ON n.document_id = b.document_id AND n.printed_name = b.printed_name AND n.candidates = 0
    WHERE b.candidates = 1
    UNION
    SELECT a.code, f."function"
    FROM register_areas AS a
    JOIN register_functions AS f
        ON f."function" = CASE WHEN regexp_matches(a.name, '(地区|盟)$') THEN 'xingzhenggongshu' ELSE 'renminzhengfu' END
        OR (f."function" = 'renminzhengfubangongting' AND a.level = 'province')
    WHERE a.level IN ('province', 'city') AND NOT contains(a.name, '特别行政区')
    UNION
    SELECT
        CASE f.parent WHEN 'above' THEN a.parent ELSE a.code END,
        CASE
            WHEN f.parent = 'party' THEN 'dangwei'
            WHEN regexp_matches(CASE f.parent WHEN 'above' THEN up.name ELSE a.name END, '(地区|盟)$') THEN 'xingzhenggongshu'
            ELSE 'renminzhengfu'
        END
    FROM met AS m
    JOIN register_functions AS f ON f."function" = m."function"
    JOIN register_areas AS a ON a.code = m.area_code
    LEFT JOIN register_areas AS up ON up.code = a.parent
    WHERE f.parent IN ('government', 'party') OR (f.parent = 'above' AND a.parent IS NOT NULL)
),

named AS (
    SELECT
        m.area_code,
        m."function",
        -- A district's bodies run on from its name: beijing-dongchengqurenminzhengfu.
        coalesce(a.slug, a.code) || CASE WHEN a.level = 'county' AND a.slug IS NOT NULL THEN '' ELSE '-' END || m."function" AS made_id,
        -- Of districts there are many of one name.
        body_name(f.name, CASE WHEN a.level = 'county' AND a.name LIKE '%区' THEN coalesce(up.name, '') ELSE '' END || a.name, a.short_name) AS name,
        body_name(replace(split_part(f.forms, '|', 1), '{here}', area_sign(a.name)), a.name, a.short_name) AS short_name,
        f.kind,
        CASE
            WHEN f.parent = 'above' AND a.parent IS NULL THEN 'guowuyuan'
            WHEN f.parent NOT IN ('above', 'government', 'party') THEN f.parent
        END AS parent_id,
        CASE f.parent WHEN 'above' THEN a.parent WHEN 'government' THEN a.code WHEN 'party' THEN a.code END AS parent_area,
        CASE f.parent WHEN 'party' THEN 'dangwei' END AS parent_function
    FROM met AS m
    JOIN register_functions AS f ON f."function" = m."function"
    JOIN register_areas AS a ON a.code = m.area_code
    LEFT JOIN register_areas AS up ON up.code = a.parent
),

-- A body that the register has under that name is that of the register.
known AS (
    SELECT n.*, coalesce(o.organisation_id, n.made_id) AS organisation_id, o.organisation_id IS NOT NULL AS is_registered
    FROM named AS n
    LEFT JOIN register_organisations AS o ON body_key(o.name) = body_key(n.name) OR o.organisation_id = n.made_id
    QUALIFY row_number() OVER (PARTITION BY n.made_id ORDER BY o.organisation_id) = 1
)

SELECT
    k.organisation_id,
    k.area_code,
    k."function",
    k.name,
    k.short_name,
    k.kind,
    coalesce(up.organisation_id, o.organisation_id) AS parent_id,
    k.is_registered
FROM known AS k
LEFT JOIN known AS up
    ON up.area_code = k.parent_area
    AND CASE WHEN k.parent_function IS NOT NULL THEN up."function" = k.parent_function
        ELSE up."function" IN ('renminzhengfu', 'xingzhenggongshu') END
LEFT JOIN register_organisations AS o ON o.organisation_id = k.parent_id
