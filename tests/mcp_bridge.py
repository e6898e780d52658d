#!/usr/bin/env python3
"""HTTP to the standard input and output of an MCP server, for tests.

usage: mcp_bridge.py COMMAND...   prints its port, serves until it is killed

The conformance suite talks HTTP only.  Each POST is one message; the answer is
that with the same id, or for a subscription its acknowledgement.  Each path has
a server of its own, started when it is first asked for.
"""
import http.server
import json
import subprocess
import sys
import threading


def key(message):
    if message.get("method") == "notifications/subscriptions/acknowledged":
        return json.dumps(message["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"])
    return json.dumps(message.get("id"))


class Server:
    def __init__(self):
        self.process = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.waiting, self.lock = {}, threading.Lock()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            with self.lock:
                place = self.waiting.pop(key(json.loads(line)), None)
            if place:
                place.append(line)
                place[0].set()

    def send(self, message):
        """Where the answer will be; None if there is none."""
        place = [threading.Event()]
        wants = "id" in message and "method" in message
        with self.lock:
            if wants:
                self.waiting[key({"id": message["id"]})] = place
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            self.process.stdin.flush()
        return place if wants else None


servers, starting = {}, threading.Lock()


def server_of(path):
    with starting:
        if path not in servers:
            servers[path] = Server()
        return servers[path]


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
        place = server_of(self.path).send(json.loads(line))
        if not place:
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




class Bridge(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass  # the suite closes connections as it likes


http_server = Bridge(("127.0.0.1", 0), Handler)
print(http_server.server_port, flush=True)
http_server.serve_forever()
