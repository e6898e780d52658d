#!/usr/bin/env python3
"""HTTP to the standard input and output of an MCP server, for tests.

usage: mcp_bridge.py COMMAND...   prints its port, serves until it is killed

The conformance suite talks HTTP only.  Each POST is one message; the answer is
that with the same id, or for a subscription its acknowledgement.
"""
import http.server
import json
import subprocess
import sys
import threading

server = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
waiting = {}
lock = threading.Lock()


def key(message):
    if message.get("method") == "notifications/subscriptions/acknowledged":
        return json.dumps(message["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"])
    return json.dumps(message.get("id"))


def read():
    for line in server.stdout:
        with lock:
            place = waiting.pop(key(json.loads(line)), None)
        if place:
            place.append(line)
            place[0].set()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, body=b"", kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.reply(405)

    do_DELETE = do_GET

    def do_POST(self):
        line = self.rfile.read(int(self.headers["Content-Length"]))
        message = json.loads(line)
        place = [threading.Event()]
        wants = "id" in message and "method" in message
        with lock:
            if wants:
                waiting[key({"id": message["id"]})] = place
            server.stdin.write(json.dumps(message).encode() + b"\n")
            server.stdin.flush()
        if not wants:
            self.reply(202)
            return
        place[0].wait()
        answer = json.loads(place[1])
        code = answer.get("error", {}).get("code")
        modern = self.headers["MCP-Protocol-Version"] == "2026-07-28"
        bad = code in (-32602, -32601) and modern or code == -32022
        if "method" in answer:
            self.reply(200, b"data: " + place[1] + b"\n", "text/event-stream")
        else:
            self.reply((404 if code == -32601 else 400) if bad else 200, place[1])


threading.Thread(target=read, daemon=True).start()
http_server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(http_server.server_port, flush=True)
http_server.serve_forever()
