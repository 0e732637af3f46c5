/* The orders of faults on purpose over the control API: read, listed, taken away. See fault.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "world/engine.h"

/* One as it is told. */
struct told {
    int64_t number;
    const char *kind, *op, *shubetsu, *hokensha, *edaban, *kikan, *toki, *code, *until;
    int64_t gyo, nth, times, ms, http, matched, struck;
    int over;
};

static const struct field told[] = {FIELD_INT(struct told, "number", number),
                                    FIELD_TEXT(struct told, "kind", kind),
                                    FIELD_TEXT_AS(struct told, "op", op, FIELD_LEFT_OUT),
                                    FIELD_TEXT_AS(struct told, "shubetsu", shubetsu, FIELD_LEFT_OUT),
                                    FIELD_INT_AS(struct told, "gyo", gyo, FIELD_LEFT_OUT),
                                    FIELD_TEXT_AS(struct told, "hokensha", hokensha, FIELD_LEFT_OUT),
                                    FIELD_TEXT_AS(struct told, "edaban", edaban, FIELD_LEFT_OUT),
                                    FIELD_TEXT_AS(struct told, "kikan", kikan, FIELD_LEFT_OUT),
                                    FIELD_TEXT_AS(struct told, "when", toki, FIELD_LEFT_OUT),
                                    FIELD_INT_AS(struct told, "ms", ms, FIELD_LEFT_OUT),
                                    FIELD_INT_AS(struct told, "http", http, FIELD_LEFT_OUT),
                                    FIELD_TEXT_AS(struct told, "code", code, FIELD_LEFT_OUT),
                                    FIELD_INT(struct told, "nth", nth),
                                    FIELD_INT(struct told, "times", times),
                                    FIELD_TEXT_AS(struct told, "until", until, FIELD_LEFT_OUT),
                                    FIELD_INT(struct told, "matched", matched),
                                    FIELD_INT(struct told, "struck", struck),
                                    FIELD_BOOL(struct told, "over", over),
                                    FIELD_END};

static const char *S_given(const char *text)
{
    return *text ? text : NULL;
}

/* It strikes before or after the work. */
static bool S_timed(enum mogi kind)
{
    const enum mogi_acts acts = mogi_kind(kind)->acts;
    return acts == MOGI_BEFORE || acts == MOGI_AFTER;
}

static struct told S_told(const struct fault *x, char until[CLOCK_TEXT])
{
    const struct fault_act *a = &x->act;
    const struct mogi_kind *k = mogi_kind(a->kind);
    if (x->until != INT64_MAX)
        clock_text(x->until, until);
    return (struct told){.number = a->number,
                         .kind = k->name,
                         .op = S_given(x->op),
                         .shubetsu = S_given(x->shubetsu),
                         .gyo = x->gyo ? x->gyo : INT64_MIN,
                         .hokensha = S_given(x->hokensha),
                         .edaban = S_given(x->edaban),
                         .kikan = S_given(x->kikan),
                         .toki = !S_timed(x->act.kind) || x->row ? NULL
                                 : a->after                      ? "after"
                                                                 : "before",
                         .ms = k->argument == MOGI_ARG_MS ? a->ms : INT64_MIN,
                         .http = k->argument == MOGI_ARG_HTTP ? a->http : INT64_MIN,
                         .code = a->code != ST_OK ? status_info(a->code)->code : NULL,
                         .nth = x->nth,
                         .times = x->times,
                         .until = x->until != INT64_MAX ? until : NULL,
                         .matched = x->matched,
                         .struck = x->struck,
                         .over = x->over};
}

enum status sim_faults(struct world *w, struct buf *json)
{
    const int64_t now = world_now(w);
    char until[CLOCK_TEXT];
    struct fault x;
    buf_adds(json, "{\"faults\":[");
    for (int i = 0; faults_at(&w->faults, i, now, &x); i++) {
        const struct told t = S_told(&x, until);
        json_item(json, told, &t);
    }
    buf_adds(json, "]}");
    return ST_OK;
}

/* --- an order
 * ------------------------------------------------------------------------------------------------ */

static enum status S_kind(const struct order_fault *o, struct fault *x, struct diag *d)
{
    char names[300] = "";
    x->act.kind = mogi_find(o->kind ? o->kind : "");
    if (x->act.kind != MOGI_COUNT)
        return ST_OK;
    for (int i = 0; i < MOGI_COUNT; i++)
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i ? "・" : "",
                 mogi_kind((enum mogi)i)->name);
    return diag_set(d, ST_CONTROL, "kind", names, o->kind ? o->kind : "なし");
}

