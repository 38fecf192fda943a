"""JSON Schema (2020-12) of the nested JSON of a document, read off the record classes of the model."""

from __future__ import annotations

from typing import Any

from ..model import TABLES
from .json_files import RECORD_TABLES
from .tables import EMBEDDED_JSON, Column, columns, table_title

_EMBEDDED: dict[str, Any] = {"type": ["array", "object", "string", "null"]}

_WORDS: dict[str, Any] = {
    "type": "object",
    "title": "原文",
    "properties": {name: {"type": "string"} for name in ("before", "words", "after")},
    "required": ["before", "words", "after"],
}


def json_schema() -> dict[str, Any]:
    """The schema that every json/<document_id>.json of this version is valid against.

    Every column of the contract is required; null says that the document does not state it. Further
    properties are allowed, since a later version may add columns.
    """
    children = {name: _array(name) for name in ("responsibilities", "targets")}
    definitions = {name: _row(name) for name in TABLES}
    definitions["documents"]["properties"]["document_id"]["type"] = "string"
    for table in RECORD_TABLES:
        definitions[table] = _with(definitions[table], children)
    definitions["indicators"] = _with(definitions["indicators"], {"values": _array("indicator_values")})
    for table in ("sections", "paragraphs"):
        definitions[table] = _with(definitions[table], children)
    definitions["lists"] = _with(definitions["lists"], _list_members())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:qingdan:document:1",
        "title": "清单文件",
        **_object(
            {
                "qingdan": {"type": "string", "title": "版本"},
                "document": {"$ref": "#/$defs/documents"},
                "lists": _array("lists"),
                "sections": _array("sections"),
                "paragraphs": _array("paragraphs"),
                **{name: _array(name) for name in ("organizations", "checks", "findings", "coverage")},
                "unattached": _unattached(),
                "source_words": {"type": "object", "title": "原文", "additionalProperties": _WORDS},
            }
        ),
        "$defs": definitions,
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _array(table: str) -> dict[str, Any]:
    return {"type": "array", "title": table_title(table), "items": {"$ref": f"#/$defs/{table}"}}


def _row(table: str) -> dict[str, Any]:
    return {"title": table_title(table), **_object({c.name: _column(c) for c in columns(table)})}


def _column(column: Column) -> dict[str, Any]:
    if column.name in EMBEDDED_JSON:
        return {**_EMBEDDED, "title": column.title}
    return {"type": [column.type, "null"], "title": column.title}


def _with(row: dict[str, Any], members: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "properties": row["properties"] | members,
        "required": row["required"] + list(members),
    }


def _list_members() -> dict[str, Any]:
    return {
        "records": {
            "type": "array",
            "title": "记录",
            "items": {"anyOf": [{"$ref": f"#/$defs/{table}"} for table in RECORD_TABLES]},
        },
        "grid": {
            "type": "array",
            "title": "单元格",
            "items": {"type": "array", "items": {"type": "string"}},
        },
        "explain": {"type": "array", "title": "判断依据", "items": {"type": "string"}},
    }


def _unattached() -> dict[str, Any]:
    tables = (*RECORD_TABLES, "indicator_values", "responsibilities", "targets")
    return {
        "type": "object",
        "title": "无所属的行",
        "properties": {
            name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"} if name not in RECORD_TABLES else {}}
            for name in tables
        },
    }
