#!/usr/bin/env python3
"""Validate recorded answers of the server against its OpenAPI description.

usage: answers.py OPENAPI SCHEMA FOLDER

OPENAPI has to have each definition of SCHEMA, irsearch-1.schema.json, word for
word.  For each FOLDER/N.ask (a line with method, path and status), FOLDER/N.head
and FOLDER/N.body, the status and the content type must be among those of the
operation, the body must fit its schema, and parameters of a request that was
answered must be described.  What no operation is for must be refused with a
problem.  Prints what does not fit, and how many answers and operations there
were; the exit status is 1 if anything did not.
"""
import gzip
import json
import pathlib
import re
import sys
import urllib.parse

from jsonschema import Draft202012Validator as Validator

PROBLEM = "application/problem+json"
IN_BOTH = {"error", "info"}  # not served, or served with more


class Unfit(Exception):
    pass


def moved(schema):
    if isinstance(schema, list):
        return [moved(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: part.replace("#/$defs/", "#/components/schemas/")
            if key == "$ref" else moved(part) for key, part in schema.items()}


class Description:
    def __init__(self, spec):
        self.spec = spec
        self.paths = []
        for path, item in spec["paths"].items():
            pattern = "".join("(.+)" if part.startswith("{") else re.escape(part)
                              for part in re.split(r"(\{[^}]*\})", path))
            self.paths.append((re.compile("(/[^/]+(?=/v1/))?" + pattern), path, item))
        # An id may have slashes: the longest path that fits is meant.
        self.paths.sort(key=lambda row: -len(row[1]))
        self.used = set()

    def found(self, part):
        while "$ref" in part:
            node = self.spec
            for step in part["$ref"].lstrip("#/").split("/"):
                node = node[step]
            part = node
        return part

    def operation(self, method, path):
        for pattern, name, item in self.paths:
            if pattern.fullmatch(path):
                operation = item.get("get" if method == "HEAD" else method.lower())
                return operation, f"{method} {name}"
        return None, None

    def parameters(self, operation):
        return {self.found(parameter)["name"] for parameter in operation.get("parameters", [])}

    def validate(self, schema, value):
        root = {"components": self.spec["components"], "allOf": [schema]}
        problem = next(Validator(root).iter_errors(value), None)
        if problem:
            place = "/".join(str(step) for step in problem.absolute_path)
            raise Unfit(f"at /{place}: {problem.message[:300]}")


def values_of(kind, body):
    """What the schema of a content type is about."""
    if kind == "application/x-ndjson":
        return [json.loads(line) for line in body.decode().splitlines()]
    if kind.endswith("json"):
        return [json.loads(body)]
    return [body.decode()]


def header(head, name):
    found = re.findall(rf"^{name}:[ \t]*(.*?)\r?$", head, re.I | re.M)
    return found[-1] if found else None


def schema_of(description, operation, name, status, kind):
    if not operation:
        if status < 400 or kind != PROBLEM:
            raise Unfit(f"{status} of what is not described, as {kind}")
        return {"$ref": "#/components/schemas/Problem"}
    if status == 405:
        raise Unfit("405 of a method that is described")
    if str(status) not in operation["responses"]:
        raise Unfit(f"{status} is not described")
    description.used.add((name, status))
    response = description.found(operation["responses"][str(status)])
    content = response.get("content", {})
    if not content:
        return None
    if kind not in content:
        raise Unfit(f"content type {kind} is not described")
    return content[kind]["schema"]


def check(description, method, target, status, head, body):
    path, _, query = target.partition("?")
    operation, name = description.operation(method, path)
    kind = (header(head, "Content-Type") or "").split(";")[0]
    schema = schema_of(description, operation, name, status, kind)
    if operation and status < 300 and name.split()[1] != "/":
        asked = {key for key, _ in urllib.parse.parse_qsl(query, keep_blank_values=True)}
        if asked - description.parameters(operation):
            raise Unfit(f"not described: {asked - description.parameters(operation)}")
    if method == "HEAD" or schema is None:
        if body and body != head.encode():  # which curl --head writes there
            raise Unfit("a body where there must be none")
        return
    if header(head, "Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    for value in values_of(kind, body):
        description.validate(schema, value)
        if kind == PROBLEM and value["status"] != status:
            raise Unfit(f"the problem says {value['status']}")


def main():
    spec = json.loads(pathlib.Path(sys.argv[1]).read_text())
    defs = json.loads(pathlib.Path(sys.argv[2]).read_text())["$defs"]
    description = Description(spec)
    bad = [f"components/schemas/{name} is not that of the schema"
           for name, part in defs.items()
           if name not in IN_BOTH and spec["components"]["schemas"].get(name) != moved(part)]
    asked = sorted(pathlib.Path(sys.argv[3]).glob("*.ask"))
    for file in asked:
        method, target, status = file.read_text().rstrip("\n").split(" ")
        try:
            check(description, method, target, int(status),
                  file.with_suffix(".head").read_bytes().decode(errors="replace"),
                  file.with_suffix(".body").read_bytes())
        except (Unfit, ValueError) as problem:
            bad.append(f"{method} {target} {status}: {problem}")
    for line in bad:
        print(line)
    print(f"{len(asked)} answers of {len(description.used)} kinds")
    return 1 if bad or not asked else 0


if __name__ == "__main__":
    sys.exit(main())
