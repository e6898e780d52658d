"""Write the same articles in many formats: formats.py TEXTS OUT [COUNT].

TEXTS is a folder of plain text articles; the first line is the title.
"""
import bz2
import csv
import email.message
import gzip
import html
import io
import json
import lzma
import os
import sys
import tarfile
import zipfile

folder, out = sys.argv[1], sys.argv[2]
most = int(sys.argv[3]) if len(sys.argv) > 3 else 4000
articles = []
for at, dirs, names in os.walk(folder):
    dirs.sort()
    for name in sorted(names):
        if len(articles) == most:
            break
        with open(os.path.join(at, name), encoding="utf-8",
                  errors="replace") as f:
            text = f.read()
        title = text.strip().split("\n")[0][:200].strip()
        articles.append({"id": f"n{len(articles)}", "title": title,
                         "date": "2024-01-04", "text": text})
os.makedirs(out, exist_ok=True)
os.chdir(out)


def put(name, data):
    with open(name, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


lines = "".join(json.dumps(a) + "\n" for a in articles).encode()
put("a.jsonl", lines)
put("a.json", json.dumps(articles, indent=1))
for name, delimiter in (("a.csv", ","), ("a.tsv", "\t")):
    with open(name, "w", newline="", encoding="utf-8") as f:
        rows = csv.DictWriter(f, articles[0], delimiter=delimiter)
        rows.writeheader()
        rows.writerows(articles)

mailbox, records = io.BytesIO(), io.BytesIO()
for a in articles:
    mail = email.message.EmailMessage()
    mail["From"] = "Desk <desk@example.org>"
    mail["Subject"] = a["title"].replace("\n", " ").replace("\r", " ")
    mail["Date"] = "Thu, 4 Jan 2024 10:00:00 +0000"
    mail["Message-ID"] = f"<{a['id']}@example.org>"
    mail.set_content(a["text"])
    body = mail.as_bytes().replace(b"\nFrom ", b"\n>From ")
    mailbox.write(b"From desk Thu Jan  4 10:00:00 2024\n" + body + b"\n\n")
    paragraphs = "".join(f"<p>{html.escape(p)}</p>\n"
                         for p in a["text"].split("\n") if p.strip())
    page = (f"<html><head><title>{html.escape(a['title'])}</title></head>"
            f"<body><article>{paragraphs}</article></body></html>").encode()
    answer = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"
              b"\r\n\r\n" + page)
    records.write(b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
                  b"http://example.org/%s\r\nContent-Length: %d\r\n\r\n" %
                  (a["id"].encode(), len(answer)) + answer + b"\r\n\r\n")
put("a.mbox", mailbox.getvalue())
put("a.warc", records.getvalue())
put("a.warc.gz", b"".join(gzip.compress(b"WARC/1.0" + r, 6) for r in
                          records.getvalue().split(b"WARC/1.0")[1:]))
put("a.jsonl.gz", gzip.compress(lines, 6))
put("a.jsonl.bz2", bz2.compress(lines))
put("a.jsonl.xz", lzma.compress(lines, preset=6))
for name, mode in (("a.tar", "w"), ("a.tar.gz", "w:gz")):
    with tarfile.open(name, mode) as t:
        for a in articles:
            data = a["text"].encode()
            info = tarfile.TarInfo(f"news/{a['id']}.txt")
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for a in articles:
        z.writestr(f"news/{a['id']}.txt", a["text"])
