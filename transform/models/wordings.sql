-- The wordings of the register as the phrases are compared, all in one row: the longest first, for a short one may stand in it.
SELECT list({'word': word, 'normal': normal} ORDER BY length(word) DESC, word) AS words
FROM (SELECT metric_key(word) AS word, any_value(coalesce(metric_key(normal), '')) AS normal FROM register_wordings GROUP BY 1)
WHERE word IS NOT NULL
