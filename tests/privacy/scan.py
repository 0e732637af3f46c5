#!/usr/bin/env python3
# Finds 個人番号 and 機関別符号 in any file, however it is written: ASCII (UTF-8 and CP932 alike), full width in UTF-8 and CP932,
# UTF-16 both ways, hyphens or spaces between, hexadecimal, base64 at every alignment (and what was coded before that), and
# a 個人番号 as an integer in a database.
# Usage: scan.py NUMBERS FUGO FILE…   (lists one a line; "-" for none). Exit 3 when something was found.
import base64
import re
import sys

DIGIT_FORMS = [
    (re.compile(rb"(?:[0-9][- ]?){11,}[0-9]"), lambda m: re.sub(rb"[- ]", b"", m)),
    (re.compile(rb"(?:\xef\xbc[\x90-\x99](?:-|\xe2\x80\x90|\xef\xbc\x8d|\xe3\x80\x80| )?){12,}"), lambda m: bytes(c - 0x60 for c in re.findall(rb"\xef\xbc([\x90-\x99])", m) for c in c)),
    (re.compile(rb"(?:\x82[\x4f-\x58]){12,}"), lambda m: bytes(c - 0x1F for c in m[1::2])),
    (re.compile(rb"(?:[0-9]\x00){12,}"), lambda m: m[0::2]),
    (re.compile(rb"(?:\x00[0-9]){12,}"), lambda m: m[1::2]),
    (re.compile(rb"(?:[\x10-\x19]\xff){12,}"), lambda m: bytes(c + 0x20 for c in m[0::2])),
    (re.compile(rb"(?:\xff[\x10-\x19]){12,}"), lambda m: bytes(c + 0x20 for c in m[1::2])),
]
BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}")
SIX = re.compile(rb"(?=(\x00(?!\x00\x00).{5}))", re.DOTALL)  # one pass, not one for each number; none is below 2^24
HEX = re.compile(rb"[0-9a-fA-F]{24,}")


def in_digits(data, numbers):
    found = set()
    for pattern, digits in DIGIT_FORMS:
        for m in pattern.finditer(data):
            run = digits(m.group())
            found.update(n for n in (run[i:i + 12] for i in range(len(run) - 11)) if n in numbers)
    return found


def decoded(data):
    """What base64 and hexadecimal runs in data may stand for, at every alignment."""
    for m in BASE64.finditer(data):
        for shift in range(4):
            part = m.group()[shift:]
            part = part[:len(part) // 4 * 4]
            if part:
                yield base64.b64decode(part)
    for m in HEX.finditer(data):
        for shift in range(2):
            part = m.group()[shift:]
            yield bytes.fromhex(part[:len(part) // 2 * 2].decode())


def scan(data, numbers, fugo=frozenset()):
    """Answers [(what, where)] found in data; numbers and fugo are sets of bytes (fugo: lower case hexadecimal)."""
    found = [("個人番号", n) for n in in_digits(data, numbers)]
    found += [("個人番号 (整数)", n) for n in in_records(data, numbers)]
    joined = re.sub(rb"[\r\n]", b"", data)  # base64 may be folded
    for inner in decoded(joined):
        found += [("個人番号 (coded)", n) for n in in_digits(inner, numbers)]
    if fugo:
        lower = data.lower()
        for f in fugo:
            raw = bytes.fromhex(f.decode())
            forms = [raw, base64.b64encode(raw), f, base64.b64encode(f)]
            if f in lower or any(form in data for form in forms):
                found.append(("機関別符号", f))
    return sorted(set(found))


def in_records(data, numbers):
    """A 個人番号 as an integer of a record: SQLite writes it in six bytes, the first of them zero. Only in databases and
    their logs, where such bytes mean a number."""
    if data[:15] != b"SQLite format 3" and data[:3] != b"\x37\x7f\x06":
        return set()
    records = {int(n).to_bytes(6, "big"): n for n in numbers}
    return {records[r] for r in (m.group(1) for m in SIX.finditer(data)) if r in records}


def load(path):
    return frozenset() if path == "-" else frozenset(open(path, "rb").read().split())


def main():
    if len(sys.argv) < 4:
        print("usage: scan.py NUMBERS FUGO FILE...", file=sys.stderr)
        return 2
    numbers, fugo, bad = load(sys.argv[1]), load(sys.argv[2]), 0
    for path in sys.argv[3:]:
        for what, value in scan(open(path, "rb").read(), numbers, fugo):
            bad = 3
            print("%s: %s %s…" % (path, what, value[:4].decode()))
    return bad


if __name__ == "__main__":
    sys.exit(main())
