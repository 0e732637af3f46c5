/* Digital PMO in the control API: GET …/pmo. What there is to read, what an insurer has to register and has,
 * what the test cases of the run and its files would have it register, and how its files were taken (2.13.2).
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "file/case/sheet.h"
#include "service/gaibu/pmo/pmo.h"
#include "store/unyo_uketsuke.h"
#include "world/case/report.h"
#include "world/engine.h"

enum { ARENA = 1 << 20 };

/* What would be registered of a matter from what this world has seen. ymd NULL: it is not completed. */
struct teian {
    const char *jiko, *mei, *ymd;
    int64_t zumi, zen, fugokaku, file, gyo, seijo, ijo;
};

/* Files of a kind, as they were taken. */
struct kensu {
    const char *jiko, *mei, *shubetsu;
    int64_t file, kanryo, chushi, gyo, seijo, ijo;
    const char *shori_at; /* when the last has ended */
    int64_t shori;
};

struct shown {
    const char *lot, *kyo, *hokensha;
    int64_t run;
    struct list bunsho, toroku, teian, kekka;
};

#define MAY_TEXT(type, name, member) FIELD_TEXT_AS(struct type, name, member, FIELD_LEFT_OUT)
#define MAY_INT(type, name, member) FIELD_INT_AS(struct type, name, member, FIELD_LEFT_OUT)
/* clang-format off */
#define MAY_LIST(name, member, item, table) {name, F_LIST, offsetof(struct shown, member), sizeof(item), table, FIELD_LEFT_OUT, NULL}
/* clang-format on */

static const struct field teian_fields[] = {FIELD_TEXT(struct teian, "jiko", jiko),
                                            FIELD_TEXT(struct teian, "mei", mei),
                                            MAY_INT(teian, "zumi", zumi),
                                            MAY_INT(teian, "zen", zen),
                                            MAY_INT(teian, "fugokaku", fugokaku),
                                            MAY_TEXT(teian, "ymd", ymd),
                                            MAY_INT(teian, "fileSu", file),
                                            MAY_INT(teian, "gyoSu", gyo),
                                            MAY_INT(teian, "seijoSu", seijo),
                                            MAY_INT(teian, "ijoSu", ijo),
                                            FIELD_END};
static const struct field kensu_fields[] = {FIELD_TEXT(struct kensu, "jiko", jiko),
                                            FIELD_TEXT(struct kensu, "mei", mei),
                                            FIELD_TEXT(struct kensu, "shubetsu", shubetsu),
                                            FIELD_INT(struct kensu, "fileSu", file),
                                            FIELD_INT(struct kensu, "kanryoSu", kanryo),
                                            FIELD_INT(struct kensu, "chushiSu", chushi),
                                            FIELD_INT(struct kensu, "gyoSu", gyo),
                                            FIELD_INT(struct kensu, "seijoSu", seijo),
                                            FIELD_INT(struct kensu, "ijoSu", ijo),
                                            MAY_TEXT(kensu, "shoriAt", shori_at),
                                            FIELD_END};
static const struct field shown_fields[] = {FIELD_TEXT(struct shown, "lot", lot),
                                            FIELD_TEXT(struct shown, "kyo", kyo),
                                            MAY_TEXT(shown, "hokensha", hokensha),
                                            MAY_INT(shown, "run", run),
                                            MAY_LIST("bunsho", bunsho, struct pmo_shiryo, pmo_shiryo_fields),
                                            MAY_LIST("toroku", toroku, struct pmo_row, pmo_row_fields),
                                            MAY_LIST("teian", teian, struct teian, teian_fields),
                                            MAY_LIST("kekka", kekka, struct kensu, kensu_fields),
                                            FIELD_END};

struct reading {
    struct world *w;
    const struct order_pmo *o;
    struct arena *a;
    char lot[sizeof((struct policy *)0)->lot];
    int32_t today, hajime;
    struct list rows, kensu; /* also those that are not shown */
    struct shown shown;
};

/* --- what was counted --------------------------------------------------------------------------------------
 */

static enum status S_of_kanri(struct call *c, void *cls)
{
    struct reading *x = cls;
    const struct pmo_asked q = {x->o->hokensha, x->lot, x->today, x->hajime};
    enum status st = pmo_shiryo(c, x->today, &x->shown.bunsho);
    return st == ST_OK && x->o->hokensha ? pmo_rows(c, &q, &x->rows) : st;
}

