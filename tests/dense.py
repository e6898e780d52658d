#!/usr/bin/env python3
"""Inputs of some MB that are made to take as much memory as they can.

usage: tests/dense.py BUILD_DIR; IR_DENSE=12: of 12 MB, not 6

Each is indexed between two others, in a process of its own.  Whatever is in it,
irindex stays below a limit, ends well or names the file and its limit, and keeps
the others.
"""
import os
import resource
import shutil
import subprocess
import sys
import tempfile

SANITIZED = "asan" in sys.argv[1]  # it keeps what was freed, and takes long
SIZE = int(os.environ.get("IR_DENSE", "6")) << 20
MOST = 300 << 20  # bytes, as irindex.1 says
# Of what is kept, the less the smaller it is: at 12 MB, all that is over BARE.
BARE = 25 << 20
MOST_KEPT = BARE + (MOST - BARE) * SIZE // (12 << 20)
CPU_SECONDS = int(os.environ.get("IR_HANGS", "100"))
RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>gas</title>%s</item></channel></rss>'
NITF = b"<?xml version=\"1.0\"?><nitf><head><title>gas</title></head><body><body.content>%s</body.content></body></nitf>"
MAIL = b"From: a@b.org\nSubject: Gas\nDate: Tue, 12 May 2026 10:00:00 +0000\n%s\n\nGas imports.\n"
OBJECT = b'{"id":"a","text":"gas imports","x":[%s]}'
# An article of a thousand values; a thousand of them in one object are read
# one by one.
WRAPPED = b'{"id":"%d","text":"gas","x":[' + b",".join([b"1"] * 1000) + b"]}"
VALUES = "too much in one JSON object: at most 500,000 values"
NAMES = "more than 50000 different names"
HEADS = "a mail whose heads are over 2097152 bytes"
WORDS = "too many different words: at most 300,000 in one article"


def fill(around, piece, between=b""):
    """The parts of: so much of a piece, or of what it makes of a number.  They
    are not put together, as what this process takes counts as the child's."""
    one = piece if isinstance(piece, bytes) else piece(10 ** 5)
    count = SIZE // len(one + between)
    before, after = around.split(b"%s")
    yield before
    if isinstance(piece, bytes):
        yield (piece + between) * (count - 1) + piece
    else:
        yield piece(0)
        for at in range(1, count, 10000):
            yield between + between.join(map(piece, range(at, min(at + 10000, count))))
    yield after


