#!/usr/bin/env python3
# Called by evidence.sh: the zip of `chukan report --zip` has the report in three forms, the journal with bodies and as HAR, digest, versions and
# what was sent, each with its SHA-256 in MANIFEST; it is the same byte for byte when nothing has happened, after kill -9 too, and another one
# when something has; no entry has a 個人番号 or a password, but link files, which are there with --with-files alone, as they were sent.
import hashlib
import json
import os
import zipfile

import journal
from journal import NUMBER, W, desk, expect, has

NAMES = ["report.json", "report.html", "report.csv", "journal.json", "journal.har", "digest.json", "files.json", "versions.txt", "MANIFEST"]


class Evidence(journal.Play):
    def pack(self, *args):
        """The bytes of the zip, and its entries by name."""
        at = os.path.join(self.d.base, "a.zip")
        if os.path.exists(at):
            os.unlink(at)
        expect("says nothing", self.chukan("report", "--zip", at, *args), "")
        expect("only its owner's", os.stat(at).st_mode & 0o777, 0o600)
        with zipfile.ZipFile(at) as z:
            expect("sound", z.testzip(), None)
            expect("stamps", {i.date_time for i in z.infolist()}, {(1980, 1, 1, 9, 0, 0)})
            entries = {i.filename: z.read(i) for i in z.infolist()}
        with open(at, "rb") as f:
            return f.read(), entries

    def manifest(self, entries):
        lines = dict(reversed(line.split("  ", 1)) for line in entries["MANIFEST"].decode().splitlines())
        expect("MANIFEST", lines, {n: hashlib.sha256(b).hexdigest() for n, b in entries.items() if n != "MANIFEST"})

    def clean(self, entries):
        for name, b in entries.items():
            for secret in self.secrets:
                expect("%s in %s" % (secret, name), secret.encode() in b, False)

    def played(self):
        self.call("kanyusha", "register", desk.person(1, NUMBER))
        self.call("kanri", "ping", password="himitsu-no-moji")
        self.path = os.path.join(self.d.base, "a-%s.csv" % NUMBER)
        self.content = desk.kanyusha_rows(4, encoding="cp932") + desk.kanyusha_rows(1, 9, encoding="cp932", seibetsu=("7",)).split(b"\r\n", 1)[1]
        with open(self.path, "wb") as f:
            f.write(self.content)
        self.chukan("upload", self.path, "--shubetsu", "kanyushaToroku", *self.tls())
        self.d.settle()
        self.d.control("PUT", W + "/clock", {"frozen": True})

    def packed(self):
        self.played()
        before, entries = self.pack()
        expect("entries", list(entries), NAMES)
        self.manifest(entries)
        self.clean(entries)
        expect("digest", json.loads(entries["digest.json"]), self.d.control("GET", W + "/digest")[1])
        rows = json.loads(entries["journal.json"])["entries"]
        expect("journal", rows, [self.d.control("GET", W + "/journal/%d" % n)[1] for n in range(1, self.last() + 1)])
        expect("HAR", [e["_chukan"]["seq"] for e in json.loads(entries["journal.har"])["log"]["entries"]], [r["seq"] for r in rows if "method" in r])
        report = self.d.control("GET", W + "/report?format=json")[1]
        mine = json.loads(entries["report.json"])
        expect("report", {k: v for k, v in mine.items() if k != "realAt"}, {k: v for k, v in report.items() if k != "realAt"})
        has("report, a page", entries["report.html"].decode(), "<html", "</html>")
        file = json.loads(entries["files.json"])["files"]
        expect("files", [(f["shubetsu"], f["size"], f["sha256"], f["jotai"], f["gyoSu"]) for f in file],
               [("kanyushaToroku", len(self.content), hashlib.sha256(self.content).hexdigest(), "処理完了", file[0]["seijoSu"] + file[0]["ijoSu"])])
        has("its name, masked", file[0]["fileMei"], "a-************.csv")
        has("versions", entries["versions.txt"].decode(), "chukand: ", "chukan: ", "ワールド: lot2（世代 1）", "初期データ: lot2（SHA-256 ", "レイアウト: SHA-256 ", "規則: SHA-256 ")
        has("rules", entries["versions.txt"].decode(), hashlib.sha256(open("../../schema/rules.xml", "rb").read()).hexdigest())
        expect("the same again", self.pack()[0] == before, True)
        self.d.kill()
        self.d.start()
        expect("the same after kill -9", self.pack()[0] == before, True)
        self.call("kanri", "ping")
        expect("another state", self.pack()[0] == before, False)

    def files(self):
        whole, entries = self.pack("--with-files", "--data", self.d.data)
        self.manifest(entries)
        more = [n for n in entries if n not in NAMES]
        file = json.loads(entries["files.json"])["files"][0]
        at = "files/%s/" % file["uketsukeBango"]
        expect("what is there", more, [at + "file", at + "kekka", at + "keikoku"])
        expect("as it was sent", entries[at + "file"] == self.content, True)
        expect("its result", hashlib.sha256(entries[at + "kekka"]).hexdigest(), file["kekkaSha256"])
        self.clean({n: b for n, b in entries.items() if n in NAMES})
        expect("the same again", self.pack("--with-files", "--data", self.d.data)[0] == whole, True)
        at = os.path.join(self.d.base, "b.zip")
        has("another place", self.chukan("report", "--zip", at, "--with-files", "--data", self.d.base), "スプールにない 3 個", "--data")

    def wrongs(self):
        at, tmp = os.path.join(self.d.base, "no.zip"), os.path.join(self.d.base, "tmp")
        os.mkdir(tmp)
        os.environ["TMPDIR"] = tmp
        self.pack()
        has("no place", self.chukan("report", "--zip", "/nai/a.zip", want=1), "/nai/a.zip")
        has("no such lot", self.chukan("report", "--zip", at, "--lot", "x", want=1), "lot")
        for args in (["--with-files"], ["--zip", at, "--format", "csv"], ["--zip", at, "--out", at], ["--zip", at, "--case", "2-040", "--comment", "a"]):
            self.chukan("report", *args, want=2)
        expect("nothing is left", (os.path.exists(at), os.listdir(tmp)), (False, []))

    def parts(self):
        return self.packed, self.files, self.wrongs


if __name__ == "__main__":
    journal.main(Evidence())
