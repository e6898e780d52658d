#!/usr/bin/env python3
"""Index the same articles in every format and compare the answers.

usage: every_format.py BUILD_DIR [COUNT]

Makes COUNT (default 200) articles of random prose, writes them in each format,
indexes each and runs the same queries on each index.  Articles, passages and
scores must be those of JSON lines, and so must the fields that a format has.
Python's standard library only.
"""
import bz2
import csv
import email.header
import email.mime.text
import email.utils
import datetime
import gzip
import html
import io
import json
import lzma
import os
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from xml.sax.saxutils import escape, quoteattr

SUBJECTS = ("the deputy oil minister,the electricity ministry,a refinery "
            "workers' union,the central bank,the port authority,parliament's "
            "energy committee,the national gas company,a customs office,the "
            "provincial governor,an independent economist").split(",")
VERBS = ("approved,delayed,rejected,welcomed,criticised,negotiated,signed,"
         "suspended,extended,audited").split(",")
OBJECTS = ("a waiver on gas imports,the pipeline contract,new sanctions relief,"
           "the electricity tariff,a loan of $20 billion,the border crossing "
           "plan,fuel subsidies,the café licences of Zürich & Söhne,"
           "an export quota,the ministry’s “emergency” budget").split(",")
PLACES = ("in Basra,in Baghdad,near the Caspian coast,at Shalamcheh,in Ankara,"
          "in the free zone,on the island,at the summit").split(",")
TAILS = ("on Tuesday,after long talks,despite the protests,for 45 days,before "
         "the vote,at 3.5 percent,as exports fell,said Mr. Karimi").split(",")
SOURCES = ("Gulf Wire", "Caspian Post", "Harbour Daily")
SECTIONS = ("Energy", "Economy", "Politics")
BYLINES = ("Lena Aster", "Omid Farahani", "Ruth Okafor")
QUERIES = ("gas waiver", "sanctions", "electricity tariff Basra",
           "\"pipeline contract\"", "deputy oil minister", "loan $20 billion",
           "refinery union fuel subsidies", "café licences", "parliament vote",
           "Karimi exports fell", "central bank OR customs", "gas -waiver")
FIELDS = ("title", "date", "source", "section", "byline", "lang", "url")


def sentence(chance):
    words = " ".join(chance.choice(part) for part in
                     (SUBJECTS, VERBS, OBJECTS, PLACES, TAILS))
    return words[0].upper() + words[1:] + "."


def make(count):
    chance = random.Random(20260512)
    articles = []
    for i in range(count):
        day = datetime.datetime(2026, 1, 1, 6, 30, 15) + \
            datetime.timedelta(hours=7 * i)
        title = "%s %s %s, report %d" % (
            chance.choice(SUBJECTS).title().replace("’S", "’s"),
            chance.choice(VERBS), chance.choice(OBJECTS), i + 1)
        articles.append({
            "id": "a%04d" % i, "title": title,
            "date": day.strftime("%Y-%m-%dT%H:%M:%SZ"), "when": day,
            "source": chance.choice(SOURCES),
            "section": chance.choice(SECTIONS),
            "byline": chance.choice(BYLINES), "lang": "en",
            "url": "https://news.example/%d/report" % i,
            "paragraphs": [" ".join(sentence(chance) for _ in
                                    range(chance.randint(2, 5)))
                           for _ in range(chance.randint(3, 8))]})
    return articles


def body(a):
    return "\n".join(a["paragraphs"])


def tagged(a, open_tag="<p>", close_tag="</p>", glue="\n"):
    return glue.join(open_tag + escape(p) + close_tag
                     for p in a["paragraphs"])


def record(a):
    fields = {k: a[k] for k in ("id",) + FIELDS}
    fields["text"] = body(a)
    return fields


def each(articles, ending, one):
    """A file for each article."""
    return {a["id"] + ending: one(a).encode() for a in articles}


def jsonl(articles):
    return {"all.jsonl": "".join(json.dumps(record(a)) + "\n"
                                 for a in articles).encode()}


def json_array(articles):
    renamed = []
    for a in articles:
        r = record(a)
        renamed.append({"headline": r["title"], "articleBody": r["text"],
                        "datePublished": r["date"], "id": r["id"],
                        "source": r["source"], "section": r["section"],
                        "author": r["byline"], "language": r["lang"],
                        "url": r["url"]})
    return {"all.json": json.dumps(renamed, ensure_ascii=False,
                                   indent=1).encode()}


