-- What each observation tells, in the fields that it is compared by: of what, where, how, of which days.
-- What somebody expects of days to come is no result, what is reckoned of days that are over (预计全年增长5%) is one; a rank is
-- no measure of the thing itself.
SELECT
    o.observation_id,
    o.document_id,
    m.indicator_id,
    m.is_registered,
    m.links,
    m.scope,
    place_of(o.area, p.place) AS place,
    o.area,
    o.stat,
    manner(o.stat NOT IN ('level', 'share') OR m.is_rate AND v.unit_base = '%', o.metric, replace(s.quote, o.metric, ''), is_flow_of(i.is_flow, m.dimension), v.unit_base)
        AS manner,
    o.comparator,
    v.value_base,
    v.value_max_base,
    v.unit_base,
    -- 超过9.2 may be any value above: where it lies is known on one side only. 下降9.2%以上 lies below -9.2.
    CASE WHEN o.comparator NOT IN ('<', '<=') AND v.value_base >= 0 OR o.comparator NOT IN ('>', '>=') AND v.value_base < 0
        THEN least(v.value_base, v.value_max_base) END AS at_least,
    CASE WHEN o.comparator NOT IN ('>', '>=') AND v.value_base >= 0 OR o.comparator NOT IN ('<', '<=') AND v.value_base < 0
        THEN greatest(v.value_base, v.value_max_base) END AS at_most,
    v.half_step,
    o.period,
    first_day(o.period) AS period_start,
    -- What is told before its period is over tells of no more than was over.
    least(end_day(o.period), coalesce(end_day(d.issued_on), end_day(d.published_on))) AS period_end,
    coalesce(end_day(d.issued_on), end_day(d.published_on)) AS told_on,
    tells_years(s.sentence) AS tells_years,
    tells_real(s.quote) AS is_real,
    regexp_matches(s.quote, '[比较][上去]一?年|同比') AS tells_base,
    coalesce(TRY_CAST(regexp_extract(s.quote, '[比较与]([12]\d{3})年', 1) AS INTEGER) <> year(first_day(o.period)) - 1, false) AS has_other_base,
    -- 从40%: where it started, at a time that is not told; 从去年的40%: that of last year.
    regexp_matches(s.quote, '[从由](约|近|超过|每人|每年|每月|人均)*[\d.]+[^到至为\d年]*$') AS is_start
FROM read_observations AS o
JOIN value_lookup AS v ON v.source_id = o.source_id AND v.fact_id = o.observation_id
JOIN metric_lookup AS m ON m.fact_id = o.observation_id
JOIN sentence_lookup AS s ON s.fact_id = o.observation_id
JOIN documents AS d ON d.document_id = o.document_id
LEFT JOIN place_names AS p ON p.document_id = o.document_id AND p.printed IS NOT DISTINCT FROM o.area
LEFT JOIN register_indicators AS i ON i.indicator_id = m.indicator_id
WHERE v.value_base IS NOT NULL
    AND o.stat <> 'rank'
    AND (NOT coalesce(o.is_forecast, false) OR coalesce(end_day(o.period) < coalesce(end_day(d.issued_on), end_day(d.published_on)), false))
