/* A world of paper for the tests of this room: one service "kensho" and the world_* functions that soap/
 * calls, so that nothing behind soap/ is linked. Included by one test program each. */
#ifndef TESTS_UNIT_SOAP_FAKE_WORLD_H
#define TESTS_UNIT_SOAP_FAKE_WORLD_H
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "service/may.h"
#include "world/event.h"
#include "world/fake_tell.h"
#include "world/world.h"
#include "soap/fake_fault.h"
#include "soap/fake_journal.h"
#include "soap/fake_login.h"

/* --- operations -------------------------------------------------------------------------------------------
 */

struct kumi {
    const char *mei;
    int64_t atai;
};
static const struct field kumi_fields[] = {FIELD_TEXT(struct kumi, "mei", mei),
                                           FIELD_INT(struct kumi, "atai", atai), FIELD_END};

struct echo {
    const char *text;
    int64_t kazu;
    struct kumi kumi;
    struct list item;
};
static const struct field echo_fields[] = {
    FIELD_TEXT(struct echo, "text", text), FIELD_INT(struct echo, "kazu", kazu),
    FIELD_GROUP(struct echo, "kumi", kumi, kumi_fields),
    FIELD_LIST(struct echo, "item", item, struct kumi, kumi_fields), FIELD_END};

struct text_only {
    const char *text;
};
static const struct field text_fields[] = {FIELD_TEXT(struct text_only, "text", text), FIELD_END};
static const struct field mei_fields[] = {FIELD_TEXT(struct text_only, "mei", text), FIELD_END};
static const struct field no_fields[] = {FIELD_END};

struct upload_request {
    const char *mei;
    struct upload *naiyo;
};
static const struct field upload_fields[] = {FIELD_TEXT(struct upload_request, "mei", mei),
                                             FIELD_FILE(struct upload_request, "naiyo", naiyo), FIELD_END};
struct upload_reply {
    int64_t size;
    const char *sha256;
};
static const struct field uploaded_fields[] = {FIELD_INT(struct upload_reply, "size", size),
                                               FIELD_TEXT(struct upload_reply, "sha256", sha256), FIELD_END};

struct size_only {
    int64_t size;
};
static const struct field size_fields[] = {FIELD_INT(struct size_only, "size", size), FIELD_END};
struct download_reply {
    const char *mei;
    struct download naiyo;
    const char *ato;
};
static const struct field download_fields[] = {FIELD_TEXT(struct download_reply, "mei", mei),
                                               FIELD_FILE(struct download_reply, "naiyo", naiyo),
                                               FIELD_TEXT(struct download_reply, "ato", ato), FIELD_END};

static char fake_dir[64];       /* spool of the fake world */
static char fake_uploaded[256]; /* the first bytes of the last upload */
static int fake_take;           /* upload keeps its file */

