#!/usr/bin/env python3
"""A server that answers irsearch as servers do that are broken or none of ours.

usage: client_server.py SOCKET

Prints its port.  The name of the index in a request chooses what is done: one
of the functions below.  SOCKET is of irsearch --serve, for those that pass
requests on.  Each connection is a line on standard output.
"""
import socket
import sys
import threading
import time

TYPE = b"application/vnd.irsearch.run"
END = b"\x01\x00\x00\x00\x01"  # version 1, end, no error, no message, found


def reply(body, status=b"200 OK", kind=TYPE, length=None, more=b""):
    length = len(body) if length is None else length
    return (b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n"
            % (status, kind, length, more) + body)


PROBLEM = b'{"status":503,"detail":"64 requests wait already\\u001b[2J","code":"queue_full"}'
FIXED = {
    "good": reply(END),
    "garbage": b"\x00\xff\x16\x03 what?\r\n\r\n",
    "banner": b"SSH-2.0-OpenSSH_9.2\r\n",
    "html": reply(b"<html>hello</html>", kind=b"text/html"),
    "gateway": reply(b"<html>502</html>", status=b"502 Bad Gateway", kind=b"text/html"),
    "problem": reply(PROBLEM, status=b"503 Service Unavailable", kind=b"application/problem+json"),
    "badproblem": reply(b'{"detail":', status=b"503 No", kind=b"application/problem+json"),
    "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "nolength": b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n%s" % (TYPE, END),
    "twolengths": reply(END, more=b"Content-Length: 7\r\n"),
    "badlength": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    "huge": reply(b"", length=1 << 40),
    "hugehead": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100000,
    "cuthead": b"HTTP/1.1 200 OK\r\nContent-",
    "cutbody": reply(END, length=1000),
    "more": reply(END) + b"HTTP/1.1 200 OK\r\n",
    "empty": reply(b""),
    "damaged": reply(b"\x01\x01\xff\xff\xff\xff\x7fabc"),
    "version": reply(b"\x02" + END[1:]),
    "trailing": reply(END + b"x"),
    "nothing": b"",
    "gzip": reply(END, more=b"Content-Encoding: gzip\r\n"),
    "http2": reply(END).replace(b"HTTP/1.1", b"HTTP/2.0"),
}


def receive(connection):
    """The head and the body of a request, or None at the end."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = [int(line.split(b":")[1]) for line in head.split(b"\r\n")
              if line.lower().startswith(b"content-length:")][0]
    while len(body) < length:
        body += connection.recv(65536)
    return head, body


def pass_on(head, body):
    upstream = socket.socket(socket.AF_UNIX)
    upstream.connect(sys.argv[1])
    _, _, rest = head.partition(b"\r\n")
    upstream.sendall(b"POST /v1/run HTTP/1.1\r\n" + rest + b"\r\n\r\n" + body)
    answer = receive(upstream)
    upstream.close()
    return answer[0] + b"\r\n\r\n" + answer[1]


def serve(connection):
    """Answer until the client is gone, or as its request chooses."""
    while True:
        request = receive(connection)
        if not request:
            break
        mode = request[0].split(b"/")[1].decode()
        print(mode, flush=True)
        if mode in FIXED:
            connection.sendall(FIXED[mode])
            if mode == "good":
                continue
            break
        if mode in ("keep", "forget"):
            connection.sendall(pass_on(*request))
            if mode == "keep":
                continue
            break
        if mode == "drip":
            connection.sendall(reply(b"", length=100000))
        while True:  # drip, or never answer
            time.sleep(0.2)
            if mode == "drip":
                connection.sendall(b"\x01")


def guarded(connection):
    try:
        serve(connection)
    except OSError:
        pass
    connection.close()


listener = socket.create_server(("127.0.0.1", 0), backlog=64)
print(listener.getsockname()[1], flush=True)
while True:
    accepted, _ = listener.accept()
    print("connection", flush=True)
    threading.Thread(target=guarded, args=(accepted,), daemon=True).start()
