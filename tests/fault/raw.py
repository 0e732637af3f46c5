# A client of nothing but a socket, and the faults of a world. Called by the tests beside it.
import os
import select
import socket
import ssl
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, B = "06139992", "06139984"
BANGO = "123456789018"  # as a 個人番号 would be


def expect(what, have, want):
    if have != want:
        raise desk.Broken("%s: 期待 %r、実際 %r" % (what, want, have))


def connect(d, hokensha, tls):
    s = socket.create_connection(("127.0.0.1", d.ports["data" if tls else "plain"]), timeout=120 * desk.SLOWER)
    if not tls:
        return s
    c = ssl.create_default_context(cafile=d.data + "/pki/ca.crt")
    name = "%s/pki/clients/KS%sA" % (d.data, hokensha)
    c.load_cert_chain(name + ".crt", name + ".key")
    return c.wrap_socket(s, server_hostname="127.0.0.1")


def send(d, service, op, fields, hokensha=A, world="lot2", tls=False):
    """The request is out; the socket."""
    s = connect(d, hokensha, tls)
    body = desk.envelope(service, op, fields, "KS%sA" % hokensha, "pw-ks%sa" % hokensha).encode()
    s.sendall(("POST /%s/soap/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: \"\"\r\n"
               "Connection: close\r\nContent-Length: %d\r\n\r\n" % (world, service, len(body))).encode() + body)
    return s


def take(s):
    """How the connection ended ("end", "reset"), and all that came before."""
    got, watch = b"", select.poll()
    watch.register(s, select.POLLIN)
    try:
        while True:
            # of a reset below TLS, ssl says no more than that it is the end
            if not (isinstance(s, ssl.SSLSocket) and s.pending()):
                if any(events & select.POLLERR for _, events in watch.poll(120000 * desk.SLOWER)):
                    return "reset", got
            more = s.recv(65536)
            if not more:
                return "end", got
            got += more
    except ConnectionResetError:
        return "reset", got
    finally:
        s.close()


def silent(s):
    """Nothing has come of it, not even an end."""
    return not select.select([s], [], [], 0)[0]


class Answer:
    def __init__(self, how, got):
        head, _, self.body = got.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.how = how
        self.http = int(lines[0].split(" ")[1]) if head else None
        self.headers = {k.lower(): v.strip() for k, v in (line.split(":", 1) for line in lines[1:])}
        reply = desk.Reply(self.http, self.body.decode("utf-8", "replace"))
        self.code, self.kubun, self.edaban = reply.code, reply.kubun, reply.get("edaban")
        self.length = int(self.headers.get("content-length", -1))

    @property
    def told(self):
        return (self.how, self.http, self.code)


def call(d, service, op, fields=(), **more):
    return Answer(*take(send(d, service, op, list(fields), **more)))


def order(d, kind, world="lot2", **more):
    status, answer = d.control("POST", "/_sim/worlds/%s/faults" % world, dict(kind=kind, **more))
    expect("%s %s" % (kind, answer), status, 200)
    return answer["number"]


def refused(d, item, **body):
    status, answer = d.control("POST", "/_sim/worlds/lot2/faults", body)
    expect("refused %s: %s" % (body, answer), (status, answer["code"], answer["item"]), (400, "C20010", item))
    if any(str(v) == BANGO for v in body.values()):
        expect("masked: %s" % answer, BANGO in str(answer), False)


def faults(d, world="lot2"):
    return d.control("GET", "/_sim/worlds/%s/faults" % world)[1]["faults"]


def drop(d, number=None, world="lot2"):
    return d.control("DELETE", "/_sim/worlds/%s/faults%s" % (world, "" if number is None else "/%d" % number))


def journal(d, world="lot2"):
    return d.control("GET", "/_sim/worlds/%s/journal?since=0" % world)[1]["entries"]


def marks(d, world="lot2"):
    return [e["mogi"] for e in journal(d, world) if "mogi" in e]
