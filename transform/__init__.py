"""Content becomes facts.

Here live the outline of a document, the documents inside a gazette issue, the grammar of policy text, and the SQL
models that normalise facts in DuckDB. Reading files does not live here (`extract`), nor does publishing (`catalog`).
Nothing in this room imports those rooms, `pipelines` or Dagster; it reads content as Arrow tables on disk.
"""
