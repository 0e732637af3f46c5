#!/usr/bin/env python3
# Whether every schema/*.xsd is as plain as the code generators of twenty years want it; prints "file:line: what" for
# each place that is not (tests/check-wsdl.sh). Axis 1.4 cannot read a type that restricts nothing; enumerations whose
# values are no identifiers become code that moc and others cannot read; choices, unions, any, nillable and anonymous
# types become holders, wildcards and numbered classes.
import glob
import re
import sys
from xml.parsers import expat

XS = "http://www.w3.org/2001/XMLSchema "
FACETS = set("enumeration pattern minLength maxLength length minInclusive maxInclusive".split())
TAGS = set("schema annotation documentation appinfo import element complexType sequence simpleType restriction".split()) | FACETS
ATTRIBUTES = {"name", "type", "minOccurs", "maxOccurs", "http://www.w3.org/2005/05/xmlmime expectedContentTypes"}
BUILT_IN = {"xs:string", "xs:int", "xs:long", "xs:dateTime", "xs:base64Binary"}
# of C++, C#, Java and PHP
RESERVED = set("""abstract alignas alignof and array as asm assert auto base bool boolean break byte callable case catch char
    checked class clone const constexpr continue decimal declare default delegate delete die do double echo else empty
    enum eval event exit explicit export extends extern false final finally fixed float for foreach friend function
    global goto if implements implicit import in inline instanceof int interface internal is isset lock long mutable
    namespace native new noexcept not null object operator or out override package params print private protected public
    readonly ref register require return sbyte sealed short signals signed sizeof slots static strictfp string struct
    super switch synchronized template this throw throws trait transient true try typedef typeid typename typeof uint
    ulong unchecked union unsafe unset unsigned use ushort using var virtual void volatile wchar while xor yield""".split())
# names of operations are of the contract; generators know how to put an underscore to a method's name
OPERATIONS = {"register", "delete"}


def identifier(name):
    return re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII) and name not in RESERVED


class Plain:
    def __init__(self, path):
        self.path, self.open, self.found = path, [], []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        with open(path, "rb") as f:
            self.parser.ParseFile(f)

    def say(self, what):
        self.found.append("%s:%d: %s" % (self.path, self.parser.CurrentLineNumber, what))

    def start(self, tag, attrs):
        tag = tag.removeprefix(XS)
        above = self.open[-1] if self.open else None
        node = {"tag": tag, "names": set(), "facets": 0}
        self.open.append(node)
        if tag not in TAGS:
            return self.say("xs:%s は使わない（古い生成ツールが読めない）" % tag)
        if tag in FACETS:
            above["facets"] += 1
        if tag == "element":
            self.element(attrs, above)
        elif tag in ("complexType", "simpleType"):
            self.type(tag, attrs, above)
        elif tag == "sequence" and attrs:
            self.say("xs:sequence に %s は使わない" % "、".join(attrs))
        elif tag == "restriction" and attrs.get("base") not in BUILT_IN:
            self.say("制限のもとは %s のいずれか、実際は %s" % ("、".join(sorted(BUILT_IN)), attrs.get("base")))
        elif tag == "enumeration" and not identifier(attrs["value"]):
            self.say("xs:enumeration の値 %s は識別子でない（値を | で並べた xs:pattern にする）" % attrs["value"])

    def name(self, name, above, what):
        if not identifier(name) and not (above["tag"] == "schema" and name in OPERATIONS):
            self.say("%s名 %s は識別子でないか、C++・C#・Java・PHP の予約語" % (what, name))
        # a type and an element are apart; two of one kind are one where case does not count
        if (what, name.lower()) in above["names"]:
            self.say("%s名 %s は、大文字小文字だけ違う名前がすでにある" % (what, name))
        above["names"].add((what, name.lower()))

    def element(self, attrs, above):
        extra = set(attrs) - ATTRIBUTES
        if extra:
            self.say("要素に %s は使わない" % "、".join(sorted(extra)))
        self.name(attrs.get("name", ""), above, "要素")
        said = attrs.get("type", "")
        if said.startswith("xs:") and said not in BUILT_IN:
            self.say("型は %s のいずれか、実際は %s" % ("、".join(sorted(BUILT_IN)), said))

    def type(self, tag, attrs, above):
        if above["tag"] == "schema":
            self.name(attrs.get("name", ""), above, "型")
        elif tag == "simpleType" or len(self.open) > 3:  # the messages of the operations alone have such types
            self.say("名前のない xs:%s は使わない" % tag)

    def end(self, tag):
        node = self.open.pop()
        if node["tag"] == "restriction" and not node["facets"]:
            self.say("制限のない派生型は使わない（もとの型をそのまま使う）")


if __name__ == "__main__":
    found = [line for path in sorted(glob.glob("schema/*.xsd")) for line in Plain(path).found]
    sys.exit("\n".join(found) or 0)
