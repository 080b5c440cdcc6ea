-- What a news page states that no target of the plans that it reports says: misreported, misread, or of another plan.
SELECT
    t.document_id,
    'targets' AS "table",
    t.target_id AS row_id,
    'news_target_not_in_plan' AS type,
    'info' AS severity,
    format('报道所称“{}”在其报道的文件中没有对应目标', t.quote) AS message,
    t.page
FROM coverage_lookup AS c
JOIN targets AS t ON t.target_id = c.news_target_id
WHERE c.target_id IS NULL
