/* One exchange as http/ would drive it, in pieces of any size, for the tests of this room. */
#ifndef TESTS_UNIT_SOAP_TALK_H
#define TESTS_UNIT_SOAP_TALK_H
#include <check.h>
#include <dirent.h>
#include <regex.h>

#include "base/buf.h"
#include "soap/exchange.h"
#include "soap/fake_world.h"
#include "world/audit.h"

void audit_job_call(const struct job *j, struct audit_row *r, struct audit_words *x)
{
    (void)j, (void)r, (void)x;
}

#define NS11 "http://schemas.xmlsoap.org/soap/envelope/"
#define NS12 "http://www.w3.org/2003/05/soap-envelope"
#define WSSE "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
#define TOKEN(user, password)                                                                                \
    "<wsse:Security xmlns:wsse=\"" WSSE "\"><wsse:UsernameToken><wsse:Username>" user "</wsse:Username>"     \
    "<wsse:Password>" password "</wsse:Password></wsse:UsernameToken></wsse:Security>"
#define GOOD_TOKEN TOKEN("KS1", "pw-ks1")
#define IRAI "<irai><c:busho>B001</c:busho><c:user>u001</c:user></irai>"
#define ENV(ns, header, body)                                                                                \
    "<s:Envelope xmlns:s=\"" ns "\"><s:Header>" header "</s:Header><s:Body>" body "</s:Body></s:Envelope>"
#define OPEN(op) "<" op " xmlns=\"urn:chukan:kensho:1\" xmlns:c=\"urn:chukan:common:1\">"
#define CALL(op, fields) OPEN(op) IRAI fields "</" op ">"
#define ENV11(body) ENV(NS11, GOOD_TOKEN, body)
#define ENV12(body) ENV(NS12, GOOD_TOKEN, body)
#define XML11 "text/xml; charset=utf-8"
#define XML12 "application/soap+xml; charset=utf-8"

struct talk {
    /* in */
    const char *content_type, *body;
    size_t n;     /* 0: strlen(body) */
    size_t chunk; /* 0: all at once */
    struct exchange_head head;
    bool head_set;
    /* out */
    int http;
    bool refused, waited;
    char type[64], op[40];
    struct buf reply;
};

static sem_t talk_sem;
static pthread_t talk_thread;
/* waited: another thread has made the reply. */
static void talk_wake(void *cls)
{
    ((struct talk *)cls)->waited = !pthread_equal(pthread_self(), talk_thread);
    sem_post(&talk_sem);
}
static void talk_over(void *cls)
{
    *(bool *)cls = true;
}
static inline void talk_at_once(struct exchange *x)
{
    bool over = false;
    exchange_finish(x, talk_over, &over);
    ck_assert(over);
}

/* Reads the reply in steps and holds it against the size that was told. */
static void talk_reply(struct exchange *x, struct buf *out, size_t step)
{
    char part[8192];
    uint64_t size = exchange_reply_size(x), pos = 0;
    for (long n; (n = exchange_reply_read(x, pos, part, step)) != 0; pos += (uint64_t)n) {
        ck_assert_int_gt(n, 0);
        ck_assert_uint_le((size_t)n, step);
        buf_add(out, part, (size_t)n);
    }
    ck_assert_uint_eq(out->len, size);
}

/* The text of an element of the reply, "" when there is none. */
static void talk_text(const struct talk *t, const char *name, char *out, size_t cap)
{
    char tag[32];
    snprintf(tag, sizeof tag, "<c:%s>", name);
    const char *p = strstr(t->reply.data, tag);
    p = p ? p + strlen(tag) : "<";
    snprintf(out, cap, "%.*s", (int)(strchr(p, '<') - p), p);
}

/* What nobody can act upon: what differs looks the same, or a library speaks. */
static void talk_clear(const struct talk *t)
{
    static const char words[] =
        "(規則|エラー) [0-9]|Element '|attribute '|facet '|[Ee]xpected|not (a|valid|allowed)|mismatch";
    static regex_t library;
    char want[1024], have[1024], message[4096];
    if (!library.re_nsub)
        ck_assert_int_eq(regcomp(&library, words, REG_EXTENDED), 0);
    talk_text(t, "want", want, sizeof want);
    talk_text(t, "have", have, sizeof have);
    talk_text(t, "message", message, sizeof message);
    ck_assert_msg(!want[0] || strcmp(want, have) != 0, "%s", t->reply.data);
    ck_assert_msg(regexec(&library, message, 0, NULL, 0) != 0, "%s", message);
}

