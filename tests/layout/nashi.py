# A layout of 加入者情報一括登録 that lacks the columns the code can do without: what the others tell is done, online goes on as
# before, and `chukan check` agrees. Called by nashi.sh.
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, GONE = "06139992", ("seiriBango", "soshitsuYmd", "ninteiYmd")
ROWS = [  # 処理区分, 枝番, person or None, 氏名, expected: by the daemon, by check
    ("1", "", 1, "仮山　一郎", "C00000", "C00000"),
    ("1", "", 2, "仮山　二郎", "C00000", "C00000"),
    ("1", "", 1, "仮山　一郎", "K40002", "K40002"),
    ("1", "", 3, "仮山\uE000", "F30009", "F30009"),
    ("2", "0000001", None, "仮山　改名", "C00000", "C00000"),
    ("3", "0000002", 4, "仮山　二郎", "C00000", "C00000"),
    ("4", "0000001", None, "仮山　改名", "K20001", "K20001"),  # no day to lose it on
    ("5", "0000002", None, "仮山　二郎", "C00000", "C00000"),
]


def want(ok, what):
    if not ok:
        raise desk.Broken(what)


def overlay(folder):
    """The layout of the house without the columns."""
    os.makedirs(folder)
    tree = ET.parse(os.path.join(desk.ROOT, "schema", "layout", "kanyushaToroku.xml"))
    version = tree.getroot().find("version")
    for rule in list(version):
        if rule.get("name") in GONE or rule.get("to") in GONE:
            version.remove(rule)
        elif rule.get("unless") in GONE:
            del rule.attrib["unless"]
    tree.write(os.path.join(folder, "kanyushaToroku.xml"), encoding="utf-8", xml_declaration=True)
    return folder


def content():
    lines = []
    for kubun, edaban, person, shimei, _, _ in ROWS:
        number = desk.kojin_bango(person, 8) if person else ""
        lines.append(",".join([kubun, edaban, number, "３３", "7", "1", shimei, "カリヤマ", "1", "19800401", "架空県仮想市", "20100401"]) + "\r\n")
    return "".join(lines).encode("cp932")


def by_daemon(d, data):
    caller = desk.Caller(d, A)
    taken = caller.ok("file", "upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "k.csv"), ("naiyo", desk.base64.b64encode(data).decode())])
    d.settle()
    result = caller.result(taken.get("uketsukeBango")).decode("cp932").splitlines()
    want(all(line.split(",")[2] == "" for line in result), "整理番号のない行の結果に整理番号がある: %s" % result)
    person = caller.ok("kanyusha", "get", [("edaban", "0000001")])
    want((person.get("shimei"), person.get("jotai"), person.get("ninteiYmd")) == ("仮山　改名", "有効", None), person.text[-800:])
    caller.ok("kanyusha", "lose", [("edaban", "0000001"), ("soshitsuYmd", "20170401")])
    caller.close()
    return [line.split(",")[4] for line in result]


def by_check(path, folder):
    r = subprocess.run([desk.binary("chukan"), "check", path, "--layout", folder, "--schema", os.path.join(desk.ROOT, "schema"), "--date",
                        "20170508", "--encoding", "CP932", "--format", "json"], capture_output=True, timeout=60)
    file = json.loads(r.stdout)["files"][0]
    want(file["code"] == "C00000", file)
    codes = {error["line"]: error["code"] for error in reversed(file["errors"])}
    return [codes.get(n, "C00000") for n in range(1, len(ROWS) + 1)]


def main():
    d = desk.Desk()
    try:
        folder, path, data = overlay(os.path.join(d.base, "layout")), os.path.join(d.base, "kanyushaToroku.csv"), content()
        d.options = ["--layout", folder]
        d.start()
        with open(path, "wb") as f:
            f.write(data)
        for name, have, column in (("chukand", by_daemon(d, data), 4), ("check", by_check(path, folder), 5)):
            want(have == [row[column] for row in ROWS], "%s: 期待 %s、実際 %s" % (name, [row[column] for row in ROWS], have))
        want(d.stop() == 0, "chukand が正常に終わらない")
    except desk.Broken as e:
        print("失敗: %s" % e)
        return 1
    finally:
        d.clean()
    print("%d 列ないレイアウトで %d 行" % (len(GONE), len(ROWS)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
