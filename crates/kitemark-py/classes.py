"""Writes `python/kitemark/results.py`: the classes of results, from the JSON Schemas of the engine.

    python crates/kitemark-py/classes.py > crates/kitemark-py/python/kitemark/results.py

It asks the installed package for the schemas; a test keeps the file fresh.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import re
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

ROOTS = ("scorecard", "way", "round", "difference", "agreement", "form")
WIDTH = 120
RESERVED = {"from"}

HEAD = '''"""What results consist of. Fractions are exact; an interval is between what is sure and what is possible.

Made by `classes.py` from the JSON Schemas of the engine: change those, not this.
"""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Union

from kitemark._percent import Percentage
'''

Schema = dict[str, Any]


class Writer:
    """Goes through the schemas and collects the classes, each once."""

    def __init__(self) -> None:
        self.classes: dict[str, str] = {}
        self.known: dict[str, str] = {}
        """The name of each definition written down so far, by its name and all that it consists of."""
        self.names: dict[str, str] = {}
        """What the definitions of one schema are called."""

    def root(self, schema: Schema) -> None:
        """The classes of one schema."""
        self.names = {}
        for name, definition in schema["$defs"].items():
            if name[-1].isdigit() or f"{name}2" in schema["$defs"]:
                # One type of many parameters: it is named after what it holds.
                self.names[name] = held(definition) + name.rstrip("0123456789")
                continue
            free = schema["title"] + name if name in self.known.values() else name
            self.names[name] = self.known.setdefault(f"{name}: {whole(definition, schema['$defs'])}", free)
        for name, definition in schema["$defs"].items():
            self.definition(self.names[name], definition)
        fields = "".join(self.fields(schema))
        self.classes[schema["title"]] = f"class {schema['title']}Fields:\n{doc(schema)}{fields}"

    def definition(self, name: str, schema: Schema) -> None:
        """The class of a definition."""
        if name in self.classes or name in ("Fraction", "Percent"):
            return
        variants = schema.get("oneOf", [])
        if schema.get("type") == "object":
            self.classes[name] = self.dataclass(name, merged(schema))
        elif all("const" in each for each in variants):
            self.classes[name] = enumeration(name, schema, variants)
        else:
            self.classes[name] = self.union(name, schema, variants)

    def dataclass(self, name: str, schema: Schema, tag: str | None = None) -> str:
        base = "(Percentage)" if name == "Interval" else ""
        variant = f'    _variant: ClassVar[str] = "{tag}"\n' if tag else ""
        fields = "".join(self.fields(schema))
        return f"@dataclass(frozen=True, slots=True)\nclass {name}{base}:\n{doc(schema)}{variant}{fields}"

    def union(self, name: str, schema: Schema, variants: list[Schema]) -> str:
        """One of several classes, each below its own name."""
        names = []
        for each in variants:
            ((tag, inner),) = each["properties"].items()
            names.append(tag.title() + name)
            self.classes[names[-1]] = self.dataclass(
                names[-1], {**inner, "description": each["description"]}, tag
            )
        return f"{name} = Union[{', '.join(names)}]\n{doc(schema, 0)}"

    def fields(self, schema: Schema) -> Iterator[str]:
        for name, field in schema["properties"].items():
            required = name in schema.get("required", [])
            hint = self.hint(name, field)
            has_gap = hint in ("int", "bool") or hint.startswith("tuple")
            if not required and "None" not in hint and not has_gap:
                hint += " | None"
            yield f"\n    {name}{'_' if name in RESERVED else ''}: {hint}\n{doc(field)}"

    def hint(self, name: str, schema: Schema) -> str:
        """The annotation of a value."""
        if "$ref" in schema:
            target = schema["$ref"].rsplit("/", 1)[1]
            return "Fraction" if target == "Percent" else self.names[target]
        if "anyOf" in schema:
            return " | ".join(self.hint(name, each) for each in schema["anyOf"])
        if "enum" in schema:
            variants = [{"const": each} for each in schema["enum"]]
            self.classes.setdefault(name.title(), enumeration(name.title(), schema, variants))
            return name.title()
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return " | ".join(self.plain(name, each, schema) for each in types)

    def plain(self, name: str, of: str, schema: Schema) -> str:
        if of == "array":
            return f"tuple[{self.hint(name, schema['items'])}, ...]"
        if of == "object":
            return f"dict[str, {self.hint(name, schema['additionalProperties'])}]"
        if of == "string":
            return "datetime.date" if schema.get("format") == "date" else "str"
        return {"integer": "int", "boolean": "bool", "null": "None"}[of]


def whole(schema: Any, definitions: Schema) -> str:
    """A definition as text, with those that it refers to in their places."""
    if isinstance(schema, dict) and "$ref" in schema:
        return whole(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    if isinstance(schema, dict):
        return str({key: whole(inner, definitions) for key, inner in sorted(schema.items())})
    return str([whole(inner, definitions) for inner in schema]) if isinstance(schema, list) else repr(schema)


def held(schema: Schema) -> str:
    """The name of what an object holds."""
    first: Schema = next(iter(schema["properties"].values()))
    return str(first["$ref"]).rsplit("/", 1)[1]


def merged(schema: Schema) -> Schema:
    """An object with those fields too that only some of its forms have."""
    variants = schema.get("oneOf", [])
    fields = dict(schema["properties"])
    for each in variants:
        for name, field in each["properties"].items():
            fields.setdefault(name, field)
    for name in fields:
        consts = [each["properties"][name]["const"] for each in variants if "const" in each["properties"].get(name, {})]
        if consts:
            told = ", ".join(f"`{each}`" for each in consts)
            fields[name] = {"type": "string", "description": f"Which it is: {told}."}
    everywhere = [name for name in fields if all(name in each["required"] for each in variants)] if variants else []
    return {**schema, "properties": fields, "required": [*schema.get("required", []), *everywhere]}


def enumeration(name: str, schema: Schema, variants: list[Schema]) -> str:
    members = "".join(
        f'\n    {each["const"].upper()} = "{each["const"]}"\n{doc(each) if "description" in each else ""}'
        for each in variants
    )
    return f"class {name}(str, enum.Enum):\n{doc(schema)}{members}"


def doc(schema: Schema, indent: int = 4) -> str:
    """The description as a docstring."""
    told = " ".join(schema["description"].split())
    told = re.sub(r"\bnull\b", "``None``", re.sub(r"`([^`]+)`", r"``\1``", told))
    lines = textwrap.wrap(f'"""{told}"""', WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return textwrap.indent("\n".join(lines), " " * indent) + "\n"


def module(schemas: list[Schema]) -> str:
    """The text of the module."""
    writer = Writer()
    for schema in schemas:
        writer.root(schema)
    return HEAD + "".join(f"\n\n{text}" for text in writer.classes.values())


def fresh() -> str:
    """The module as it should be now."""
    return module([json.loads(native().schema(of)) for of in ROOTS])


def native() -> Any:
    """The native half of the installed package, which is there even where the classes do not fit it."""
    if "kitemark._native" in sys.modules:
        return sys.modules["kitemark._native"]
    package = importlib.util.find_spec("kitemark")
    assert package is not None and package.submodule_search_locations, "the package `kitemark` is not installed"
    spec = importlib.machinery.PathFinder.find_spec("_native", list(package.submodule_search_locations))
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


if __name__ == "__main__":
    sys.stdout.write(fresh())