def separated(articles, delimiter):
    out = io.StringIO()
    names = ("id",) + FIELDS + ("text",)
    w = csv.DictWriter(out, names, delimiter=delimiter)
    w.writeheader()
    for a in articles:
        w.writerow(record(a))
    return out.getvalue().encode()


def sgml(articles):
    return {"all.sgml": "".join(
        "<DOC>\n<DOCNO> %s </DOCNO>\n<DATE>%s</DATE>\n<HEADLINE>%s</HEADLINE>\n"
        "<BYLINE>%s</BYLINE>\n<SECTION>%s</SECTION>\n<SOURCE>%s</SOURCE>\n"
        "<TEXT>\n%s\n</TEXT>\n</DOC>\n" % (
            a["id"], a["date"], escape(a["title"]), a["byline"], a["section"],
            a["source"], tagged(a)) for a in articles).encode()}


def nitf(a):
    stamp = a["when"].strftime("%Y%m%dT%H%M%SZ")
    return """<?xml version="1.0" encoding="UTF-8"?>
<nitf>
<head><title>%s</title><docdata><doc-id id-string=%s/>
<date.issue norm="%s"/></docdata>
<pubdata name=%s position.section=%s/></head>
<body><body.head><hedline><hl1>%s</hl1></hedline>
<byline>By <person>%s</person></byline></body.head>
<body.content>%s</body.content></body>
</nitf>
""" % (escape(a["title"]), quoteattr(a["id"]), stamp, quoteattr(a["source"]),
       quoteattr(a["section"]), escape(a["title"]), a["byline"], tagged(a))


def newsml_g2(articles):
    items = "".join("""
<newsItem guid=%s version="1" xml:lang="en"
 xmlns="http://iptc.org/std/nar/2006-10-01/">
<itemMeta><itemClass qcode="ninat:text"/><provider><name>%s</name></provider>
<versionCreated>%s</versionCreated></itemMeta>
<contentMeta><contentCreated>%s</contentCreated><by>%s</by>
<subject type="cpnat:abstract"><name>%s</name></subject>
<headline>%s</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>%s</title></head>
<body>%s</body></html></inlineXML></contentSet></newsItem>""" % (
        quoteattr(a["id"]), a["source"], a["date"], a["date"], a["byline"],
        a["section"], escape(a["title"]), escape(a["title"]), tagged(a))
        for a in articles)
    return {"all.xml": ("""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
<header><sent>2026-05-12T10:00:00Z</sent></header><itemSet>%s</itemSet>
</newsMessage>""" % items).encode()}


def newsml_1(a):
    return """<?xml version="1.0" encoding="UTF-8"?>
<NewsML Version="1.2"><NewsEnvelope><DateAndTime>%s</DateAndTime></NewsEnvelope>
<NewsItem><Identification><NewsIdentifier>
<ProviderId>news.example</ProviderId><DateId>%s</DateId>
<NewsItemId>%s</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId>
<PublicIdentifier>%s</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>%s</FirstCreated>
<ThisRevisionCreated>%s</ThisRevisionCreated><Status FormalName="Usable"/>
</NewsManagement>
<NewsComponent><NewsLines><HeadLine>%s</HeadLine><ByLine>%s</ByLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName=%s/></Provider>
</AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<ContentItem><MediaType FormalName="Text"/><DataContent>%s</DataContent>
</ContentItem></NewsComponent></NewsItem></NewsML>
""" % ((a["when"].strftime("%Y%m%dT%H%M%SZ"), a["when"].strftime("%Y%m%d"),
        a["id"], a["id"]) + (a["when"].strftime("%Y%m%dT%H%M%SZ"),) * 2 +
       (escape(a["title"]), a["byline"], quoteattr(a["source"]), tagged(a)))


def rss(articles):
    items = "".join("""<item><title>%s</title><link>%s</link>
<guid isPermaLink="false">%s</guid><pubDate>%s</pubDate>
<dc:creator>%s</dc:creator><category>%s</category>
<description>Short of it.</description>
<content:encoded><![CDATA[%s]]></content:encoded></item>
""" % (escape(a["title"]), a["url"], a["id"],
       email.utils.format_datetime(a["when"].replace(
           tzinfo=datetime.timezone.utc)), a["byline"], a["section"],
       tagged(a)) for a in articles)
    return {"all.rss": ("""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>All wires</title><link>https://news.example/</link><language>en</language>
<description>x</description>%s</channel></rss>""" % items).encode()}


