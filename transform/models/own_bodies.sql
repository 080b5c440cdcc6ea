-- Companies, development zones, leading groups and their offices that carry tasks under a name of their own, which neither the register
-- nor the rule of functions knows: each is a body by its name and its place.
WITH printed AS (
    SELECT DISTINCT
        n.document_id,
        n.printed_name,
        a.area_code,
        -- 管理委员会 is printed in short as often.
        replace(n.printed_name, '管理委员会', '管委会') AS name,
        CASE
            WHEN regexp_matches(n.printed_name, '(管委会|管理委员会)$') THEN 'development_zone'
            WHEN regexp_matches(n.printed_name, '(领导小组|指挥部|专班|联席会议|工作组|办公室)$') THEN 'office'
            ELSE 'company'
        END AS kind
    FROM register_lookup AS n
    JOIN read_responsibilities AS r ON r.printed_name = n.printed_name
    JOIN document_lookup AS l
        ON l.source_id = r.source_id AND l.read_id = r.document_id AND l.document_id = n.document_id AND l.position = 1
    LEFT JOIN body_lookup AS b ON b.document_id = n.document_id AND b.printed_name = n.printed_name
    LEFT JOIN area_lookup AS a ON a.document_id = n.document_id
    WHERE n.candidates = 0
        AND b.printed_name IS NULL
        AND regexp_matches(n.printed_name, '.{2,}(公司|集团|控股|国投|管委会|管理委员会)$|.{4,}(领导小组|指挥部|专班|联席会议)(办公室)?$')
        AND NOT regexp_matches(n.printed_name, '^(各|有关|相关|所在|属地|其他|省|市|区|县|州)?(属|级|直|管)?(国有|重点|投资|平台|园区|开发区|高新区|企业|保险|证券|供电)*(公司|集团|管委会)$')
)

SELECT
    p.document_id,
    p.printed_name,
    concat_ws('-', coalesce(a.slug, a.code), 'body', md5(concat_ws('|', coalesce(a.code, ''), body_key(p.name)))[1:8]) AS organisation_id,
    p.printed_name AS name,
    p.kind,
    p.area_code
FROM printed AS p
LEFT JOIN register_areas AS a ON a.code = p.area_code
