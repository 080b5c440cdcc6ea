-- The commitment that each target states: the same thing promised of the same place, as much, by the same time, is one promise,
-- in whichever document it stands. What names nothing in particular (项目), or no place, is a promise of its own.
WITH keyed AS (
    SELECT
        target_id,
        concat_ws('|',
            coalesce(indicator_id, ''), array_to_string(scope, '、'), coalesce(place, ''), kind, CAST(is_average AS VARCHAR),
            coalesce(CAST(value_base AS VARCHAR), ''), coalesce(CAST(value_max_base AS VARCHAR), ''), coalesce(unit_base, ''),
            coalesce(deadline, ''), coalesce(per, ''), manner,
            CASE WHEN NOT coalesce(links, false) OR place IS NULL OR value_base IS NULL THEN target_id END
        ) AS said
    FROM promises
)

SELECT target_id, 'c-' || sha256(said)[1:12] AS commitment_id FROM keyed
