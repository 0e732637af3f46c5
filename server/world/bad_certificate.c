/* A certificate that is to be refused, as an answer of the control API; see world.h. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/pki_bad.h"
#include "world/engine.h"

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

enum status sim_bad_certificate(struct world *w, const struct order_bad_certificate *o, struct buf *json,
                                struct diag *d)
{
    char dir[PATH_MAX];
    struct pki_bad b = {.crt = BUF_INIT};
    const struct pki_bad_kind *kind = pki_bad_find(o->kind ? o->kind : "");
    if (!kind)
        return diag_set(d, ST_CONTROL, "kind", pki_bad_names(), o->kind ? o->kind : "なし");
    if (!o->system)
        return diag_set(d, ST_CONTROL, "system", "システム識別子", "なし");
    int n = snprintf(dir, sizeof dir, "%s/pki", w->options->data);
    enum status st = n > 0 && n < (int)sizeof dir ? pki_bad_make(dir, kind, o->system, &b, d)
                                                  : diag_set(d, ST_SETUP, "pki", "短いパス", "長すぎます");
    if (st == ST_SETUP) /* whoever asks has named what there is not */
        d->status = st = ST_CONTROL;
    if (st == ST_OK)
        st = S_answer(o->kind, &b, json, d);
    pki_bad_release(&b);
    return st;
}
