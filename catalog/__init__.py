"""Facts become a publication.

Here live the definitions of the packages, their validation, versions, differences, export forms, catalogue metadata
and the site. How a fact was read or normalised does not live here. Nothing in this room imports `extract`,
`transform`, `pipelines` or Dagster; it reads DuckDB tables and writes under `dist/`.
"""