static enum status fake_echo(struct call *c, const void *req, void *rep)
{
    (void)c;
    memcpy(rep, req, sizeof(struct echo));
    return ST_OK;
}
static enum status fake_text(struct call *c, const void *req, void *rep)
{
    memcpy(rep, req, sizeof(struct text_only));
    c->uketsuke = "U06139992N0000001";
    return ST_ACCEPTED;
}
static int fake_again; /* how often it was run */
/* Finds out that it depends on what is under way. */
static enum status fake_late(struct call *c, const void *req, void *rep)
{
    fake_again++;
    if (c->unsettled) {
        c->again = true;
        diag_set(c->diag, ST_EDABAN_EXHAUSTED, "被保険者枝番", NULL, NULL); /* what it tried first */
        return ST_BUSY;
    }
    return fake_text(c, req, rep);
}
/* Answers the status whose name is asked for. */
static enum status fake_refuse(struct call *c, const void *req, void *rep)
{
    (void)rep;
    const char *name = ((const struct text_only *)req)->text;
    for (int st = 0; st < ST_COUNT; st++)
        if (strcmp(status_info(st)->name, name) == 0)
            return diag_set(c->diag, st, "項目名", "期待", "123456789018 & <値>");
    return diag_set(c->diag, ST_INTERNAL, "mei", "status.def の名前", name);
}
static enum status fake_upload(struct call *c, const void *req, void *rep)
{
    const struct upload_request *q = req;
    struct upload_reply *r = rep;
    FILE *f = q->naiyo ? fopen(q->naiyo->path, "rb") : NULL;
    if (!f)
        return diag_set(c->diag, ST_FILE_EMPTY, "naiyo", NULL, NULL);
    memset(fake_uploaded, 0, sizeof fake_uploaded);
    size_t n = fread(fake_uploaded, 1, sizeof fake_uploaded - 1, f);
    fclose(f);
    r->size = q->naiyo->size;
    r->sha256 = q->naiyo->sha256;
    q->naiyo->taken = fake_take;
    return n > (size_t)q->naiyo->size ? ST_INTERNAL : ST_OK;
}
static char fake_result[128];  /* the file of the last download */
static const char *fake_sum;   /* what was noted of it */
static int64_t fake_size = -1; /* the same; -1: what it has */
static enum status fake_download(struct call *c, const void *req, void *rep)
{
    const struct size_only *q = req;
    struct download_reply *r = rep;
    r->mei = "結果 <1>.csv";
    r->ato = "後";
    r->naiyo.size = q->size;
    r->naiyo.path = arena_printf(c->arena, "%s/out-%lld", fake_dir, (long long)q->size);
    FILE *f = r->naiyo.path ? fopen(r->naiyo.path, "wb") : NULL;
    if (!f)
        return ST_INTERNAL;
    for (int64_t i = 0; i < q->size; i++)
        fputc((int)(i * 7 + i / 251) & 0xFF, f);
    fclose(f);
    snprintf(fake_result, sizeof fake_result, "%s", r->naiyo.path);
    r->naiyo.sha256 = fake_sum;
    if (fake_size >= 0)
        r->naiyo.size = fake_size;
    if (fake_size == 0)
        unlink(fake_result);
    return ST_OK;
}
/* The world is reset, or dropped and made again: at that path lies another file of that size. */
static void fake_replace_result(void)
{
    struct stat sb;
    if (stat(fake_result, &sb) < 0)
        return;
    unlink(fake_result);
    int fd = open(fake_result, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (ftruncate(fd, sb.st_size) < 0)
        abort();
    close(fd);
}

#define FAKE_OP(id, element, how, who, in, in_type, out, out_type, function)                                 \
    static const struct op fake_op_##id = {.service = "kensho",                                              \
                                           .name = element,                                                  \
                                           .db = DB_UNYO,                                                    \
                                           .flags = how,                                                     \
                                           .sosa = who,                                                      \
                                           .request = in,                                                    \
                                           .request_size = sizeof(in_type),                                  \
                                           .reply = out,                                                     \
                                           .reply_size = sizeof(out_type),                                   \
                                           .run = function}
FAKE_OP(echo, "echo", 0, SOSA_NONE, echo_fields, struct echo, echo_fields, struct echo, fake_echo);
FAKE_OP(shirabe, "shirabe", OP_SHOKI, SOSA_NONE, no_fields, int, no_fields, int, fake_text);
FAKE_OP(kaku, "kaku", OP_WRITE, SOSA_NONE, text_fields, struct text_only, text_fields, struct text_only,
        fake_text);
FAKE_OP(matsu, "matsu", 0, SOSA_NONE, text_fields, struct text_only, text_fields, struct text_only,
        fake_text);
FAKE_OP(matsu_kaku, "matsuKaku", OP_WRITE, SOSA_NONE, text_fields, struct text_only, text_fields,
        struct text_only, fake_text);
static const struct op fake_op_nochi = {.service = "kensho",
                                        .name = "nochi",
                                        .db = DB_UNYO,
                                        .flags = OP_WRITE,
                                        .exempt = GOING_MESSAGES,
                                        .request = text_fields,
                                        .request_size = sizeof(struct text_only),
                                        .reply = text_fields,
                                        .reply_size = sizeof(struct text_only),
                                        .run = fake_late};
