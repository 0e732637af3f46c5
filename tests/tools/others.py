#!/usr/bin/env python3
# Test cases done by somebody else. `others.py transform FROM TO` copies a fixtures folder with other insurers, other
# 個人番号, other 整理番号, file names and 枝番 of another length. `others.py merge OUT SEED LOG…` makes one record of what
# was seen out of several (data/worlds/W/case/run-1.log), the blocks of each in their order but mixed at random, and the
# 枝番 of each moved, so that nobody is taken for another one. SEED -: the first, and behind each of its blocks every approval of
# the others (fugo.approve). Used by tests/scenario/others.sh.
import os
import random
import re
import shutil
import struct
import sys
import zipfile

INSURERS = (b"06139992", b"06139984", b"06139976", b"06139505")  # the last is no fixture's: kikan-toroku makes it
BLOCK = struct.Struct("<IIIIqq24s")  # server/world/case/tracker.h: struct block_head
FACT = struct.Struct("<HHBBHIIQQ")   # struct fact_head
MAGIC = 0x4B4F5431
DIGITS = 8                           # of a 枝番, in place of 7


def insurer(base):
    """A 保険者番号 from its first seven digits."""
    products = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(base))]
    total = sum(p // 10 + p % 10 for p in products)
    return (base + str((10 - total % 10) % 10)).encode()


def hobetsu63(number):
    """The same insurer's number for its 特例退職被保険者."""
    return insurer("63" + number[2:7].decode())


def kojin_bango(base):
    """A 個人番号 from its first eleven digits."""
    total = sum(int(d) * (n + 1 if n <= 6 else n - 5) for n, d in enumerate(reversed(base), 1))
    return (base + str(0 if total % 11 <= 1 else 11 - total % 11)).encode()


def another(token):
    """The other person's number for a 個人番号; what is none stays as it is."""
    text = token.decode()
    if kojin_bango(text[:11]) != token:
        return token
    return kojin_bango("%011d" % ((int(text[:11]) + 31415926) % 10 ** 11))


def other_text(data, data_files):
    for n, old in enumerate(INSURERS):
        new = insurer("0613%03d" % (801 + n))
        data = data.replace(old, new).replace(hobetsu63(old), hobetsu63(new))
    data = re.sub(rb"(?<![0-9A-Za-z])\d{12}(?!\d)", lambda m: another(m.group()), data)
    data = re.sub(rb"(seiriBango(?:=|>| = )|\{eda:)([A-Z]\w*)", rb"\1Z\2", data)
    data = re.sub(rb"(?m)^([1-6]),([A-Z]\w*),(?=([^,\n]*,){6})", rb"\1,Z\2,", data)  # rows of masters are shorter
    data = re.sub(rb"(?m)^(Q\w+),", rb"Z\1,", data)  # 情報照会要求, 照会要求
    data = re.sub(rb"(?<!\d)0000(\d{3})(?!\d)", rb"00000\1", data)
    data = re.sub(rb'(name="edabanDigits" value=")\d+', rb"\g<1>%d" % DIGITS, data)
    return re.sub(rb"data/([\w.${}-]+)", rb"data/y\1", data) if data_files else data


def other_zip(path):
    """The entries with other people, under the names that they have."""
    with zipfile.ZipFile(path) as z:
        entries = [(i.filename, other_text(z.read(i), False)) for i in z.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in entries:
            z.writestr(name, data)


def transform(source, target):
    shutil.copytree(source, target)
    for folder, _, names in os.walk(target):
        for name in names:
            moved = os.path.join(folder, "y" + name) if folder.endswith("/cases/data") else os.path.join(folder, name)
            os.rename(os.path.join(folder, name), moved)
            if name.endswith(".zip"):
                other_zip(moved)
                continue
            data = open(moved, "rb").read()
            open(moved, "wb").write(other_text(data, folder.endswith("/cases")))


def blocks(path):
    data, at, out = open(path, "rb").read(), 0, []
    while at < len(data):
        head = BLOCK.unpack_from(data, at)
        assert head[0] == MAGIC, path
        out.append(bytearray(data[at:at + head[1]]))
        at += head[1]
    return out


def move(block, by):
    """Every 枝番 of it becomes another one, and every 受付番号."""
    head = list(BLOCK.unpack_from(block, 0))
    if head[6].strip(b"\0"):
        head[6] = head[6].replace(b"N0", b"N%d" % by, 1)
        BLOCK.pack_into(block, 0, *head)
    at = BLOCK.size
    for _ in range(head[2]):
        fact = list(FACT.unpack_from(block, at))
        if fact[3]:
            fact[7] += by * 10 ** 5
            FACT.pack_into(block, at, *fact)
        if fact[8]:
            fact[8] ^= by << 40
            FACT.pack_into(block, at, *fact)
        at += fact[0]
    return block


def approves(block):
    kinds = re.findall(r"(?m)^KOTO\((\w+)", open("server/file/case/koto.def", encoding="utf-8").read())
    return FACT.unpack_from(block, BLOCK.size)[2] == kinds.index("FUGO_APPROVE")


def merge(out, seed, logs):
    queues = [[move(b, n + 1) for b in blocks(path)] for n, path in enumerate(logs)]
    if seed is None:
        sent = b"".join(b for q in queues[1:] for b in q if approves(b))
        assert sent, logs
        queues = [[b + sent for b in queues[0]]]
    chance = random.Random(seed)
    with open(out, "wb") as f:
        while any(queues):
            f.write(chance.choice([q for q in queues if q]).pop(0))


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "transform":
        transform(sys.argv[2], sys.argv[3])
    elif len(sys.argv) > 4 and sys.argv[1] == "merge":
        merge(sys.argv[2], None if sys.argv[3] == "-" else int(sys.argv[3]), sys.argv[4:])
    else:
        print("usage: others.py transform FROM TO | merge OUT SEED|- LOG…", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
