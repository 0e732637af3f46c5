/* The worlds as the tests of the control port play them, and a control port over them for each test. Included
 * by test_control.c and test_control_head.c. */
#ifndef TESTS_UNIT_HTTP_FAKE_WORLDS_H
#define TESTS_UNIT_HTTP_FAKE_WORLDS_H
#include "client.h"

#include <semaphore.h>
#include <stdatomic.h>

#include "base/log.h"
#include "control/control.h"
#include "http/control.h"
#include "world/audit.h"
#include "world/world.h"
#include "http/fake_report.h"

struct world {
    char name[8];
};
static struct world lot2 = {"lot2"};
static bool passed; /* a reset has come after the request line */
static int references;
static int64_t newest; /* number of the newest journal entry */
static int waits;      /* calls of sim_journal_grown */
static bool silent;    /* nothing ever comes */

struct world *world_find(const char *name, size_t n)
{
    if (n != 4 || memcmp(name, "lot2", 4) != 0)
        return NULL;
    references++;
    return &lot2;
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
    references -= w == &lot2;
}

/* Whoever asks next is held at its first line, until fake_go. */
static atomic_bool fake_hold_next;
static sem_t fake_there, fake_go;

uint64_t worlds_epoch(void)
{
    if (atomic_exchange(&fake_hold_next, false)) {
        sem_post(&fake_there);
        sem_wait(&fake_go);
    }
    return 3;
}

enum status world_arrive(struct world *w, uint64_t epoch, uint64_t *ret_generation, struct diag *d)
{
    ck_assert_ptr_eq(w, &lot2);
    ck_assert_uint_eq(epoch, 3);
    *ret_generation = 7;
    return passed ? diag_set(d, ST_RESET, NULL, NULL, NULL) : ST_OK;
}

enum status world_still(struct world *w, uint64_t generation, struct diag *d)
{
    return world_arrive(w, 3, &generation, d);
}

/* --- the audit record: what was last put into it */
static char fake_koto[100], fake_audit_code[8], fake_acts[300], fake_audit_item[100];
static int fake_recorded;
static bool fake_full;
static _Thread_local struct audit_doing *fake_doing;

static void fake_record(const char *koto, const char *acts, const struct diag *d)
{
    snprintf(fake_koto, sizeof fake_koto, "%s", koto);
    snprintf(fake_acts, sizeof fake_acts, "%s", acts);
    snprintf(fake_audit_code, sizeof fake_audit_code, "%s", status_info(d->status)->code);
    snprintf(fake_audit_item, sizeof fake_audit_item, "%s", d->status == ST_OK ? "" : d->item);
    fake_recorded++;
}

void audit_begins(struct audit_doing *x)
{
    fake_doing = x;
}

struct audit_doing *audit_doing(void)
{
    return fake_doing;
}

void audit_acts(struct audit_doing *x, const struct field *table, const void *record)
{
    if (x)
        taisho_of(&x->taisho, table, record);
}

enum status audit_ends(struct audit_doing *x, struct world *w, const struct diag *d, int http,
                       struct diag *unkept)
{
    (void)w, (void)http;
    fake_doing = NULL;
    fake_record(x->koto, x->taisho.text, d);
    return fake_full && x->reads
               ? diag_set(unkept, ST_DISK, "監査記録", "書き込める監査記録", "空きがありません")
               : ST_OK;
}

void audit_refused(const char *method, const char *path, int http, const struct diag *why, const char *from)
{
    char koto[100];
    (void)http;
    snprintf(koto, sizeof koto, "%s %s", method, path);
    fake_record(koto, from ? from : "", why);
}

enum status sim_audit(struct world *w, const struct order_audit *o, struct buf *json, struct diag *d)
{
    (void)d;
    buf_addf(json, "{\"w\":%d,\"op\":\"%s\",\"since\":%lld,\"limit\":%lld}", w == &lot2,
             o->koto ? o->koto : "", (long long)o->since, (long long)o->limit);
    return ST_OK;
}

