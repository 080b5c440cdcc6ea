-- The other names that the bodies of the data go by: those of the register, where a short one may be that of several bodies in
-- several areas, and those that the rule of functions gives, their area in full or by its level.
SELECT a.alias, a.organisation_id
FROM (
    SELECT alias, organisation_id FROM register_organisation_aliases
    UNION
    SELECT alias, organisation_id
    FROM (
        SELECT
            m.organisation_id,
            m.name,
            m.short_name,
            unnest(string_split(body_name(replace(f.forms, '{here}', here.said), a.name, a.short_name), '|')) AS alias
        FROM made_bodies AS m
        JOIN register_functions AS f ON f."function" = m."function"
        JOIN register_areas AS a ON a.code = m.area_code
        CROSS JOIN LATERAL (SELECT unnest([a.name, area_sign(a.name)]) AS said) AS here
        WHERE NOT m.is_registered
    )
    WHERE alias NOT IN (name, short_name)
) AS a
JOIN organisations AS o ON o.organisation_id = a.organisation_id