def atom(articles):
    entries = "".join("""<entry><title>%s</title><id>%s</id>
<link rel="alternate" href=%s/><published>%s</published><updated>%s</updated>
<author><name>%s</name></author><category term=%s/>
<summary>Short of it.</summary><content type="html">%s</content></entry>
""" % (escape(a["title"]), a["id"], quoteattr(a["url"]), a["date"], a["date"],
       a["byline"], quoteattr(a["section"]), escape(tagged(a)))
        for a in articles)
    return {"all.atom": ("""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>All wires</title>
<id>urn:wires</id><updated>2026-05-12T10:00:00Z</updated>%s</feed>"""
                         % entries).encode()}


def json_feed(articles):
    return {"feed.json": json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": "All wires",
        "language": "en", "items": [{
            "id": a["id"], "url": a["url"], "title": a["title"],
            "content_html": tagged(a), "summary": "Short of it.",
            "date_published": a["date"], "authors": [{"name": a["byline"]}],
            "tags": [a["section"]]} for a in articles]}).encode()}


def page(a):
    linked = json.dumps({
        "@context": "https://schema.org", "@type": "NewsArticle",
        "headline": a["title"], "datePublished": a["date"],
        "author": {"@type": "Person", "name": a["byline"]},
        "publisher": {"@type": "Organization", "name": a["source"]},
        "articleSection": a["section"], "inLanguage": "en",
        "url": a["url"]}).replace("</", "<\\/")
    return """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>%s</title>
<link rel="canonical" href=%s>
<meta property="og:site_name" content=%s>
<script type="application/ld+json">%s</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/e">Energy</a>
</li><li><a href="/p">Politics</a></li></ul></nav></header>
<main><article><h1>%s</h1>%s</article></main>
<footer><p><a href="/imprint">Imprint</a> <a href="/terms">Terms</a></p>
</footer></body></html>
""" % (escape(a["title"]), quoteattr(a["url"]), quoteattr(a["source"]), linked,
       escape(a["title"]), tagged(a))


def letter(a):
    m = email.mime.text.MIMEText(body(a) + "\n", "plain", "utf-8")
    m["Subject"] = email.header.Header(a["title"], "utf-8")
    m["From"] = email.utils.formataddr((a["byline"], "desk@news.example"))
    m["Date"] = email.utils.format_datetime(
        a["when"].replace(tzinfo=datetime.timezone.utc))
    m["Message-ID"] = "<%s@news.example>" % a["id"]
    return m


def mbox(articles):
    return {"all.mbox": b"".join(b"From desk@news.example Tue May 12 10:00:00 "
                                 b"2026\n" + letter(a).as_bytes() + b"\n"
                                 for a in articles)}


def warc(articles):
    out = []
    for a in articles:
        http = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"
                b"\r\n\r\n" + page(a).encode())
        out.append(("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: "
                    "<urn:uuid:%s>\r\nWARC-Target-URI: %s\r\nWARC-Date: "
                    "2026-06-01T00:00:00Z\r\nContent-Type: application/http; "
                    "msgtype=response\r\nContent-Length: %d\r\n\r\n" % (
                        a["id"], a["url"], len(http))).encode() + http +
                   b"\r\n\r\n")
    return {"all.warc.gz": b"".join(gzip.compress(r) for r in out)}


def text(a):
    return a["title"] + "\n\n" + "\n\n".join(a["paragraphs"]) + "\n"


def tar_gz(articles):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as t:
        for a in articles:
            data = page(a).encode()
            info = tarfile.TarInfo("pages/%s.html" % a["id"])
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return {"all.tar.gz": out.getvalue()}


def zipped(articles):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for a in articles:
            z.writestr("wire/%s.xml" % a["id"], nitf(a))
    return {"all.zip": out.getvalue()}


def zstd(articles):
    if not shutil.which("zstd"):
        return None
    return {"all.jsonl.zst": subprocess.run(
        ["zstd", "-qc"], input=jsonl(articles)["all.jsonl"],
        stdout=subprocess.PIPE, check=True).stdout}


