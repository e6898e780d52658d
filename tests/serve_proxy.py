#!/usr/bin/env python3
"""Send the requests of serve_hostile.py through nginx, which passes what it
takes for a request to the server, over a connection that it uses again.

usage: serve_proxy.py PORT LOG

Were one request two to the server, or two one, its log would not have as many
lines as nginx has passed on requests, and the answer to the next request on that
connection would be that to another.
"""
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import serve_hostile as hostile

PORT, LOG = int(sys.argv[1]), sys.argv[2]
HOST = b"Host: localhost\r\n"
SECONDS = 10  # to wait for nginx, whose own limits are shorter

CONFIG = """
daemon off; master_process off; pid nginx.pid; error_log error.log;
events {{ worker_connections 64; }}
http {{
    log_format upstream '$upstream_status';
    access_log access.log upstream;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    client_header_timeout 2s; client_body_timeout 2s;
    proxy_next_upstream off; proxy_ignore_client_abort on; proxy_request_buffering {buffering};
    ignore_invalid_headers off; underscores_in_headers on; merge_slashes off;
    upstream irsearch {{ server 127.0.0.1:{upstream}; keepalive 1; }}
    server {{
        listen 127.0.0.1:{listen};
        location / {{
            proxy_pass http://irsearch; proxy_http_version 1.1;
            proxy_set_header Connection ""; proxy_set_header Host 127.0.0.1:{upstream};
        }}
    }}
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as s:
        return s.getsockname()[1]


def talk(port, data):
    """All that nginx sends until it closes."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as s:
        try:
            s.sendall(data)
            s.shutdown(socket.SHUT_WR)
            while part := s.recv(65536):
                answer += part
        except OSError:
            pass  # refused before all was read
    return answer


def lines(path):
    with open(path, "rb") as log:
        return log.read().count(b"\n")


def requests_logged(skip):
    with open(LOG, "rb") as log:
        return sum("method" in json.loads(line) for line in log.readlines()[skip:])


def passed_on(folder):
    with open(os.path.join(folder, "access.log"), encoding="ascii") as log:
        return sum(status.strip() not in ("-", "502") for status in log)


def until(condition):
    end = time.monotonic() + SECONDS
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def is_listening(port):
    try:
        socket.create_connection(("127.0.0.1", port)).close()
        return True
    except OSError:
        return False


def own_answer(port, number):
    """Does a request get the answer to itself?"""
    name = f"probe-{number}"
    answer = talk(port, f"GET /v1/articles/{name} HTTP/1.1\r\n".encode() + HOST + b"Connection: close\r\n\r\n")
    return answer.startswith(b"HTTP/1.1 404 ") and re.search(rf"\b{name}\b".encode(), answer)


def run(folder, buffering):
    port, skip = free_port(), lines(LOG)
    with open(os.path.join(folder, "nginx.conf"), "w", encoding="ascii") as out:
        out.write(CONFIG.format(listen=port, upstream=PORT, buffering=buffering))
    wrong = []
    with subprocess.Popen([shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"), "-p", folder, "-c", "nginx.conf"],
                          stderr=subprocess.DEVNULL) as nginx:
        try:
            if not until(lambda: is_listening(port)):
                sys.exit("nginx does not start")
            second = hostile.LINE + HOST + b"Connection: close\r\n\r\n"
            for number, (name, data, _) in enumerate(hostile.cases):
                talk(port, data + second)
                if not own_answer(port, number):
                    wrong.append(name)
        finally:
            nginx.terminate()
    told = passed_on(folder)
    if not until(lambda: requests_logged(skip) >= told) or requests_logged(skip) != told:
        wrong.append(f"{told} requests passed on, {requests_logged(skip)} logged")
    print(f"{len(hostile.cases)} requests, {told} passed on, buffering {buffering}: {len(wrong)} wrong", *wrong[:10], sep="\n")
    return not wrong


def main():
    hostile.fill()
    good = True
    for buffering in ("on", "off"):
        with tempfile.TemporaryDirectory() as folder:
            good = run(folder, buffering) and good
    sys.exit(not good)


main()
