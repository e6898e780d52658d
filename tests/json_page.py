#!/usr/bin/env python3
"""Compare searcher/irsearch-json.5 with the JSON Schema.

usage: json_page.py

Each section of the page must list exactly the keys of one definition of the
schema, with their types and the words they may be.  The page must name each
error code, and the hit in EXAMPLES must be valid.
"""
import json
import re
import sys

import schema as validator

PAGE = "searcher/irsearch-json.5"
SCHEMA = "searcher/irsearch-1.schema.json"
STATUSES = "lib/base/base.c"  # has the error codes
SECTIONS = {
    "RESULTS": "results",
    "HIT": "hit",
    "ARTICLE": "whole_article",
    "INFO": "info",
    "ERROR": "error",
}
APART = {"#/$defs/hit", "#/$defs/article"}  # have a section of their own


def resolved(root, node):
    """The node, merged with the definition it refers to."""
    if "$ref" not in node:
        return node
    target = resolved(root, root["$defs"][node["$ref"].rsplit("/", 1)[1]])
    return {
        **target,
        **node,
        "properties": target.get("properties", {}) | node.get("properties", {}),
        "required": target.get("required", []) + node.get("required", []),
    }


def type_of(node):
    if "const" in node or "enum" in node:
        return "string"
    types = node["type"]
    return types if isinstance(types, str) else " or ".join(types)


def keys(root, node, path="", optional=""):
    """Yield (path, type, words) of all keys below the node."""
    apart = node.get("$ref") in APART
    node = resolved(root, node)
    kind = type_of(node)
    inner = [] if apart else list(node.get("properties", {}).items())
    words = [node["const"]] if "const" in node else node.get("enum", [])
    if path and (not inner or kind != "object"):
        # The page has no entry for the items of an array of objects.
        if not (path.endswith("[]") and kind == "object"):
            yield path, kind + optional, words
    for name, child in inner:
        below = f"{path}.{name}" if path else name
        missing = "" if name in node.get("required", []) else ", optional"
        yield from keys(root, child, below, missing)
    rest = node.get("additionalProperties")
    if isinstance(rest, dict) and not apart:
        if "items" in rest:
            yield from keys(root, rest["items"], path + ".*[]")
        else:
            yield from keys(root, rest, path + ".*")
    if "items" in node and not apart:
        yield from keys(root, node["items"], path + "[]")


def entries(section):
    """{path: (type, description)} of one section of the page."""
    found = {}
    for part in re.split(r"(?m)^\.It Va ", section)[1:]:
        head, _, said = part.partition("\n")
        path, _, kind = head.partition(" Pq ")
        found[path] = kind, said.split("\n.El")[0]
    return found


def example(page):
    block = page.split("\n.Sh EXAMPLES\n")[1].split("\n.Bd -literal")[1]
    return json.loads(block.split("\n", 1)[1].split("\n.Ed")[0])


def main():
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    with open(SCHEMA, encoding="utf-8") as file:
        root = json.load(file)
    compared, bad = 0, []
    for title, name in SECTIONS.items():
        there = entries(page.split(f"\n.Sh {title}\n")[1].split("\n.Sh ")[0])
        for path, kind, words in keys(root, root["$defs"][name]):
            compared += 1
            shown, said = there.pop(path, (None, ""))
            if shown != kind:
                bad.append(f"{title}: {path} is {kind}, the page has {shown}")
            said = re.sub(r"[^a-z0-9_/]", " ", said).split()
            bad += [f"{title}: {path} may be {word}, which the page lacks"
                    for word in words if shown and word not in said]
        bad += [f"{title}: {path} is not in the schema" for path in there]
    with open(STATUSES, encoding="utf-8") as file:
        codes = re.findall(r'\[IR_[A-Z_]+\] = "(\w+)"', file.read())
    bad += [f"ERROR: {code} is missing" for code in codes
            if code not in ("ok", "end") and not re.search(rf"\b{code}\b", page)]
    try:
        validator.validate(root, root, example(page))
    except validator.Invalid as problem:
        bad.append(f"the example: {problem}")
    print("\n".join(bad))
    return 1 if bad or compared < 60 or len(codes) < 9 else 0


sys.exit(main())
