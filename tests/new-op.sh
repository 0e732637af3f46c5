#!/usr/bin/env bash
# make new-op NAME=service.op: stamps an operation with everything that belongs to it: its C file, its elements in the
# XSD, its line in ops.def and a unit test; WSDL and README's table are then made from these. A service that has no XSD
# yet gets one. The stamped operation answers its optional `message`; what it is to do is then written in its one file.
set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
    echo "new-op: $1" >&2
    exit 2
}
name=${1-}
[[ $name =~ ^([a-z]+)\.([a-z][A-Za-z0-9]*)$ ]] || fail "NAME=サービス.操作 と書く（例 NAME=teikyo.getKiroku）。実際は「$name」"
service=${BASH_REMATCH[1]} op=${BASH_REMATCH[2]}
case $service in
kanri) folder=kanri db=KANRI ;;
file | kanyusha | oshirase) folder=unyo db=UNYO ;;
fugo | honnin) folder=joho db=UNYO ;;
fukuhon | shokai | teikyo | kiroku | master) folder=chukan db=CHUKAN ;;
*) fail "サービス $service は DESIGN 6 にない（kanri kanyusha file fukuhon fugo shokai teikyo kiroku honnin master oshirase）" ;;
esac
id=${service}_$(printf %s "$op" | sed -E 's/([A-Z])/_\L\1/g')
c=server/service/$folder/$id.c test=tests/unit/service/$folder/test_$id.c
xsd=schema/$service.xsd def=server/service/ops.def
if [ -e "$c" ] || [ -e "$test" ] || grep -q "^OP($id)" $def; then fail "操作 $name は既にある"; fi
if [ -e "$xsd" ] && grep -qE "<xs:element name=\"$op(Response)?\">" "$xsd"; then fail "$xsd に $op が既にある"; fi

stamp_service() {
    cat >"$xsd" <<END
<?xml version="1.0" encoding="UTF-8"?>
<!-- $service -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:c="urn:chukan:common:1"
           xmlns:t="urn:chukan:$service:1"
           targetNamespace="urn:chukan:$service:1"
           elementFormDefault="qualified">
  <xs:annotation><xs:documentation>$service</xs:documentation></xs:annotation>
  <xs:import namespace="urn:chukan:common:1" schemaLocation="common.xsd"/>
</xs:schema>
END
}

# insert FILE LINE TEXT: TEXT before every line that holds LINE
insert() {
    TEXT=$3 awk -v at="$2" 'index($0, at) { print ENVIRON["TEXT"] } { print }' "$1" >"$1.new"
    mv "$1.new" "$1"
}

stamp_contract() {
    insert "$xsd" '</xs:schema>' "
  <xs:element name=\"$op\">
    <xs:annotation>$row<xs:documentation>$name</xs:documentation></xs:annotation>
    <xs:complexType>
      <xs:sequence>
        <xs:element name=\"irai\" type=\"c:Irai\"/>
        <xs:element name=\"message\" type=\"xs:string\" minOccurs=\"0\"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
  <xs:element name=\"${op}Response\">
    <xs:complexType>
      <xs:sequence>
        <xs:element name=\"kekka\" type=\"c:Kekka\"/>
        <xs:element name=\"message\" type=\"xs:string\" minOccurs=\"0\"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>"
    # behind the last operation of the service, or at the end
    awk -v id="$id" -v service="$service" '{ line[NR] = $0; if ($0 ~ "^OP\\(" service "_") last = NR }
        END { if (!last) last = NR; for (i = 1; i <= NR; i++) { print line[i]; if (i == last) print "OP(" id ")" } }' $def >$def.new
    mv $def.new $def
}

stamp_c() {
    mkdir -p "$(dirname "$c")" "$(dirname "$test")"
    cat >"$c" <<END
/* $name, as stamped by make new-op: it answers its message.
 * What it does is written here, its fields also in $xsd. */
#include "service/op.h"

struct request {
    const char *message;
};
struct reply {
    const char *message;
};

static const struct field request_fields[] = {
    FIELD_TEXT(struct request, "message", message),
    FIELD_END,
};
static const struct field reply_fields[] = {
    FIELD_TEXT(struct reply, "message", message),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *q = req;
    struct reply *r = rep;
    (void)c;
    r->message = q->message;
    return ST_OK;
}

const struct op op_$id = {
    .service = "$service",
    .name = "$op",
    .db = DB_$db,
    .flags = 0,
    .sosa = SOSA_NONE,
    .request = request_fields,
    .request_size = sizeof(struct request),
    .reply = reply_fields,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
END
    cat >"$test" <<END
/* $name: op_$id is registered, and answers what it is told. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "service/op.h"

START_TEST(answers_message)
{
    const struct op *op = op_find("$service", strlen("$service"), "$op");
    ck_assert_ptr_nonnull(op);
    const char *request[1] = {"伝言"}, *reply[1] = {NULL};
    ck_assert_uint_eq(op->request_size, sizeof request);
    ck_assert_uint_eq(op->reply_size, sizeof reply);
    struct diag d = DIAG_INIT;
    struct call c = {.diag = &d};
    ck_assert_int_eq(op->run(&c, request, reply), ST_OK);
    ck_assert_str_eq(reply[0], "伝言");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("$name");
    TCase *t = tcase_create("run");
    tcase_add_test(t, answers_message);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
END
}

row= # the first operation of a service begins a row of README's table
if [ ! -e "$xsd" ]; then
    row="<xs:appinfo source=\"README\">$service</xs:appinfo>"
    stamp_service
fi
stamp_contract
stamp_c
printf '%s\n' "$c" "$test" "$xsd" "$def"
python3 tests/tools/wsdl.py
echo "次に: 項目を $xsd と $c に書き、make test T=$id"
echo "テスト: tests/order/every.py に、断られる要求（REFUSED の一行）と処理される要求を、tests/golden/request に要求を一つずつ足す（登録した操作を使わない設計 2 のテストは失敗する）"