ALL = FIELDS
FORMATS = (  # name, writer, fields that the format has
    ("jsonl", jsonl, ALL),
    ("json", json_array, ALL),
    ("csv", lambda x: {"all.csv": separated(x, ",")}, ALL),
    ("tsv", lambda x: {"all.tsv": separated(x, "\t")}, ALL),
    ("sgml", sgml, ("title", "date", "source", "section", "byline")),
    ("nitf", lambda x: each(x, ".xml", nitf),
     ("title", "date", "source", "section", "byline")),
    ("newsml-g2", newsml_g2,
     ("title", "date", "source", "section", "byline", "lang")),
    ("newsml-1.2", lambda x: each(x, ".xml", newsml_1),
     ("title", "date", "source", "byline", "lang")),
    ("rss", rss, ("title", "date", "section", "byline", "lang", "url")),
    ("atom", atom, ("title", "date", "section", "byline", "lang", "url")),
    ("json feed", json_feed,
     ("title", "date", "section", "byline", "lang", "url")),
    ("html", lambda x: each(x, ".html", page), ALL),
    ("mbox", mbox, ("title", "date", "byline")),
    ("warc", warc, ALL),
    ("text", lambda x: each(x, ".txt", text), ("title",)),
    ("jsonl.gz", lambda x: {"a.jsonl.gz": gzip.compress(
        jsonl(x)["all.jsonl"])}, ALL),
    ("json.bz2", lambda x: {"a.json.bz2": bz2.compress(
        json_array(x)["all.json"])}, ALL),
    ("rss.xz", lambda x: {"a.rss.xz": lzma.compress(rss(x)["all.rss"])},
     ("title", "date", "section", "byline", "lang", "url")),
    ("jsonl.zst", zstd, ALL),
    ("tar.gz of html", tar_gz, ALL),
    ("zip of nitf", zipped, ("title", "date", "source", "section", "byline")),
)


def index(build, files, folder):
    inputs = os.path.join(folder, "in")
    os.mkdir(inputs)
    for name, data in files.items():
        with open(os.path.join(inputs, name), "wb") as f:
            f.write(data)
    done = subprocess.run([os.path.join(build, "irindex"), "--no-config",
                           "-q", "-d", os.path.join(folder, "db"), inputs],
                          stderr=subprocess.PIPE, text=True)
    return done.returncode, done.stderr.split("\n")[0]


def ask(build, folder):
    """Hits by query: title, score, passage; and the fields by title."""
    queries = os.path.join(folder, "queries")
    with open(queries, "w", encoding="utf-8") as f:
        f.writelines("%d\t%s\n" % x for x in enumerate(QUERIES))
    done = subprocess.run([os.path.join(build, "irsearch"), "--no-config",
                           "-d", os.path.join(folder, "db"), "-f", queries,
                           "-n", "1000", "--jsonl"], stdout=subprocess.PIPE,
                          text=True)
    hits, fields = {}, {}
    for line in done.stdout.splitlines():
        hit = json.loads(line)
        hits.setdefault(hit["qid"], []).append(
            (-round(hit["score"], 9), hit["article"]["title"],
             " ".join(hit["passage"]["text"].split())))
        fields[hit["article"]["title"]] = hit["article"]
    # Ties are in order of id, and ids differ between formats.
    return {qid: sorted(x) for qid, x in hits.items()}, fields


def wrong_fields(carried, fields, articles):
    by_title = {a["title"]: a for a in articles}
    for title, got in fields.items():
        want = by_title.get(title)
        if not want:
            return "unknown title: " + title
        for name in carried:
            if got[name] != want[name]:
                return "%s of %s: %r, not %r" % (name, want["id"], got[name],
                                                 want[name])
    return ""


def difference(got, want):
    for qid in want:
        if qid not in got:
            return "query %s: nothing found" % QUERIES[int(qid)]
        for a, b in zip(got[qid], want[qid]):
            if a != b:
                return "query %s:\n    %r\n not %r" % (QUERIES[int(qid)], a, b)
        if len(got[qid]) != len(want[qid]):
            return "query %s: %d hits, not %d" % (
                QUERIES[int(qid)], len(got[qid]), len(want[qid]))
    return ""


def main():
    build = sys.argv[1]
    articles = make(int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    only = sys.argv[3:]
    passed = failed = skipped = 0
    want = None
    for name, write, carried in FORMATS:
        if only and name != "jsonl" and name not in only:
            continue
        folder = tempfile.mkdtemp(prefix="irsearch-formats-")
        try:
            files = write(articles)
            if files is None:
                print("skipped %s: no program to write it" % name)
                skipped += 1
                continue
            status, said = index(build, files, folder)
            hits, fields = ask(build, folder)
            if want is None:
                want = hits
            trouble = said if status else (difference(hits, want) or
                                           wrong_fields(carried, fields,
                                                        articles))
        finally:
            shutil.rmtree(folder)
        if trouble or not hits:
            print("not ok %s: %s" % (name, trouble or "no hits at all"))
            failed += 1
        else:
            passed += 1
    print("formats: %d passed, %d failed, %d skipped" % (passed, failed,
                                                         skipped))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
