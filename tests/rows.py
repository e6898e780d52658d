"""Compare tsv, csv and JSON in every unit of offsets, hit by hit.

usage: rows.py BUILD INDEX
"""
import csv
import io
import json
import subprocess
import sys

BUILD, INDEX = sys.argv[1:]
QUERIES = ["gas OR said", "title:gas", "Öl OR 石油", "nosuchword"]
ENCODINGS = {"char": "utf-32-le", "utf16": "utf-16-le", "byte": "utf-8"}
WIDTHS = {"char": 4, "utf16": 2, "byte": 1}
NAMES = ["id", "title", "source", "start", "end", "text", "date", "score",
         "rank", "citation", "first", "last", "handle", "words", "passages",
         "copies", "copy_ids"]


def run(program, *arguments):
    done = subprocess.run([f"{BUILD}/{program}", "--no-config", "-d", INDEX,
                           *arguments], capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.decode()


def ask(*arguments):
    return run("irsearch", "-n", "1000", "--per-article", "0", *arguments)


def part(text, start, end, unit):
    """What a client that counts in this unit cuts out."""
    data = text.encode(ENCODINGS[unit])
    return data[start * WIDTHS[unit]:end * WIDTHS[unit]].decode(ENCODINGS[unit])


def cells(hit):
    """The cells of a hit of JSON, in the order of NAMES."""
    article, passage = hit["article"], hit["passage"]
    first, last = passage["sentences"]
    values = [article["id"], article["title"], article["source"],
              passage["start"], passage["end"], passage["text"],
              article["date"], hit["score"], hit["rank"], hit["citation"],
              first, last, article["handle"], article["words"],
              hit["passages"], article["copies"]["count"],
              ", ".join(article["copies"]["ids"] or [])]
    return ["" if value is None else str(value) for value in values]


def same_number(a, b):
    try:
        return float(a) == float(b)
    except ValueError:
        return False


def same_row(row, wanted):
    return len(row) == len(wanted) and all(
        a == b or same_number(a, b) for a, b in zip(row, wanted))


def check_offsets(document, unit, texts):
    """Every range of the document names the text that it says."""
    assert document["offset_unit"] == unit
    for hit in document["hits"]:
        text = texts[hit["article"]["id"]]
        passage, snippet = hit["passage"], hit["snippet"]
        assert part(text, passage["start"], passage["end"], unit) == passage["text"]
        for match in hit["matches"]:
            source = text if match["field"] == "body" else hit["article"]["title"]
            assert part(source, match["start"], match["end"], unit) == match["text"]
        for mark in snippet["highlights"]:
            shown = part(snippet["text"], mark["start"], mark["end"], unit)
            assert shown in hit["matches"][mark["match"]]["text"].replace("\n", " ")


def check_tables(document, query, unit):
    fields = ["--fields", ",".join(NAMES), "--offsets", unit]
    wanted = [cells(hit) for hit in document["hits"]]
    rows = list(csv.reader(io.StringIO(ask("--format", "csv", *fields, "-e", query),
                                       newline="")))
    assert rows[0] == NAMES
    assert len(rows) == len(wanted) + 1
    assert all(map(same_row, rows[1:], wanted)), (query, rows, wanted)
    lines = ask("--format", "tsv", *fields, "-e", query).split("\n")
    plain = str.maketrans("\t\r\n", "   ")
    assert lines[-1] == "" and len(lines) == len(wanted) + 2
    for line, row in zip(lines[1:], wanted):
        assert same_row(line.split("\t"), [c.translate(plain) for c in row])


def check_sentences(document, query):
    """Rows of -o are the sentences in which something matches."""
    rows = list(csv.reader(io.StringIO(
        ask("-o", "--format", "csv", "--fields", "rank,start,end,text", "-e", query),
        newline="")))[1:]
    for hit in document["hits"]:
        passage = hit["passage"]
        own = [row for row in rows if int(row[0]) == hit["rank"]]
        for _, start, end, text in own:
            assert passage["start"] <= int(start) < int(end) <= passage["end"]
            assert text in passage["text"]
        for match in hit["matches"]:
            assert match["field"] == "title" or any(
                int(row[1]) <= match["start"] < int(row[2]) for row in own)


def main():
    articles = map(json.loads, run("irindex", "--export").splitlines())
    texts = {article["id"]: article["text"] for article in articles}
    hits = 0
    for query in QUERIES:
        for unit in ENCODINGS:
            document = json.loads(ask("--json", "--offsets", unit, "-e", query))
            hits += len(document["hits"])
            if unit != "byte":
                check_offsets(document, unit, texts)
            check_tables(document, query, unit)
        check_sentences(document, query)
    assert hits > 100, hits


main()
