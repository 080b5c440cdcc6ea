"""A file becomes its content.

Here live fetching and snapshots, the readers (PDF, HTML, Markdown, plain text), and the repair of what
conversion and typesetting did to text and tables. What a sentence means does not live here: that is `transform`.
Nothing in this room imports `transform`, `catalog`, `pipelines` or Dagster; what it hands on is the Arrow schema in
`extract.content`.
"""
