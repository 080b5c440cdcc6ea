-- Which documents a news page reports: those that it cites, those whose title its headline prints, and the work report of its
-- area and year where it speaks of one without its title (市长向大会作政府工作报告).
WITH pages AS (
    SELECT d.document_id, d.title, d.area, coalesce(d.issued_on, d.published_on) AS day, d.title || coalesce(s.text, '') AS text
    FROM documents AS d
    LEFT JOIN (
        SELECT source_id, document_id, string_agg(concat(heading, text), '' ORDER BY position) AS text
        FROM read_sections
        GROUP BY source_id, document_id
    ) AS s ON s.source_id = d.source_id AND s.document_id = d.document_id
    WHERE d.kind = 'news'
),

cited AS (
    SELECT n.document_id AS news_id, c.cited_document_id AS plan_id
    FROM pages AS n
    JOIN citations AS c ON c.document_id = n.document_id
    JOIN documents AS p ON p.document_id = c.cited_document_id AND p.kind <> 'news'
),

-- A title of eight characters and more is not met by chance.
headed AS (
    SELECT n.document_id, p.document_id
    FROM pages AS n
    JOIN documents AS p ON p.kind <> 'news' AND length(title_key(p.title)) >= 8 AND contains(title_key(n.title), title_key(p.title))
),

-- What the premier tells is the nation's, wherever the page is printed.
reporting AS (
    SELECT
        document_id,
        day,
        CASE WHEN regexp_matches(text, '国务院总理|代表国务院') THEN '全国' ELSE area END AS area
    FROM pages
    WHERE regexp_matches(text, '政府工作报告|代表[^。，]{0,12}政府[^。，]{0,12}(作|报告)')
),

work_reports AS (
    SELECT n.document_id, p.document_id
    FROM reporting AS n
    JOIN documents AS p
        ON p.kind <> 'news'
        AND contains(p.title, '政府工作报告')
        AND p.area = n.area
        AND coalesce(p.issued_on, p.published_on)[1:4] = n.day[1:4]
)

SELECT DISTINCT news_id, plan_id
FROM (SELECT * FROM cited UNION ALL SELECT * FROM headed UNION ALL SELECT * FROM work_reports)
