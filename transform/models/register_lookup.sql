-- Every printed name of a body, in its document: the organisation of the register that it names there, and how many it could name.
-- A full name needs no context; a short one is read from where the document stands, nearest area first.
-- What a short name says of its level: 市商务局 is a city's, 省商务厅 a province's; 市场监管总局 says nothing.
WITH names AS (
    SELECT
        p.document_id,
        p.printed_name,
        a.area_code,
        CASE
            WHEN regexp_matches(p.printed_name, '^[市州盟]') AND NOT starts_with(p.printed_name, '市场') THEN 'city'
            WHEN regexp_matches(p.printed_name, '^(省|自治区)') THEN 'province'
            WHEN regexp_matches(p.printed_name, '^[区县旗]') AND NOT starts_with(p.printed_name, '区域') THEN 'county'
        END AS level
    FROM body_names AS p
    LEFT JOIN area_lookup AS a ON a.document_id = p.document_id
),

-- Where a body must sit to be meant: in the area or one above it, of the level that the name says. A municipality is
-- a province and a city at once.
levels AS (
    SELECT area_code, above_code, name, distance, unnest(CASE
        WHEN level = 'province' AND name LIKE '%市' THEN ['province', 'city']
        ELSE [level]
    END) AS level
    FROM area_chain
),

-- The spellings to look a name up by: as printed, with 人民政府 for 政府, and with its area's name before it.
spellings AS (
    SELECT document_id, printed_name, area_code, level, printed_name AS spelling FROM names
    UNION
    SELECT n.document_id, n.printed_name, n.area_code, n.level, l.name || regexp_replace(n.printed_name, '^(自治区|[省市州盟区县旗])', '')
    FROM names AS n
    JOIN levels AS l ON l.area_code = n.area_code AND l.level = n.level
    UNION
    SELECT n.document_id, n.printed_name, n.area_code, n.level, l.name || n.printed_name
    FROM names AS n
    JOIN levels AS l ON l.area_code = n.area_code AND l.level <> 'county'
    WHERE n.level IS NULL
),

spelled AS (
    SELECT
        document_id,
        printed_name,
        area_code,
        level,
        body_key(printed_name) = key AS is_print,
        key
    FROM (
        SELECT *, body_key(unnest([spelling, regexp_replace(spelling, '([^民])政府', '\1人民政府')])) AS key FROM spellings
    )
),

register AS (
    SELECT
        o.organisation_id,
        body_key(n.name) AS key,
        o.area_code,
        o.parent_id,
        n.name = o.name AS is_full_name,
        -- 财政审计局 is a development zone's bureau only where the zone itself speaks.
        p.kind = 'development_zone' AND n.name = o.short_name AND n.name <> o.name AS is_of_zone
    FROM register_organisations AS o
    JOIN (
        SELECT organisation_id, unnest([name, short_name]) AS name FROM register_organisations
        UNION
        SELECT organisation_id, alias FROM register_organisation_aliases
    ) AS n ON n.organisation_id = o.organisation_id
    LEFT JOIN register_organisations AS p ON p.organisation_id = o.parent_id
    WHERE n.name IS NOT NULL
),

issuers AS (
    SELECT DISTINCT i.document_id, o.organisation_id
    FROM read_document_issuers AS i
    JOIN register_organisations AS o ON body_key(o.name) = body_key(i.printed_name)
),

candidates AS (
    SELECT
        s.document_id,
        s.printed_name,
        r.organisation_id,
        min(CASE
            WHEN r.is_full_name AND s.is_print THEN 0
            WHEN r.is_full_name THEN 1
            WHEN i.organisation_id IS NOT NULL AND s.level IS NULL THEN 5
            WHEN r.is_of_zone THEN NULL
            -- In the area itself, in one above, in one below.
            WHEN above.distance IS NOT NULL THEN 10 + above.distance
            WHEN below.distance IS NOT NULL AND s.level IS NULL THEN 20 + below.distance
            -- A body of the whole state is meant where the document stands nowhere else, or the name can be no other's:
            -- 卫生健康委 in a city's plan may well be the city's own.
            WHEN r.area_code IS NULL AND s.level IS NULL
                AND (s.area_code IS NULL OR regexp_matches(s.printed_name, '^(国|全国|中|最高)|(部|署|总局|银行|委员会)$'))
                THEN 30
            -- Elsewhere only a name that carries its own place can be meant.
            WHEN r.area_code IS NOT NULL AND s.level IS NULL AND starts_with(s.key, place.short_name) THEN 40
        END) AS rank
    FROM spelled AS s
    JOIN register AS r ON r.key = s.key
    LEFT JOIN issuers AS i
        ON i.document_id = s.document_id AND i.organisation_id IN (r.organisation_id, r.parent_id)
    LEFT JOIN levels AS above
        ON above.area_code = s.area_code AND above.above_code = r.area_code
        AND above.level = coalesce(s.level, above.level)
    LEFT JOIN area_chain AS below ON below.area_code = r.area_code AND below.above_code = s.area_code
    LEFT JOIN register_areas AS place ON place.code = r.area_code
    GROUP BY s.document_id, s.printed_name, r.organisation_id
),

best AS (
    SELECT document_id, printed_name, min(organisation_id) AS organisation_id, count(*) AS candidates
    FROM (
        SELECT * FROM candidates WHERE rank IS NOT NULL
        QUALIFY rank() OVER (PARTITION BY document_id, printed_name ORDER BY rank) = 1
    )
    GROUP BY document_id, printed_name
)

SELECT
    n.document_id,
    n.printed_name,
    CASE WHEN b.candidates = 1 THEN b.organisation_id END AS organisation_id,
    coalesce(b.candidates, 0) AS candidates
FROM names AS n
LEFT JOIN best AS b ON b.document_id = n.document_id AND b.printed_name = n.printed_name