/* In the order of the matters that are 結果. */
static enum status S_of_unyo(struct call *c, void *cls)
{
    struct reading *x = cls;
    const struct pmo_row *row = x->rows.items;
    struct uketsuke_kensu *k = NULL;
    size_t n = 0, m = 0;
    enum status st = unyo_uketsuke_kensu(c->tx, x->o->hokensha, c->arena, &k, &n);
    struct kensu *out = st == ST_OK ? arena_array(c->arena, x->rows.n * n + 1, sizeof *out) : NULL;
    for (size_t r = 0; out && r < x->rows.n; r++)
        for (size_t i = 0; strcmp(row[r].shurui, PMO_KEKKA) == 0 && i < n; i++)
            if (pmo_has(row[r].komoku, k[i].shubetsu))
                out[m++] = (struct kensu){row[r].jiko,   row[r].mei,
                                          k[i].shubetsu, k[i].file,
                                          k[i].kanryo,   k[i].chushi,
                                          k[i].gyo,      k[i].seijo,
                                          k[i].ijo,      clock_text_in(c->arena, k[i].kanryo_at),
                                          k[i].kanryo_at};
    x->kensu = (struct list){out, m};
    return st;
}

static enum status S_read(struct reading *x, enum db db, enum status (*run)(struct call *c, void *cls),
                          struct diag *d)
{
    struct call c = {.arena = x->a, .diag = d};
    return world_read(x->w, db, &c, run, x);
}

/* --- what would be registered ------------------------------------------------------------------------------
 */

static struct teian S_teian(const struct pmo_row *row)
{
    return (struct teian){.jiko = row->jiko,
                          .mei = row->mei,
                          .zumi = INT64_MIN,
                          .zen = INT64_MIN,
                          .fugokaku = INT64_MIN,
                          .file = INT64_MIN,
                          .gyo = INT64_MIN,
                          .seijo = INT64_MIN,
                          .ijo = INT64_MIN};
}

/* "2017-05-08T…" as 8 digits */
static const char *S_day(struct arena *a, const char *at)
{
    return at ? arena_printf(a, "%.4s%.2s%.2s", at, at + 5, at + 8) : NULL;
}

/* The day on which the last of the cases was passed, when all are. */
static struct teian S_of_cases(struct reading *x, const struct pmo_row *row, const struct report *r)
{
    const struct report_case *c = r->cases.items;
    const char *last = NULL;
    struct teian t = S_teian(row);
    t.zumi = t.zen = t.fugokaku = 0;
    for (size_t i = 0; i < r->cases.n; i++) {
        if (!pmo_has(row->komoku, c[i].item))
            continue;
        t.zen++;
        t.zumi += strcmp(c[i].hantei, "合格") == 0;
        t.fugokaku += strcmp(c[i].hantei, "不合格") == 0;
        if (c[i].at && (!last || strcmp(c[i].at, last) > 0))
            last = c[i].at;
    }
    if (strcmp(row->shurui, PMO_KANRYO) == 0 && t.zen && t.zumi == t.zen)
        t.ymd = S_day(x->a, last);
    return t;
}

/* The day on which the last of the files has ended, when all have. */
static struct teian S_of_files(struct reading *x, const struct pmo_row *row)
{
    const struct kensu *k = x->kensu.items, *last = NULL;
    struct teian t = S_teian(row);
    bool ended = true;
    t.file = t.gyo = t.seijo = t.ijo = 0;
    for (size_t i = 0; i < x->kensu.n; i++) {
        if (strcmp(k[i].jiko, row->jiko) != 0)
            continue;
        t.file += k[i].file;
        t.gyo += k[i].gyo;
        t.seijo += k[i].seijo;
        t.ijo += k[i].ijo;
        ended = ended && k[i].kanryo + k[i].chushi == k[i].file;
        if (k[i].shori_at && (!last || k[i].shori > last->shori))
            last = &k[i];
    }
    if (last && ended)
        t.ymd = S_day(x->a, last->shori_at);
    return t;
}

static enum status S_proposals(struct reading *x, struct diag *d)
{
    const struct order_report o = {.hokensha = x->o->hokensha, .stopping = x->o->stopping, .since = -1};
    const struct pmo_row *row = x->rows.items;
    struct teian *all = arena_array(x->a, x->rows.n + 1, sizeof *all);
    struct arena *a = arena_new(REPORT_MEMORY);
    struct report r = {0};
    size_t n = 0;
    enum status st =
        a && all ? report_of(x->w, &o, a, &r, d) : diag_set(d, ST_LIMIT, "報告", "メモリ", "不足");
    for (size_t i = 0; st == ST_OK && i < x->rows.n; i++)
        if (row[i].komoku)
            all[n++] =
                strcmp(row[i].shurui, PMO_KEKKA) == 0 ? S_of_files(x, &row[i]) : S_of_cases(x, &row[i], &r);
    x->shown.run = r.run;
    x->shown.teian = (struct list){all, n};
    arena_free(a);
    return st;
}

/* --- the request -------------------------------------------------------------------------------------------
 */

/* Tables of an answer: what hyo asks for, and the one that a CSV has. What is to be registered stands beside
 * what would be. */
