/* Request envelopes from name=value fields. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "wire/envelope.h"

static const char *S_body(struct buf *out)
{
    const char *at = strstr(out->data, "</t:irai>");
    return at ? at + strlen("</t:irai>") : "";
}

static const struct {
    const char *fields[7];
    const char *want; /* after irai, up to the operation's end tag */
} S_good[] = {
    {{NULL}, ""},
    {{"edaban=0000001"}, "<t:edaban>0000001</t:edaban>"},
    {{"message="}, "<t:message></t:message>"},
    {{"message=a<b&\"c\""}, "<t:message>a&lt;b&amp;&quot;c&quot;</t:message>"},
    {{"a=1=2"}, "<t:a>1=2</t:a>"},
    {{"a=1", "a=2"}, "<t:a>1</t:a><t:a>2</t:a>"},
    {{"k.mei=x", "k.atai=1"}, "<t:k><t:mei>x</t:mei><t:atai>1</t:atai></t:k>"},
    {{"k.mei=x", "k.atai=1", "k.mei=y", "k.atai=2"},
     "<t:k><t:mei>x</t:mei><t:atai>1</t:atai></t:k><t:k><t:mei>y</t:mei><t:atai>2</t:atai></t:k>"},
    {{"a.b.c=1", "a.b.d=2", "a.e=3", "f=4"},
     "<t:a><t:b><t:c>1</t:c><t:d>2</t:d></t:b><t:e>3</t:e></t:a><t:f>4</t:f>"},
    {{"a.b.c=1", "a.b.c=2"}, "<t:a><t:b><t:c>1</t:c></t:b><t:b><t:c>2</t:c></t:b></t:a>"},
    {{"s=1", "k.mei=x", "t=2", "k.mei=y"},
     "<t:s>1</t:s><t:k><t:mei>x</t:mei></t:k><t:t>2</t:t><t:k><t:mei>y</t:mei></t:k>"},
};

static size_t S_count(const char *const *fields)
{
    size_t n = 0;
    while (n < 7 && fields[n])
        n++;
    return n;
}

static struct envelope S_envelope(int version, const char *const *fields)
{
    return (struct envelope){.version = version,
                             .system = "KS06139992A",
                             .password = "pw&",
                             .service = "kanyusha",
                             .op = "get",
                             .busho = "B001",
                             .user = "u001",
                             .fields = fields,
                             .field_count = S_count(fields)};
}

START_TEST(good_fields)
{
    struct envelope e = S_envelope(12, S_good[_i].fields);
    struct buf out = BUF_INIT, want = BUF_INIT;
    struct envelope_result r;
    ck_assert_int_eq(envelope_build(&e, &out, &r), ENVELOPE_OK);
    buf_addf(&want, "%s</t:get></s:Body></s:Envelope>", S_good[_i].want);
    ck_assert_str_eq(S_body(&out), want.data);
    ck_assert_ptr_null(r.file);
    buf_release(&out);
    buf_release(&want);
}
END_TEST

static const struct {
    const char *fields[7];
    enum envelope_fault fault;
    size_t wrong;
} S_bad[] = {
    {{"edaban"}, ENVELOPE_NO_EQUALS, 0},       {{"a=1", "=2"}, ENVELOPE_BAD_NAME, 1},
    {{"a b=2"}, ENVELOPE_BAD_NAME, 0},         {{"a..b=2"}, ENVELOPE_BAD_NAME, 0},
    {{"1a=2"}, ENVELOPE_BAD_NAME, 0},          {{"a<=2"}, ENVELOPE_BAD_NAME, 0},
    {{"x=@f", "y=@g"}, ENVELOPE_TWO_FILES, 1}, {{"a.b.c.d.e.f.g.h.i.j=1"}, ENVELOPE_TOO_DEEP, 0},
};

START_TEST(wrong_fields)
{
    struct envelope e = S_envelope(12, S_bad[_i].fields);
    struct buf out = BUF_INIT;
    struct envelope_result r;
    ck_assert_int_eq(envelope_build(&e, &out, &r), S_bad[_i].fault);
    ck_assert_uint_eq(r.wrong, S_bad[_i].wrong);
    ck_assert_ptr_nonnull(envelope_fault_text(S_bad[_i].fault));
    buf_release(&out);
}
END_TEST

START_TEST(versions)
{
    const char *none[7] = {NULL};
    struct envelope e = S_envelope(11, none);
    struct buf out = BUF_INIT;
    struct envelope_result r;
    ck_assert_int_eq(envelope_build(&e, &out, &r), ENVELOPE_OK);
    ck_assert_ptr_nonnull(strstr(out.data, "http://schemas.xmlsoap.org/soap/envelope/"));
    ck_assert_ptr_nonnull(strstr(out.data, ">pw&amp;</w:Password>"));
    ck_assert_ptr_nonnull(strstr(out.data, "<t:irai><c:busho>B001</c:busho><c:user>u001</c:user></t:irai>"));
    buf_release(&out);
    e.version = 12;
    ck_assert_int_eq(envelope_build(&e, &out, &r), ENVELOPE_OK);
    ck_assert_ptr_nonnull(strstr(out.data, "http://www.w3.org/2003/05/soap-envelope"));
    buf_release(&out);
}
END_TEST

START_TEST(file_place)
{
    const char *fields[7] = {"shubetsu=x", "naiyo=@dir/f.csv"};
    struct envelope e = S_envelope(12, fields);
    struct buf out = BUF_INIT;
    struct envelope_result r;
    ck_assert_int_eq(envelope_build(&e, &out, &r), ENVELOPE_OK);
    ck_assert_str_eq(r.file, "dir/f.csv");
    ck_assert_int_eq(strncmp(out.data + r.split, "</t:naiyo>", 10), 0);
    buf_clear(&out);
    e.xop = "naiyo@chukan";
    ck_assert_int_eq(envelope_build(&e, &out, &r), ENVELOPE_OK);
    ck_assert_ptr_nonnull(strstr(out.data, "href=\"cid:naiyo@chukan\"/></t:naiyo>"));
    buf_release(&out);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("envelope");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, good_fields, 0, sizeof S_good / sizeof *S_good);
    tcase_add_loop_test(t, wrong_fields, 0, sizeof S_bad / sizeof *S_bad);
    tcase_add_test(t, versions);
    tcase_add_test(t, file_place);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
