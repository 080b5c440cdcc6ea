-- What news pages say of a plan's targets, and where they differ from it. The evidence is the news page's own.
SELECT
    c.document_id,
    c.target_id,
    c.same_value AND c.same_kind AND c.same_deadline AS agrees,
    nullif(concat_ws('；',
        CASE WHEN NOT c.same_value THEN format('数值：报道为 {}，文件为 {}',
            plain(n.value) || coalesce('—' || plain(n.value_max), '') || coalesce(n.unit, ''),
            plain(t.value) || coalesce('—' || plain(t.value_max), '') || coalesce(t.unit, '')) END,
        CASE WHEN NOT c.same_comparator THEN format('程度：报道为“{}”，文件为“{}”', n.comparator, t.comparator) END,
        CASE WHEN NOT c.same_kind THEN format('性质：报道为 {}，文件为 {}', n.kind, t.kind) END,
        CASE WHEN NOT c.same_deadline THEN format('期限：报道为 {}，文件为 {}', n.deadline, coalesce(t.deadline, '未定')) END
    ), '') AS difference,
    n.page,
    n.char_start,
    n.char_end,
    n.quote,
    n.rule,
    n.is_ocr,
    n.certainty,
    c.news_target_id,
    nullif(concat_ws(' ',
        CASE WHEN NOT c.same_value THEN 'value' END,
        CASE WHEN NOT c.same_comparator THEN 'comparator' END,
        CASE WHEN NOT c.same_kind THEN 'kind' END,
        CASE WHEN NOT c.same_deadline THEN 'deadline' END
    ), '') AS changes
FROM coverage_lookup AS c
JOIN targets AS n ON n.target_id = c.news_target_id
JOIN targets AS t ON t.target_id = c.target_id
