"""Search with the shared library: library.py LIBRARY INDEX QUERY"""
import ctypes as c
import sys
ir, index, query = c.CDLL(sys.argv[1]), sys.argv[2].encode(), sys.argv[3].encode()
searcher, results, size = c.c_void_p(), c.c_void_p(), c.c_size_t()
error = c.create_string_buffer(244)  # the status, four bytes, and the message


def text(get, i):
    get.restype = c.c_void_p
    return c.string_at(get(results, c.c_size_t(i), c.byref(size)), size.value).decode()


if (ir.ir_open(c.byref(c.c_char_p(index)), c.c_size_t(1), c.byref(searcher), error)
        or ir.ir_search_text(searcher, query, c.c_size_t(10), c.byref(results), error)):
    sys.exit(error[4:].split(b"\0")[0].decode())
for i in range(ir.ir_hit_count(results)):
    print(i + 1, text(ir.ir_hit_id, i), text(ir.ir_hit_passage, i).replace("\n", " "))
ir.ir_results_free(results)
ir.ir_close(searcher)
