/* A certificate that is to be refused, as an answer of the control API; see world.h. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/pki_bad.h"
#include "base/pki_shimon.h"
#include "service/shomeisho.h"
#include "store/kanri_shomeisho.h"
#include "world/engine.h"

#define RIYU "試験用"

struct answer {
    const char *kind, *crt, *key, *p12, *text; /* p12 in base64 */
};

static const struct field answer[] = {
    FIELD_TEXT(struct answer, "kind", kind), FIELD_TEXT(struct answer, "crt", crt),
    FIELD_TEXT(struct answer, "key", key),   FIELD_TEXT(struct answer, "p12", p12),
    FIELD_TEXT(struct answer, "text", text), FIELD_END};

static enum status S_answer(const char *kind, const struct pki_bad *b, struct buf *json, struct diag *d)
{
    char *p12 = malloc(b->p12.len / 3 * 4 + 5);
    if (!p12)
        return diag_set(d, ST_LIMIT, "電子証明書", "メモリ", "不足");
    p12[base64_encode((const unsigned char *)b->p12.data, b->p12.len, p12)] = 0;
    json_write(json, answer, &(struct answer){kind, b->crt.data, b->key.data, p12, b->text.data});
    free(p12);
    return ST_OK;
}

/* --- one that is revoked -----------------------------------------------------------------------------------
 */

/* The latest of that name that is not revoked; NULL: none. */
static const struct kanri_shomeisho *S_own(const struct kanri_set *set, const char *cn)
{
    size_t n;
    const struct kanri_shomeisho *row = kanri_find_shomeisho(&set->tables, cn, &n);
    while (n && strcmp(row[n - 1].jotai, SHOMEISHO_YUKO) != 0)
        n--;
    return n ? &row[n - 1] : NULL;
}

struct revoked {
    const struct kanri_shomeisho *own; /* the name's, which stays as it is */
    char shimon[SHIMON_TEXT];
    int64_t bango;
};

static enum status S_record(struct call *c, void *cls)
{
    struct revoked *r = cls;
    struct kanri_shomeisho s = *r->own;
    char today[9];
    str_from_date(clock_date(c->now), today);
    s.hakko = today;
    s.moto = INT64_MIN;
    s.shimon = r->shimon;
    enum status st = kanri_shomeisho_add(c->tx, &s, &r->bango);
    c->masters = true;
    return st == ST_OK ? kanri_shomeisho_shikko(c->tx, r->bango, today, RIYU) : st;
}

/* What came before has been written, so that its number is the same on every run. */
static enum status S_revoke(struct world *w, uint64_t generation, const struct kanri_shomeisho *own,
                            struct pki_bad *b, struct diag *d)
{
    static const char item[] = "失効の記録";
    struct revoked r = {.own = own};
    const struct status_info *later = status_info(ST_CERT_KAGI);
    if (!pki_shimon((struct str){b->crt.data, b->crt.len}, r.shimon))
        return diag_set(d, ST_SETUP, "電子証明書", "読める証明書", "読めません");
    enum status st = engine_settle(w, generation, item, d);
    if (st == ST_OK)
        st = engine_write(w, generation, DB_KANRI, S_record, NULL, &r, d);
    if (st == ST_OK)
        buf_addf(&b->text,
                 "記録: ワールド %s の証明書番号 %lld（失効、理由 " RIYU
                 "）。使っている証明書はそのままです。初期化か、前の状態への復元をすると記録がなくなり、"
                 "答えは %s「%s」に変わります\n",
                 w->name, (long long)r.bango, later->code, later->text);
    return st;
}

/* --- any ---------------------------------------------------------------------------------------------------
 */

static enum status S_make(const struct world *w, const struct pki_bad_order *o, struct pki_bad *b,
                          struct diag *d)
{
    char dir[PATH_MAX];
    int n = snprintf(dir, sizeof dir, "%s/pki", w->options->data);
    enum status st = n > 0 && n < (int)sizeof dir ? pki_bad_make(dir, o, b, d)
                                                  : diag_set(d, ST_SETUP, "pki", "短いパス", "長すぎます");
    if (st == ST_SETUP) /* whoever asks has named what there is not */
        d->status = st = ST_CONTROL;
    return st;
}

enum status sim_bad_certificate(struct world *w, uint64_t generation, const struct order_bad_certificate *o,
                                struct buf *json, struct diag *d)
{
    const struct pki_bad_kind *kind = pki_bad_find(o->kind ? o->kind : "");
    if (!kind)
        return diag_set(d, ST_CONTROL, "kind", pki_bad_names(), o->kind ? o->kind : "なし");
    if (!o->system)
        return diag_set(d, ST_CONTROL, "system", "システム識別子", "なし");
    struct pki_bad b = {.crt = BUF_INIT};
    struct kanri_set *set = kanri_set_hold(w);
    const struct kanri_shomeisho *own = S_own(set, o->system);
    const struct pki_bad_order order = {kind, o->system, own ? own->hokensha : NULL, w->name, o->url};
    const bool recorded = pki_bad_recorded(kind);
    enum status st =
        !recorded || own
            ? S_make(w, &order, &b, d)
            : diag_set(d, ST_CONTROL, "system",
                       "このワールドに失効していない電子証明書のある名前（shomeisho-list）", o->system);
    if (st == ST_OK && recorded)
        st = S_revoke(w, generation, own, &b, d);
    if (st == ST_OK)
        st = S_answer(o->kind, &b, json, d);
    kanri_set_release(set);
    pki_bad_release(&b);
    return st;
}
