-- What came of what was promised: each target of a registered indicator beside what was measured of the same indicator, place,
-- scope, statistic and stretch of time. What stands at the target's own time and cannot be compared says why in `basis`.
WITH facts AS (
    SELECT target_id AS fact_id, document_id, metric, indicator_id, coalesce(quote, '') AS quote, char_start FROM targets
    UNION ALL
    SELECT observation_id, document_id, metric, indicator_id, coalesce(quote, ''), char_start FROM observations
),

-- The sentence that a fact stands in, as far as the end of its quote.
sentences AS (
    SELECT
        f.fact_id,
        regexp_extract(substr(s.text, 1, f.char_start - s.char_start), '[^。！？；;\n]*$') || f.quote AS sentence
    FROM facts AS f
    JOIN sections AS s
        ON s.document_id = f.document_id AND f.char_start >= s.char_start AND f.char_start < s.char_start + length(s.text)
),

-- The words of a clause up to the metric say what part is counted (规模以上…, 城镇…), beside what the indicator always means.
scoped AS (
    SELECT
        f.fact_id,
        f.quote,
        coalesce(s.sentence, f.quote) AS sentence,
        list_sort(list_distinct(list_filter(
            list_append(
                (SELECT coalesce(list(r.scope ORDER BY r.scope), []) FROM register_scopes AS r WHERE contains(f.phrase, r.word)),
                i.scope
            ),
            lambda scope: scope IS NOT NULL
        ))) AS scope,
        -- A register of a collection may not say it: money is reckoned over a year.
        coalesce(CAST(i.is_flow AS BOOLEAN), i.dimension = 'money', false) AS is_flow,
        coalesce(i.sense, 'at_least') AS sense
    FROM (
        SELECT
            *,
            CASE WHEN contains(quote, metric)
                THEN regexp_extract(quote[:instr(quote, metric) - 1], '[^，,；;。：:、]*$') ELSE '' END || metric AS phrase
        FROM facts
    ) AS f
    -- A phrase of the texts only (投资, 项目) links nothing.
    JOIN register_indicators AS i ON i.indicator_id = f.indicator_id
    LEFT JOIN sentences AS s ON s.fact_id = f.fact_id
),

worded AS (
    SELECT
        *,
        -- Several years told together: 五年来, “十四五”期间, 2031年至2035年.
        regexp_matches(
            sentence,
            '(^|[^〇○零一二三四五六七八九十])[两三四五六七八九]年([^级制期以]|$)|十[一二三四五六七八九]?五[”"]?(期间|时期|以来|前|后)|(^|\D)[2-9]年(来|间|内|累计|共)'
        ) AS tells_years,
        regexp_matches(sentence, '不变价|可比价|年价格') AS has_fixed_prices
    FROM scoped
),

promised AS (
    SELECT
        t.* EXCLUDE (value_max, quote),
        p.place,
        w.quote,
        w.scope,
        w.tells_years,
        w.has_fixed_prices,
        coalesce(end_day(d.issued_on), end_day(d.published_on)) AS promised_on,
        end_day(t.deadline) AS due,
        t.kind = 'increase' AND regexp_matches(replace(coalesce(t.per, '') || t.metric || w.quote, '年均浓度', ''), '年均|年平均|平均每年')
            AS is_average,
        manner(t.kind = 'increase', t.metric, w.quote, w.is_flow, t.unit_base) AS manner,
        -- A fall is measured by its size: 下降3%以上 is met by a fall of 3 or more.
        CASE WHEN t.kind = 'increase' AND t.value_base < 0 THEN -1 ELSE 1 END AS sign,
        CASE
            WHEN t.comparator IN ('<', '<=') THEN true
            WHEN t.comparator IN ('>', '>=') THEN false
            ELSE w.sense = 'at_most' AND NOT (t.kind = 'increase' AND t.value_base < 0)
        END AS is_ceiling,
        CASE WHEN t.value <> 0 THEN t.value_max * (t.value_base / t.value) END AS value_max_base
    FROM targets AS t
    -- A page that reports a plan promises nothing itself.
    JOIN documents AS d ON d.document_id = t.document_id AND d.kind <> 'news'
    JOIN place_lookup AS p ON p.document_id = t.document_id AND p.area IS NOT DISTINCT FROM t.area
    JOIN worded AS w ON w.fact_id = t.target_id
    WHERE t.value_base IS NOT NULL
),

