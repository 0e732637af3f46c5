#!/usr/bin/env python3
# Called by pmo.sh: Digital PMO in three worlds of lot 2: one of 連動テスト, whose plan and 完了日 are registered by hand and from what was
# seen; a strict one of 移行, which a 完了日 opens; one whose files are counted. All by the client, also behind kill -9 and a reset.
import csv
import http.client
import io
import json
import os
import ssl
import sys

sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", d) for d in ("tools", "order")]
import desk  # noqa: E402
import play  # noqa: E402
from strict import chukan, world  # noqa: E402

A, B = "06139992", "06139984"
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def pmo(d, name, hyo="list", hokensha=A):
    more = ["--hokensha", hokensha] if hokensha else []
    status, out, err = chukan(d, "pmo", hyo, "--world", name, "--format", "json", *more)
    expect("pmo %s of %s" % (hyo, name), (status, err), (0, ""))
    return json.loads(out or "{}")


def row(d, name, jiko, hokensha=A, of="toroku"):
    return next((r for r in pmo(d, name, hokensha=hokensha).get(of, []) if r["jiko"] == jiko), {})


def some(r, *names):
    return tuple(r.get(n) for n in names)


def sets(d, name, jiko, *words, hokensha=A):
    """The answer's number, or why not."""
    status, out, err = chukan(d, "pmo", "set", "--world", name, "--hokensha", hokensha, "--jiko", jiko, "--format", "json", *words)
    return (status, err) if status else json.loads(out)["changed"]


def go(d, name, to):
    expect("%s to %s" % (name, to), chukan(d, "clock", "advance", "--world", name, to)[0], 0)


def jotai(d, name, hokensha=A):
    return {r["jiko"]: r["jotai"] for r in pmo(d, name, hokensha=hokensha)["toroku"]}


