#!/usr/bin/env python3
# Called by browser.sh: page.html in a headless Chromium, from origins that this program serves on loopback. Nothing that it tries
# through the control port changes a world (digest, generation) or shows the page anything, and the daemon's log has each way as
# refused, with what gave it away. A page whose name was pointed at this machine after it was loaded (DNS rebinding) is one whose
# server, once it has sent the page, passes bytes on to the control port: the browser can't tell, and holds nothing back.
import http.client
import http.server
import json
import os
import queue
import re
import shutil
import socket
import subprocess
import sys
import threading

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import desk  # noqa: E402

# way: what the daemon's log has of it (method), which header gave it away, what the page was told
WAYS = {
    "form": ("POST", "Origin|Sec-Fetch-Site", "load"), "form-text": ("POST", "Origin|Sec-Fetch-Site", "load"),
    "form-multi": ("POST", "Origin|Sec-Fetch-Site", "load"), "form-get": ("GET", "Sec-Fetch-Site", "load"),
    "fetch-cors": ("OPTIONS", "Origin", "nothing"), "fetch-simple": ("POST", "Origin|Sec-Fetch-Site", "nothing"),
    "fetch-nocors": ("POST", "Origin|Sec-Fetch-Site", "opaque"), "fetch-keepalive": ("POST", "Origin|Sec-Fetch-Site", "opaque"),
    "fetch-bearer": ("OPTIONS", "Origin", "nothing"), "fetch-localhost": ("POST", "Origin|Sec-Fetch-Site", "opaque"),
    "fetch-get": ("GET", "Sec-Fetch-Site", "opaque"), "fetch-delete": ("OPTIONS", "Origin", "nothing"),
    "fetch-put": ("OPTIONS", "Origin", "nothing"), "xhr": ("POST", "Origin|Sec-Fetch-Site", "nothing"),
    "beacon": ("POST", "Origin|Sec-Fetch-Site", "true"), "beacon-blob": ("POST", "Origin|Sec-Fetch-Site", "true"),
    "img": ("GET", "Sec-Fetch-Site", "error"), "script": ("GET", "Sec-Fetch-Site", "error"), "style": ("GET", "Sec-Fetch-Site", "error"),
    "iframe": ("GET", "Sec-Fetch-Site", "load"), "iframe-noreferrer": ("GET", "Sec-Fetch-Site", "load"),
    "object": ("GET", "Sec-Fetch-Site", "error|load"), "websocket": ("GET", "Origin", "closed"), "eventsource": ("GET", "Origin|Sec-Fetch-Site", "error"),
    "same-site": ("POST", "Origin|Sec-Fetch-Site", "opaque"), "sandbox": ("POST", "Origin|Sec-Fetch-Site", "opaque"),
    "rebound": ("POST", "Host", "403 403 403 load"), "rebound-get": ("GET", "Host", None), "rebound-delete": ("DELETE", "Host", None),
    "rebound-form": ("POST", "Host|Origin", None), "navigate": ("GET", "Sec-Fetch-Site", None),
}
CHROMIUM = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--no-zygote", "--mute-audio", "--in-process-gpu",
            # a page of loopback may ask loopback anyway: it is the daemon that is to say no
            "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,OptimizationHints,MediaRouter,Translate",
            "--host-resolver-rules=MAP evil.example 127.0.0.1,MAP rebound.example 127.0.0.2,MAP * ~NOTFOUND,EXCLUDE localhost,EXCLUDE 127.0.0.1"]


class Pages(http.server.BaseHTTPRequestHandler):
    """The other sites."""
    protocol_version = "HTTP/1.1"

    def send(self, body, kind="text/html; charset=utf-8"):
        self.send_response(200)
        for h in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Connection", "close")):
            self.send_header(*h)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.send(self.server.page if self.path.startswith("/?") or self.path == "/" else b"", "text/html; charset=utf-8")

    def do_POST(self):
        self.server.done.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send(b"", "text/plain")

    def log_message(self, *_):
        pass


class Rebinder(threading.Thread):
    """127.0.0.2 at the control port's number: the page to whoever asks for it, to everybody else the control port."""

    def __init__(self, port, page):
        super().__init__(daemon=True)
        self.port, self.page = port, page
        self.listener = socket.create_server(("127.0.0.2", port))

    def run(self):
        while True:
            try:
                c, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.one, args=(c,), daemon=True).start()

    def one(self, c):
        with c:
            first = c.recv(65536)
            if first.startswith(b"GET /?rebound "):
                c.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(self.page) + self.page)
                return
            if not first:
                return
            with socket.create_connection(("127.0.0.1", self.port)) as d:
                d.sendall(first)
                back = threading.Thread(target=pump, args=(d, c), daemon=True)
                back.start()
                pump(c, d)
                back.join()


