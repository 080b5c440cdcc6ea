-- The register of areas (GB/T 2260); `parent` is the code of the area around it.
SELECT code, name, parent, level, short_name FROM register_areas
