/* operator/pmo-toroku: what an insurer registers at Digital PMO (2.7.5, 2.7.7, 2.7.8, 2.7.9, 2.13.2), or
 * corrects. {"hokensha":"…","jiko":"rendoYotei","kara":"20170306","made":"20170310"}; jiko by its name in
 * Japanese as well; jikko: the run that it is taken from; "jotai":"未" takes it back. A 完了日 goes into
 * kanryo, where policy nittei sees it. Answers {"changed":1}, 0 when it was so before. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "service/gaibu/pmo/pmo.h"
#include "service/operator.h"
#include "store/kanri_nittei.h"

struct request {
    const char *hokensha, *jiko, *jotai, *jikko; /* jotai NULL: 済; jikko NULL: by hand */
    const char *kara, *made, *ymd, *zumi, *zen, *file, *gyo, *seijo, *ijo;
};

struct reply {
    int64_t changed;
};

#define TAISHO(name, member) FIELD_TEXT_AS(struct request, name, member, FIELD_TAISHO)
static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct request, "jiko", jiko, FIELD_MUST | FIELD_TAISHO),
    TAISHO("jotai", jotai),
    TAISHO("jikko", jikko),
    TAISHO("kara", kara),
    TAISHO("made", made),
    TAISHO("ymd", ymd),
    TAISHO("zumi", zumi),
    TAISHO("zen", zen),
    TAISHO("fileSu", file),
    TAISHO("gyoSu", gyo),
    TAISHO("seijoSu", seijo),
    TAISHO("ijoSu", ijo),
    FIELD_END,
};
static const struct field reply[] = {FIELD_INT(struct reply, "changed", changed), FIELD_END};

enum value { DAY, BEFORE, NUMBER }; /* BEFORE: a day that has come; today, if it is not said */

/* What a matter of that kind is registered with. */
static const struct member {
    const char *shurui, *name;
    size_t from, to; /* of struct request, of struct pmo_toroku */
    enum value form;
} members[] = {
    {PMO_YOTEI, "kara", offsetof(struct request, kara), offsetof(struct pmo_toroku, kara), DAY},
    {PMO_YOTEI, "made", offsetof(struct request, made), offsetof(struct pmo_toroku, made), DAY},
    {PMO_SHINCHOKU, "zumi", offsetof(struct request, zumi), offsetof(struct pmo_toroku, zumi), NUMBER},
    {PMO_SHINCHOKU, "zen", offsetof(struct request, zen), offsetof(struct pmo_toroku, zen), NUMBER},
    {PMO_KANRYO, "ymd", offsetof(struct request, ymd), offsetof(struct pmo_toroku, ymd), BEFORE},
    {PMO_KEKKA, "ymd", offsetof(struct request, ymd), offsetof(struct pmo_toroku, ymd), BEFORE},
    {PMO_KEKKA, "fileSu", offsetof(struct request, file), offsetof(struct pmo_toroku, file), NUMBER},
    {PMO_KEKKA, "gyoSu", offsetof(struct request, gyo), offsetof(struct pmo_toroku, gyo), NUMBER},
    {PMO_KEKKA, "seijoSu", offsetof(struct request, seijo), offsetof(struct pmo_toroku, seijo), NUMBER},
    {PMO_KEKKA, "ijoSu", offsetof(struct request, ijo), offsetof(struct pmo_toroku, ijo), NUMBER},
};
enum { MEMBERS = sizeof members / sizeof *members, DIGITS = 9 };

static const char *S_given(const struct request *r, size_t at)
{
    return *(const char *const *)(const void *)((const char *)r + at);
}

/* "*ret" is of the lot's schedule. */
static enum status S_jiko(struct call *c, const struct request *r, const struct pmo_row **ret)
{
    const struct pmo_asked q = {r->hokensha, c->policy->lot, clock_date(c->now), INT32_MIN};
    struct list rows = {NULL, 0};
    struct buf want = BUF_INIT;
    enum status st = pmo_rows(c, &q, &rows);
    const struct pmo_row *row = rows.items;
    *ret = NULL;
    for (size_t i = 0; st == ST_OK && i < rows.n && !*ret; i++) {
        if (strcmp(row[i].jiko, r->jiko) == 0 || strcmp(row[i].mei, r->jiko) == 0)
            *ret = &row[i];
        buf_addf(&want, "%s%s（%s）", want.len ? "、" : "", row[i].jiko, row[i].mei);
    }
    if (st == ST_OK && !*ret)
        st = diag_set(c->diag, ST_CONTROL, "jiko", want.len ? want.data : "日程のあるロットのワールド",
                      r->jiko);
    buf_release(&want);
    return st;
}

static bool S_mi(const struct request *r)
{
    return r->jotai && strcmp(r->jotai, KANRI_MI) == 0;
}

static enum status S_number(struct call *c, const char *item, const char *text, int64_t *ret)
{
    if (!text || !*text || strlen(text) > DIGITS || !str_all_digits(str_of(text)))
        return diag_set(c->diag, ST_CONTROL, item, "9 桁までの 0 以上の整数", text ? text : "なし");
    *ret = strtoll(text, NULL, 10);
    return ST_OK;
}

static enum status S_day(struct call *c, const struct member *m, const char *text, const char **ret)
{
    const int32_t today = clock_date(c->now);
    char day[9];
    str_from_date(today, day);
    const bool eight =
        text && strlen(text) == 8; /* str_date takes other forms, too; days are compared as texts */
    const int32_t is = eight ? str_date(str_of(text)) : !text && m->form == BEFORE ? today : INT32_MIN;
    if (is == INT32_MIN)
        return diag_set(c->diag, ST_CONTROL, m->name, "暦にある 8 桁の日付", text ? text : "なし");
    if (m->form == BEFORE && is > today)
        return diag_set(c->diag, ST_CONTROL, m->name, "きょうまでの、暦にある 8 桁の日付", text);
    *ret = arena_strdup(c->arena, text ? text : day);
    return *ret ? ST_OK : ST_LIMIT;
}

