-- The names that an area goes by, code among them; 延边州 and 化隆县 are said for 延边朝鲜族自治州 and 化隆回族自治县.
SELECT DISTINCT
    code,
    level,
    name_key(unnest([
        code, name, short_name,
        CASE WHEN regexp_matches(name, '自治[州县旗]$') THEN short_name || name[-1:] END
    ])) AS area_key
FROM register_areas
