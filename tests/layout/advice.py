#!/usr/bin/env python3
# Called by advice.sh: a caller who knows no XSD and does what C20008 says of elements, and nothing else. From any shuffle of them he comes
# to a message that fits, in few steps, and on the way he is never told to add an element that may be left out.
import glob
import os
import random
import re
import sys
import xml.etree.ElementTree as tree

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402
import registry  # noqa: E402

XS = "{http://www.w3.org/2001/XMLSchema}"
PLAIN = {"xs:string": "1", "xs:int": "1", "xs:long": "1", "xs:boolean": "true"}
ROUNDS, STEPS = 24, 40


def operations():
    """service, operation, its children but irai: (name, value, needed, may come again); those whose values are plain."""
    for path in sorted(glob.glob(os.path.join(registry.ROOT, "schema", "*.xsd"))):
        service = os.path.basename(path)[:-len(".xsd")]
        for e in tree.parse(path).getroot().findall(XS + "element"):
            children = [c for c in e.iter(XS + "element") if c is not e and c.get("name") != "irai"]
            if len(children) > 1 and not e.get("name").endswith("Response") and all(c.get("type") in PLAIN for c in children):
                yield service, e.get("name"), [(c.get("name"), PLAIN[c.get("type")], c.get("minOccurs") != "0", c.get("maxOccurs") is not None)
                                               for c in children]


def spoiled(model, dice):
    names = [c[0] for c in model if dice.random() < 0.8]
    dice.shuffle(names)
    if names and dice.random() < 0.4:
        names.insert(dice.randrange(len(names) + 1), dice.choice(names))
    if dice.random() < 0.4:
        names.insert(dice.randrange(len(names) + 1), "nani")
    return names


def at_of(names, item):
    """Which of the names an item such as "mei[2]" is."""
    name, number = re.fullmatch(r"(\w+)(?:\[(\d+)\])?", item).groups()
    places = [i for i, n in enumerate(names) if n == name]
    return places[int(number or 1) - 1] if places else None


def obeyed(names, op, item, want, have, needed):
    """What the caller makes of his names; None: the advice is none."""
    at = at_of(names, item)
    if at is None and item != op:
        return None
    if m := re.fullmatch(r"要素 (\w+) より(前|後)", want):
        name, rest = names[at], names[:at] + names[at + 1:]
        to = rest.index(m[1]) + (m[2] == "後")
        return rest[:to] + [name] + rest[to:]
    if re.fullmatch(r"要素 \w+ は一つ", want):
        return names[:at] + names[at + 1:]
    if m := re.fullmatch(r"要素 (\w+(?:, \w+)*)", want):
        wanted = m[1].split(", ")
        if not set(wanted) <= needed or set(wanted) & set(names) and "XML スキーマにない" not in have:
            return None
        if "XML スキーマにない" in have:
            return names[:at] + names[at + 1:]
        at = len(names) if at is None else at
        return names[:at] + wanted + names[at:]
    return names[:at] + names[at + 1:] if "XML スキーマにない" in have else None


def play(who, service, op, model, dice):
    names, told = spoiled(model, dice), []
    values, needed = {c[0]: c[1] for c in model}, {c[0] for c in model if c[2]}
    for _ in range(STEPS):
        r = who.call(service, op, [(n, values.get(n, "1")) for n in names])
        if r.code != "C20008":
            return None
        item, want, have = (r.get(n) or "" for n in ("item", "want", "have"))
        told.append("%s: %s %s, %s" % (names, item, want, have))
        names = obeyed(names, op, item, want, have, needed)
        if names is None:
            break
    return "%s.%s: %s" % (service, op, told)


def main():
    d, dice, n = desk.Desk(), random.Random(8), 0
    wrong = []
    try:
        d.start()
        who = desk.Caller(d, "06139992")
        for service, op, model in operations():
            for _ in range(ROUNDS):
                n += 1
                wrong += [w for w in [play(who, service, op, model, dice)] if w]
        who.close()
    finally:
        d.clean()
    if n < 10 * ROUNDS:
        wrong.append("only %d messages" % n)
    print("\n".join(wrong))
    print("%d messages" % n)
    sys.exit(bool(wrong))


main()