static enum status S_member(struct call *c, const struct member *m, const struct request *r,
                            struct pmo_toroku *t)
{
    void *to = (char *)t + m->to;
    const char *text = S_given(r, m->from);
    return m->form == NUMBER ? S_number(c, m->name, text, to) : S_day(c, m, text, to);
}

/* No member is there that the matter does not take; nothing but its own. */
static enum status S_others(struct call *c, const struct request *r, const char *shurui)
{
    for (int i = 0; i < MEMBERS; i++) {
        bool own = false;
        for (int k = 0; k < MEMBERS && !own; k++)
            own = strcmp(members[k].shurui, shurui) == 0 && strcmp(members[k].name, members[i].name) == 0;
        if (!own && S_given(r, members[i].from))
            return diag_setf(c->diag, ST_CONTROL, members[i].name, "この登録事項にはない項目なので、ないこと",
                             "%s", S_given(r, members[i].from));
    }
    return ST_OK;
}

static enum status S_together(struct call *c, const struct pmo_toroku *t)
{
    if (t->kara && strcmp(t->made, t->kara) < 0)
        return diag_set(c->diag, ST_CONTROL, "made", "kara 以後の日付", t->made);
    if (t->zen != INT64_MIN && t->zumi > t->zen)
        return diag_setf(c->diag, ST_CONTROL, "zumi", "zen 以下の数", "%lld", (long long)t->zumi);
    if (t->gyo != INT64_MIN && t->seijo + t->ijo > t->gyo)
        return diag_setf(c->diag, ST_CONTROL, "gyoSu", "seijoSu と ijoSu の和以上の数", "%lld",
                         (long long)t->gyo);
    return ST_OK;
}

static enum status S_fill(struct call *c, const struct request *r, const char *shurui, struct pmo_toroku *t)
{
    enum status st = S_others(c, r, shurui);
    for (int i = 0; i < MEMBERS && st == ST_OK; i++)
        if (strcmp(members[i].shurui, shurui) == 0)
            st = S_member(c, &members[i], r, t);
    if (st == ST_OK && r->jikko)
        st = S_number(c, "jikko", r->jikko, &t->jikko);
    return st == ST_OK ? S_together(c, t) : st;
}

static enum status S_kanryo(struct call *c, const struct request *r, const char *nittei, const char *ymd)
{
    const struct kanri_kanryo k = {.hokensha = r->hokensha, .koto = nittei, .ymd = ymd};
    c->masters = true;
    return kanri_kanryo_put(c->tx, &k);
}

/* What stands is what is said. */
static bool S_same(const struct pmo_row *row, const struct pmo_toroku *t)
{
    return row->at && str_same(row->kara, t->kara) && str_same(row->made, t->made) &&
           str_same(row->ymd, t->ymd) && row->zumi == t->zumi && row->zen == t->zen && row->file == t->file &&
           row->gyo == t->gyo && row->seijo == t->seijo && row->ijo == t->ijo && row->jikko == t->jikko;
}

static enum status S_take_back(struct call *c, const struct request *r, const struct pmo_row *row,
                               int64_t *ret_changed)
{
    const bool kanryo = strcmp(row->shurui, PMO_KANRYO) == 0;
    enum status st = S_others(c, r, "");
    if (st == ST_OK)
        st = kanri_pmo_remove(c->tx, r->hokensha, row->jiko, ret_changed);
    if (st == ST_OK && kanryo)
        st = S_kanryo(c, r, row->nittei, NULL);
    *ret_changed = kanryo ? row->ymd || !row->noted : *ret_changed;
    return st;
}

/* For the tracker; what the fixture calls it lives as long as the call. */
static void S_told(struct call *c, const struct request *r, const char *jiko)
{
    c->concerns = (struct concerns){.action = "pmo-toroku",
                                    .hokensha = r->hokensha,
                                    .komoku = {{"jiko", jiko}, {"toroku", S_mi(r) ? KANRI_MI : KANRI_ZUMI}}};
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct pmo_toroku t = {.hokensha = r->hokensha,
                           .zumi = INT64_MIN,
                           .zen = INT64_MIN,
                           .file = INT64_MIN,
                           .gyo = INT64_MIN,
                           .seijo = INT64_MIN,
                           .ijo = INT64_MIN,
                           .jikko = INT64_MIN,
                           .at = c->now};
    const struct pmo_row *row;
    int64_t *changed = &((struct reply *)rep)->changed;
    enum status st = S_jiko(c, r, &row);
    if (st == ST_OK && r->jotai && !S_mi(r) && strcmp(r->jotai, KANRI_ZUMI) != 0)
        st = diag_set(c->diag, ST_CONTROL, "jotai", KANRI_MI "、" KANRI_ZUMI " のいずれか", r->jotai);
    if (st == ST_OK)
        S_told(c, r, row->jiko);
    if (st != ST_OK || S_mi(r))
        return st == ST_OK ? S_take_back(c, r, row, changed) : st;
    t.jiko = row->jiko;
    st = S_fill(c, r, row->shurui, &t);
    *changed = st == ST_OK && !S_same(row, &t);
    if (!*changed)
        return st;
    st = kanri_pmo_put(c->tx, &t);
    return st == ST_OK && strcmp(row->shurui, PMO_KANRYO) == 0 ? S_kanryo(c, r, row->nittei, t.ymd) : st;
}

const struct operator_action operator_pmo_toroku = {
    .name = "pmo-toroku",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
