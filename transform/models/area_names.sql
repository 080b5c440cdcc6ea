-- The names that an area goes by, code among them.
SELECT DISTINCT code, level, name_key(unnest([code, name, short_name])) AS area_key
FROM register_areas
