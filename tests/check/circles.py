#!/usr/bin/env python3
# Called by tests/check-circles.sh. Reads `nm -A` of the built objects and tells of every circle of more than two files: a file
# that calls a function of another, which in the end calls back; and of every call or name of data into a room that stands to
# the left (DESIGN 1), with or without an include. What a registry lists are data of its own room, no calls.
import os
import sys

MOST = 2
ROOMS = {"base": "", "file": "base", "store": "base", "service": "store file base", "world": "service store file base",
         "soap": "world service store file base", "control": "world service store file base", "web": "world service store file base",
         "http": "soap control web world service store file base", "client": "file base"}


def room(source):
    parts = source.split("/")
    return parts[0] if parts[0] == "client" else parts[1] if len(parts) > 2 else "main"


def upward(defined, wanted):
    for source in sorted(wanted):
        for n in sorted(wanted[source]):
            a, homes = room(source), {room(s) for s in defined.get(n, ())}
            if a != "main" and homes and not homes & ({a} | set(ROOMS[a].split())):
                print("%s:1: %s は %s の %s を使えない" % (source, a, " ".join(sorted(homes)), n))


def arrows(lines, base):
    """{file: {other file: [functions]}}"""
    defined, wanted, there, everything = {}, {}, {}, {}
    for line in lines:
        name, _, rest = line.partition(":")
        words = rest.split()
        if len(words) < 2 or not name.startswith(base):
            continue
        source = name[len(base):-2] + ".c"
        if source not in there:
            there[source] = os.path.exists(source)
        if not there[source]:  # built before it went
            continue
        if words[-2] in "TDRB":
            everything.setdefault(words[-1], set()).add(source)
        if words[-2] == "T":
            defined[words[-1]] = source
        elif words[-2] == "U":
            wanted.setdefault(source, set()).add(words[-1])
    upward(everything, wanted)
    graph = {f: {} for f in set(defined.values()) | set(wanted)}
    for source, names in wanted.items():
        for n in sorted(names):
            to = defined.get(n)
            if to and to != source and to.split("/")[0] == source.split("/")[0]:
                graph[source].setdefault(to, []).append(n)
    return graph


def reach(graph, start):
    seen, todo = set(), [start]
    while todo:
        for to in graph[todo.pop()]:
            if to not in seen:
                seen.add(to)
                todo.append(to)
    return seen


def main():
    base = sys.argv[1]
    graph = arrows(sys.stdin.read().split("\n"), base)
    if not graph:
        print("tests/check-circles.sh:1: %s に組み立てたものがない（make build の後に）" % base)
        return
    reached = {f: reach(graph, f) for f in graph}
    told = set()
    for f in sorted(graph):
        circle = sorted(o for o in reached[f] if f in reached[o])
        if len(circle) <= MOST or f in told:
            continue
        told.update(circle)
        print("%s:1: %d 個のファイルが輪になっている: %s" % (f, len(circle), " ".join(circle)))
        for a in circle:
            for b in circle:
                if b in graph[a]:
                    print("%s:1:   → %s: %s" % (a, b, " ".join(graph[a][b])))


main()