FAKE_OP(yakuwari, "yakuwari", 0, SOSA_KANRI_USER, text_fields, struct text_only, text_fields,
        struct text_only, fake_text);
FAKE_OP(kotowaru, "kotowaru", OP_WRITE, SOSA_NONE, mei_fields, struct text_only, no_fields, int, fake_refuse);
FAKE_OP(upload, "upload", OP_WRITE, SOSA_NONE, upload_fields, struct upload_request, uploaded_fields,
        struct upload_reply, fake_upload);
FAKE_OP(download, "download", 0, SOSA_NONE, size_fields, struct size_only, download_fields,
        struct download_reply, fake_download);

const struct op *const op_list[] = {&fake_op_echo,
                                    &fake_op_shirabe,
                                    &fake_op_kaku,
                                    &fake_op_matsu,
                                    &fake_op_matsu_kaku,
                                    &fake_op_yakuwari,
                                    &fake_op_kotowaru,
                                    &fake_op_upload,
                                    &fake_op_download,
                                    &fake_op_nochi,
                                    NULL};

const struct op *op_find(const char *service, size_t n, const char *name)
{
    for (const struct op *const *o = op_list; *o; o++)
        if (strlen((*o)->service) == n && strncmp((*o)->service, service, n) == 0 &&
            strcmp((*o)->name, name) == 0)
            return *o;
    return NULL;
}

/* --- the world
 * ------------------------------------------------------------------------------------------------- */

struct world {
    int unused;
};
static struct world fake_world;
static int fake_refs; /* references that are out */
static enum wsdl_certificate fake_wsdl;
static int64_t fake_limit = 4 << 20;
static int fake_logins;
static struct event fake_event; /* the last one; texts are copied below */
static char fake_note[800], fake_code[8], fake_op[40];
static bool fake_full;                   /* no transaction begins any more once something is run again */
static bool fake_replaced;               /* behind every read, a result file is another's */
static bool fake_threads;                /* jobs and wake-ups run in a thread of their own */
static bool fake_busy;                   /* the world has not settled */
static bool fake_hurry;                  /* woken before world_settle returns */
static enum status fake_settled = ST_OK; /* what is told then */
static int fake_waits;                   /* how often somebody had to wait */
static uint64_t fake_generation = 1;     /* the present one; requests are of the first */
static pthread_t fake_thread[1024];
static int fake_thread_count;

