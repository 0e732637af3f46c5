#!/usr/bin/env python3
# Called by search.sh: what GET …/journal and `chukan journal` find by operation, code, 枝番, test case and XPath is what the same search, done
# here over all exchanges, finds, alone and together, with --last, --follow and of a former generation; what is masked is not found, an
# expression that is wrong or takes too much is told, and nothing is read for it. `journal wait` ends with the row, or with 1 when none comes.
import itertools
import re
import subprocess
import urllib.parse
import xml.etree.ElementTree as ET

import journal
from journal import A, NUMBER, W, desk, expect, has

B = "06139984"
SPACES = {"t": "urn:chukan:kanyusha:1", "c": "urn:chukan:common:1"}
# XPath of ours, the same in what Python has of it (None: no such element is wanted)
PATHS = {
    "//t:edaban": lambda e, ns: e.findall(".//{%s}edaban" % ns),
    "//c:code[.='K40001']": lambda e, ns: [x for x in e.iter("{urn:chukan:common:1}code") if x.text == "K40001"],
    "//t:register/t:seibetsu='2'": lambda e, ns: [x for x in e.findall(".//{%s}register/{%s}seibetsu" % (ns, ns)) if x.text == "2"],
    "/s:Envelope/s:Body/t:ping": lambda e, ns: [x for x in e if x.tag.endswith("}Body") and x.findall("{%s}ping" % ns)],
    "count(//*[local-name()='komoku']) > 0": lambda e, ns: [x for x in e.iter() if x.tag.endswith("}komoku")],
    "//nai": lambda e, ns: [],
}
# What is told of an expression that is none, or is refused: a piece of "have"
WRONG = {"//t:edaban[": "形になっていません", "//zz:a": "知らない接頭辞", "document('file:///etc/passwd')": "使えない関数", "translate('a','b','c')": "使えない関数",
         "(" * 40 + "1" + ")" * 40: "入れ子", "a" * 401: "400 バイト", "": "空", "//*[count(//*[count(//*[count(//*[count(//*)])])])]": "手間"}