enum status sim_audit_export(struct world *w, int64_t since, struct buf *csv, struct diag *d)
{
    (void)d;
    buf_addf(csv, "%d,%lld\n", w == &lot2, (long long)since);
    return ST_OK;
}

enum status sim_audit_verify(struct world *w, const char *head, struct buf *json, struct diag *d)
{
    (void)d;
    buf_addf(json, "{\"w\":%d,\"head\":\"%s\"}", w == &lot2, head ? head : "");
    return ST_OK;
}

enum status sim_worlds_list(struct buf *json)
{
    return S_said(json, "list", NULL);
}

void worlds_refused(const char *before, struct buf *json)
{
    (void)before, (void)json;
}

void reasons_json(const struct diags *all, struct buf *json)
{
    buf_addf(json, "[%zu]", all->n);
}

enum status sim_world_create(const struct order_create *o, struct buf *json, struct diag *d)
{
    struct diag one = DIAG_INIT;
    buf_adds(json, "{\"half\":"); /* what is written before a failure is not sent */
    one.status = diag_set(&one, ST_SCHEMA, "name", "英数字", o->name);
    diag_tell(d, &one);
    return diag_tell(d, &one);
}

enum status sim_world_drop(const char *name, uint64_t epoch, struct buf *json, struct diag *d)
{
    (void)d;
    ck_assert_uint_eq(epoch, 3);
    return S_said(json, "drop", name);
}

static const char *S_kept(const struct order_reset *o)
{
    return o->keep.n ? ((const char *const *)o->keep.items)[o->keep.n - 1] : "none";
}

enum status sim_reset(struct world *w, uint64_t generation, const struct order_reset *o, struct buf *json,
                      struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)d;
    ck_assert_ptr_eq(w, &lot2);
    return S_said(json, "reset", S_kept(o));
}

enum status sim_world_heal(const char *name, uint64_t epoch, const struct order_reset *o, struct buf *json,
                           struct diag *d)
{
    (void)d;
    ck_assert_uint_eq(epoch, 3);
    ck_assert_str_eq(name, "lot3");
    return S_said(json, "heal", S_kept(o));
}

enum status sim_snapshots(struct world *w, struct buf *json, struct diag *d)
{
    (void)w, (void)d;
    return S_said(json, "snapshots", NULL);
}

enum status sim_snapshot_save(struct world *w, uint64_t generation, const struct order_snapshot *o,
                              struct buf *json, struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w, (void)d;
    return S_said(json, "save", o->name);
}

enum status sim_snapshot_keep(struct world *w, uint64_t generation, const char *name,
                              const struct order_keep *o, struct buf *json, struct diag *d)
{
    (void)w, (void)d;
    ck_assert_uint_eq(generation, 7);
    ck_assert_str_eq(name, "s1");
    return S_said(json, "keep", o->fixture);
}

enum status sim_bad_certificate(struct world *w, uint64_t generation, const struct order_bad_certificate *o,
                                struct buf *json, struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w, (void)d;
    return S_said(json, "bad", o->kind);
}

enum status sim_snapshot_restore(struct world *w, uint64_t generation, const char *name, struct buf *json,
                                 struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w;
    if (strcmp(name, "s1") != 0)
        return diag_set(d, ST_NO_SUCH_SNAPSHOT, "スナップショット", "s1", name);
    return S_said(json, "restore", name);
}

enum status sim_clock_get(struct world *w, struct buf *json)
{
    (void)w;
    return S_said(json, "clock", NULL);
}

enum status sim_clock_put(struct world *w, uint64_t generation, const struct order_clock *o, struct buf *json,
                          struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w, (void)d;
    return S_said(json, "set", o->frozen == 1 ? o->at : "?");
}

enum status sim_clock_advance(struct world *w, uint64_t generation, const struct order_advance *o,
                              struct buf *json, struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w, (void)d;
    return S_said(json, "advance", o->seconds == 60 ? o->to : "?");
}

