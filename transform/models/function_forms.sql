-- Every way in which a text prints a body that an area has by its function (省教育厅, 某市教委, 国家税务总局某省税务局). The area stands
-- as {area} in full, as {short} without its generic part, as {here} in full, by its level, or left out.
SELECT "function", body_key(unnest(string_split(forms, '|'))) AS form
FROM register_functions