aims AS (
    SELECT
        *,
        sign * CASE WHEN is_ceiling THEN coalesce(value_max_base, value_base) ELSE value_base END AS aim,
        -- A plan of late autumn speaks of the year that comes.
        year(promised_on) + CASE WHEN month(promised_on) >= 10 AND year(due) > year(promised_on) THEN 1 ELSE 0 END AS first_year
    FROM promised
),

measured AS (
    SELECT
        o.* EXCLUDE (value_max, quote),
        p.place,
        w.quote,
        w.scope,
        w.tells_years,
        manner(o.stat <> 'level' AND o.stat <> 'share', o.metric, w.quote, w.is_flow, o.unit_base) AS manner,
        first_day(o.period) AS period_start,
        -- What is told before its period is over tells of no more than was over.
        least(end_day(o.period), coalesce(end_day(d.issued_on), end_day(d.published_on))) AS period_end,
        coalesce(end_day(d.issued_on), end_day(d.published_on)) AS told_on,
        CASE WHEN o.value <> 0 THEN o.value_max * (o.value_base / o.value) END AS value_max_base,
        regexp_matches(w.quote, '[比较][上去]一?年|同比') AS tells_base,
        coalesce(
            try_cast(regexp_extract(w.quote, '[比较与]([12]\d{3})年', 1) AS INTEGER) <> year(first_day(o.period)) - 1, false
        ) AS has_other_base,
        -- 从40%: where it started, at a time that is not told; 从去年的40%: that of last year.
        regexp_matches(w.quote, '[从由](约|近|超过)?[\d.]+[^到至为\d年]*$') AS is_start
    FROM observations AS o
    JOIN documents AS d ON d.document_id = o.document_id
    JOIN place_lookup AS p ON p.document_id = o.document_id AND p.area IS NOT DISTINCT FROM o.area
    JOIN worded AS w ON w.fact_id = o.observation_id
    -- What somebody expects is no measurement; a rank is no measure of the thing itself.
    WHERE o.value_base IS NOT NULL AND NOT coalesce(o.is_forecast, false) AND o.stat <> 'rank'
),

paired AS (
    SELECT
        t.target_id,
        o.observation_id,
        o.period,
        t.kind,
        t.comparator,
        t.value_base AS printed_aim,
        o.value_base AS printed_value,
        t.unit_base,
        t.sign,
        t.aim,
        t.is_ceiling,
        t.promised_on,
        t.due,
        t.manner AS promised_manner,
        t.scope AS promised_scope,
        t.indicator_id,
        t.place,
        o.document_id AS told_by,
        o.told_on,
        o.tells_base,
        o.period_start,
        o.period_end,
        -- 超过9.2 may be any value above: where it lies is known on one side only.
        CASE WHEN o.comparator NOT IN ('<', '<=') THEN least(t.sign * o.value_base, coalesce(t.sign * o.value_max_base, t.sign * o.value_base)) END
            AS lowest,
        CASE WHEN o.comparator NOT IN ('>', '>=') THEN greatest(t.sign * o.value_base, coalesce(t.sign * o.value_max_base, t.sign * o.value_base)) END
            AS highest,
        t.sign * o.value_base AS value,
        t.comparator IN ('<', '>') AND o.comparator IS DISTINCT FROM t.comparator AS is_strict,
        t.manner = 'stock' AND o.manner = 'stock' AS is_stock,
        t.is_average OR t.tells_years OR year(t.due) > t.first_year AND t.manner IN ('growth', 'addition', 'deed') AS is_span,
        CASE
            WHEN t.kind = 'multiple' THEN '目标为倍数，缺少基期口径'
            WHEN t.per IS NOT NULL AND NOT t.is_average AND NOT contains(t.metric, t.per) THEN format('目标按“{}”分别计算', t.per)
            WHEN t.manner <> o.manner OR (t.unit_base IS DISTINCT FROM o.unit_base AND t.unit_base IS NOT NULL)
                THEN format('统计口径不同：目标为{}，观测为{}', manner_word(t.manner), manner_word(o.manner))
            WHEN t.is_average <> (o.stat = 'average_growth') THEN '年均增速与单个时期的增速不能相比'
            WHEN t.scope <> o.scope THEN format(
                '统计范围不同：目标为“{}”，观测为“{}”',
                coalesce(nullif(array_to_string(t.scope, '、'), ''), '未注明'), coalesce(nullif(array_to_string(o.scope, '、'), ''), '未注明')
            )
            WHEN contains(t.quote, '实际增长') <> contains(o.quote, '实际增长') THEN '一为扣除价格因素的实际增速，一不是'
            WHEN t.has_fixed_prices AND t.kind = 'level' THEN '目标按不变价计算'
            WHEN o.is_start THEN '观测值是变动的起点，未说明是何时的'
            WHEN o.has_other_base THEN '增速的基期不是上一年'
            WHEN t.due IS NULL THEN '目标未定期限'
        END AS obstacle
    FROM aims AS t
    JOIN measured AS o
        ON o.indicator_id = t.indicator_id AND o.place = t.place AND o.document_id <> t.document_id
        AND o.period_end > t.promised_on
        -- A rate says nothing of an amount; what a multiple is of, only its base could say.
        AND (
            o.unit_base = t.unit_base
            OR (t.unit_base IN ('%', '百分点') AND o.unit_base IN ('%', '百分点'))
            OR (t.unit_base IS NULL AND o.stat = 'level')
        )
),

