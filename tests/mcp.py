#!/usr/bin/env python3
"""Check irsearch --mcp by what it answers: mcp.py BUILD DIRECTORY.

The directory is for the index; it is made if it is not there.
"""
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse

from mcp_client import (BUDGET, GIANTS, HOSTILE_IDS, META, NEWEST, OLD, Server, make_index, meta)
from schema import validate

BUILD, DIRECTORY = sys.argv[1:3]
IRSEARCH, IRINDEX = f"{BUILD}/irsearch", f"{BUILD}/irindex"
passed = failed = 0


def check(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    print(f"{'ok' if condition else 'not ok'} - {name}")
    if not condition:
        print("#   " + str(shown)[:2000].replace("\n", "\n#   "))


def error_is(name, answer, code, holds=""):
    error = (answer or {}).get("error", {})
    check(name, error.get("code") == code and holds in error.get("message", ""), answer)


def is_handle(name, digits):
    return len(name) >= 6 and digits.startswith(name)


SCHEMAS = {}


def fits(name, tool, result):
    """Check what every good result of a tool must be; return its value."""
    value = result.get("structuredContent")
    text = result["content"][0]["text"] if result.get("content") else ""
    try:
        validate(SCHEMAS[tool], SCHEMAS[tool], value)
        problem = None
    except Exception as wrong:  # of any kind: the value is not what it should be
        problem = wrong
    size = len(text.encode()) + sum(
        len(json.dumps(link, ensure_ascii=False, separators=(",", ":")).encode()) + 1
        for link in result["content"][1:])
    check(name, not problem and result["isError"] is False and json.loads(text) == value and
          size <= BUDGET and all(l["type"] == "resource_link" for l in result["content"][1:]),
          f"{problem}; {size} bytes; {text[:1500]}")
    return value or {}


# ---- versions and lists ----

def versions(index):
    for version in OLD:
        s = Server(IRSEARCH, "-d", index)
        result = s.initialize(version)["result"]
        check(f"{version}: initialize agrees", result["protocolVersion"] == version and
              result["serverInfo"]["name"] == "irsearch" and "tools" in result["capabilities"] and
              "resultType" not in result, result)
        check(f"{version}: ping", s.alive())
        tools = s.request("tools/list")["result"]["tools"]
        check(f"{version}: tools", [t["name"] for t in tools] ==
              ["search", "fetch", "describe_index", "facets", "timeline", "words", "why", "verify"], tools)
        answer = s.call("search", query="gas", limit=2)
        check(f"{version}: links and values as it knows them",
              len(answer["content"]) == (3 if version >= "2025-06-18" else 1) and
              ("structuredContent" in answer) == (version >= "2025-06-18"), answer)
        answer = s.ask(json.dumps([{"jsonrpc": "2.0", "id": 1, "method": "ping"}]).encode())
        check(f"{version}: batches as it knows them",
              ("error" in answer) if version >= "2025-06-18" else
              answer == [{"jsonrpc": "2.0", "id": 1, "result": {}}], answer)
        error_is(f"{version}: a method of the other era", s.request("server/discover"), -32601)
        check(f"{version}: the end", s.close() == ([], 0))
    s = Server(IRSEARCH, "-d", index)
    for asked in ("1999-01-01", NEWEST, ""):
        check(f"initialize with {asked!r}: the newest that has it",
              s.initialize(asked)["result"]["protocolVersion"] == OLD[0])
    error_is("initialize without a version", s.request("initialize", {}), -32602)
    error_is("initialize with a number", s.request("initialize", {"protocolVersion": 1}), -32602)
    s.close()


def modern(index):
    s = Server(IRSEARCH, "-d", index)
    error_is("no version and no initialize", s.request("tools/list"), -32602, "protocolVersion")
    result = s.request("server/discover", {}, NEWEST)["result"]
    check("discover", result["resultType"] == "complete" and
          result["supportedVersions"] == [NEWEST] + OLD and result["ttlMs"] > 0 and
          result["cacheScope"] == "public" and "resources" in result["capabilities"] and
          result["_meta"][META + "serverInfo"]["name"] == "irsearch", result)
    answer = s.request("tools/list", {}, "2031-01-01")
    error_is("an unknown version", answer, -32022)
    check("and the known ones", answer["error"]["data"] == {
        "supported": [NEWEST] + OLD, "requested": "2031-01-01"}, answer)
    for name, value in (("no capabilities", {META + "protocolVersion": NEWEST}),
                        ("a version of no string", meta() | {META + "protocolVersion": 7}),
                        ("capabilities of no object", meta() | {META + "clientCapabilities": 1}),
                        ("no object", 3)):
        answer = s.ask({"jsonrpc": "2.0", "id": 5, "method": "tools/list", "params": {"_meta": value}})
        error_is(f"_meta: {name}", answer, -32602)
    for method, key in (("tools/list", "tools"), ("resources/list", "resources"),
                        ("resources/templates/list", "resourceTemplates")):
        result = s.request(method, {}, NEWEST)["result"]
        check(f"{method}: complete, with how long it may be kept",
              result["resultType"] == "complete" and isinstance(result["ttlMs"], int) and
              result["cacheScope"] in ("public", "private") and result[key], result)
        check(f"{method}: the same again", s.request(method, {}, NEWEST)["result"] == result)
        error_is(f"{method}: no cursor is valid", s.request(method, {"cursor": "x"}, NEWEST), -32602)
    error_is("ping is of the other era", s.request("ping", {}, NEWEST), -32601)
    error_is("so is initialize", s.request("initialize", {"protocolVersion": OLD[0]}, NEWEST), -32601)
    error_is("an unknown method", s.request("prompts/list", {}, NEWEST), -32601)
    s.send({"jsonrpc": "2.0", "id": "sub", "method": "subscriptions/listen",
            "params": {"_meta": meta(), "notifications": {"toolsListChanged": True}}})
    answer = s.receive()
    check("a subscription is acknowledged", answer["method"] ==
          "notifications/subscriptions/acknowledged" and answer["params"] ==
          {"_meta": {META + "subscriptionId": "sub"}, "notifications": {}}, answer)
    error_is("one to nothing", s.request("subscriptions/listen", {}, NEWEST), -32602)
    s.initialize("2025-06-18")
    check("both eras at once", "resultType" not in s.request("tools/list")["result"] and
          "resultType" in s.request("tools/list", {}, NEWEST)["result"])
    s.close()


def descriptions(s):
    for tool in s.request("tools/list")["result"]["tools"]:
        SCHEMAS[tool["name"]] = tool["outputSchema"]
        check(f"{tool['name']}: only reads", tool["annotations"]["readOnlyHint"] is True and
              tool["annotations"]["openWorldHint"] is False and
              tool["inputSchema"]["type"] == "object" and
              tool["inputSchema"]["additionalProperties"] is False, tool)
        if tool["name"] == "search":
            check("the query language in ten lines",
                  len(re.findall(r"(?m)^- ", tool["description"])) == 10, tool["description"])


# ---- tools ----

def searching(s):
    value = fits("search", "search", s.call("search", query="gas Iraq"))
    check("its defaults", len(value["results"]) == 8 and value["total"]["articles"] >= 60 and
          value["total"]["relation"] in ("eq", "ge", "le") and value["truncated"] and
          value["next"] and value["query"]["parsed"] == "gas AND Iraq", value)
    seen, token = [], None
    while True:
        page = fits("a page", "search", s.call(
            "search", query="item*", unit="article", limit=17, **({"after": token} if token else {})))
        seen += [r["id"] for r in page["results"]]
        token = page["next"]
        if not token:
            break
    check("pages go on to the end, once each", len(seen) == len(set(seen)) == 60 and
          not page["truncated"], seen)
    many = fits("fifty at once", "search", s.call("search", query="item*", limit=50))
    check("fit by being fewer, and go on", 8 <= len(many["results"]) < 50 and many["next"] and
          many["truncated"], len(many["results"]))
    rest = fits("their rest", "search", s.call("search", query="item*", limit=50, after=many["next"]))
    check("follows", rest["results"][0]["rank"] == len(many["results"]) + 1, rest["results"][:1])
    for arguments, ids in (({"source": "gazette"}, 30), ({"section": "World"}, 30),
                           ({"lang": "fr"}, 30), ({"since": "2026-04-28"}, 2),
                           ({"until": "2026-04-01"}, 3), ({"since": ""}, 60), ({"source": None}, 60)):
        value = fits(f"{arguments}", "search", s.call("search", query="item*", unit="article", **arguments))
        check(f"{arguments}: {ids} articles", value["total"]["articles"] == ids, value["total"])
    value = fits("a repaired query", "search", s.call("search", query='"gas Iraq'))
    check("warns", [w["code"] for w in value["query"]["warnings"]] == ["unbalanced_quote"], value["query"])
    value = fits("a misspelt query", "search", s.call("search", query="ministr welcomd"))
    check("is corrected", value["query"]["suggestion"], value["query"])
    value = fits("no match", "search", s.call("search", query="=qqqqzzzz"))
    check("says so", not value["results"] and not value["truncated"] and value["next"] is None and
          value["total"]["articles"] == 0, value)
    value = fits("some words only", "search", s.call("search", query="gas Iraq lemons melons"))
    check("names the others", value["query"]["match"] == "partial" and value["results"] and
          value["results"][0]["missing"] and value["total"]["partial"] > 0, value["query"])
    fits("a query of 12,000 bytes", "search", s.call("search", query="gas " * 3000))
    fits("of many warnings", "search", s.call("search", query='gas ((( topic:' + "é" * 300 + ' ") ~ ^^ "' * 30))


def counting(s):
    value = fits("facets", "facets", s.call("facets", query="item*"))
    check("count by source, section and language", [(f["field"], f["distinct"], f["without"], [
        (v["value"], v["count"]) for v in f["values"]]) for f in value["facets"]] == [
            ("source", 2, 0, [("gazette", 30), ("wire", 30)]),
            ("section", 2, 0, [("sport", 30), ("world", 30)]),
            ("lang", 2, 0, [("en", 30), ("fr", 30)])] and value["total"] == {
                "articles": 60, "relation": "eq"} and not value["truncated"] and value["next"] is None, value)
    value = fits("one of them, by month", "facets", s.call(
        "facets", query="item*", source="Wire", fields="month, lang", baseline="*"))
    check("counts what is left, beside others", value["facets"][0]["values"] == [
        {"value": "2026-04", "count": 30, "baseline": 30, "both": 30}] and value["facets"][1]["values"] == [
            {"value": "en", "count": 30, "baseline": 30, "both": 30}], value)
    seen, after = [], 0
    while after is not None:
        value = fits("a page of values", "facets", s.call("facets", query="item*", fields="lang", limit=1, after=after))
        check("says whether there are more", value["truncated"] == (value["next"] is not None) == (after == 0), value)
        seen += value["facets"][0]["values"]
        after = value["next"]
    check("all values, once each", [v["value"] for v in seen] == ["en", "fr"], seen)
    days = {f"2026-04-{day + 1:02}": len(range(day, 60, 28)) for day in range(28)}
    value = fits("a timeline", "timeline", s.call("timeline", query="item*", interval="day"))
    check("counts days", {b["start"]: b["articles"] for b in value["buckets"]} == days and
          value["intervals"] == 28 and value["undated"] == 0 and not value["truncated"], value)
    value = fits("by default", "timeline", s.call("timeline", query="gas", baseline="*"))
    check("counts months, and those without a date", value["interval"] == "month" and value["buckets"][0] == {
        "start": "2026-04", "articles": 60, "baseline": 60, "both": 60} and
        value["undated"] == value["total"]["articles"] - sum(b["articles"] for b in value["buckets"]), value)
    found, after, pages = {}, None, 0
    while pages == 0 or after:
        value = fits("a page of hours", "timeline", s.call(
            "timeline", query="item*", interval="hour", baseline="*", **({"after": after} if after else {})))
        check("goes on, or is the last", value["truncated"] == (value["next"] is not None), value["next"])
        found.update({b["start"]: b["articles"] for b in value["buckets"]})
        pages, after = pages + 1, value["next"]
    check("all hours", {start[:10]: n for start, n in found.items() if n} == days and
          value["intervals"] == 30 * 24 + 1, found)
    value = fits("no match", "timeline", s.call("timeline", query="=qqqqzzzz"))
    check("is no interval", not value["buckets"] and value["intervals"] == 0 and value["next"] is None, value)


def reasons(s):
    value = fits("why not", "why", s.call("why", query="item7 zebra w/2 gas -melons", id="n7", since="2999"))
    check("says what is wrong", value["standing"] == "out" and value["article"] and value["rank"] is None and
          {"absent", "date"} <= {c["cause"] for c in value["causes"]} and not value["truncated"], value)
    value = fits("why", "why", s.call("why", query="item7", id="n7", unit="article"))
    check("says where", value["standing"] == "in" and value["rank"] == 1 and not value["causes"] and
          value["words"][0]["term"] == "item7", value)
    value = fits("why of many words", "why", s.call(
        "why", query=" ".join(f"zebra{i}" + "x" * 40 for i in range(100)), id="n7"))
    check("says that there are more", value["truncated"] and len(value["causes"]) == 12, value)
    revision = s.call("describe_index")["structuredContent"]["revision"]
    value = fits("what is new", "search", s.call("search", query="item7", since_revision=revision))
    check("is nothing", value["total"]["articles"] == 0 and not value["results"], value)
    value = fits("why it is not new", "why", s.call("why", query="item7", id="n7", since_revision=revision))
    check("is its revision", value["standing"] == "out" and "revision" in value["causes"][0]["message"], value)
    value = fits("what is new, counted", "facets", s.call("facets", query="item*", since_revision=revision))
    check("is none", value["total"]["articles"] == 0, value)


def quoting(s):
    value = fits("words", "words", s.call("words", query="gas"))
    check("of all matches", value["looked"] == value["total"]["articles"] and
          all(w["articles"] <= w["all"] for w in value["words"]), value)
    hit = s.call("search", query="item7", limit=1)["structuredContent"]["results"][0]
    sentence = hit["text"]
    value = fits("a quotation", "verify", s.call("verify", quotation=sentence, citation=hit["citation"]))
    check("holds", value["verdict"] == "holds" and value["places"][0]["citation"] == hit["citation"] and
          value["places"][0]["text"] == sentence, value)
    value = fits("another", "verify", s.call("verify", quotation="Nobody said this.", citation=hit["citation"]))
    check("does not", value["verdict"] == "other" and len(value["places"]) == 1, value)
    value = fits("a sentence", "verify", s.call("verify", quotation=sentence.upper()))
    check("stands there nearly", value["verdict"] == "nearly" and value["places"][0]["differences"][0]["kind"] == "case"
          and sentence in [p["text"] for p in value["places"]], value)
    value = fits("one that is nowhere", "verify", s.call("verify", quotation="qqqq zzzz xxxx"))
    check("is not found", value["verdict"] == "not_found" and not value["places"], value)
    value = fits("a long one", "verify", s.call("verify", quotation="gas, " * 12000))
    check("is answered", value["verdict"] in ("not_found", "nearly"), value)
    start, digit, rest = hit["citation"].partition("@sha256:")
    changed = start + digit + ("1" if rest[0] == "0" else "0") + rest[1:]
    value = fits("another text", "verify", s.call("verify", quotation=sentence, citation=changed))
    check("has changed", value["verdict"] == "changed", value)


def counting_wrongly(fails):
    fails("words without a query", "the argument query is missing", tool="words")
    fails("51 words", "limit is a whole number from 1 to 50", tool="words", query="gas", limit=51)
    fails("no quotation", "the argument quotation is missing", tool="verify", citation="n1[0,5)")
    fails("a quotation of no word", "", tool="verify", quotation="--")
    fails("a field of nothing", "source", tool="facets", query="gas", fields="colour")
    fails("a field twice", "", tool="facets", query="gas", fields="source,source")
    fails("an empty field", "", tool="facets", query="gas", fields="source,")
    fails("too many fields", "", tool="facets", query="gas", fields="source,section,lang,byline,year,month,day")
    fails("101 values", "limit is a whole number from 1 to 100", tool="facets", query="gas", limit=101)
    fails("a page of no number", "after is a whole number", tool="facets", query="gas", after="x")
    fails("a bad interval", "interval is \"year\", \"month\", \"week\", \"day\" or \"hour\"",
          tool="timeline", query="gas", interval="decade")
    fails("a bad zone", "zone", tool="timeline", query="gas", time_zone="Mars")
    fails("a bad baseline", "", tool="timeline", query="gas", baseline="()")
    fails("a revision of the future", "before 999", tool="search", query="gas", since_revision=999)
    fails("a revision of no number", "since_revision is a whole number", query="gas", since_revision="x")
    fails("why without an id", "the argument id is missing", tool="why", query="gas")
    fails("why of nobody", "no article", tool="why", query="gas", id="nobody")
    fails("a page of no interval", "leave it out", tool="timeline", query="gas", after="1900-01")


def calling_wrongly(s):
    def fails(name, holds, tool="search", **arguments):
        result = s.call(tool, **arguments)
        text = result["content"][0]["text"]
        check(f"{name}: an error for the model", result["isError"] is True and holds in text and
              len(result["content"]) == 1 and "structuredContent" not in result and
              0 < len(text.encode()) < 1000, result)

    counting_wrongly(fails)
    fails("no word", "the query", query="")
    fails("nothing but signs", "query", query="()")
    fails("a missing query", "the argument query is missing")
    fails("a query of no string", "query is a string", query=["gas"])
    fails("a limit of no number", "limit is a whole number from 1 to 50", query="gas", limit="8")
    for limit in (0, 51, -1, 1.5, 1e300, True):
        fails(f"limit {limit}", "limit is a whole number", query="gas", limit=limit)
    fails("a bad date", "since: \"soon\" is not a date", query="gas", since="soon")
    fails("a bad unit", "unit is \"passage\" or \"article\"", query="gas", unit="word")
    fails("an unknown argument", "no argument \"sort\": the arguments are query", query="gas", sort="date")
    fails("a page token of nothing", "page token", query="gas", after="x")
    fails("too long a query", "65536", query="g" * 70000)
    deep = "gas"
    for i in range(40):
        deep = f"({deep} {'OR' if i % 2 else 'AND'} b{i})"
    fails("too deep a query", "32", query=deep)
    fails("an unknown id", "no article \"nope\"", tool="fetch", id="nope")
    fails("sentences that are not there", "sentences", tool="fetch", id="n1#900-901")
    fails("sentences beyond all numbers", "", tool="fetch", id="n1#4294967295-4294967295")
    fails("bytes that are not there", "bytes 0 to", tool="fetch", id="n1[5,99999999)")
    fails("another fingerprint", "changed", tool="fetch", id="n1@sha256:" + "0" * 64 + "[0,5)")
    fails("another index", "another index", tool="fetch", id="irsearch://xyz/n1")
    fails("a broken address", "irsearch://", tool="fetch", id="irsearch://xyz/%zz")
    fails("an empty id", "", tool="fetch", id="")
    fails("a long id", "", tool="fetch", id="i" * 100000)
    fails("an argument too many", "no argument \"x\"", tool="describe_index", x=1)
    for name, params in (("no params", None), ("no name", {}), ("a name of no string", {"name": 1}),
                         ("an unknown tool", {"name": "write"}),
                         ("arguments of no object", {"name": "search", "arguments": [1]})):
        error_is(f"tools/call with {name}", s.request("tools/call", params), -32602)


def fetching(s):
    value = fits("describe_index", "describe_index", s.call("describe_index"))
    check("counts and dates", value["articles"] == len(GIANTS) + len(HOSTILE_IDS) + 61 and
          value["oldest"].startswith("2026-04-01") and value["newest"].startswith("2026-05-01"), value)
    for field in ("sources", "sections", "langs"):
        check(f"the {field} of all articles", value[field]["without"] + sum(
            item["count"] for item in value[field]["values"]) == value["articles"], value[field])
    check("languages by name", "en" in [item["value"] for item in value["langs"]["values"]],
          value["langs"])
    uuid = value["uuid"]
    check("without arguments", s.request("tools/call", {"name": "describe_index"})["result"]
          ["structuredContent"] == value)
    hit = s.call("search", query="item7", limit=1)["structuredContent"]["results"][0]
    passage = fits("a passage", "fetch", s.call("fetch", id=hit["id"]))
    m = passage["metadata"]
    check("with what is around it", hit["text"] in passage["text"] and
          m["start"] <= m["passage_start"] < m["passage_end"] <= m["end"], passage)
    whole = fits("the article", "fetch", s.call("fetch", id=hit["article"]))
    check("is whole", not whole["truncated"] and whole["next"] is None and
          whole["metadata"]["bytes"] == len(whole["text"].encode()), whole)
    handle = whole["metadata"]["fingerprint"].removeprefix("sha256:")[:16]
    for name, text in ((handle, whole["text"]), (f"{handle}#0-0", None), (f"{handle}[8,11)", "gas"),
                       (f"irsearch://{uuid}/{handle}", whole["text"])):
        value = fits(f"a handle in {name}", "fetch", s.call("fetch", id=name))
        check("finds the article", value["id"] == "n7" and text in (value["text"], None), value)
    cited = fits("the citation", "fetch", s.call("fetch", id=hit["citation"]))
    check("has the very text", cited["text"] == hit["text"] and cited["citation"] == hit["citation"])
    uri = s.call("search", query="item7", limit=1)["content"][1]["uri"]
    check("its link too", fits("its link", "fetch", s.call("fetch", id=uri))["text"] == hit["text"])
    for name in HOSTILE_IDS:
        value = fits(f"fetch {name[:20]!r}", "fetch", s.call("fetch", id=name))
        digits = value["metadata"]["fingerprint"].removeprefix("sha256:")
        check("has its id, or its handle if that is too long", "lemons" in value["text"] and
              (value["id"] == name if len(name.encode()) <= 512 else is_handle(value["id"], digits)) and
              value["citation"] == f"{value['id']}@sha256:{digits}[0,{value['metadata']['end']})", value)
        answer = s.request("resources/read", {
            "uri": f"irsearch://{uuid}/{urllib.parse.quote(name, safe='')}"})
        check("and is a resource", "lemons" in answer["result"]["contents"][0]["text"], answer)
    page = fits("hits with such ids", "search", s.call("search", query="lemons", unit="article", limit=50))
    hits = page["results"]
    while page["next"]:
        page = fits("and more", "search", s.call("search", query="lemons", unit="article", limit=50,
                                                 after=page["next"]))
        hits += page["results"]
    short = [name for name in HOSTILE_IDS if len(json.dumps(name, ensure_ascii=False).encode()) <= 50]
    names = [hit["article"] for hit in hits]
    check("have handles instead of long ones", len(names) == len(HOSTILE_IDS) and
          set(short) == set(names) & set(HOSTILE_IDS) and
          all(len(name) < 12 for name in set(names) - set(short)), names)
    for hit in hits:
        value = fits("a name of a hit", "fetch", s.call("fetch", id=hit["article"]))
        check("finds it", value["text"] == hit["text"], value)
    value = fits("hostile fields", "fetch", s.call("fetch", id="inject"))
    check("are text", "melons" in value["text"] and len(value["metadata"]["byline"].encode()) < 400 and
          value["url"].startswith("irsearch://"), value)


def giants(s):
    for name, text in GIANTS.items():
        stored = text.strip()
        value = fits(f"fetch {name}", "fetch", s.call("fetch", id=name))
        check("its start, cut between characters", value["truncated"] and value["next"] and
              stored.startswith(value["text"]) and len(value["text"].encode()) > 1500, value["text"][-50:])
        at, tail, parts = value["metadata"]["end"], value["text"], 1
        while parts < 4:
            value = fits("the next part", "fetch", s.call("fetch", id=value["next"]))
            check("goes on where it ended", value["metadata"]["start"] == at and value["text"])
            at, tail, parts = value["metadata"]["end"], tail + value["text"], parts + 1
        check("and the parts are the text", stored.encode().startswith(tail.encode()), tail[-50:])
        size = value["metadata"]["bytes"]
        inside = fits("bytes inside of characters", "fetch", s.call("fetch", id=f"{name}[{size - 3001},{size - 1})"))
        check("are whole characters", "\ufffd" not in inside["text"] and inside["text"] in stored[-4000:],
              inside["text"][:50])
    for query in ("zebra", "天然气", "气", "الغاز", "tin", "क्षि", "z q", "isError", "Giant title:giant"):
        value = fits(f"search {query}", "search", s.call("search", query=query, limit=20))
        check(f"{query}: every text is cited", all(
            (r["citation"] or "").endswith(")") and r["text"] for r in value["results"]), value["results"][:2])
    value = s.call("search", query="zebra", limit=1)["structuredContent"]["results"][0]
    check("a long passage is shown where it matches", "zebra" in value["text"] and value["cut"], value)
    far = fits("three long ones", "search", s.call("search", query="quokka numbat bilby", limit=3, copies="show"))
    check("are shown where they match best", len(far["results"]) == 3 and all(
        "quokka, numbat and bilby" in r["text"] and r["cut"] for r in far["results"]), far)
    cited = s.call("fetch", id=value["citation"])["structuredContent"]
    check("and cited there", cited["text"] == value["text"], cited["text"][:80])


def resources(s, uuid):
    index = s.request("resources/list")["result"]["resources"][0]["uri"]
    check("the index is a resource", index == f"irsearch://{uuid}" and json.loads(
        s.request("resources/read", {"uri": index})["result"]["contents"][0]["text"])["uuid"] == uuid)
    template = s.request("resources/templates/list")["result"]["resourceTemplates"][0]["uriTemplate"]
    contents = s.request("resources/read", {"uri": template.replace("{article}", "n1")})["result"]["contents"]
    check("an article is one", contents[0]["mimeType"] == "text/plain" and
          contents[0]["text"].startswith("Natural gas item1"), contents)
    contents = s.request("resources/read", {"uri": f"irsearch://{uuid}/n1#8-11"})["result"]["contents"]
    check("and bytes of it", contents[0]["text"] == "gas" and
          contents[0]["uri"].endswith("/n1#8-11"), contents)
    uri, text = f"irsearch://{uuid}/giant-cjk", ""
    while uri:
        content = s.request("resources/read", {"uri": uri})["result"]["contents"][0]
        text += content["text"]
        uri = content.get("_meta", {}).get("irsearch/next")
    check("a long one comes in parts", text == GIANTS["giant-cjk"].strip(), len(text))
    for uri in (f"irsearch://{uuid}/nope", "irsearch://other/n1", "file:///etc/passwd", "x", "",
                f"irsearch://{uuid}/n1#9-8", f"irsearch://{uuid}/n1#0-99999999999999999999",
                f"irsearch://{uuid}/%4", f"irsearch://{uuid}/n1#x"):
        for version, code in ((None, -32002), (NEWEST, -32602)):
            answer = s.request("resources/read", {"uri": uri}, version)
            error_is(f"{uri[:60]!r} is none ({version or 'old'})", answer, code)
            check("which is named", answer["error"]["data"]["uri"] == uri, answer)
    for params in ({}, {"uri": 7}):
        error_is(f"resources/read with {params}", s.request("resources/read", params), -32602)


# ---- lines ----

def lines(index):
    s = Server(IRSEARCH, "-d", index)
    s.initialize("2025-06-18")
    ping = b'"jsonrpc":"2.0","method":"ping"'
    for name, line, code in (
            ("no JSON", b"hello", -32700), ("half of it", b'{"jsonrpc":', -32700),
            ("a NUL", b'{"jsonrpc":"2.0","id":1,"method":"pi\0ng"}', -32700),
            ("invalid UTF-8", b'{"jsonrpc":"2.0","id":"\xff","method":"ping"}', -32700),
            ("a lone surrogate", b'{"jsonrpc":"2.0","id":"\\ud800","method":"ping"}', -32700),
            ("two values", b"{} {}", -32700), ("a key twice", b'{"id":1,"id":2}', -32700),
            ("a huge integer", b'{' + ping + b',"id":' + b"9" * 400 + b"}", -32700),
            ("a huge number", b'{' + ping + b',"id":1e99999}', -32700),
            ("NaN", b'{' + ping + b',"id":NaN}', -32700),
            ("a string", b'"x"', -32600), ("a number", b"7", -32600), ("null", b"null", -32600),
            ("an empty object", b"{}", -32600), ("another version", b'{"jsonrpc":"1.0","id":1,"method":"ping"}', -32600),
            ("a method of no string", b'{"jsonrpc":"2.0","id":1,"method":7}', -32600),
            ("an id of null", b'{' + ping + b',"id":null}', -32600),
            ("an id of true", b'{' + ping + b',"id":true}', -32600),
            ("an id of a list", b'{' + ping + b',"id":[1]}', -32600),
            ("an id of an object", b'{' + ping + b',"id":{}}', -32600),
            ("params of a list", b'{' + ping + b',"id":1,"params":[1]}', -32602),
            ("params of a string", b'{' + ping + b',"id":1,"params":"x"}', -32602),
            ("deep lists", b"[" * 100000 + b"]" * 100000, -32600),
            ("deep objects", b'{"a":' * 50000 + b"1" + b"}" * 50000, -32600),
            ("many values", b"[" + b"1," * 300000 + b"1]", -32600),
            ("a batch", b"[{" + ping + b',"id":1}]', -32600),
            ("an empty batch", b"[]", -32600),
            ("over 1 MiB", b'{' + ping + b',"id":"' + b"x" * (1 << 20) + b'"}', -32600),
            ("4 MiB", b"y" * (4 << 20), -32600)):
        error_is(f"line: {name}", s.ask(line), code)
        check("and one answer", s.alive())
    for value in (0, -1, 2 ** 53, -2 ** 63, 2 ** 63 - 1, 1.5, "", "a", "é\n\u2028\u0000", "x" * 100000):
        answer = s.ask({"jsonrpc": "2.0", "id": value, "method": "ping"})
        check(f"id {str(value)[:20]!r} comes back", answer["id"] == value and answer["result"] == {}, answer)
    for line in (b"", b"   ", b"\r", b'{"jsonrpc":"2.0","method":"notifications/nothing"}',
                 b'{"jsonrpc":"2.0","method":"ping"}', b'{"jsonrpc":"2.0","id":1,"result":{}}',
                 b'{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""}}',
                 b'{"jsonrpc":"2.0","method":"notifications/cancelled"}',
                 b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":[]}}',
                 b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":[]}'):
        s.send(line)
    check("what wants no answer has none", s.alive())
    check("a line may end in CR LF", s.ask(b'{' + ping + b',"id":1}\r')["id"] == 1)
    s.process.stdin.write(b'{' + ping + b',"id":2}')
    check("the last need not end", s.close() == ([{"jsonrpc": "2.0", "id": 2, "result": {}}], 0))


def batches(index):
    s = Server(IRSEARCH, "-d", index)
    s.initialize("2025-03-26")
    search = {"jsonrpc": "2.0", "id": "s", "method": "tools/call",
              "params": {"name": "search", "arguments": {"query": "gas", "limit": 1}}}
    answer = s.ask([search, {"jsonrpc": "2.0", "method": "notifications/x"}, 7,
                    {"jsonrpc": "2.0", "id": 2, "method": "nope"}, {"jsonrpc": "2.0", "id": 3, "method": "ping"}])
    check("a batch is answered at once", [a["id"] for a in answer] == ["s", None, 2, 3] and
          answer[1]["error"]["code"] == -32600 and answer[2]["error"]["code"] == -32601, answer)
    s.send([{"jsonrpc": "2.0", "method": "notifications/x"}])
    check("one of notifications is not", s.alive())
    error_is("an empty batch", s.ask([]), -32600)
    error_is("a batch of too many", s.ask([{"jsonrpc": "2.0", "id": 1, "method": "ping"}] * 65), -32600)
    answer = s.ask([{"jsonrpc": "2.0", "id": 1, "method": "initialize",
                     "params": {"protocolVersion": "2025-03-26"}}])
    error_is("initialize in a batch", answer[0], -32600)
    s.close()


# ---- time ----

def slow_query(times=8):
    """Takes long: each of many words matches thousands of places."""
    return " OR ".join(f'"{a}* {b}*"~9' for a in ("ga", "fl", "xx", "yy") for b in ("ga", "fl", "na", "ir") for _ in range(times))


def cancelling(index):
    s = Server(IRSEARCH, "-d", index, "--timeout", "0")
    s.initialize("2025-06-18")
    for name in ("one", "two", "three"):
        s.send({"jsonrpc": "2.0", "id": name, "method": "tools/call",
                "params": {"name": "search", "arguments": {"query": slow_query(), "limit": 50}}})
    check("what needs no index is answered meanwhile", s.alive())
    for name in ("two", "three", "one", "unknown"):
        s.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": name}})
    answer = s.request("tools/call", {"name": "describe_index", "arguments": {}})
    check("cancelled requests have no answer, and the next has its own", "result" in answer, answer)
    s.close()


def ending(index):
    s = Server(IRSEARCH, "-d", index)
    s.initialize("2025-06-18")
    s.process.send_signal(signal.SIGTERM)
    check("SIGTERM ends it with status 0", s.process.wait(timeout=3600) == 0)
    s = Server(IRSEARCH, "-d", index, "--timeout", "0")
    s.initialize("2025-06-18")
    for i in range(40):
        s.send({"jsonrpc": "2.0", "id": i, "method": "tools/call",
                "params": {"name": "search", "arguments": {"query": slow_query(15), "limit": 50}}})
    rest, status = s.close()
    check("the end of input ends it, whatever is left to do", status == 0 and len(rest) < 40, len(rest))
    s = Server(IRSEARCH, "-d", index, "--timeout", "0.000001")
    s.initialize("2025-06-18")
    value = s.call("search", query=slow_query())
    check("a search ends at --timeout", value["isError"] is False and
          value["structuredContent"]["timed_out"] and value["structuredContent"]["truncated"], value)
    s.close()


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as f:
        return int(re.search(r"VmHWM:\s*(\d+)", f.read())[1])


def memory(index):
    s = Server(IRSEARCH, "-d", index)
    s.initialize("2025-06-18")
    s.call("search", query="gas")
    before = resident(s.process.pid)
    line = b'{"jsonrpc":"2.0","method":"x","params":{"a":[' + b'"",' * 7000 + b'""]}}'
    for _ in range(300):
        s.send(line)
        s.send(b"z" * 3000000)
        s.receive()
    check("300 long lines leave no trace", s.alive())
    grown = resident(s.process.pid) - before
    check("and take bounded memory", grown < 32 * 1024 or "asan" in BUILD, f"{grown} KiB more")
    s.close()


def defaults(index):
    s = Server(IRSEARCH, "-d", index, "--lang", "fr", "--limit", "3", "--unit", "article")
    s.initialize("2025-06-18")
    value = s.call("search", query="item*")["structuredContent"]
    check("options are defaults", value["total"]["articles"] == 30 and len(value["results"]) == 3, value["total"])
    value = s.call("search", query="item*", lang="en", limit=4)["structuredContent"]
    check("which arguments replace", value["total"]["articles"] == 30 and len(value["results"]) == 4 and
          value["results"][0]["id"] in {f"n{i}" for i in range(0, 60, 2)}, value["results"][0])
    limit = s.request("tools/list")["result"]["tools"][0]["inputSchema"]["properties"]["limit"]
    check("and the schema says so", limit["default"] == 3, limit)
    s.close()


def copies(index):
    """Two articles with one text, and another."""
    other = f"{index}-copies"
    text = " ".join(f"Numbat {word} walked to the river that day." for word in "one two three four five six".split())
    articles = [{"id": "first", "title": "Numbats", "date": "2026-05-01", "text": text},
                {"id": "second", "title": "At the river", "date": "2026-05-02", "text": text + " Source: Wire"},
                {"id": "third", "title": "Others", "date": "2026-05-01", "text": "A numbat slept all day long."}]
    subprocess.run([IRINDEX, "--no-config", "-q", "-d", other, "-f", "jsonl", "-"], check=True,
                   input="".join(json.dumps(a) + "\n" for a in articles).encode())
    s = Server(IRSEARCH, "-d", other)
    s.initialize("2025-06-18")
    ask = {"query": "numbat", "unit": "article"}
    value = fits("copies as one result", "search", s.call("search", **ask))
    check("are counted", sorted(r["copies"] for r in value["results"]) == [0, 1] and
          value["total"]["articles"] == 3, value)
    value = fits("all of them", "search", s.call("search", copies="show", **ask))
    check("are results", [r["copies"] for r in value["results"]] == [None] * 3, value)
    value = fits("found by one of them", "search", s.call("search", query="copies:second", unit="article"))
    check("with itself", {r["article"] for r in value["results"]} == {"first", "second"}, value)
    for tool, more, list_of in (("facets", {"fields": "month"}, lambda v: v["facets"][0]["values"]),
                                ("timeline", {}, lambda v: v["buckets"])):
        value = fits(f"{tool} of stories", tool, s.call(tool, query="numbat", copies="collapse", **more))
        check("and of articles", value["total"] == {"articles": 3, "relation": "eq", "stories": 2} and
              [b["stories"] for b in list_of(value)] == [2], value)
        value = fits(f"{tool} of articles", tool, s.call(tool, query="numbat", **more))
        check("without stories", '"stories"' not in json.dumps(value), value)
    value = s.call("describe_index")["structuredContent"]
    check("the index has fewer stories than articles", (value["stories"], value["articles"]) == (2, 3), value)
    s.close()


def several(index):
    other = f"{index}-other"
    subprocess.run([IRINDEX, "--no-config", "-q", "-d", other, "-f", "jsonl", "-"], check=True,
                   input=b'{"id":"other","title":"Other","text":"Kumquats and item999 of gas."}\n')
    s = Server(IRSEARCH, "-d", index, "-d", other)
    s.initialize("2025-06-18")
    value = s.call("search", query="kumquats")["structuredContent"]
    check("several indexes are one", [r["article"] for r in value["results"]] == ["other"], value)
    check("to fetch from too", "Kumquats" in s.call("fetch", id="other")["structuredContent"]["text"])
    revision = s.call("describe_index")["structuredContent"]["revision"]
    subprocess.run([IRINDEX, "--no-config", "-q", "-d", other, "-f", "jsonl", "-"], check=True,
                   input=b'{"id":"later","title":"Later","text":"Quinces."}\n')
    value = s.call("search", query="quinces")["structuredContent"]
    check("a search sees a commit at once", [r["article"] for r in value["results"]] == ["later"] and
          value["revision"] != revision, value)
    s.close()


def main():
    if not os.path.isdir(DIRECTORY):
        make_index(IRINDEX, DIRECTORY)
    versions(DIRECTORY)
    modern(DIRECTORY)
    s = Server(IRSEARCH, "-d", DIRECTORY, "--timeout", "0")
    s.initialize("2025-11-25")
    descriptions(s)
    searching(s)
    counting(s)
    reasons(s)
    quoting(s)
    calling_wrongly(s)
    fetching(s)
    giants(s)
    resources(s, s.call("describe_index")["structuredContent"]["uuid"])
    check("nothing else was said", s.close() == ([], 0) and not s.process.stderr.read())
    for part in (lines, batches, cancelling, ending, memory, defaults, several, copies):
        part(DIRECTORY)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