/* Absent is `fallback`. */
static enum status S_number(const char *item, int64_t n, int64_t least, int64_t most, int64_t fallback,
                            int64_t *ret, struct diag *d)
{
    *ret = n == INT64_MIN ? fallback : n;
    if (*ret >= least && *ret <= most)
        return ST_OK;
    char have[24] = "なし";
    if (n != INT64_MIN)
        snprintf(have, sizeof have, "%lld", (long long)n);
    return diag_want(d, ST_CONTROL, item, have, "%lld 以上 %lld 以下の整数", (long long)least,
                     (long long)most);
}

/* A message code, of the sort that the kind answers with; a SOAP Fault has one by itself. */
static enum status S_code(const struct order_fault *o, struct fault *x, struct diag *d)
{
    const bool fault = x->act.kind == MOGI_FAULT;
    if (!o->code && fault)
        return ST_OK;
    enum status st = o->code ? status_find(o->code) : ST_COUNT;
    if (st != ST_COUNT && status_kubun(st) == 9 && (status_info(st)->fault != FAULT_NONE) == fault) {
        x->act.code = st;
        return ST_OK;
    }
    return diag_set(d, ST_CONTROL, "code",
                    fault ? "SOAP Fault になるメッセージコード（chukan explain）"
                          : "処理結果の異常になるメッセージコード（chukan explain）",
                    o->code ? o->code : "なし");
}

/* What the kind is told, and nothing that another kind is told. */
static enum status S_argument(const struct order_fault *o, struct fault *x, struct diag *d)
{
    const enum mogi_argument wanted = mogi_kind(x->act.kind)->argument;
    const struct {
        const char *name;
        enum mogi_argument argument;
        bool given;
    } all[] = {{"ms", MOGI_ARG_MS, o->ms != INT64_MIN},
               {"http", MOGI_ARG_HTTP, o->http != INT64_MIN},
               {"code", MOGI_ARG_CODE, o->code != NULL}};
    int64_t n = 0;
    enum status st = ST_OK;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].given && all[i].argument != wanted)
            return diag_set(d, ST_CONTROL, all[i].name, "この種類の障害に要る項目だけ", "余分な項目");
    switch (wanted) {
    case MOGI_ARG_NONE:
        break;
    case MOGI_ARG_MS:
        st = S_number("ms", o->ms, 1, x->act.kind == MOGI_DISK_SLOW ? FAULT_DISK_MOST : FAULT_MS_MOST, 0,
                      &x->act.ms, d);
        break;
    case MOGI_ARG_HTTP:
        st = S_number("http", o->http, 400, 599, 503, &n, d);
        x->act.http = (int)n;
        break;
    case MOGI_ARG_CODE:
        st = S_code(o, x, d);
        break;
    }
    return st;
}

static enum status S_when(const struct order_fault *o, struct fault *x, struct diag *d)
{
    const enum mogi_acts acts = mogi_kind(x->act.kind)->acts;
    x->act.after = acts == MOGI_AFTER;
    if (!o->toki)
        return ST_OK;
    if (!S_timed(x->act.kind))
        return diag_set(d, ST_CONTROL, "when", "この種類の障害に要る項目だけ", "余分な項目");
    x->act.after = strcmp(o->toki, "after") == 0;
    return x->act.after || strcmp(o->toki, "before") == 0
               ? ST_OK
               : diag_set(d, ST_CONTROL, "when", "before か after", o->toki);
}

static enum status S_text(const char *item, const char *text, char *to, size_t cap, bool fits,
                          const char *want, struct diag *d)
{
    if (text && (!fits || strlen(text) >= cap))
        return diag_set(d, ST_CONTROL, item, want, text);
    snprintf(to, cap, "%s", text ? text : "");
    return ST_OK;
}

static bool S_op(const char *name, enum mogi kind)
{
    const struct mogi_kind *k = mogi_kind(kind);
    const char *dot = name ? strchr(name, '.') : NULL;
    const struct op *op = dot ? op_find(name, (size_t)(dot - name), dot + 1) : NULL;
    return op && (k->acts != MOGI_FIND || (op->finds & k->finds));
}

static bool S_digits(const char *text, int64_t n)
{
    return text && (int64_t)strlen(text) == n && str_all_digits(str_of(text));
}

/* Digits of a 枝番 in this world: what has others can be nobody's, but a 個人番号 that was typed. */
static int64_t S_edaban_digits(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    const int64_t n = w->policy.edaban_digits;
    pthread_mutex_unlock(&w->lock);
    return n;
}

static enum status S_who(struct world *w, const struct order_fault *o, struct fault *x, struct diag *d)
{
    char want[64];
    const int64_t digits = S_edaban_digits(w);
    snprintf(want, sizeof want, "被保険者枝番（数字 %lld 桁）", (long long)digits);
    enum status st = S_text("hokensha", o->hokensha, x->hokensha, sizeof x->hokensha,
                            S_digits(o->hokensha, 8), "保険者番号 8 桁", d);
    if (st == ST_OK)
        st = S_text("edaban", o->edaban, x->edaban, sizeof x->edaban, S_digits(o->edaban, digits), want, d);
    return st == ST_OK ? S_text("kikan", o->kikan, x->kikan, sizeof x->kikan, S_digits(o->kikan, 16),
                                "機関コード（数字 16 桁）", d)
                       : st;
}

