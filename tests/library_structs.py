#!/usr/bin/env python3
"""Search with the shared library, its structs laid out in ctypes:
library_structs.py LIBRARY INDEX QUERY"""
import ctypes as c
import sys


def struct(*fields):
    return type("struct", (c.Structure,), {"_fields_": fields})


P, Z = c.POINTER, c.c_size_t
Text = struct(("data", c.c_char_p), ("size", Z))
Request = struct(("size", Z), ("query", Text), ("rest", c.c_char * 1024))
Total = struct(("value", c.c_uint64), ("relation", c.c_int))
Hit = struct(("rank", Z), ("score", c.c_double), ("article", P(Text)))  # id first
Results = struct(
    ("texts", Text * 4), ("match", c.c_int), ("warnings", c.c_void_p),
    ("warning_count", Z), ("index", c.c_void_p), ("articles", Total),
    ("partial", Total), ("offset", Z), ("limit", Z), ("next", Text),
    ("took_ms", c.c_double), ("timed_out", c.c_bool),
    ("hits", P(P(Hit))), ("count", Z))
Error = struct(("status", c.c_int), ("message", c.c_char * 240))

ir = c.CDLL(sys.argv[1])
error, request, searcher, results = Error(), Request(), c.c_void_p(), P(Results)()


def must(status):
    if status:
        sys.exit(error.message.decode())


must(ir.ir_open((c.c_char_p * 1)(sys.argv[2].encode()), Z(1), c.byref(searcher), c.byref(error)))
ir.ir_request_init_size(c.byref(request), Z(c.sizeof(request)))
query = sys.argv[3].encode()
request.query = Text(query, len(query))
must(ir.ir_search(searcher, c.byref(request), c.byref(results), c.byref(error)))
for hit in (h.contents for h in results.contents.hits[:results.contents.count]):
    article_id = hit.article.contents
    print(hit.rank, c.string_at(article_id.data, article_id.size).decode())
ir.ir_results_free(results)
ir.ir_close(searcher)