-- A sum, an addition or a rate of growth answers for its own stretch of time only, a stock until its deadline.
timed AS (
    SELECT
        *,
        CASE
            WHEN obstacle IS NOT NULL THEN obstacle
            WHEN is_stock THEN CASE WHEN contains(period, '/') THEN '目标为时点上的数，观测期为一段时间' END
            WHEN month(due) <> 12 OR day(due) <> 31 THEN '目标期限不是一年之末，期间量的起止不明'
            WHEN is_span AND year(period_start) = year(period_end) THEN '目标为多年合计或年均，观测期为一年'
            WHEN is_span AND year(period_start) NOT BETWEEN year(promised_on) AND year(promised_on) + 1 THEN '观测期与目标期的起始年不同'
            WHEN NOT is_span AND year(period_start) <> year(period_end) THEN '目标为一年，观测期为多年'
            WHEN strftime(period_start, '%m%d') <> '0101' OR strftime(period_end, '%m%d') <> '1231' THEN '观测期只含一年的一部分'
            WHEN NOT is_span AND tells_several THEN '观测值可能是多年合计'
        END AS hindrance
    FROM (
        SELECT p.*, o.tells_years AS tells_several
        FROM paired AS p
        JOIN measured AS o USING (observation_id)
    )
    WHERE CASE
        -- Of an aim without a deadline only the first year that ended since is laid beside it, to say so.
        WHEN due IS NULL THEN period_end <= promised_on + INTERVAL 366 DAY
        WHEN is_stock THEN true
        ELSE year(period_end) = year(due)
    END
),

-- Where sources tell one period differently, the one that names its base and told first is the result.
heard AS (
    SELECT
        *,
        CASE
            WHEN hindrance IS NOT NULL THEN NULL
            WHEN count(DISTINCT value) OVER (PARTITION BY target_id, period, hindrance IS NULL, told_by, tells_base) > 1
                THEN '同一文件对同期有不同的观测值'
            WHEN value <> first_value(value) OVER told THEN '同期另有依据更明确或先公布的观测值，与此不同'
        END AS disagreement
    FROM timed
    WINDOW told AS (
        PARTITION BY target_id, period, hindrance IS NULL
        ORDER BY tells_base DESC NULLS LAST, told_on NULLS LAST, told_by, observation_id
    )
),

-- Where the thing stood when it was promised: the last level measured until then, if the sources agree on it.
baselines AS (
    SELECT target_id, min(value) AS baseline
    FROM (
        SELECT t.target_id, o.value_base AS value
        FROM aims AS t
        JOIN measured AS o
            ON o.indicator_id = t.indicator_id AND o.place = t.place AND o.unit_base IS NOT DISTINCT FROM t.unit_base
            AND o.scope = t.scope AND o.manner = 'stock' AND NOT o.is_start AND o.period_end <= t.promised_on
        WHERE t.manner = 'stock'
        QUALIFY rank() OVER (PARTITION BY t.target_id ORDER BY o.period_end DESC) = 1
    )
    GROUP BY target_id
    HAVING min(value) = max(value)
),