def documents(d):
    """Out from their day on; what chukan has is named by the command that gets it."""
    def out():
        return {r["mei"]: (r["jotai"], r.get("meirei")) for r in pmo(d, "kensho", "docs", None)["bunsho"]}
    have = out()
    expect("リリース2", have.get("検証用マスター「リリース2」（全件）"), ("公開", "chukan master get --release 2"))
    expect("tool", have.get("既存システム用テストツール"), ("公開", "chukan check"))
    expect("リリース2.5", have.get("検証用マスター「リリース2.5」（差分）の配信"), ("公開前", "chukan master get --release 2.5"))
    with open(os.path.join(d.fixtures, "common", "pmo_bunsho.csv"), encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    expect("all of the table, by its days", {m: j[0] for m, j in have.items()}, {r["mei"]: "公開" if r["kokai"] <= "20170301" else "公開前" for r in rows})
    commands = {r["meirei"].split()[1] for r in rows if r["meirei"]}
    expect("commands that there are", {c for c in commands if chukan(d, c, "--help")[0]}, set())


def by_hand(d):
    expect("to be registered", [some(r, "jiko", "shurui", "kigen") for r in pmo(d, "kensho")["toroku"]], [
        ("rendoYotei", "予定", "20170301"), ("rendoKanryo", "完了日", "20170324"), ("sogoKeikaku", "予定", "20170507"),
        ("sogoTorokuShinchoku", "進捗", "20170528"), ("sogoTorokuKanryo", "完了日", "20170528"), ("sogoRenkeiShinchoku", "進捗", "20170630"),
        ("sogoRenkeiKanryo", "完了日", "20170630"), ("ikoKanyusha", "結果", "20170630"), ("ikoFukuhon", "結果", "20170630")])
    expect("of its first day", set(jotai(d, "kensho").values()), {"未登録"})
    go(d, "kensho", "2017-03-02T09:00:00")
    expect("a day later", jotai(d, "kensho")["rendoYotei"], "遅れ")
    expect("a world that began on 05-20, on 05-29", list(jotai(d, "honban").values()), ["記録なし"] * 3 + ["遅れ"] * 2 + ["未登録"] * 4)
    expect("plan", sets(d, "kensho", "rendoYotei", "kara=20170306", "made=20170310"), 1)
    expect("again", sets(d, "kensho", "rendoYotei", "kara=20170306", "made=20170310"), 0)
    r = row(d, "kensho", "rendoYotei")
    expect("planned", some(r, "jotai", "kara", "made", "moto", "at"), ("登録済", "20170306", "20170310", "手での登録", "2017-03-02T09:00:00+09:00"))
    expect("corrected", sets(d, "kensho", "連動テスト実行予定（進捗確認アンケート）", "kara=20170306", "made=20170313"), 1)
    expect("of A alone", (row(d, "kensho", "rendoYotei").get("made"), row(d, "kensho", "rendoYotei", B)["jotai"]), ("20170313", "遅れ"))
    expect("taken back", (sets(d, "kensho", "rendoYotei", "--undo"), sets(d, "kensho", "rendoYotei", "--undo"), jotai(d, "kensho")["rendoYotei"]), (1, 0, "遅れ"))
    expect("progress", (sets(d, "kensho", "sogoTorokuShinchoku", "zumi=3", "zen=20"), some(row(d, "kensho", "sogoTorokuShinchoku"), "zumi", "zen")), (1, (3, 20)))
    expect("result", (sets(d, "kensho", "ikoFukuhon", "fileSu=2", "gyoSu=10", "seijoSu=9", "ijoSu=1"),
                      some(row(d, "kensho", "ikoFukuhon"), "ymd", "fileSu", "gyoSu", "seijoSu", "ijoSu", "moto")),
           (1, ("20170302", 2, 10, 9, 1, "手での登録")))


# what is refused: matter, words, the item that is named
REFUSED = [("nani", ["ymd=20170301"], "jiko"), ("rendoYotei", [], "kara"), ("rendoYotei", ["kara=20170306"], "made"), ("rendoYotei", ["kara=20170306", "made=20170305"], "made"),
           ("rendoYotei", ["kara=20170229", "made=20170305"], "kara"), ("rendoYotei", ["kara=20170306", "made=20170310", "ymd=20170301"], "ymd"),
           ("rendoKanryo", ["ymd=20170303"], "ymd"), ("rendoKanryo", ["ymd=2017"], "ymd"), ("rendoKanryo", ["ymd=2017-03-01"], "ymd"), ("rendoYotei", ["kara=2017-03-06", "made=20170310"], "kara"), ("rendoKanryo", ["zumi=1"], "zumi"), ("rendoKanryo", ["jotai=中"], "jotai"),
           ("rendoKanryo", ["jotai=未", "ymd=20170301"], "ymd"), ("sogoTorokuShinchoku", ["zumi=3"], "zen"), ("sogoTorokuShinchoku", ["zumi=4", "zen=3"], "zumi"),
           ("sogoTorokuShinchoku", ["zumi=-1", "zen=3"], "zumi"), ("ikoKanyusha", ["fileSu=1", "gyoSu=3", "seijoSu=2", "ijoSu=2"], "gyoSu"),
           ("ikoKanyusha", ["ymd=20170303", "fileSu=1", "gyoSu=3", "seijoSu=2", "ijoSu=1"], "ymd"), ("ikoKanyusha", ["fileSu=1", "gyoSu=3", "seijoSu=2"], "ijoSu"),
           ("rendoKanryo", ["jikko=x"], "jikko"), ("rendoKanryo", ["nani=1"], "nani")]


def refused(d):
    before = pmo(d, "kensho")
    for jiko, words, item in REFUSED:
        have = sets(d, "kensho", jiko, *words)
        expect("%s %s" % (jiko, words), isinstance(have, tuple) and (have[0], "C20010" in have[1], item in have[1]), (1, True, True))
    expect("of nobody", sets(d, "kensho", "rendoKanryo", hokensha="06139505")[0], 1)
    expect("nothing has changed", pmo(d, "kensho"), before)
    usage = [("nani",), ("list", "--jiko", "rendoYotei"), ("set", "--jiko", "rendoYotei"), ("set", "--hokensha", A), ("list", "--hokensha", A, "--format", "xml"),
             ("set", "--hokensha", A, "--jiko", "rendoYotei", "kara"), ("set", "--hokensha", A, "--jiko", "rendoYotei", "--run", "--undo")]
    expect("wrong use", [chukan(d, "pmo", *u)[0] for u in usage], [2] * len(usage))
    asked = ["/pmo", "/pmo?hokensha=1", "/pmo?hokensha=%s&hyo=nani" % A, "/pmo?hokensha=%s&format=csv" % A, "/pmo?hokensha=%s&hyo=kekka&format=xml" % A]
    expect("asked wrongly", [d.control("GET", "/_sim/worlds/kensho" + a)[0] for a in asked], [400] * len(asked))


def wsdl(d, name, hokensha):
    """A page of the data port, by the insurer's certificate: 連動テスト②."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(os.path.join(d.data, "pki", "ca.crt"))
    cert = os.path.join(d.data, "pki", "clients", "KS%sA" % hokensha)
    context.load_cert_chain(cert + ".crt", cert + ".key")
    c = http.client.HTTPSConnection("127.0.0.1", d.ports["data"], context=context, timeout=60 * desk.SLOWER)
    c.request("GET", "/%s/soap/file?wsdl" % name)
    r = c.getresponse()
    r.read()
    c.close()
    expect("WSDL", r.status, 200)


def from_run(d):
    """What was seen is proposed, never set; the day is that of the last case, once all are passed."""
    teian = lambda hokensha=A: some(row(d, "kensho", "rendoKanryo", hokensha, "teian"), "zumi", "zen", "fugokaku", "ymd")  # noqa: E731
    expect("nothing yet", teian(), (0, 2, 0, None))
    wsdl(d, "kensho", A)
    expect("one of two", (teian(), teian(B)), ((1, 2, 0, None), (0, 2, 0, None)))
    status, err = sets(d, "kensho", "rendoKanryo", "--run")
    expect("not completed", (status, "合格 1、テストケース 2" in err, jotai(d, "kensho")["rendoKanryo"]), (1, True, "未登録"))
    status, err = sets(d, "kensho", "rendoYotei", "--run")
    expect("nothing of a run", (status, "案がありません" in err), (1, True))
    hand = {"hantei": "fail", "riyu": "表示が崩れた"}
    expect("failed by hand", (d.control("PUT", "/_sim/worlds/kensho/report/rendo-1", hand)[0], teian()), (200, (1, 2, 1, None)))
    hand = {"hantei": "pass", "riyu": "画面で確かめた"}
    expect("passed by hand", (d.control("PUT", "/_sim/worlds/kensho/report/rendo-1", hand)[0], teian()), (200, (2, 2, 0, "20170302")))
    go(d, "kensho", "2017-03-03T09:00:00")
    expect("proposed, not set", (jotai(d, "kensho")["rendoKanryo"], kanryo(d, "rendo")), ("未登録", None))
    expect("set", sets(d, "kensho", "rendoKanryo", "--run"), 1)
    expect("from the run", some(row(d, "kensho", "rendoKanryo"), "jotai", "ymd", "moto"), ("登録済", "20170302", "1 回目の実行"))
    expect("by hand, the same day", (sets(d, "kensho", "rendoKanryo", "ymd=20170302"), row(d, "kensho", "rendoKanryo")["moto"]), (1, "手での登録"))
    expect("progress of the run", (sets(d, "kensho", "sogoTorokuShinchoku", "--run"), row(d, "kensho", "sogoTorokuShinchoku")["moto"]), (1, "1 回目の実行"))
    expect("by 取りまとめ機関", d.control("POST", "/_sim/worlds/kensho/operator/kanryo-kiroku", {"hokensha": A, "koto": "rendo", "ymd": "20170301"}), (200, {"changed": 1}))
    expect("its word", some(row(d, "kensho", "rendoKanryo"), "ymd", "moto", "at"), ("20170301", "取りまとめ機関の記録", None))
    expect("taken back", (sets(d, "kensho", "rendoKanryo", "--undo"), sets(d, "kensho", "rendoKanryo", "--undo"), jotai(d, "kensho")["rendoKanryo"]), (1, 0, "未登録"))


def kanryo(d, koto):
    """What policy nittei would see; None: nothing was noted. Asking changes nothing: it is refused for its day."""
    return next((r.get("ymd") for r in pmo(d, "kensho")["toroku"] if r["jiko"] == koto + "Kanryo"), None)


def send(d, name, hokensha):
    who = desk.Caller(d, hokensha, name)
    try:
        return who.upload("kanyushaToroku", "a.csv", b"").code
    finally:
        who.close()


def opens(d):
    """完了日 of ①～④ is what 移行 waits for."""
    expect("before it", (send(d, "honban", B), jotai(d, "honban", B)["sogoTorokuKanryo"]), ("C50042", "遅れ"))
    expect("completed", (sets(d, "honban", "sogoTorokuKanryo", "ymd=20170528", hokensha=B), send(d, "honban", B) != "C50042"), (1, True))
    before = pmo(d, "honban", hokensha=B)
    d.kill()
    d.start()
    expect("after kill -9", (pmo(d, "honban", hokensha=B), send(d, "honban", B) != "C50042"), (before, True))
    expect("taken back", (sets(d, "honban", "sogoTorokuKanryo", "--undo", hokensha=B), send(d, "honban", B)), (1, "C50042"))
    expect("registered", sets(d, "honban", "sogoRenkeiShinchoku", "zumi=1", "zen=2", hokensha=B), 1)
    expect("reset", d.control("POST", "/_sim/worlds/honban/reset", {})[0], 200)
    expect("as it began", jotai(d, "honban", B)["sogoRenkeiShinchoku"], "未登録")


def files(d):
    """Each kind as file.getStatus has it, added up."""
    p = play.Play(d, "lot2", new=True)
    expect("none", (pmo(d, "lot2", "result").get("kekka"), some(row(d, "lot2", "ikoKanyusha", of="teian"), "fileSu", "ymd")), (None, (0, None)))
    broken = play.kanyusha(3)
    broken[9] = "7"
    sent = [p.upload(A, "kanyushaToroku", rows) for rows in ([play.kanyusha(1), play.kanyusha(2)], [broken, play.kanyusha(4), play.kanyusha(5)])]
    edaban = p.register(A, 9)
    sent.append(p.upload(A, "shikakuJoho", [play.shikaku(A, edaban)]))
    of_b = p.upload(B, "kanyushaToroku", [play.kanyusha(6)])
    state = [p.ok(A, "file.getStatus", [("uketsukeBango", n)]) for n in sent] + [p.ok(B, "file.getStatus", [("uketsukeBango", of_b)])]
    expect("ended", {s.get("jotai") for s in state}, {"処理完了"})
    add = lambda name, which: sum(int(s.get(name)) for s in which)  # noqa: E731
    names = ("gyoSu", "seijoSu", "ijoSu")
    kekka = {r["shubetsu"]: some(r, "jiko", "fileSu", "kanryoSu", "chushiSu", *names) for r in pmo(d, "lot2", "result")["kekka"]}
    expect("by kind", kekka, {"kanyushaToroku": ("ikoKanyusha", 2, 2, 0, *(add(n, state[:2]) for n in names)),
                              "shikakuJoho": ("ikoFukuhon", 1, 1, 0, *(add(n, state[2:3]) for n in names))})
    expect("rows", kekka.get("kanyushaToroku", ())[4:], (5, 4, 1))
    expect("set", (sets(d, "lot2", "ikoKanyusha", "--run"), some(row(d, "lot2", "ikoKanyusha"), "ymd", "fileSu", *names, "moto")),
           (1, ("20170508", 2, 5, 4, 1, "1 回目の実行")))
    p.end()


def exported(d):
    """CSV and JSON of the same, and the file is what is printed."""
    path = os.path.join(d.base, "pmo.csv")
    for hyo, of in (("list", "toroku"), ("result", "kekka"), ("docs", "bunsho")):
        words = ["pmo", hyo, "--world", "lot2", "--hokensha", A, "--format", "csv"]
        expect("--out", chukan(d, *words, "--out", path), (0, "", ""))
        with open(path, encoding="utf-8-sig", newline="") as f:
            text = f.read()
        expect("as printed", chukan(d, *words)[1].lstrip("\ufeff").replace("\r\n", "\n"), text.replace("\r\n", "\n"))
        lines = list(csv.reader(io.StringIO(text)))
        expect("heads", lines[:3], [["保険者番号", A], ["ロット", "2"], ["仮想のきょう", "20170508"]])
        rows = pmo(d, "lot2", hyo)[of]
        expect("%s: a line each" % of, [l[1] for l in lines[4:]], [r["jotai"] if of == "bunsho" else r["mei"] for r in rows])
        expect("%s: each value" % of, [sorted(c for c in l if c) for l in lines[4:]], [sorted(str(v) for v in r.values()) for r in rows])
        expect("%s: Japanese heads" % of, [c for c in lines[3] if c.isascii()], [])
    expect("text to a file", (chukan(d, "pmo", "--world", "lot2", "--hokensha", A, "--out", path), "登録事項=ikoKanyusha" in open(path, encoding="utf-8").read()), ((0, "", ""), True))


def main():
    d = desk.Desk("--check-invariants")
    try:
        world(d, "kensho", "2017-03-01", "setsuzokuKensho")
        world(d, "honban", "2017-05-20", "honban", "%s,sogoToroku,\n" % B)
        d.start()
        go(d, "honban", "2017-05-29T09:00:00")
        for part in (documents, by_hand, refused, from_run, opens, files, exported):
            part(d)
        expect("exit status", d.stop(), 0)
    except Exception:
        print(open(d.log, errors="replace").read()[-2000:])
        raise
    finally:
        d.clean()
    for w in wrong[:20]:
        print("FAIL %s" % w)
    print("%d passed, %d failed" % (0 if wrong else 1, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