static const struct hyo {
    const char *name;
    size_t at, size;
    const struct field *fields;
} hyo_list[] = {
    {"toroku", offsetof(struct shown, toroku), sizeof(struct pmo_row), pmo_row_fields},
    {"teian", offsetof(struct shown, teian), sizeof(struct teian), teian_fields},
    {"kekka", offsetof(struct shown, kekka), sizeof(struct kensu), kensu_fields},
    {"bunsho", offsetof(struct shown, bunsho), sizeof(struct pmo_shiryo), pmo_shiryo_fields},
};
enum { HYO = sizeof hyo_list / sizeof *hyo_list };

static const struct hyo *S_hyo(const char *name)
{
    for (int i = 0; i < HYO; i++)
        if (strcmp(hyo_list[i].name, name) == 0)
            return &hyo_list[i];
    return NULL;
}

static enum status S_asked(const struct order_pmo *o, struct diag *d)
{
    static const char *const formats[] = {"json", "csv"};
    const char *format = o->format ? o->format : formats[0];
    if (strcmp(format, formats[0]) != 0 && strcmp(format, formats[1]) != 0)
        return diag_set(d, ST_CONTROL, "format", "json、csv のいずれか", format);
    if (o->hyo && !S_hyo(o->hyo))
        return diag_set(d, ST_CONTROL, "hyo", "toroku、teian、kekka、bunsho のいずれか", o->hyo);
    if (!o->hyo && strcmp(format, formats[1]) == 0)
        return diag_set(d, ST_CONTROL, "hyo", "csv では toroku、teian、kekka、bunsho のいずれか", "なし");
    if (!o->hokensha && !(o->hyo && strcmp(o->hyo, "bunsho") == 0))
        return diag_set(d, ST_CONTROL, "hokensha", "保険者番号（文書の一覧のほかは要る）", "なし");
    return ST_OK;
}

/* Cases are judged for who asks for what comes of it. */
static bool S_of_teian(const struct order_pmo *o)
{
    return !o->hyo || strcmp(o->hyo, "toroku") == 0 || strcmp(o->hyo, "teian") == 0;
}

static enum status S_all(struct reading *x, struct diag *d)
{
    const struct world *w = x->w;
    char kyo[9];
    pthread_mutex_lock(&x->w->lock);
    memcpy(x->lot, w->policy.lot, sizeof x->lot);
    x->today = clock_date(clock_now(&w->clock));
    x->hajime = clock_date(w->manifest.start);
    pthread_mutex_unlock(&x->w->lock);
    str_from_date(x->today, kyo);
    x->shown = (struct shown){
        .lot = x->lot, .kyo = arena_strdup(x->a, kyo), .hokensha = x->o->hokensha, .run = INT64_MIN};
    enum status st = S_read(x, DB_KANRI, S_of_kanri, d);
    if (st != ST_OK || !x->o->hokensha)
        return st;
    st = S_read(x, DB_UNYO, S_of_unyo, d);
    if (st == ST_OK && x->rows.n && S_of_teian(x->o)) /* a lot without a schedule has no cases either */
        st = S_proposals(x, d);
    x->shown.toroku = x->rows;
    x->shown.kekka = x->kensu;
    return st == ST_OK && arena_failed(x->a) ? diag_set(d, ST_LIMIT, "pmo", "メモリ", "不足") : st;
}

/* As the report's CSV begins: whose it is, and when. */
static void S_heads(const struct shown *s, struct buf *out)
{
    const char *const heads[][2] = {
        {"保険者番号", s->hokensha}, {"ロット", s->lot}, {"仮想のきょう", s->kyo}};
    buf_adds(out, SHEET_MARK);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        sheet_cell(out, heads[i][0], ",");
        sheet_cell(out, heads[i][1], SHEET_END);
    }
}

static void S_write(struct reading *x, struct buf *out)
{
    const struct hyo *only = x->o->hyo ? S_hyo(x->o->hyo) : NULL;
    char *shown = (char *)&x->shown;
    if (only && x->o->format && strcmp(x->o->format, "csv") == 0) {
        S_heads(&x->shown, out);
        sheet_rows(out, only->fields, only->size, (const struct list *)(void *)(shown + only->at));
        return;
    }
    for (int i = 0; only && i < HYO; i++)
        if (&hyo_list[i] != only && !(only == &hyo_list[0] && i == 1))
            *(struct list *)(void *)(shown + hyo_list[i].at) = (struct list){NULL, 0};
    json_write(out, shown_fields, &x->shown);
}

enum status sim_pmo(struct world *w, const struct order_pmo *o, struct buf *out, struct diag *d)
{
    struct reading x = {.w = w, .o = o, .a = arena_new(ARENA)};
    enum status st = S_asked(o, d);
    if (st == ST_OK && !x.a)
        st = diag_set(d, ST_LIMIT, "pmo", "メモリ", "不足");
    if (st == ST_OK)
        st = S_all(&x, d);
    if (st == ST_OK)
        S_write(&x, out);
    arena_free(x.a);
    return st;
}