struct world *world_find(const char *name, size_t n)
{
    if (n != 4 || memcmp(name, "lot2", 4) != 0)
        return NULL;
    __atomic_add_fetch(&fake_refs, 1, __ATOMIC_SEQ_CST);
    return &fake_world;
}
/* lot3 is there, but cannot be used. */
bool world_refused(const char *name, struct diag *d)
{
    if (strcmp(name, "lot3") != 0)
        return false;
    diag_set(d, ST_WORLD_BROKEN, "gen-2/chukan.db", "開けるデータベース",
             "ワールド lot3: ファイルがありません");
    return true;
}
void world_release(struct world *w)
{
    (void)w;
    __atomic_sub_fetch(&fake_refs, 1, __ATOMIC_SEQ_CST);
}
enum status world_certificate(struct world *w, enum way way, const struct cert_shown *c, struct diag *d)
{
    (void)w;
    return way == WAY_TANMATSU && strncmp(c->cn, "TT", 2) != 0
               ? diag_set(d, ST_CERT_SYSTEM, "クライアント証明書", "pki/clients/TT", c->cn)
           : way == WAY_SYSTEM && strncmp(c->cn, "TT", 2) == 0
               ? diag_set(d, ST_CERT_TANMATSU, "クライアント証明書", "pki/clients/KS", c->cn)
               : ST_OK;
}
enum status world_certificate_known(struct world *w, enum way way, const char *cn, struct diag *d)
{
    (void)w;
    return way == WAY_TANMATSU || strncmp(cn, "KS9", 3) != 0
               ? ST_OK
               : diag_set(d, ST_UNKNOWN_SYSTEM, "クライアント証明書", "KS1", cn);
}
static const char *fake_password = "pw-ks1";
enum status world_login(struct world *w, const char *system, const char *password,
                        const struct cert_shown *cert, struct arena *a, struct caller *ret, struct diag *d)
{
    (void)w;
    __atomic_add_fetch(&fake_logins, 1, __ATOMIC_SEQ_CST);
    if (strcmp(system, "KS1") != 0)
        return diag_set(d, ST_UNKNOWN_SYSTEM, "システム識別子", "KS1", system);
    if (cert && strcmp(cert->cn, system) != 0)
        return diag_set(d, ST_CERT_MISMATCH, "証明書", system, cert->cn);
    if (strcmp(password, fake_password) != 0)
        return diag_set(d, ST_BAD_PASSWORD, "パスワード", NULL, NULL);
    ret->system = arena_strdup(a, system);
    ret->hokensha = "06139992";
    return ST_OK;
}
static uint64_t fake_masters; /* which tables say who may call */
static bool fake_going;       /* something is under way that may change them */
uint64_t world_masters(struct world *w)
{
    (void)w;
    return fake_masters;
}
int64_t world_now(struct world *w); /* of world/engine.h */
int64_t world_now(struct world *w)
{
    (void)w;
    return 0;
}
bool world_masters_going(struct world *w)
{
    (void)w;
    return fake_going;
}
const char *world_whose(struct world *w, const char *system, struct arena *a)
{
    (void)w;
    return arena_strdup(a, strcmp(system, "KS1") == 0 ? "06139992" : "");
}
enum status world_tanmatsu(struct world *w, const char *tanmatsu, struct arena *a, const char **ret_hokensha,
                           struct diag *d)
{
    (void)w;
    (void)a;
    *ret_hokensha = "06139992";
    return strcmp(tanmatsu, "TT1") == 0 ? ST_OK
                                        : diag_set(d, ST_UNKNOWN_TANMATSU, "統合専用端末", "TT1", tanmatsu);
}
enum status world_login_user(struct world *w, const char *tanmatsu, const char *hokensha, const char *user,
                             const char *password, struct arena *a, struct caller *ret, struct login_try *t,
                             struct diag *d)
{
    (void)w;
    __atomic_add_fetch(&fake_logins, 1, __ATOMIC_SEQ_CST);
    t->right = strcmp(user, "u001") == 0 && strcmp(password, "pw-u001") == 0;
    t->counts = !t->right;
    t->user = arena_strdup(a, user);
    if (!t->right)
        return diag_set(d, ST_LOGIN_PASSWORD, "パスワード", NULL, user);
    ret->system = arena_strdup(a, tanmatsu);
    ret->hokensha = hokensha;
    ret->user_login = arena_strdup(a, user);
    return ST_OK;
}
enum wsdl_certificate world_wsdl_certificate(struct world *w)
{
    (void)w;
    return fake_wsdl;
}
int64_t world_upload_limit(struct world *w)
{
    (void)w;
    return fake_limit;
}
static enum ws_security fake_security;
enum ws_security world_ws_security(struct world *w)
{
    (void)w;
    return fake_security;
}
enum status world_read(struct world *w, enum db db, struct call *c,
                       enum status (*run)(struct call *c, void *cls), void *cls)
{
    (void)w;
    (void)db;
    enum status st = run(c, cls);
    if (fake_replaced)
        fake_replace_result();
    return st;
}

