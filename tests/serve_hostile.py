#!/usr/bin/env python3
"""Send malformed and ambiguous requests to a server, each followed by another
request on the same connection.

usage: serve_hostile.py PORT

Each must be refused with 400 or 501 (or the status given with it), and its
connection closed, so that the second request is never answered.
"""
import socket
import sys

PORT = int(sys.argv[1])
HOST = f"Host: 127.0.0.1:{PORT}\r\n".encode()
SECOND = b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\n"
LINE = b"GET /livez HTTP/1.1\r\n"
POST = b"POST /v1/search HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n"
BODY = b'{"q":"gas"}'
cases = []


def case(name, data, *statuses):
    cases.append((name, data, set(statuses) or {400, 501}))


def lengths():
    for value in ("+11", "-11", "0x0b", "11,11", "11, 11", "11;", "11 11", "1 1", "", "a", "11a",
                  "1e1", "11.0", "\"11\"", "+0", "-0", "0b11", "١١", "11\x0b", "11\x0c", ",11", "11,",
                  "99999999999999999999999", "18446744073709551616", "4294967307x"):
        status = (413,) if value.isdigit() and len(value) > 10 and value.isascii() else ()
        case(f"length {value!r}", POST + f"Content-Length: {value}\r\n\r\n".encode() + BODY, *status)
    for first, second in (("11", "11"), ("11", "0"), ("0", "11"), ("11", "12"), ("5", "11"), ("11", "x"), ("x", "11"), ("11", "")):
        case(f"lengths {first} and {second}", POST + f"Content-Length: {first}\r\nContent-Length: {second}\r\n\r\n".encode() + BODY)
        case(f"lengths {first} and {second} in other cases",
             POST + f"content-length: {first}\r\nCONTENT-LENGTH: {second}\r\n\r\n".encode() + BODY)
    for method in ("GET", "HEAD"):
        case(f"{method} with a body", f"{method} /livez HTTP/1.1\r\n".encode() + HOST + b"Content-Length: 5\r\n\r\nhello")


def codings():
    chunked = b"b\r\n" + BODY + b"\r\n0\r\n\r\n"
    for value in ("chunked", "Chunked", "CHUNKED", "xchunked", "chunked, chunked", "identity", "gzip, chunked", "chunked, identity",
                  " chunked", "chunked ", "\tchunked", "\"chunked\"", "chunked;q=1", "chunke", "", "cow", "x", "chunked,", ",chunked",
                  "deflate", "trailers", "chunked\x0b"):
        head = f"Transfer-Encoding: {value}\r\n".encode()
        case(f"coding {value!r}", POST + head + b"\r\n" + chunked)
        case(f"coding {value!r} and a length", POST + head + b"Content-Length: 11\r\n\r\n" + chunked)
        case(f"a length and coding {value!r}", POST + b"Content-Length: 4\r\n" + head + b"\r\n" + chunked)
    for name in ("Transfer-Encoding ", " Transfer-Encoding", "Transfer-Encoding\t", "Transfer_Encoding\x00", "Transfer-Encoding\x0b",
                 "X: y\nTransfer-Encoding", "X: y\rTransfer-Encoding"):
        case(f"name {name!r}", POST + f"Content-Length: 11\r\n{name}: chunked\r\n\r\n".encode() + chunked)
    case("two codings", POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunked)
    for chunk in (b"x\r\n", b"-1\r\n", b"0x5\r\nhello\r\n", b"ffffffffffffffffff\r\n", b"5 \r\nhello\r\n", b"5;\nhello\r\n", b"\r\n"):
        case(f"chunk {chunk!r}", POST + b"Transfer-Encoding: chunked\r\n\r\n" + chunk + b"0\r\n\r\n")