def pump(a, b):
    try:
        while data := a.recv(65536):
            b.sendall(data)
        b.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def state(d):
    worlds = d.control("GET", "/_sim/worlds")[1]
    return worlds, {w: d.control("GET", "/_sim/worlds/%s/digest" % w)[1].get("digest") for w in CHANGED}


CHANGED = [w for w, (m, _, _) in WAYS.items() if m != "GET" and w != "rebound-form"] + ["rebound-form"]


def refused(d):
    """Waits until the log has every way; answers what is wrong."""
    lines = {name: re.compile(r" %s /_sim/worlds/%s(?:/\w+)? http=(\d+) .*" % (method, name)) for name, (method, _, _) in WAYS.items()}
    wrong = []
    tail = subprocess.Popen(["timeout", str(60 * desk.SLOWER), "tail", "-n", "+1", "-F", d.log], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            text=True, encoding="utf-8", errors="replace")
    try:
        while lines and (text := tail.stdout.readline()):
            for name in [n for n, line in lines.items() if line.search(text)]:
                good = lines.pop(name).search(text)[1] == "403" and " C50011 " in text and re.search("「(%s)」" % WAYS[name][1], text)
                wrong += [] if good else ["%s: not refused by %s: %s" % (name, WAYS[name][1], text.strip())]
        return wrong + ["%s: never reached the control port" % n for n in lines]
    finally:
        tail.terminate()
        tail.wait()


def main():
    d = desk.Desk().start()
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    profile = os.path.join(d.base, "profile")
    browser, wrong = None, []
    try:
        for w in CHANGED:
            status, answer = d.control("POST", "/_sim/worlds", {"name": w, "fixture": "lot2"})
            if status != 200:
                raise desk.Broken("%s: %s" % (w, answer))
        page = open(os.path.join(HERE, "page.html"), encoding="utf-8").read()
        control, port = d.ports["control"], site.server_address[1]
        for name, url in (("control", "http://127.0.0.1:%d" % control), ("localhost", "http://localhost:%d" % control),
                          ("rebound", "http://rebound.example:%d" % control), ("sameSite", "http://localhost:%d" % port),
                          ("top", "http://evil.example:%d" % port)):
            page = page.replace("PLACES." + name, url)
        site.page, site.done = page.encode(), queue.Queue()
        threading.Thread(target=site.serve_forever, daemon=True).start()
        rebinder = Rebinder(control, site.page)
        rebinder.start()
        before = state(d)
        with open(os.path.join(d.base, "chromium.log"), "wb") as log:
            browser = subprocess.Popen(CHROMIUM + ["--user-data-dir=" + profile, "http://evil.example:%d/" % port], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                       env=dict(os.environ, HOME=d.base, XDG_CONFIG_HOME=d.base, XDG_CACHE_HOME=d.base))
        told = site.done.get(timeout=60 * desk.SLOWER)
        wrong += refused(d)
        for name, (_, _, want) in WAYS.items():
            if want and not re.fullmatch(want, told.get(name, "")):
                wrong.append("%s: the page was told %s, not %s" % (name, told.get(name), want))
        if state(d) != before:
            wrong.append("a page has changed a world: %s, before %s" % (state(d), before))
        # what the pages tried does change a world when it is no page that asks
        status, _ = d.control("POST", "/_sim/worlds/form/reset", {})
        after = {w["name"]: w for w in state(d)[0]["worlds"]}
        if status != 200 or after["form"] == {w["name"]: w for w in before[0]["worlds"]}["form"]:
            wrong.append("a reset by hand shows nothing: %s %s" % (status, after["form"]))
        rebinder.listener.close()
    except queue.Empty:
        with open(os.path.join(d.base, "chromium.log"), errors="replace") as log:
            wrong.append("the page never came to its end: %s" % log.read()[-2000:])
    finally:
        if browser:
            browser.terminate()
            browser.wait()
        site.shutdown()
        try:
            d.stop()
        finally:
            d.clean()
    print("\n".join(wrong) if wrong else "%d ways of a page, all refused" % len(WAYS))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
