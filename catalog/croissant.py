"""`croissant.json` of a release: the same tables as MLCommons Croissant 1.0 tells them, for loaders of training data.

Made from the descriptor of the release; paths are relative to its folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NAME = "croissant.json"

TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "datetime": "sc:DateTime",
}
CONTEXT: dict[str, Any] = {
    "@language": "zh",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the specification prescribes, so that a reader without network finds it in the file."""


def render(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Give the document for a released `datapackage.json`."""
    licence = descriptor["licenses"][0]
    title, version = descriptor["title"], descriptor["version"]
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": descriptor["name"],
        "alternateName": [title, descriptor["title_en"]],
        "description": f"{descriptor['description']} {descriptor['description_en']}",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "license": licence["path"],
        "keywords": descriptor["keywords"],
        "version": version,
        "datePublished": descriptor["created"],
        "inLanguage": "zh",
        "creator": {"@type": "sc:Organization", "name": descriptor["contributors"][0]["title"]},
        "citeAs": f"Gongbao. {title} ({descriptor['name']}), version {version}. {licence['name']}.",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": resource["path"],
                "name": resource["path"],
                "contentUrl": resource["path"],
                "contentSize": f"{resource['bytes']} B",
                "encodingFormat": "text/csv",
                "sha256": resource["hash"].removeprefix("sha256:"),
            }
            for resource in descriptor["resources"]
        ],
        "recordSet": [_record_set(resource) for resource in descriptor["resources"]],
    }


def _record_set(resource: Mapping[str, Any]) -> dict[str, Any]:
    name, schema = resource["name"], resource["schema"]
    references = {
        key["fields"][0]: f"{key['reference']['resource'] or name}/{key['reference']['fields'][0]}"
        for key in schema.get("foreignKeys", [])
        if len(key["fields"]) == 1
    }
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"{resource['description']} {resource['description_en']}",
        "key": [{"@id": f"{name}/{field}"} for field in schema["primaryKey"]],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{field['name']}",
                "name": field["name"],
                "description": f"{field['title']}：{field['description']} {field['description_en']}",
                "dataType": TYPES[field["type"]],
                "source": {"fileObject": {"@id": resource["path"]}, "extract": {"column": field["name"]}},
                **(
                    {"references": {"field": {"@id": references[field["name"]]}}} if field["name"] in references else {}
                ),
            }
            for field in schema["fields"]
        ],
    }