static void fake_spawn(void *(*f)(void *), void *cls)
{
    int i = __atomic_fetch_add(&fake_thread_count, 1, __ATOMIC_SEQ_CST);
    pthread_create(&fake_thread[i], NULL, f, cls);
}
static void fake_join(void)
{
    while (fake_thread_count > 0)
        pthread_join(fake_thread[--fake_thread_count], NULL);
}
static void *fake_job(void *cls)
{
    struct job *j = cls;
    if (fake_full && fake_again) { /* its second run does not even begin */
        j->done(ST_DISK, j->cls);
        return NULL;
    }
    j->done(j->run(j->call, j->cls), j->cls);
    return NULL;
}
void world_submit(struct world *w, struct job *job)
{
    (void)w;
    if (fake_threads)
        fake_spawn(fake_job, job);
    else
        fake_job(job);
}
struct fake_wake {
    void (*woken)(enum status st, void *cls);
    void *cls;
};
static void *fake_woken(void *cls)
{
    struct fake_wake k = *(struct fake_wake *)cls;
    free(cls);
    k.woken(fake_settled, k.cls);
    return NULL;
}
/* Only matsu and matsuKaku have anything to wait for. */
enum status world_settle(struct world *w, const struct settle *what, void (*woken)(enum status st, void *cls),
                         void *cls)
{
    (void)w;
    if (!fake_busy || (strncmp(what->op->name, "matsu", 5) != 0 && !what->whole))
        return ST_OK;
    __atomic_add_fetch(&fake_waits, 1, __ATOMIC_SEQ_CST);
    if (fake_hurry) {
        woken(fake_settled, cls);
        return ST_PENDING;
    }
    struct fake_wake *k = malloc(sizeof *k);
    *k = (struct fake_wake){woken, cls};
    fake_spawn(fake_woken, k);
    return ST_PENDING;
}
void world_over(struct world *w, enum status st, struct diag *d)
{
    (void)w;
    if (d->status != st && (st == ST_RESET || st == ST_STOPPING))
        diag_set(d, st, "ワールド", "いまの世代", "x");
}
/* On a full disk, say. */
enum status world_stands(struct world *w, const char *item, struct diag *d)
{
    (void)w;
    return fake_settled == ST_BUSY ? ST_OK : diag_set(d, fake_settled, item, "書き込めるディスク", "x");
}
uint64_t worlds_epoch(void)
{
    return 1;
}
enum status world_arrive(struct world *w, uint64_t epoch, uint64_t *ret_generation, struct diag *d)
{
    (void)w;
    (void)epoch;
    *ret_generation = 1;
    return world_still(w, 1, d);
}
enum status world_still(struct world *w, uint64_t generation, struct diag *d)
{
    (void)w;
    return generation == fake_generation ? ST_OK : diag_set(d, ST_RESET, NULL, NULL, NULL);
}
int world_spool(struct world *w, uint64_t generation, struct arena *a, const char **ret_path, struct diag *d)
{
    static int number;
    (void)w;
    (void)generation;
    char *path = arena_printf(a, "%s/in-%d.tmp", fake_dir, __atomic_add_fetch(&number, 1, __ATOMIC_SEQ_CST));
    int fd = path ? open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
    if (fd < 0)
        diag_set(d, ST_DISK, "一時ファイル", NULL, NULL);
    else
        *ret_path = path;
    return fd;
}
static void (*fake_told)(const struct event *e); /* NULL: nobody else is told */
/* That of fake_unrecorded answers that it cannot be recorded. */
static atomic_bool fake_unrecorded;

enum status event_tell(const struct event *e)
{
    if (atomic_load(&fake_unrecorded) && status_kubun(e->status) != 9)
        return diag_set(e->unkept, ST_DISK, "監査記録", "書き込める監査記録", "空きがありません");
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    fake_event = *e;
    snprintf(fake_note, sizeof fake_note, "%s", e->note ? e->note : "");
    snprintf(fake_code, sizeof fake_code, "%s", e->code ? e->code : "");
    snprintf(fake_op, sizeof fake_op, "%s", e->op ? e->op : "-");
    if (fake_told)
        fake_told(e);
    pthread_mutex_unlock(&lock);
    return ST_OK;
}
#endif