weighed AS (
    SELECT
        h.*,
        b.baseline,
        coalesce(hindrance, disagreement) AS reason,
        CASE
            WHEN is_ceiling THEN CASE WHEN is_strict THEN highest < aim ELSE highest <= aim END
            WHEN is_strict THEN lowest > aim
            ELSE lowest >= aim
        END AS is_met,
        CASE
            WHEN is_ceiling THEN CASE WHEN is_strict THEN lowest >= aim ELSE lowest > aim END
            WHEN is_strict THEN highest <= aim
            ELSE highest < aim
        END AS is_short,
        CASE WHEN aim <> 0 THEN CAST(value AS DOUBLE) / CAST(aim AS DOUBLE) END AS ratio,
        -- The share that had passed of the time from promise to deadline.
        CASE WHEN due > promised_on THEN least((period_end - promised_on) / (due - promised_on), 1.0) END AS elapsed
    FROM heard AS h
    LEFT JOIN baselines AS b ON b.target_id = h.target_id
),

decided AS (
    SELECT
        *,
        CASE
            WHEN reason IS NOT NULL THEN 'hindered'
            WHEN is_stock AND period_end > due THEN CASE WHEN is_met THEN 'after' END
            WHEN NOT coalesce(is_met, false) AND NOT coalesce(is_short, false) THEN 'undecided'
            WHEN NOT is_stock OR period_end = due THEN CASE WHEN is_met THEN 'met' ELSE 'missed' END
            WHEN is_met THEN CASE WHEN is_ceiling THEN 'within' ELSE 'met' END
            WHEN baseline IS NULL THEN 'no_baseline'
            WHEN (CAST(value - baseline AS DOUBLE) - CAST(aim - baseline AS DOUBLE) * elapsed) * CASE WHEN is_ceiling THEN -1 ELSE 1 END >= 0
                THEN 'ahead_of_path'
            ELSE 'behind_path'
        END AS verdict
    FROM weighed
),

-- What is reached after the deadline is late where the deadline was seen to be missed; else nobody knows when it was.
final AS (
    SELECT
        * REPLACE (CASE WHEN verdict = 'after' THEN 'met_late' ELSE verdict END AS verdict)
    FROM decided
    WHERE verdict IS NOT NULL
    QUALIFY verdict <> 'after' OR bool_or(verdict = 'missed') OVER (PARTITION BY target_id)
),

verdicts (verdict, status, words) AS (
    VALUES
        ('hindered', 'not_comparable', NULL),
        ('undecided', 'not_comparable', '观测值只说上限或下限，不能判定'),
        ('no_baseline', 'not_comparable', '期限未到，观测值尚未达到目标，又无基期值可比'),
        ('met', 'met', '观测值达到目标'),
        ('met_late', 'met_late', '期限时未达到，此后达到目标'),
        ('missed', 'missed', '期限已到，观测值未达到目标'),
        ('within', 'on_track', '期限未到，观测值在目标限度之内'),
        ('ahead_of_path', 'on_track', '观测值不落后于从基期值到目标值的匀速路径'),
        ('behind_path', 'behind', '观测值落后于从基期值到目标值的匀速路径')
)

SELECT
    d.target_id,
    d.observation_id,
    d.period,
    CASE WHEN v.status <> 'not_comparable' THEN CAST(round(d.ratio, 4) AS DECIMAL(38, 10)) END AS ratio,
    v.status,
    concat_ws('；',
        coalesce(d.reason, v.words),
        format('目标 {} {}{}', d.comparator, plain(d.printed_aim), coalesce(nullif(d.unit_base, '1'), '')),
        format('观测 {}{}', plain(d.printed_value), coalesce(nullif(d.unit_base, '1'), '')),
        CASE WHEN d.verdict LIKE '%_path' THEN format('基期 {}{}', plain(d.baseline), coalesce(nullif(d.unit_base, '1'), '')) END,
        CASE WHEN d.verdict LIKE '%_path' THEN format('时间进度 {}%', round(d.elapsed * 100)::INTEGER) END
    ) AS basis
FROM final AS d
JOIN verdicts AS v ON v.verdict = d.verdict
