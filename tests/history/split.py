# How the steps of many histories are split over sendings. A plan is a list of (clock's day, [layer]); a layer a list of Sending, one after
# the other; between the steps of one history the order is always that of the history. Called by history.py.
import collections
import random

from make import DAYS

# kind: 種別. soap: each row a call of its own. rows: [(history, number of the unit, number of the step in it)]
Sending = collections.namedtuple("Sending", "kind soap rows")
KINDS = ("kanyushaToroku", "shikakuJoho", "shobyoTeatekin")


class Segment:
    """Units of one history that may go in one file."""

    def __init__(self):
        self.units, self.open, self.teisei, self.met = [], set(), 0, False

    def takes(self, unit, outcomes):
        """A file may register a number once, but for 資格 that have ended; and it moves numbers between people ahead of their rows, so that
        nothing else corrects those that meet another's."""
        s = unit[0]
        if s.kind != "kanyushaToroku":
            return True
        if s.kubun == "1":
            return bool(s.values["soshitsuYmd"]) or s.number not in self.open
        return s.kubun != "3" or not self.teisei or not (self.met or meets(unit, outcomes))

    def add(self, n, unit, outcomes):
        self.units.append(n)
        if unit[0].kind == "kanyushaToroku" and unit[0].kubun == "1" and not unit[0].values["soshitsuYmd"]:
            self.open.add(unit[0].number)
        if unit[0].kind == "kanyushaToroku" and unit[0].kubun == "3":
            self.teisei += 1
            self.met = self.met or meets(unit, outcomes)


def meets(unit, outcomes):
    return len(unit) > 1 or outcomes[0].code == "K40002"


def chance(history, what, n, share):
    """The same for a history wherever it is played, and for its beginnings."""
    return random.Random("%s/%s/%d" % (history.name, what, n)).random() < share


def segments(history, day, join):
    """The history's units of that day in runs of one kind; join: the share of units that go with the one before, if they may."""
    out, last = [], None
    for n, (unit, outcomes) in enumerate(zip(history.units, history.outcomes)):
        if unit[0].day != day:
            continue
        if not out or unit[0].kind != last or not out[-1].takes(unit, outcomes) or not chance(history, "join", n, join):
            out.append(Segment())
        out[-1].add(n, unit, outcomes)
        last = unit[0].kind
    return out


def by_soap(history, segment):
    """Whether calls can do it: a single step, and not 削除 of nobody's, which is by 副本番号."""
    unit = history.units[segment.units[0]]
    s = unit[0]
    return len(segment.units) == 1 and len(unit) == 1 and not (s.kind != "kanyushaToroku" and s.kubun == "3" and s.hito is None)


def rows_of(history, segment):
    return [(history, n, i) for n in segment.units for i in range(len(history.units[n]))]


def mixed(lists):
    """The rows of all in one, in an order by chance that keeps each history's own."""
    turns = [n for n, rows in enumerate(lists) for _ in rows]
    random.Random(len(turns)).shuffle(turns)
    its = [iter(rows) for rows in lists]
    return [next(its[n]) for n in turns]


def plan(histories, join, soap, mix=False):
    out = []
    for day in DAYS:
        of = [(h, segments(h, day, join)) for h in histories]
        layers = []
        for nth in range(max((len(s) for _, s in of), default=0)):
            there, layer = [(h, s[nth]) for h, s in of if len(s) > nth], []
            called = {id(s) for h, s in there if by_soap(h, s) and chance(h, "soap", s.units[0], soap)}
            for kind in KINDS:
                own = [(h, s) for h, s in there if h.units[s.units[0]][0].kind == kind]
                for calls in (False, True):
                    lists = [rows_of(h, s) for h, s in own if (id(s) in called) == calls]
                    if lists:
                        layer.append(Sending(kind, calls, mixed(lists) if mix else sum(lists, [])))
            layers.append(layer)
        out.append((day, layers))
    return out


def plans(histories):
    """{way: plan}: as few files as may be; one a step; files and calls as chance has it."""
    return {"少": plan(histories, 1, 0), "一": plan(histories, 0, 0), "混": plan(histories, 0.5, 0.4, True)}


def edaban(plan_of):
    """{(place, hito): 枝番} as the insurer issues them from 1, in the order of the sendings."""
    out = {}
    for _, layers in plan_of:
        for sending in (s for layer in layers for s in layer):
            for history, n, i in sending.rows:
                o = history.outcomes[n][i]
                if o.new:
                    out[history.place, o.hito] = "%07d" % (len(out) + 1)
    return out