static enum status S_whom(struct world *w, const struct order_fault *o, struct fault *x, struct diag *d)
{
    const bool find = mogi_kind(x->act.kind)->acts == MOGI_FIND, closed = x->act.kind == MOGI_CLOSED;
    const char *spare = o->kikan && !closed ? "kikan" : o->edaban && closed ? "edaban" : NULL;
    if (spare)
        return diag_set(d, ST_CONTROL, spare, "この種類の障害に要る項目だけ", "余分な項目");
    enum status st =
        S_text("op", o->op, x->op, sizeof x->op, S_op(o->op, x->act.kind),
               find ? "この種類の障害が起こる操作（README 7.5）" : "操作の名前（kanyusha.register など）", d);
    return st == ST_OK ? S_who(w, o, x, d) : st;
}

/* Rows of link files are refused by a code, and nothing else befalls them. */
static enum status S_row(const struct order_fault *o, struct fault *x, struct diag *d)
{
    enum { MANY = 100000000 };
    x->row = o->shubetsu || o->gyo != INT64_MIN;
    enum status st = S_text("shubetsu", o->shubetsu, x->shubetsu, sizeof x->shubetsu,
                            o->shubetsu && bulk_find(o->shubetsu), "一括登録のできる種別", d);
    if (st == ST_OK && o->gyo != INT64_MIN)
        st = S_number("gyo", o->gyo, 1, MANY, 0, &x->gyo, d);
    if (st != ST_OK || !x->row)
        return st;
    if (x->act.kind != MOGI_CODE)
        return diag_set(d, ST_CONTROL, "kind", "code（連携ファイルの行の障害）", o->kind);
    return o->op || o->toki
               ? diag_set(d, ST_CONTROL, o->op ? "op" : "when", "この種類の障害に要る項目だけ", "余分な項目")
               : ST_OK;
}

static enum status S_until(const struct order_fault *o, int64_t now, struct fault *x, struct diag *d)
{
    x->until = o->until ? clock_parse(o->until) : INT64_MAX;
    if (x->until == INT64_MIN)
        return diag_set(d, ST_CONTROL, "until", "2017-05-08T09:00:00+09:00 の形の日時", o->until);
    if (x->until <= now)
        return diag_set(d, ST_CONTROL, "until", "今より後の仮想の日時", o->until);
    return ST_OK;
}

static enum status S_read(struct world *w, const struct order_fault *o, struct fault *x, struct diag *d)
{
    enum { MANY = 1000000 };
    enum status st = S_kind(o, x, d);
    if (st == ST_OK)
        st = S_whom(w, o, x, d);
    if (st == ST_OK)
        st = S_row(o, x, d);
    if (st == ST_OK)
        st = S_argument(o, x, d);
    if (st == ST_OK)
        st = S_when(o, x, d);
    if (st == ST_OK)
        st = S_number("nth", o->nth, 1, MANY, 1, &x->nth, d);
    if (st == ST_OK)
        st = S_number("times", o->times, 0, MANY, 1, &x->times, d);
    return st == ST_OK ? S_until(o, world_now(w), x, d) : st;
}

enum status sim_fault_add(struct world *w, const struct order_fault *o, struct buf *json, struct diag *d)
{
    struct fault x = {.act = {.code = ST_OK}};
    char until[CLOCK_TEXT];
    enum status st = S_read(w, o, &x, d);
    if (st != ST_OK)
        return st;
    x.act.number = faults_add(&w->faults, &x);
    if (!x.act.number)
        return diag_setf(d, ST_CONTROL, "faults", "空き（chukan fault drop）", "終わっていない障害が %d 件",
                         (int)FAULTS_MOST);
    const struct told t = S_told(&x, until);
    json_write(json, told, &t);
    return ST_OK;
}

enum status sim_fault_drop(struct world *w, const char *number, struct buf *json, struct diag *d)
{
    static const struct field reply[] = {FIELD_INT(struct told, "removed", number), FIELD_END};
    const int64_t which =
        number && str_all_digits(str_of(number)) && strlen(number) < 16 ? strtoll(number, NULL, 10) : 0;
    const struct told t = {.number = number && !which ? 0 : faults_drop(&w->faults, which)};
    if (number && !t.number)
        return diag_set(d, ST_CONTROL, "number", "障害の番号（chukan fault list）", number);
    json_write(json, reply, &t);
    return ST_OK;
}
