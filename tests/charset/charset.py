#!/usr/bin/env python3
# Called by charset.sh: six insurers, each with another character code (2.12.1 ⑦), send every character that their code has in
# 加入者情報一括登録. An overlay layout lets the result file echo 氏名 and 住所: its bytes are those that were sent, but for the
# characters that stand at several places, and SOAP gives the same text. Then 外字, files of another code, and 業務コード (⑧).
import csv
import ctypes
import html
import os
import re
import shutil
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

WIDTH = 100  # characters in one 住所
# insurer: world, 保険者番号, character code, its name for iconv, the mark of result files, how it writes 性別
INSURERS = [
    ("lot2", "06139992", "CP932", "CP932", b"", "12"),
    ("lot2", "06139984", "UTF-8", "UTF-8", b"", "12"),
    ("lot2", "06139976", "UTF-8-BOM", "UTF-8", b"\xef\xbb\xbf", "MF"),
    ("lot3", "06279996", "UTF-16LE", "UTF-16LE", b"\xff\xfe", "12"),
    ("lot3", "06279988", "UTF-16BE", "UTF-16BE", b"\xfe\xff", "12"),
    ("lot3", "06279970", "EUC-JP", "EUC-JP-MS", b"", "MF"),
]
# characters at several places: they come back at another one (the unit test has the list)
# characters of Unicode that no text may have: F30009 and F30006
LOST, BIDI = [0xFFFD], [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
REFUSED = set(LOST + BIDI)
with open("../../server/base/unassigned.def", encoding="ascii") as table:  # ours: this python may know newer characters
    for first, last in re.findall(r"R\((0x[0-9A-F]+), (0x[0-9A-F]+)\)", table.read()):
        REFUSED.update(range(int(first, 16), int(last, 16) + 1))
AGAIN = {"CP932": 398, "EUC-JP": 24}
KEKKA = """<?xml version="1.0" encoding="UTF-8"?>
<layout name="kanyushaKekka" mei="加入者情報登録結果">
  <version from="20170101" recordLimit="16384" standing="A" assumption="氏名と住所を見る試験のため">
    <column name="gyo" mei="行番号" type="digits" max="11" presence="required" standing="A"/>
    <column name="edaban" mei="被保険者枝番" type="text" max="4000" presence="optional" noKojinBango="true" standing="S"/>
    <column name="kekkaCode" mei="処理結果コード" type="alnum" min="6" max="6" presence="required" standing="A"/>
    <column name="kekkaMessage" mei="処理結果メッセージ" type="text" max="4000" presence="optional" standing="S"/>
    <column name="seibetsu" mei="性別" type="text" max="20" presence="optional" noKojinBango="true" standing="A"/>
    <column name="shimei" mei="氏名" type="text" max="4000" presence="optional" standing="A"/>
    <column name="jusho" mei="住所" type="text" max="4000" presence="optional" standing="A"/>
  </version>
</layout>
"""
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %.300r, have %.300r" % (what, want, have))


LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.iconv_open.restype = ctypes.c_void_p
LIBC.iconv.restype = ctypes.c_size_t
LIBC.iconv.argtypes = [ctypes.c_void_p] + [ctypes.c_void_p] * 4


class Iconv:
    """glibc's own conversion, by which ours is measured."""

    def __init__(self, source, target):
        self.cd = LIBC.iconv_open(target.encode(), source.encode())

    def __call__(self, data):
        """None: not all of it can be converted."""
        room = 4 * len(data) + 8
        source, target = ctypes.create_string_buffer(data, len(data)), ctypes.create_string_buffer(room)
        at, to = ctypes.c_void_p(ctypes.addressof(source)), ctypes.c_void_p(ctypes.addressof(target))
        left, free = ctypes.c_size_t(len(data)), ctypes.c_size_t(room)
        LIBC.iconv(self.cd, None, None, None, None)
        rc = LIBC.iconv(self.cd, ctypes.byref(at), ctypes.byref(left), ctypes.byref(to), ctypes.byref(free))
        return target.raw[:room - free.value] if rc == 0 and left.value == 0 else None


def fixtures(base):
    """A copy of the house's, with the six codes, and the overlay."""
    to = os.path.join(base, "fixtures")
    shutil.copytree(os.path.join(desk.ROOT, "fixtures"), to)
    for world, hokensha, code, _, _, _ in INSURERS:
        path = os.path.join(to, "worlds", world, "hokensha.csv")
        lines = open(path, encoding="utf-8").read().split("\n")
        lines = [",".join(l.split(",")[:-1] + [code]) if l.startswith(hokensha) else l for l in lines]
        open(path, "w", encoding="utf-8").write("\n".join(lines))
    os.mkdir(os.path.join(base, "layout"))
    open(os.path.join(base, "layout", "kanyushaKekka.xml"), "w", encoding="utf-8").write(KEKKA)
    return to


def double_bytes(iconv):
    """Every character of a double-byte code that may stand in a text, one code each, as bytes."""
    leads = [bytes([b]) for b in range(0x81, 0xFF)]
    trails = range(0x40, 0xFF)
    codes = [bytes([b]) for b in range(0x20, 0x7F)]
    if iconv == "CP932":
        codes += [bytes([b]) for b in range(0xA1, 0xE0)]
        codes += [l + bytes([t]) for l in leads if not 0xA0 <= l[0] <= 0xDF and l[0] < 0xFD for t in trails if t != 0x7F and t < 0xFD]
    else:
        codes += [l + bytes([t]) for l in leads if l[0] >= 0xA1 or l[0] == 0x8E for t in range(0xA1, 0xFF)]
        codes += [b"\x8f" + l + bytes([t]) for l in leads if l[0] >= 0xA1 for t in range(0xA1, 0xFF)]
    to_utf8, found = Iconv(iconv, "UTF-8"), []
    for code in codes:
        text = (to_utf8(code) or b"").decode("utf-8")
        if len(text) == 1 and not "\ue000" <= text <= "\uf8ff":
            found.append((code, text))
    return found


def unicode_characters():
    """Characters of the planes that have any, but no private use and nothing that is no character."""
    points = list(range(0x20, 0x7F)) + list(range(0xA0, 0xD800)) + list(range(0xF900, 0x34000))
    digits = [p for p in points if p > 0x7F and unicodedata.category(chr(p)) == "Nd"]
    points = [p for p in points if p not in set(digits)]
    letter = points.index(0x4E00)  # twelve digits in a row may be a 個人番号: a letter between them
    for i, digit in enumerate(digits):
        points.insert(letter + 2 * i, digit)
    return [(None, chr(p)) for p in points if p & 0xFFFE != 0xFFFE and p not in REFUSED]


def quoted(text):
    return '"%s"' % text.replace('"', '""') if any(c in text for c in ',"\r\n') else text


class Insurer:
    def __init__(self, d, row):
        self.world, self.hokensha, self.code, self.iconv, self.mark, self.seibetsu = row
        self.who = desk.Caller(d, self.hokensha, self.world)
        self.d, self.people = d, 0
        self.from_utf8, self.to_utf8 = Iconv("UTF-8", self.iconv), Iconv(self.iconv, "UTF-8")

    def characters(self):
        return double_bytes(self.iconv) if self.code in AGAIN else unicode_characters()

    def encode(self, text):
        return self.from_utf8(text.encode("utf-8"))

    def row(self, n, shimei, jusho, seibetsu=None):
        """Cells as text; the number of the person is not used again."""
        self.people += 1
        f = dict(desk.person(n, desk.kojin_bango(self.people, 3)))
        return ["1", "R%d" % n, "", f["kojinBango"], "３３", "%d" % n, "1", shimei, "カリヤマ　ミホン", seibetsu or self.seibetsu[n % 2],
                f["seinengappi"], jusho, f["shutokuYmd"], "", ""]

    def send(self, content):
        """The bytes of a file to its end: 受付番号."""
        taken = self.who.upload("kanyushaToroku", "kanyusha.csv", content)
        number = taken.get("uketsukeBango")
        expect("%s: 受付" % self.code, taken.kubun in ("1", "2"), True)
        return number

    def status(self, number):
        return self.who.ok("file", "getStatus", [("uketsukeBango", number)])

    def result(self, content):
        """The result file of a file that is taken."""
        number = self.send(content)
        expect("%s: 処理ステータス" % self.code, self.status(number).get("jotai"), "処理完了")
        return self.who.result(number)

    def lines(self, result):
        text = self.to_utf8(result[len(self.mark):]).decode("utf-8")
        return [l.split(",") for l in text.split("\r\n")[:-1]]

    def get(self, edaban):
        r = self.who.ok("kanyusha", "get", [("edaban", edaban)])
        return [html.unescape(r.get(name) or "") for name in ("shimei", "jusho", "seibetsu")]


def round_trip(i):
    """Rows with all characters: the echo is what was sent, and SOAP has the text."""
    characters = i.characters()
    expect("%s: characters" % i.code, len(characters) > 7000, True)
    chunks = [characters[k:k + WIDTH] for k in range(0, len(characters), WIDTH)]
    want, texts = [], []
    for n, chunk in enumerate(chunks, 1):
        shimei, jusho = "".join(t for _, t in chunk[:60]), "".join(t for _, t in chunk)
        cells = i.row(n, shimei, jusho)
        edaban = "%07d" % n
        want.append(",".join([str(n), edaban, "C00000", "", cells[9], quoted(shimei), quoted(jusho)]))
        texts.append((edaban, [shimei, jusho, "1" if cells[9] in "1M" else "2"], chunk, cells))
    content = b"".join(original(i, chunk, cells) for _, _, chunk, cells in texts)
    result = i.result((i.mark if i.code != "UTF-16BE" else b"") + content)  # to read it, a mark may be missing
    expect("%s: the result file" % i.code, first_difference(result, i.mark + i.encode("\r\n".join(want) + "\r\n")), None)
    every = 1 if i.code in AGAIN else len(texts) // 40
    for edaban, text, _, _ in texts[::every]:
        expect("%s: %s over SOAP" % (i.code, edaban), i.get(edaban), text)
    if i.code in AGAIN:
        again = sum(i.encode(t) != c for c, t in characters)
        expect("%s: characters that come back at another place" % i.code, again, AGAIN[i.code])
    return len(characters)


def original(i, chunk, cells):
    """The line of cells with the very codes of the chunk in 氏名 and 住所."""
    if chunk[0][0] is None:
        return i.encode(",".join(quoted(c) for c in cells) + "\r\n")
    raw = [i.encode(quoted(c)) for c in cells]
    for at, part in ((7, chunk[:60]), (11, chunk)):
        text = b"".join(b'""' if c == b'"' else c for c, _ in part)
        raw[at] = b'"%s"' % text if cells[at] != quoted(cells[at]) else text
    return b",".join(raw) + b"\r\n"


def first_difference(have, want):
    if have == want:
        return None
    at = next((k for k, (a, b) in enumerate(zip(have, want)) if a != b), min(len(have), len(want)))
    return at, have[max(0, at - 20):at + 20], want[max(0, at - 20):at + 20]


def gaiji(i, raw, shown):
    """One character that nobody else has: its row is refused with place and code, the others are taken."""
    cells = [i.row(900 + k, "架空　外字", "架空県＠町") for k in range(3)]
    rows = [i.encode(",".join(c) + "\r\n") for c in cells]
    sign, raw = i.encode("架空県＠"), i.encode("架空県") + raw
    rows[1] = rows[1].replace(sign, raw)
    result = i.result(b"".join(rows))
    expect("%s 外字: echo" % i.code, (result.count(sign), result.count(raw)), (2, 1))
    lines = i.lines(result.replace(raw, sign))
    expect("%s 外字: codes" % i.code, [l[2] for l in lines], ["C00000", "F30009", "C00000"])
    expect("%s 外字: message" % i.code, "住所" in lines[1][3] and ("4文字めが " + shown) in lines[1][3] or lines[1][3], True)


def broken(i, content, want, have):
    """A file that is refused as a whole."""
    r = i.who.call("file", "getStatus", [("uketsukeBango", i.send(content))])
    words = "期待: %s、実際: %s" % (want, have)
    expect("%s: broken" % i.code, (r.code, words if words in r.text else r.text), ("F40003", words))


def gyomu_code(i):
    cells = [i.row(950 + k, "架空　変換", "架空県", s) for k, s in enumerate(("M", "F", "X", "1", "Z"))]
    lines = i.lines(i.result(i.mark + i.encode("".join(",".join(c) + "\r\n" for c in cells))))
    expect("業務コード: codes", [l[2] for l in lines], ["C00000"] * 3 + ["F30006"] * 2)
    expect("業務コード: echo", [l[4] for l in lines], ["M", "F", "X", "1", "Z"])
    for k, s in ((3, "1"), (4, "Z")):
        expect("業務コード: message", "M 男・F 女・X 未設定（業務コードの変換定義 seibetsu）" in lines[k][3] and ("実際: " + s) in lines[k][3] or
               lines[k][3], True)
    expect("業務コード: over SOAP", [i.get(l[1])[2] for l in lines[:3]], ["1", "2", "3"])


def answers(i, to):
    """住基ネット tells names in its own characters: those that the insurer's code lacks are shown, 性別 is the insurer's own."""
    with open(os.path.join(to, "common", "jumin.csv"), encoding="utf-8") as f:
        people = [p for p in csv.DictReader(f) if p["jotai"] == "有効"]
    person = next(p for p in people if i.encode(p["shimei"]) is None)
    shown = "".join(c if i.encode(c) else "〔U+%04X〕" % ord(c) for c in person["shimei"])
    taken = i.who.upload("juminShokai", "shokai.csv", i.encode("Q1,2,%s,,,,,,04\r\n" % person["kojin_bango"]))
    i.d.settle(i.world)
    line = i.lines(i.who.result(taken.get("uketsukeBango")))[0]
    expect("住基ネット: 氏名と性別", (line[2], line[5], line[7]), ("C00000", shown, i.seibetsu[int(person["seibetsu"]) - 1]))


def bad_fixture(d, to):
    """A world whose conversion is wrong is not made."""
    bad = os.path.join(to, "worlds", "bad")
    shutil.copytree(os.path.join(to, "worlds", "lot2"), bad)
    with open(os.path.join(bad, "gyomu_code.csv"), "a", encoding="utf-8") as f:
        f.write("06139976,seibetsu,N,9,\n")
    status, answer = d.control("POST", "/_sim/worlds", {"name": "bad", "fixture": "bad"})
    expect("a wrong conversion", (status >= 400, "gyomu_code.csv 5行目 ours" in str(answer)), (True, True))


def run(d, to):
    people = [Insurer(d, row) for row in INSURERS]
    counts = [round_trip(i) for i in people]
    cp932, utf8, _, little, big, euc = people
    gaiji(cp932, b"\xeb\x9f", "0xEB9F")
    gaiji(cp932, b"\xf0\x40", "U+E000（外字、CP932 の 0xF040）")
    gaiji(euc, b"\xa9\xa1", "0xA9A1")
    gaiji(euc, b"\x8f\xa1\xa1", "0x8FA1A1")
    gaiji(utf8, "\ue000".encode(), "U+E000")
    for cp in LOST + [0x378, 0x1FAFF]:
        gaiji(utf8, chr(cp).encode(), "U+%04X" % cp)
    gaiji(little, "\U000f0000".encode("utf-16-le"), "U+F0000")
    row = ",".join(utf8.row(990, "試験　文字", "架空県　例示市")) + "\r\n"
    broken(cp932, cp932.encode(row)[:-8] + b"\x82\r\n", "CP932 の文字", "0x82 0x0D")
    broken(cp932, row.encode("utf-8"), "CP932", "UTF-8")
    broken(cp932, row.encode("euc_jp"), "CP932", "EUC-JP")
    broken(cp932, row.encode("utf-16-le"), "CP932", "UTF-16LE")
    broken(euc, row.encode("cp932"), "EUC-JP", "CP932")
    broken(utf8, row.encode("cp932"), "UTF-8", "CP932")
    broken(little, row.encode("utf-8"), "UTF-16LE", "UTF-8")
    broken(little, row.encode("utf-16-be"), "UTF-16LE", "UTF-16BE")
    broken(big, row.encode("utf-16-be")[:-4] + b"\xdc\x00\0\r\0\n", "UTF-16BE の文字", "0xDC 0x00")
    gyomu_code(euc)
    answers(euc, to)
    bad_fixture(d, to)
    return counts


def main():
    base = tempfile.mkdtemp(prefix="chukan-test-")
    d = None
    try:
        to = fixtures(base)
        d = desk.Desk("--layout", os.path.join(base, "layout"), fixtures=to).start()
        counts = run(d, to)
        expect("the end", d.stop(), 0)
    finally:
        if d:
            d.clean()
        shutil.rmtree(base, ignore_errors=True)
    for line in wrong[:20]:
        print(line)
    print("%s: %d wrong" % (" ".join("%s %d" % (row[2], n) for row, n in zip(INSURERS, counts)), len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
