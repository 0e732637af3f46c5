#!/usr/bin/env python3
# Called by har.sh: the HAR of `chukan journal --har` is JSON in the shape of HAR 1.2 (the members that its specification wants, by a list
# written down here, each of its type), each request of the journal once and in order with the bodies that `journal/{n}` shows, and what is
# no request not at all; of a search and --last the same ones as the list; a file that only its owner reads, and no secret in it.
import json
import os
import re

import journal
from journal import A, NUMBER, W, desk, expect, has

NUM = (int, float)
# http://www.softwareishard.com/blog/har-12-spec: what must be there
SHAPE = {
    "log": {"version": str, "creator": dict, "entries": list},
    "creator": {"name": str, "version": str},
    "entry": {"startedDateTime": str, "time": NUM, "request": dict, "response": dict, "cache": dict, "timings": dict},
    "request": {"method": str, "url": str, "httpVersion": str, "cookies": list, "headers": list, "queryString": list, "headersSize": int, "bodySize": int},
    "response": {"status": int, "statusText": str, "httpVersion": str, "cookies": list, "headers": list, "content": dict, "redirectURL": str,
                 "headersSize": int, "bodySize": int},
    "content": {"size": int, "mimeType": str},
    "postData": {"mimeType": str, "params": list, "text": str},
    "timings": {"send": NUM, "wait": NUM, "receive": NUM},
    "pair": {"name": str, "value": str},
}
OPTIONAL = {"entry": ["_chukan"], "request": ["postData"], "content": ["text", "comment"], "postData": ["comment"]}


def shaped(what, value):
    """Has what it must, of the right type, and nothing that the format does not know."""
    for name, kind in SHAPE[what].items():
        expect("%s.%s" % (what, name), isinstance(value.get(name), kind) and not isinstance(value.get(name), bool), True)
    expect("%s: nothing else" % what, sorted(set(value) - set(SHAPE[what]) - set(OPTIONAL.get(what, []))), [])


class Har(journal.Play):
    def har(self, *args):
        at = os.path.join(self.d.base, "a.har")
        expect("says nothing", self.chukan("journal", "--har", at, "--url", "https://localhost:18443", *args), "")
        expect("only its owner's", os.stat(at).st_mode & 0o777, 0o600)
        with open(at, encoding="utf-8") as f:
            text = f.read()
        for secret in self.secrets:
            expect("%s in the HAR" % secret, secret in text, False)
        return json.loads(text)["log"]

    def played(self):
        self.call("kanyusha", "register", desk.person(1, NUMBER))
        self.call("kanyusha", "get", [("edaban", "9999999")])
        self.call("kanri", "ping", [("message", "a\"\\\t'<b>\x7f 𠮷")])
        self.call("kanri", "ping", [("message", "x. " * 40000)])
        self.call("kanri", "ping", password="himitsu-no-moji")
        self.chukan("call", "kanri.ping", "--soap", "1.2", *self.tls())
        c = desk.Caller(self.d, A)
        c.post("/lot2/soap/kanri?wsdl&a=1&b", None, {}, "GET")
        c.post("/lot2/nai", "x")
        c.close()
        self.call("file", "upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "a.csv"), ("naiyo", "QQ==")])
        self.d.settle()

    def entry(self, e, row):
        for what in ("request", "response", "timings"):
            shaped(what, e[what])
        shaped("entry", e)
        shaped("content", e["response"]["content"])
        for pair in e["request"]["headers"] + e["response"]["headers"] + e["request"]["queryString"]:
            shaped("pair", pair)
        expect("a time", bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+]09:00", e["startedDateTime"])), True)
        expect("it took", round(e["time"] * 1000), row["us"])
        req, rep, ours = e["request"], e["response"], e["_chukan"]
        expect("what", (req["method"], req["url"]), (row["method"], "https://localhost:18443" + row["path"]))
        expect("headers", {h["name"]: h["value"] for h in req["headers"]},
               {h: row[m] for h, m in (("Content-Type", "contentType"), ("SOAPAction", "soapAction")) if m in row})
        expect("posted", "postData" in req, row["method"] == "POST")
        for had, body in ((req.get("postData"), row["request"]), (rep["content"], row["reply"])):
            if had is None:
                continue
            xml = body["text"].startswith("<")
            expect("its text", had["text"], body["text"] if xml else "")
            expect("why there is none", had.get("comment"), "途中まで" if xml and body["cut"] else None if xml else body["text"] or None)
        if "postData" in req:
            shaped("postData", req["postData"])
        expect("answered", (rep["status"], rep["bodySize"], req["bodySize"]), (row["http"], row["bytesOut"], row["bytesIn"]))
        expect("ours", (ours["world"], ours["seq"], ours["at"], ours.get("code")), ("lot2", row["seq"], row["at"], row["code"]))
        if row["reply"]["text"].startswith("<"):
            has("its type", rep["content"]["mimeType"], "application/soap+xml" if "soap+xml" in row.get("contentType", "") else "text/xml")

    def written(self):
        self.played()
        log = self.har()
        shaped("log", log)
        shaped("creator", log["creator"])
        expect("version", log["version"], "1.2")
        rows = [self.d.control("GET", W + "/journal/%d" % n)[1] for n in range(1, self.last() + 1)]
        expect("the end of a file is there", [r["op"] for r in rows if "method" not in r], ["owari"])
        rows = [r for r in rows if "method" in r]
        expect("all of them", [e["_chukan"]["seq"] for e in log["entries"]], [r["seq"] for r in rows])
        for e, row in zip(log["entries"], rows):
            self.entry(e, row)
        pairs = [e["request"]["queryString"] for e in log["entries"] if "?" in e["request"]["url"]]
        expect("a query", pairs, [[{"name": "wsdl", "value": ""}, {"name": "a", "value": "1"}, {"name": "b", "value": ""}]])

    def searched(self):
        for args in ([], ["--op", "kanri.ping"], ["--code", "K40001"], ["--refused"], ["--xpath", "//t:ping"], ["--op", "nai"]):
            listed = [int(line[:4]) for line in self.chukan("journal", *args).splitlines()[1:] if " file.owari " not in line]
            expect(str(args), [e["_chukan"]["seq"] for e in self.har(*args)["entries"]], listed)
            for n in (1, 3, 99):
                expect("%s, the last %d" % (args, n), [e["_chukan"]["seq"] for e in self.har(*args, "--last", str(n))["entries"]], listed[-n:])
        self.d.control("POST", W + "/reset", {})
        expect("after a reset", self.har()["entries"], [])
        expect("former", len(self.har("--generation", "1")["entries"]) > 5, True)
        has("no place", self.chukan("journal", "--har", "/nai/a.har", want=1), "書き込めません")
        self.chukan("journal", "show", "1", "--har", "x", want=2)
        self.chukan("journal", "--follow", "--har", "x", want=2)

    def parts(self):
        return self.written, self.searched


if __name__ == "__main__":
    journal.main(Har())