enum status sim_nittei(struct world *w, struct buf *json, struct diag *d)
{
    (void)w, (void)d;
    return S_said(json, "nittei", NULL);
}

enum status sim_pmo(struct world *w, const struct order_pmo *o, struct buf *out, struct diag *d)
{
    (void)w, (void)d;
    return S_said(out, "pmo", o->hyo);
}

enum status sim_progress_get(struct world *w, struct buf *json)
{
    (void)w;
    return S_said(json, "progress", NULL);
}

enum status sim_progress_put(struct world *w, uint64_t generation, const struct order_progress *o,
                             struct buf *json, struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w, (void)d;
    return S_said(json, "put progress", o->work[WORK_JUKI].polls == 3 ? o->work[WORK_JUKI].how : "?");
}

enum status sim_faults(struct world *w, struct buf *json)
{
    (void)w;
    return S_said(json, "faults", NULL);
}

enum status sim_fault_add(struct world *w, const struct order_fault *o, struct buf *json, struct diag *d)
{
    (void)w, (void)d;
    return S_said(json, "add fault", o->times == 2 ? o->kind : "?");
}

enum status sim_fault_drop(struct world *w, const char *number, struct buf *json, struct diag *d)
{
    (void)w, (void)d;
    return S_said(json, "drop fault", number ? number : "all");
}

enum status sim_journal(struct world *w, int64_t since, struct buf *json)
{
    (void)w;
    buf_addf(json, "{\"since\":%lld}", (long long)since);
    return ST_OK;
}

int64_t sim_journal_grown(struct world *w, int64_t since, int64_t timeout_ms)
{
    (void)w;
    ck_assert_int_le(timeout_ms, 200); /* slices */
    if (++waits == 3 && !silent)
        newest = since + 1;
    return newest;
}

enum status sim_journal_search(struct world *w, const struct order_journal *o, int64_t since,
                               struct buf *json, struct journal_found *ret, struct diag *d)
{
    (void)w, (void)d;
    *ret = (struct journal_found){.upto = since};
    buf_addf(json, "{\"generation\":%lld,\"since\":%lld}", (long long)o->generation, (long long)since);
    return ST_OK;
}

enum status sim_journal_show(struct world *w, int64_t generation, int64_t seq, struct buf *json,
                             struct diag *d)
{
    (void)w, (void)d;
    buf_addf(json, "{\"generation\":%lld,\"seq\":%lld}", (long long)generation, (long long)seq);
    return ST_OK;
}

enum status sim_evidence(struct world *w, uint64_t generation, struct buf *json, struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w, (void)d;
    buf_adds(json, "{\"files\":[]}");
    return ST_OK;
}

enum status sim_digest(struct world *w, uint64_t generation, struct buf *json, struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w, (void)d;
    return S_said(json, "digest", NULL);
}

enum status sim_operator(struct world *w, uint64_t generation, const char *action, const char *body,
                         struct buf *json, struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w;
    if (strcmp(action, "fugo-approve") != 0)
        return diag_set(d, ST_FUGO_NONE, "action", "fugo-approve", action);
    return S_said(json, action, body);
}

static struct edge edge;
static struct control *control;
static struct token secret; /* a test may set it before S_setup */

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    log_open("/dev/null");
    edge = (struct edge){0};
    edge_init(&edge);
    passed = false;
    references = waits = 0;
    newest = 0;
    sem_init(&fake_there, 0, 0);
    sem_init(&fake_go, 0, 0);
    ck_assert_int_eq(control_start(&edge, "127.0.0.1:0", &secret, &control, &d), ST_OK);
}

static void S_teardown(void)
{
    edge_stop(&edge);
    control_stop(control);
    ck_assert_int_eq(references, 0);
    edge_release(&edge);
}

#define W "/_sim/worlds/lot2"
#endif