def cases():
    """Of each: a name, the parts of its bytes, and what is said of it; None: it is kept."""
    yield "arrays.json", fill(OBJECT, b"[]", b","), VALUES
    yield "objects.json", fill(OBJECT, b"{}", b","), VALUES
    yield "numbers.json", fill(OBJECT, b"1", b","), VALUES
    yield "strings.json", fill(OBJECT, b'""', b","), VALUES
    yield "members.json", fill(b'{"id":"a","text":"gas",%s}', b'"%d":1'.__mod__, b","), VALUES
    yield "lines.jsonl", fill(OBJECT, b"{}", b","), VALUES
    yield "deep.json", (b'{"x":', b"[" * (SIZE // 2), b"]" * (SIZE // 2), b"}"), "more than 2048 levels"
    yield "wrapped.json", (b'{"status":"ok",\n"articles":[', b",".join(map(WRAPPED.__mod__, range(1000))), b"]}"), None
    yield "escapes.json", fill(b'{"id":"a","text":"%s"}', b"\\u00e9"), None
    yield "elements.rss", fill(RSS, b"<a/>"), None
    yield "names.rss", fill(RSS, b"<a%d/>".__mod__), NAMES
    yield "namespaces.rss", fill(RSS, b'<a xmlns:b="%d"/>'.__mod__), NAMES
    yield "attribute-names.rss", fill(RSS, b'<a a%d="1"/>'.__mod__), NAMES
    yield "attributes.rss", fill(RSS % b"<a %s/>", b'a%d="1"'.__mod__, b" "), "longer than 1048576 bytes"
    yield "references.rss", fill(RSS % b"<description>%s</description>", b"&lt;"), None
    yield "paragraphs.xml", fill(NITF, b"<p>a</p>"), None
    yield "elements.html", fill(b"<p>gas imports%s", b"<a>"), "too many elements: at most 300,000"
    yield "metadata.html", fill(b'<script type="application/ld+json">{"@type":"NewsArticle","x":[%s]}</script>'
                                b"<p>gas imports", b"{}", b","), None
    yield "parameters.eml", fill(MAIL % b"MIME-Version: 1.0\nContent-Type: text/plain%s", b"; a%d=b".__mod__), HEADS
    yield "recipients.eml", fill(MAIL % b"To: %s", b"a%d@b.org".__mod__, b", "), HEADS
    yield "words.eml", fill(MAIL % b"X: %s", b"=?utf-8?q?a?=", b" "), HEADS
    yield "columns.csv", fill(b"id,text,%s\na,gas\n", b"c%d".__mod__, b","), "too many columns: at most 1024"
    yield "fields.csv", fill(b"id,text\na,gas%s\n", b","), "columns, more than the header has"
    yield "quote.csv", fill(b'id,text\na,"%s', b"gas "), "a quote is never closed"
    yield "fields.sgml", fill(b"<DOC><DOCNO>a</DOCNO>%s<TEXT>gas</TEXT></DOC>", b"<HL>a</HL>"), None
    yield "paragraphs.sgml", fill(b"<DOC><DOCNO>a</DOCNO><TEXT>%s</TEXT></DOC>", b"<P>a"), None
    yield "line.txt", fill(b"%s", b"Gas imports rose. "), None
    yield "word.txt", fill(b"gas %s", b"a"), None
    yield "words.txt", fill(b"%s", b"%x".__mod__, b" "), WORDS
    yield "sentences.txt", fill(b"%s", b"A. "), None
    yield "paragraphs.txt", fill(b"%s", b"a\n\n"), None
    yield "ideographs.txt", fill(b"%s", "石油天然气".encode()), None


def run(irindex, folder, name):
    """Index a file between two others: (status, what was said, bytes)."""
    said = os.path.join(folder, "said")
    inputs = [os.path.join(folder, one) for one in ("before.jsonl", name, "after.jsonl")]
    with open(said, "wb") as out:
        child = subprocess.Popen([irindex, "--no-config", "-j", "1", "-d", os.path.join(folder, "db"), *inputs],
                                 stdout=out, stderr=out, env={**os.environ, "HOME": folder, "LC_ALL": "C"})
        resource.prlimit(child.pid, resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    with open(said, encoding="utf-8", errors="replace") as f:
        return child.returncode, f.read(), used.ru_maxrss << 10


def judge(name, limit, ended):
    """What is wrong, or None."""
    status, said, used = ended
    most = MOST if limit or name == "wrapped.json" else MOST_KEPT
    if status != (1 if limit else 0):
        return f"status {status}"
    if limit and f"/{name}:" not in said or (limit or "") not in said:
        return "does not name the file and its limit"
    added = 2 + (0 if limit else 1000 if name == "wrapped.json" else 1)
    if f"{added:,} articles added" not in said:
        return "others are not kept"
    return f"takes {used >> 20} MiB" if not SANITIZED and used > most else None


def main():
    irindex, failed = os.path.join(os.path.abspath(sys.argv[1]), "irindex"), 0
    for name, content, limit in cases():
        folder = tempfile.mkdtemp()
        for other in ("before", "after"):
            with open(os.path.join(folder, f"{other}.jsonl"), "w", encoding="utf-8") as f:
                f.write('{"id":"%s","text":"Oil fell."}\n' % other)
        with open(os.path.join(folder, name), "wb") as f:
            f.writelines(content)
        ended = run(irindex, folder, name)
        wrong = judge(name, limit, ended)
        failed += wrong is not None
        print(f"not ok - {name}: {wrong}\n#   {ended[1][:300]}" if wrong else f"ok - {name}")
        shutil.rmtree(folder)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
