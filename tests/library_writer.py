#!/usr/bin/env python3
"""Write JSON lines into an index: library_writer.py LIBRARY INDEX <LINES"""
import ctypes as c
import json
import sys


def struct(*fields):
    return type("struct", (c.Structure,), {"_fields_": fields})


NAMES = "id title text date source section byline lang url".split()
Text = struct(("data", c.c_char_p), ("size", c.c_size_t))
Article = struct(("size", c.c_size_t), *((name, Text) for name in NAMES))
Error = struct(("status", c.c_int), ("message", c.c_char * 240))
ir, error, writer = c.CDLL(sys.argv[1]), Error(), c.c_void_p()
ir.ir_writer_note.restype = c.c_char_p
failed = 0

if ir.ir_writer_open(sys.argv[2].encode(), None, c.byref(writer), c.byref(error)):
    sys.exit(error.message.decode())
for line in sys.stdin:
    article = Article()
    ir.ir_writer_article_init_size(c.byref(article), c.c_size_t(c.sizeof(article)))
    for name, value in json.loads(line).items():
        value = value.encode()
        setattr(article, name, Text(value, len(value)))
    if ir.ir_writer_add(writer, c.byref(article), c.byref(error)):
        print(error.message.decode())
        failed = 1
    elif ir.ir_writer_note(writer):
        print(ir.ir_writer_note(writer).decode())
if ir.ir_writer_commit(writer, c.byref(error)):
    sys.exit(error.message.decode())
ir.ir_writer_close(writer)
sys.exit(failed)
