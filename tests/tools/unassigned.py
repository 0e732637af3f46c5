#!/usr/bin/env python3
# Prints server/base/unassigned.def: the code points that Unicode has given to no character, by the tables of this
# python (14.0). Left out, so that nobody's name is refused for being newer than the table: kanji (planes 2 and 3) and old kana
# (U+1AFF0–1B16F). Noncharacters, surrogates and private use are other matters. Also a test: --check FILE.
import sys
import unicodedata

NEWER = [(0x20000, 0x3FFFF), (0x1AFF0, 0x1B16F)]
FIRST, LAST, WIDTH = 0xA0, 0xEFFFF, 5


def unassigned(cp):
    noncharacter = cp & 0xFFFE == 0xFFFE or 0xFDD0 <= cp <= 0xFDEF
    return unicodedata.category(chr(cp)) == "Cn" and not noncharacter and not any(a <= cp <= b for a, b in NEWER)


def ranges():
    found = []
    for cp in range(FIRST, LAST + 1):
        if not unassigned(cp):
            continue
        if found and found[-1][1] == cp - 1:
            found[-1][1] = cp
        else:
            found.append([cp, cp])
    return found


def text():
    cells = ["R(0x%04X, 0x%04X)" % (a, b) for a, b in ranges()]
    lines = [" ".join(cells[i:i + WIDTH]) for i in range(0, len(cells), WIDTH)]
    head = "/* Code points without a character in Unicode 14.0, rising; written by tests/tools/unassigned.py. */\n"
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    if unicodedata.unidata_version != "14.0.0":
        sys.exit(0 if "--check" in sys.argv else "Unicode 14.0.0 が要る（この python は %s）" % unicodedata.unidata_version)
    if "--check" in sys.argv:
        sys.exit(0 if open(sys.argv[2], encoding="ascii").read() == text() else "%s が表と違う" % sys.argv[2])
    sys.stdout.write(text())
