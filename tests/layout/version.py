# A layout that changes mid-test: fixtures/layout-rei gives 資格情報 a version 2.0 from 2017-06-01, one column more and one longer.
# The same files go to a daemon whose clock passes that day, and to `chukan check` for the days before and after. Called by version.sh.
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, OVERLAY = "06139992", os.path.join(desk.ROOT, "fixtures", "layout-rei")
FIRST = "1,06139992,000000%d,%s,%d,1,20100401,,,0,0"
LONG = "記" * 40


def want(ok, what):
    if not ok:
        raise desk.Broken(what)


def send(caller, name, *rows):
    """(code of the file or None, its reason, codes of the rows)"""
    r = caller.upload("shikakuJoho", name, "".join(row + "\r\n" for row in rows).encode("cp932"))
    want(r.kubun != "9", r.text)
    caller.desk.settle()
    status = caller.call("file", "getStatus", [("uketsukeBango", r.get("uketsukeBango"))])
    if status.kubun == "9":  # 処理中止: the reason is in the message
        return status.get("message"), []
    return None, [line.split(",")[3] for line in caller.result(r.get("uketsukeBango")).decode("cp932").splitlines()]


def check(folder, day, *rows):
    """What `chukan check` says of the same rows on a day: (status, its JSON)."""
    path = os.path.join(folder, "shikakuJoho.csv")
    with open(path, "wb") as f:
        f.write("".join(row + "\r\n" for row in rows).encode("cp932"))
    r = subprocess.run([desk.binary("chukan"), "check", "--layout", OVERLAY, "--schema", os.path.join(desk.ROOT, "schema"), "--date", day,
                        "--encoding", "CP932", "--format", "json", path], capture_output=True, timeout=60)
    json.loads(r.stdout)
    return r.returncode, r.stdout.decode()


def versions(d):
    caller = desk.Caller(d, A)
    people = desk.kanyusha_rows(3, encoding="cp932")
    want(caller.upload("kanyushaToroku", "k.csv", people).kubun != "9", "加入者情報が断られた")
    d.settle()
    old, new = [FIRST % (n, "３３", n) for n in (1, 2)], [FIRST % (3, LONG, 3) + ",1"]
    reason, codes = send(caller, "mae.csv", old[0])
    want(codes == ["C00000"], "第1.0版の行が 5 月に断られた: %s %s" % (reason, codes))
    reason, _ = send(caller, "hayai.csv", *new)
    want(reason and "F30008" in reason and "第1.0版" in reason, "第2.0版の行が 5 月に受け付けられた: %s" % reason)
    status, answer = d.control("POST", "/_sim/worlds/lot2/clock/advance", {"to": "2017-06-01T00:00:00+09:00"})
    want(status == 200, answer)
    reason, _ = send(caller, "furui.csv", old[1])
    want(reason and "F30008" in reason and "第2.0版" in reason and "20170601" in reason and "第1.0版" in reason,
         "第1.0版の行が 6 月に断られないか、求める版の名前がない: %s" % reason)
    reason, codes = send(caller, "atarashii.csv", *new)
    want(codes == ["C00000"], "第2.0版の行が 6 月に断られた: %s %s" % (reason, codes))
    text = caller.ok("fukuhon", "get", [("edaban", "0000003")]).text
    want("shikakuShomeisho" in text and LONG in text, "足した列か延ばした列が副本にない: %s" % text[-900:])
    for day, rows, code, word in (("20170531", old, 0, ""), ("20170531", new, 1, "第1.0版"), ("20170601", new, 0, ""), ("20170601", old, 1, "第2.0版")):
        status, answer = check(d.base, day, *rows)
        want(status == code and word in answer, "check %s: 終了コード %d: %s" % (day, status, answer))


def broken_overlay(d):
    """Each is refused at the start, with file and line."""
    good = open(os.path.join(OVERLAY, "shikakuJoho.xml"), encoding="utf-8").read()
    for name, was, now, word in (("閉じない", "</layout>", "", "行目"), ("知らない属性", 'han="2.0"', 'han="2.0" iro="aka"', "行目"),
                                 ("版の順", "20170601", "20160601", "前の版より後"), ("ない表", 'codes="flag"', 'codes="nai"', "コード表"),
                                 ("必要な列がない", 'name="edaban"', 'name="bangou"', "edaban")):
        folder = os.path.join(d.base, "kowareta")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "shikakuJoho.xml"), "w", encoding="utf-8") as f:
            f.write(good.replace(was, now))
        r = subprocess.run([desk.binary("chukand"), "--data", os.path.join(d.base, "x"), "--fixtures", d.fixtures, "--schema",
                            os.path.join(desk.ROOT, "schema"), "--wsdl", os.path.join(desk.ROOT, "wsdl"), "--listen", "127.0.0.1:0",
                            "--control", "127.0.0.1:0", "--layout", folder], capture_output=True, timeout=60)
        text = r.stderr.decode()
        want(r.returncode == 1 and "shikakuJoho" in text and word in text, "%s: 終了コード %d: %s" % (name, r.returncode, text))


def main():
    d = desk.Desk("--layout", OVERLAY)
    try:
        versions(d.start())
        want(d.stop() == 0, "chukand が正常に終わらない")
        broken_overlay(d)
    except desk.Broken as e:
        print("失敗: %s" % e)
        return 1
    finally:
        d.clean()
    print("版の切替えと、不正な形式の差し替え 5 通りを確かめた")
    return 0


if __name__ == "__main__":
    sys.exit(main())