def line_ends():
    lines = [b"GET /livez HTTP/1.1", HOST[:-2], b"X-A: b", b""]
    for bad in (b"\n", b"\r", b"\r\r\n", b"\n\r", b"\x0b\r\n", b"\x00\r\n", b"\x85\r\n"[:1] + b"\n"):
        for at in range(len(lines)):
            data = b"".join(line + (bad if i == at else b"\r\n") for i, line in enumerate(lines))
            if bad == b"\x0b\r\n" and at == 3:
                data += b"\r\n"
            # A lone CR as the last end leaves the head open: what follows ends it.
            case(f"line {at} ends in {bad!r}", data)
    case("all lines end in LF", b"\n".join(lines) + b"\n")
    for fold in (b" ", b"\t", b"  ", b" \t"):
        case(f"folded with {fold!r}", LINE + HOST + b"X-A: b\r\n" + fold + b"c\r\n\r\n")
        case(f"Host folded with {fold!r}", LINE + b"Host:\r\n" + fold + HOST[6:] + b"\r\n")
        case(f"length folded with {fold!r}", POST + b"Content-Length: 1\r\n" + fold + b"1\r\n\r\n" + BODY)
        case(f"first line begins with {fold!r}", LINE + fold + b"X-A: b\r\n" + HOST + b"\r\n")


def names():
    for char in b' \t\x00\x01\x7f()<>@,;\\"/[]?={}\x80\xff':
        case(f"name with byte {char:#x}", LINE + HOST + b"X" + bytes([char]) + b"A: b\r\n\r\n")
        case(f"name that ends in byte {char:#x}", LINE + HOST + b"X-A" + bytes([char]) + b": b\r\n\r\n")
    for char in (0, 1, 7, 8, 0x0b, 0x0c, 0x1b, 0x1f, 0x7f):
        case(f"value with byte {char:#x}", LINE + HOST + b"X-A: b" + bytes([char]) + b"c\r\n\r\n")
        case(f"Host with byte {char:#x}", LINE + HOST[:-2] + bytes([char]) + b"\r\n\r\n")
    for line in (b"no colon", b": no name", b":", b"X-A", b"\x00", b"X-A : b", b"Host : a"):
        case(f"header {line!r}", LINE + HOST + line + b"\r\n\r\n")
    case("no Host", LINE + b"\r\n")
    case("empty Host", LINE + b"Host:\r\n\r\n")
    case("two Hosts", LINE + HOST + HOST + b"\r\n")
    case("two Hosts that differ", LINE + HOST + b"Host: evil.example\r\n\r\n")
    for name in (b"Content-Type", b"Authorization", b"Origin", b"Expect", b"Sec-Fetch-Site"):
        case(f"two {name!r}", LINE + HOST + (name + b": 100-continue\r\n") * 2 + b"\r\n")
    case("Expect: something", LINE + HOST + b"Expect: a-miracle\r\n\r\n")


def request_lines():
    tail = b"\r\n" + HOST + b"\r\n"
    for line in (b"GET  /livez HTTP/1.1", b"GET /livez  HTTP/1.1", b"GET /livez HTTP/1.1 ", b"GET\t/livez HTTP/1.1", b"GET /livez\tHTTP/1.1",
                 b" GET /livez HTTP/1.1", b"GET /livez", b"GET", b"GET ", b"GET  ", b"/livez HTTP/1.1", b"GET /li vez HTTP/1.1",
                 b"GET /livez HTTP/1.1 HTTP/1.1", b"GET /livez HTTP/1.1x", b"GET /livez http/1.1", b"GET /livez HTTP/1", b"GET /livez HTTP/1.",
                 b"GET /livez HTTP/.1", b"GET /livez HTTP/1.1.1", b"GET /livez HTTP/01.1", b"GET /livez HTTP/1.01", b"GET /livez HTTP /1.1",
                 b"GET /livez HTTP/1,1", b"GET /livez HTTP/+1.1", b"GET /livez HTTPS/1.1", b"GET /livez ICY/1.1", b"GET livez HTTP/1.1",
                 b"GET * HTTP/1.1", b"OPTIONS * HTTP/1.1", b"GET http://127.0.0.1/livez HTTP/1.1", b"GET //evil.example HTTP/1.1"[:0] + b"GET evil.example:80 HTTP/1.1",
                 b"GET /livez#x HTTP/1.1", b"GET /\x00livez HTTP/1.1", b"GET /livez\x00 HTTP/1.1", b"GET /\xc3\xa9 HTTP/1.1", b"GET /\x7f HTTP/1.1",
                 b"GET /\x1b[31m HTTP/1.1", b"GET\x00/livez HTTP/1.1", b"GET /livez\x0bHTTP/1.1", b"GET /livez\x0cHTTP/1.1"):
        case(f"request line {line!r}", line + tail)
    for version in (b"0.9", b"1.0", b"1.2", b"1.9", b"2.0", b"3.0", b"9.9"):
        case(f"version {version!r}", b"GET /livez HTTP/" + version + tail, 505)
    for method in (b"get", b"Get", b"GETT", b"G", b"FOO", b"PRI", b"SEARCH", b"PROPFIND", b"G<T", b"G(T", b"GET,", b"\"GET\"", b"M" * 300, b"\xffGET", b"GE\x01T"):
        case(f"method {method[:20]!r}", method + b" /livez HTTP/1.1" + tail)
    for escape in (b"%", b"%0", b"%00", b"%zz", b"%0g", b"%g0", b"%%30", b"%u0041", b"%-1", b"%+1", b"% 1"[:1] + b"x1", b"%0%30"):
        case(f"escape {escape!r} in a value", b"GET /v1/search?q=" + escape + b" HTTP/1.1" + tail)
        case(f"escape {escape!r} in a name", b"GET /v1/search?" + escape + b"=q HTTP/1.1" + tail)
        case(f"escape {escape!r} in an id", b"GET /v1/articles/" + escape + b" HTTP/1.1" + tail)
    for junk in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"hello\r\n"):
        case(f"no HTTP: {junk[:12]!r}", junk, 400, 501, 505)