static void talk_run(struct talk *t)
{
    struct exchange_head head = {.door.world = "lot2",
                                 .service = "kensho",
                                 .method = "POST",
                                 .door.plain = true,
                                 .content_length = -1,
                                 .soap_action = "\"\""};
    if (t->head_set)
        head = t->head;
    head.content_type = t->content_type;
    size_t n = t->n ? t->n : strlen(t->body), step = t->chunk ? t->chunk : n ? n : 1;
    struct exchange *x = exchange_new(&head);
    ck_assert_ptr_nonnull(x);
    t->refused = exchange_refused(x);
    t->waited = false;
    for (size_t at = 0; at < n; at += step)
        exchange_feed(x, t->body + at, n - at < step ? n - at : step);
    talk_thread = pthread_self();
    exchange_finish(x, talk_wake, t);
    sem_wait(&talk_sem);
    t->http = exchange_http_status(x);
    snprintf(t->type, sizeof t->type, "%s", exchange_content_type(x));
    snprintf(t->op, sizeof t->op, "%s", fake_op);
    buf_clear(&t->reply);
    talk_reply(x, &t->reply, 8192);
    talk_clear(t);
    if (exchange_reply_data(x))
        ck_assert_int_eq(memcmp(exchange_reply_data(x), t->reply.data, t->reply.len), 0);
    exchange_free(x);
}

static void talk_open(void)
{
    struct diag d = DIAG_INIT;
    snprintf(fake_dir, sizeof fake_dir, "/tmp/chukan-soap-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(fake_dir));
    sem_init(&talk_sem, 0, 0);
    enum status st = soap_open("tests/unit/soap/data/schema", "tests/unit/soap/data/wsdl", &d);
    ck_assert_msg(st == ST_OK, "%s %s %s", d.item, d.want, d.have);
}

/* How many files lie in the spool. */
static inline int talk_files(const char *prefix)
{
    int n = 0;
    DIR *dp = opendir(fake_dir);
    for (struct dirent *e; dp && (e = readdir(dp));)
        n += strncmp(e->d_name, prefix, strlen(prefix)) == 0;
    closedir(dp);
    return n;
}

static void talk_close(void)
{
    fake_join();
    soap_close();
    ck_assert_int_eq(fake_refs, 0);
    DIR *dp = opendir(fake_dir);
    for (struct dirent *e; (e = readdir(dp));)
        if (e->d_name[0] != '.')
            unlinkat(dirfd(dp), e->d_name, 0);
    closedir(dp);
    rmdir(fake_dir);
    sem_destroy(&talk_sem);
}

/* The reply says want, in its own form, and holds has (NULL: anything); the journal says so, too. */
static inline void talk_check(const struct talk *t, enum status want, const char *has)
{
    const struct status_info *i = status_info(want);
    char code[32];
    snprintf(code, sizeof code, "<c:code>%s</c:code>", i->code);
    bool v12 = strstr(t->type, "soap+xml") != NULL;
    bool sender = i->fault == FAULT_CLIENT || i->fault == FAULT_AUTH || i->fault == FAULT_EXPIRED;
    ck_assert_msg(strstr(t->reply.data, code) != NULL, "want %s in %s", code, t->reply.data);
    if (has)
        ck_assert_msg(strstr(t->reply.data, has) != NULL, "want %s in %s", has, t->reply.data);
    ck_assert_int_eq(strstr(t->reply.data, "<soap:Fault>") != NULL, i->fault != FAULT_NONE);
    ck_assert_int_eq(strstr(t->reply.data, "xmlns:soap=\"" NS12 "\"") != NULL, v12);
    ck_assert_str_eq(t->type, v12 ? XML12 : XML11);
    ck_assert_int_eq(t->http, i->fault == FAULT_NONE ? 200 : v12 && sender ? 400 : 500);
    ck_assert_str_eq(fake_code, i->code);
}
#endif
