#!/usr/bin/env python3
"""Validate JSON lines on stdin against a JSON Schema: schema.py SCHEMA.

Implements the part of draft 2020-12 that searcher/irsearch-1.schema.json uses,
and rejects a schema that uses more.  Prints the first problem of each invalid
line; the exit status is 1 if there was one, or if there was no line at all.
"""
import json
import re
import sys

KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "oneOf", "type",
    "const", "enum", "required", "properties", "additionalProperties",
    "unevaluatedProperties", "items", "minItems", "maxItems", "minimum",
    "maximum", "minLength", "pattern",
}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "number": is_number,
    "integer": lambda v: is_number(v) and v == int(v),
}


class Invalid(Exception):
    pass


def check(condition, where, problem):
    if not condition:
        raise Invalid(f"{where or '/'}: {problem}")


def check_object(root, schema, value, where):
    """Return the keys of value that the schema has a rule for."""
    known = set()
    for key in schema.get("required", []):
        check(key in value, where, f"no {key}")
    for key, part in schema.get("properties", {}).items():
        if key in value:
            validate(root, part, value[key], f"{where}/{key}")
            known.add(key)
    rest = schema.get("additionalProperties")
    for key in value.keys() - known:
        if rest is not None:
            validate(root, rest, value[key], f"{where}/{key}")
            known.add(key)
    return known


def check_array(root, schema, value, where):
    check(len(value) >= schema.get("minItems", 0), where, "too short")
    check(len(value) <= schema.get("maxItems", len(value)), where, "too long")
    for i, item in enumerate(value):
        validate(root, schema.get("items", True), item, f"{where}/{i}")


def check_scalar(schema, value, where):
    if "const" in schema:
        check(value == schema["const"], where, f"{value!r} is not the constant")
    if "enum" in schema:
        check(value in schema["enum"], where, f"{value!r} is not allowed")
    if is_number(value):
        check(value >= schema.get("minimum", value), where, "too small")
        check(value <= schema.get("maximum", value), where, "too large")
    if isinstance(value, str):
        check(len(value) >= schema.get("minLength", 0), where, "too short")
        check(re.search(schema.get("pattern", ""), value, re.DOTALL), where,
              f"{value!r} does not match")


def one_of(root, schema, value, where):
    """Return the keys evaluated by the only part that fits."""
    fits, problems = [], []
    for part in schema["oneOf"]:
        try:
            fits.append(validate(root, part, value, where))
        except Invalid as problem:
            problems.append(str(problem))
    check(len(fits) == 1, where,
          f"fits {len(fits)} of oneOf: " + "; ".join(problems))
    return fits[0]


def validate(root, schema, value, where=""):
    """Return the keys of value that were evaluated; raise Invalid."""
    keys = set()
    if isinstance(schema, bool):
        check(schema, where, "must not be there")
        return keys
    check(schema.keys() <= KNOWN, where,
          f"the schema uses {schema.keys() - KNOWN}")
    if "$ref" in schema:
        part = root
        for step in schema["$ref"].split("/")[1:]:
            part = part[step]
        keys |= validate(root, part, value, where)
    if "type" in schema:
        types = schema["type"]
        types = [types] if isinstance(types, str) else types
        check(any(TYPES[name](value) for name in types), where,
              f"{value!r} is not {' or '.join(types)}")
    if "oneOf" in schema:
        keys |= one_of(root, schema, value, where)
    check_scalar(schema, value, where)
    if isinstance(value, dict):
        keys |= check_object(root, schema, value, where)
        if schema.get("unevaluatedProperties") is False:
            check(keys >= value.keys(), where, f"has {value.keys() - keys}")
    if isinstance(value, list):
        check_array(root, schema, value, where)
    return keys


def no_constant(name):
    raise ValueError(f"{name} is not JSON")


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key stands twice")
    return dict(pairs)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    lines = bad = 0
    for line in sys.stdin.buffer:
        lines += 1
        try:
            value = json.loads(line.decode("utf-8", "strict"),
                               parse_constant=no_constant,
                               object_pairs_hook=unique)
            validate(schema, schema, value)
        except (Invalid, ValueError) as problem:
            bad += 1
            print(f"line {lines}: {problem}")
    if not lines:
        print("no line to check")
    return 1 if bad or not lines else 0


if __name__ == "__main__":
    sys.exit(main())