def sizes():
    case("a URL of 8,193 bytes", b"GET /v1/search?q=" + b"a" * 8180 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414)
    case("a URL of a megabyte", b"GET /" + b"a" * 1000000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414)
    case("65 headers", LINE + HOST + b"X-A: b\r\n" * 64 + b"\r\n", 431)
    case("10,000 headers", LINE + HOST + b"X-A: b\r\n" * 10000 + b"\r\n", 431)
    case("a header of 20,000 bytes", LINE + HOST + b"X-A: " + b"b" * 20000 + b"\r\n\r\n", 431)
    case("a header of a megabyte", LINE + HOST + b"X-A: " + b"b" * 1000000 + b"\r\n\r\n", 431)
    # Refused before the body is read: the answer must reach a client that sends all of it first.
    post = b"POST %s HTTP/1.1\r\n" + HOST + b"Content-Type: %s\r\nContent-Length: %d\r\n\r\n"
    for size in (65537, 300000, 1000000):
        case(f"a body of {size:,} bytes", post % (b"/v1/search", b"application/json", size) + b"a" * size, 413)
    for path, kind, status in ((b"/no/such/path", b"application/json", 404), (b"/v1/info", b"application/json", 405),
                               (b"/v1/search", b"text/plain", 415)):
        case(f"a body of 65,536 bytes that is refused with {status}", post % (path, kind, 65536) + b"a" * 65536, status)


def talk(data):
    """All that the server sends until it closes; None if it does not."""
    answer = b""
    with socket.create_connection(("127.0.0.1", PORT), timeout=60) as s:
        try:
            s.sendall(data)
        except OSError:
            pass  # it has refused before it read all
        try:
            while part := s.recv(65536):
                answer += part
        except TimeoutError:
            return None
        except OSError:
            pass  # it closed while there was something to read
    return answer


def fill():
    for kind in (lengths, codings, line_ends, names, request_lines, sizes):
        kind()


def main():
    fill()
    wrong = 0
    for name, data, statuses in cases:
        answer = talk(data + SECOND)
        status = int(answer[9:12]) if answer and answer.startswith(b"HTTP/1.1 ") and answer[9:12].isdigit() else None
        # libmicrohttpd 0.9.75 sends the head of its own reply to a bad length twice.
        answers = answer.count(b"HTTP/1.1 ") if answer else 0
        if not answers or status not in statuses or answers > 1 + name.startswith("length"):
            wrong += 1
            print(f"{name}: {'not closed' if answer is None else answer[:120]}")
    print(f"{len(cases)} requests, {wrong} not refused")
    sys.exit(1 if wrong or len(cases) < 200 else 0)


if __name__ == "__main__":
    main()