class Search(journal.Play):
    # --- what is there --------------------------------------------------------------------------------------

    def played(self):
        made = self.call("kanyusha", "register", desk.person(1, NUMBER))
        self.edaban = made.get("edaban")
        self.call("kanyusha", "register", [(k, "2" if k == "seibetsu" else v) for k, v in desk.person(2, desk.kojin_bango(8, 4))])
        for edaban in (self.edaban, self.edaban[:-1], "9999999", NUMBER):
            self.call("kanyusha", "get", [("edaban", edaban)])
            self.call("kanri", "ping", [("message", edaban)])
        other = desk.Caller(self.d, B)
        other.call("kanyusha", "get", [("edaban", self.edaban)])
        other.close()
        self.call("kanri", "ping", password="himitsu-no-moji")
        self.chukan("call", "kanri.ping", "--soap", "1.2", *self.tls())
        self.chukan("call", "kanyusha.get", "edaban=" + self.edaban, "--soap", "1.2", *self.tls())
        c = desk.Caller(self.d, A)
        c.post("/lot2/soap/kanri?wsdl", None, {}, "GET")
        c.post("/lot2/nai/register", "x")
        c.post("/lot2/soap/kanyusha", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>")
        c.close()
        self.uketsuke = self.call("file", "upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "a.csv"), ("naiyo", "")]).get("uketsukeBango")
        self.d.settle()

    def all(self):
        """Every exchange, as journal/{n} shows it."""
        rows = self.d.control("GET", W + "/journal")[1]["entries"]
        return [self.d.control("GET", W + "/journal/%d" % r["seq"])[1] for r in rows]

    # --- the same search, otherwise -------------------------------------------------------------------------

    @staticmethod
    def named(row):
        return "%s.%s" % (row["service"], row["op"]) if row["op"] else "%s %s" % (row["method"], row["path"]) if row.get("path") else row["service"]

    def fits(self, row, want):
        words, have = re.split("[ ./-]+", want.get("op", "").strip(" ./-")), re.split("[ ./-]+", self.named(row))
        if "op" in want and not any(have[i:i + len(words)] == words for i in range(len(have))):
            return False
        if "code" in want and row["code"] != want["code"]:
            return False
        bodies = [row["request"]["text"], row["reply"]["text"]]
        if "edaban" in want and not any(re.search(r"<(\w+:)?(\w*[eE])daban>%s</" % want["edaban"], b) for b in bodies):
            return False
        return "xpath" not in want or any(self.found(b, want["xpath"], row["service"]) for b in bodies)

    @staticmethod
    def found(body, path, service):
        try:
            return bool(PATHS[path](ET.fromstring(body), "urn:chukan:%s:1" % service))
        except ET.ParseError:
            return False

    def asked(self, want, tail=""):
        query = "&".join("%s=%s" % (k, urllib.parse.quote(v)) for k, v in want.items())
        return self.d.control("GET", W + "/journal?" + query + tail)

    def search(self, rows, want):
        status, answer = self.asked(want)
        expect("%s: status" % want, status, 200)
        expect(str(want), [e["seq"] for e in answer["entries"]], [r["seq"] for r in rows if self.fits(r, want)])
        return answer["entries"]

    # --- the parts ------------------------------------------------------------------------------------------

    def searched(self):
        self.played()
        self.rows = rows = self.all()
        one = {"op": ["kanyusha", "register", "kanyusha.get", "kanri", "ping", "GET", "wsdl", "kanyusha.ge", "owari"],
               "code": ["C00000", "K40001", "C50006", "NAI"],
               "edaban": [self.edaban, "9999999", self.edaban[:-1], "1"], "xpath": list(PATHS)}
        found = 0
        for keys in [[k] for k in one] + [list(k) for k in itertools.combinations(one, 2)] + [list(one)]:
            for values in itertools.product(*(one[k] for k in keys)):
                found += bool(self.search(rows, dict(zip(keys, values))))
        expect("searches that found something", found > 40, True)
        expect("a masked number", self.asked({"edaban": NUMBER})[1]["entries"], [])
        expect("an entity", self.asked({"xpath": "//a"})[1]["entries"], [])
        bodies = self.asked({"op": "kanyusha.get"}, "&bodies=1")[1]["entries"]
        expect("bodies", bodies, [r for r in rows if self.fits(r, {"op": "kanyusha.get"})])
        expect("since", [e["seq"] for e in self.asked({"op": "kanyusha"}, "&since=%d" % bodies[0]["seq"])[1]["entries"]],
               [r["seq"] for r in rows if self.fits(r, {"op": "kanyusha"}) and r["seq"] > bodies[0]["seq"]])

    def wrongs(self):
        for path, have in WRONG.items():
            status, answer = self.asked({"xpath": path})
            expect("%s: refused" % path[:60], (status, answer.get("item")), (400, "xpath"))
            has(path[:60], answer.get("have", ""), have)
        has("no such case", self.chukan("journal", "--case", "9-999", want=1), "case", "テストケースの番号", "9-999")
        has("wrong", self.chukan("journal", "--xpath", "//a[", want=1), "項目", "xpath", "XPath 1.0 の式", "形になっていません")
        english = self.chukan("journal", "--xpath", "//a[", "--lang", "en", want=1)
        expect("Japanese in English", re.findall(".*[ぁ-ヶ一-龠].*", english), [])

    def listed(self, *args):
        return [int(line[:4]) for line in self.chukan("journal", *args).splitlines()[1:]]

    def commands(self):
        def numbers(**want):
            return [r["seq"] for r in self.rows if self.fits(r, want)]
        expect("op", self.listed("--op", "kanyusha.get"), numbers(op="kanyusha.get"))
        expect("all of them", self.listed("--op", "kanyusha.get", "--code", "K40001", "--edaban", "9999999", "--xpath", "//t:edaban"),
               numbers(op="kanyusha.get", code="K40001", edaban="9999999"))
        expect("last", self.listed("--op", "kanyusha.get", "--last", "2"), numbers(op="kanyusha.get")[-2:])
        expect("refused", set(self.listed("--refused", "--op", "kanyusha.get")) < set(numbers(op="kanyusha.get")), True)
        has("json", self.chukan("journal", "--edaban", self.edaban, "--last", "1", "--format", "json"),
            '"entries":[{"seq":%d,' % numbers(edaban=self.edaban)[-1])
        for args in (["show", "--op", "a"], ["show", "--xpath", "/"], ["wait", "--last", "1"], ["wait", "5"], ["nani"]):
            self.chukan("journal", *args, want=2)

    def cases(self):
        """Those of which the report says when, or of which file, a step was seen, and whose they are: not what was done beside."""
        seen = 0
        for case in self.d.control("GET", W + "/report?format=json")[1]["cases"]:
            steps = [s for s in case["steps"] if s["realAt"]]
            status, answer = self.asked({"case": case["id"]})
            expect("%s: status" % case["id"], status, 200)
            for e in answer["entries"]:
                expect("%s: %s is of a step" % (case["id"], self.named(e)),
                       any(e["uketsukeBango"] and e["uketsukeBango"] == s["uketsukeBango"] or abs(int(e["realAt"][17:19]) - int(s["realAt"][17:19])) in (0, 1, 59) for s in steps), True)
                expect("%s: whose" % case["id"], (case["hokensha"] or "") in e["system"], True)
            alone = [e for e in answer["entries"] if not e["uketsukeBango"]]
            expect("%s: one for a step, of all in that second" % case["id"], len(alone) <= len(steps), True)
            expect("%s: some" % case["id"], bool(answer["entries"]) or not steps, True)
            seen += bool(steps)
        expect("cases that were seen", seen > 3, True)
        # exactly one: the call, of all that came in that second
        first = [r for r in self.rows if self.named(r) == "kanyusha.register"]
        mine = [r["seq"] for r in first]
        ids = [c["id"] for c in self.d.control("GET", W + "/report?format=json")[1]["cases"]
               if [s["what"] for s in c["steps"] if s["realAt"]] and any(e["seq"] in mine for e in self.asked({"case": c["id"]})[1]["entries"])]
        expect("a registration is of a case", bool(ids), True)
        narrowed = self.asked({"case": ids[0], "op": "register"})[1]["entries"]
        expect("narrowed", [e["op"] for e in narrowed], ["register"] * len(narrowed))

    # --- wait -----------------------------------------------------------------------------------------------

    def waits(self):
        number = [r["seq"] for r in self.rows if self.fits(r, {"op": "kanyusha.register"})][0]
        has("already there", self.chukan("journal", "wait", "--since", str(number - 1), "--op", "kanyusha.register", "--timeout", "60"), "%4d " % number, "kanyusha.register")
        text = self.chukan("journal", "wait", "--op", "kanyusha.register", "--timeout", "1", want=1)
        has("nothing comes", text, "1 秒のうちに", "来ませんでした")
        expect("one line", text.count("\n"), 1)
        has("nothing that fits", self.chukan("journal", "wait", "--since", "0", "--xpath", "//nai", "--timeout", "1", want=1), "来ませんでした")
        has("wrong", self.chukan("journal", "wait", "--xpath", "//zz:a", "--timeout", "60", want=1), "接頭辞")
        for args in (["--op", "kanyusha.get", "--edaban", self.edaban], ["--xpath", "//t:edaban='%s'" % self.edaban], ["--code", "K40001"], ["--refused"], []):
            before = self.last()
            p = subprocess.Popen(self.command("journal", "wait", "--since", str(before), "--timeout", "60", *args), stdout=subprocess.PIPE, text=True)
            self.call("kanri", "ping")
            self.call("kanyusha", "get", [("edaban", self.edaban)])
            self.call("kanyusha", "get", [("edaban", "9999999")])
            said = p.communicate()[0]
            expect("%s: exit" % args, p.returncode, 0)
            expect("%s: the row" % args, said[:4], "%4d" % (before + (1 if not args else 3 if args[0] in ("--code", "--refused") else 2)))

    def followed(self):
        p = subprocess.Popen(self.command("journal", "--follow", "--since", str(self.last()), "--op", "kanyusha.get"), stdout=subprocess.PIPE, text=True)
        try:
            self.call("kanri", "ping")
            self.call("kanyusha", "get", [("edaban", self.edaban)])
            has("follow", p.stdout.readline(), "kanyusha.get")
            self.call("kanri", "ping")
            self.call("kanyusha", "get", [("edaban", "9999999")])
            has("follow", p.stdout.readline(), "kanyusha.get", "K40001")
        finally:
            p.terminate()
            p.wait()

    # --- what was -------------------------------------------------------------------------------------------

    def generations(self):
        rows = [r["seq"] for r in self.all() if self.fits(r, {"op": "kanyusha"})]
        self.d.control("POST", W + "/reset", {})
        expect("after a reset", self.asked({"op": "kanyusha"})[1]["entries"], [])
        self.call("kanyusha", "get", [("edaban", "9999999")])
        expect("of this one", [e["seq"] for e in self.asked({"op": "kanyusha"})[1]["entries"]], [1])
        expect("former", self.listed("--generation", "1", "--op", "kanyusha"), rows)
        self.d.control("POST", W + "/reset", {"keep": ["journal"]})
        self.call("kanyusha", "get", [("edaban", "9999999")])
        for _ in range(2):
            expect("counted on", [(e["seq"], e["generation"]) for e in self.asked({"op": "kanyusha"})[1]["entries"]], [(1, 2), (2, 3)])
            self.d.kill()
            self.d.start()

    def parts(self):
        return self.searched, self.wrongs, self.commands, self.cases, self.waits, self.followed, self.generations


if __name__ == "__main__":
    journal.main(Search())
