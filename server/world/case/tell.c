/* Calls as facts; see tell.h. Where the items of a kind stand in an operation's
 * request and reply is looked up once, by the field tables. */
#include "world/case/tell.h"

#include <stdio.h>
#include <strings.h>

#include "base/kojin_bango.h"
#include "base/lang.h"
#include "service/gaibu/nws/nws.h"
#include "service/op.h"
#include "world/engine.h"

enum place { NOWHERE, IN_REQUEST, IN_REPLY, IN_GROUP, IN_ITEM };

struct spot {
    enum place place;
    const struct field *field, *group; /* group: the field of the reply that it lies in */
    const struct field *asked;         /* of the request: what counts when nothing was answered; NULL */
};

struct plan {
    const struct op *op;
    const struct field *list;   /* of the reply, whose entries are a fact each; NULL: none */
    const struct field *komoku; /* names with values: of an entry, of the reply or of the request */
    enum place komoku_in;
    struct spot items[KOTO_ITEMS], edaban, no, uketsuke, kojin_bango, kigo, bango;
};

static struct plan plans[KOTO_COUNT];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const struct field *S_field(const struct field *table, const char *name)
{
    for (; table && table->element; table++)
        if (strcmp(table->element, name) == 0)
            return table;
    return NULL;
}

static bool S_set(struct spot *s, enum place place, const struct field *f, const struct field *group)
{
    if (!f || (f->kind != F_TEXT && f->kind != F_INT))
        return false;
    *s = (struct spot){place, f, group, NULL};
    return true;
}

/* What is answered is what was seen; what was asked is, where the answer is silent. */
static struct spot S_spot(const struct plan *p, const char *name)
{
    struct spot s = {0}, asked = {0};
    bool known = p->list && S_set(&s, IN_ITEM, S_field(p->list->sub, name), p->list);
    for (const struct field *f = p->op->reply; !known && f && f->element; f++)
        known = f->kind == F_GROUP && S_set(&s, IN_GROUP, S_field(f->sub, name), f);
    known = known || S_set(&s, IN_REPLY, S_field(p->op->reply, name), NULL);
    if (S_set(&asked, IN_REQUEST, S_field(p->op->request, name), NULL)) {
        s = known ? s : asked;
        s.asked = asked.field;
    }
    return s;
}

static void S_komoku(struct plan *p)
{
    p->komoku_in = IN_ITEM;
    p->komoku = p->list ? S_field(p->list->sub, "komoku") : NULL;
    if (!p->komoku) {
        p->komoku_in = IN_REQUEST;
        p->komoku = S_field(p->op->request, "komoku");
    }
}

/* The number that a case calls `no`. */
static const char *S_number_of(const char *service)
{
    static const struct {
        const char *service, *number;
    } numbers[] = {
        {"fukuhon", "fukuhonBango"}, {"kiroku", "tsuban"}, {"teikyo", "tsuban"}, {"honnin", "honninBango"}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(numbers[i].service, service) == 0)
            return numbers[i].number;
    return "shokaiBango";
}

/* 照会番号 and its 処理通番 are one number to a case. What another institution asks has no 照会番号: nobody
 * would know one. */
static void S_tell_no(struct telling *x, const char *no)
{
    char text[40];
    bool ours = *no == 'T' && nws_bango(no) == 0;
    snprintf(text, sizeof text, "%s%s", ours ? "S" : "", ours ? no + 1 : no);
    telling_item(x, TAG_NO, NULL, str_of(text));
}

static void S_plan(enum koto koto, struct plan *p)
{
    const struct koto_kind *k = koto_kind(koto);
    for (const struct field *f = p->op->reply; f && f->element; f++)
        if (f->kind == F_LIST)
            p->list = f;
    S_komoku(p);
    for (int i = 0; i < k->n; i++)
        p->items[i] = S_spot(p, k->items[i].name);
    p->edaban = S_spot(p, "edaban");
    p->uketsuke = S_spot(p, "uketsukeBango");
    p->no = S_spot(p, S_number_of(p->op->service));
    p->kojin_bango = S_spot(p, "kojinBango");
    p->kigo = S_spot(p, "kigo");
    p->bango = S_spot(p, "bango");
}

static void S_plans(void)
{
    for (const struct op *const *o = op_list; *o; o++) {
        char what[80];
        snprintf(what, sizeof what, "%s.%s", (*o)->service, (*o)->name);
        enum koto koto = koto_find(what);
        if (koto == KOTO_COUNT)
            continue;
        plans[koto].op = *o;
        S_plan(koto, &plans[koto]);
    }
    plans[KOTO_FUKUHON_CHANGE] = plans[KOTO_FUKUHON_REGISTER];
    plans[KOTO_FUKUHON_CHANGE].op = NULL; /* found as register */
    plans[KOTO_FILE_KEIKOKU] = plans[KOTO_FILE_RESULT];
    plans[KOTO_FILE_KEIKOKU].op = NULL; /* found as getResult */
}

static enum koto S_of_op(const struct op *op)
{
    pthread_once(&once, S_plans);
    int i = 0;
    while (i < KOTO_COUNT && plans[i].op != op)
        i++;
    return (enum koto)i;
}

/* --- values ----------------------------------------------------------------------------------------------
 */

struct source {
    const void *req, *rep, *item; /* item NULL: none */
    bool refused;                 /* rep says nothing */
};

/* room: for a number. */
static struct str S_read(const char *p, const struct field *f, char room[24])
{
    if (f->kind == F_TEXT)
        return str_of(*(const char *const *)(const void *)p);
    int64_t n = *(const int64_t *)(const void *)p;
    return n == INT64_MIN ? STR("") : (struct str){room, (size_t)snprintf(room, 24, "%lld", (long long)n)};
}

static struct str S_value(const struct source *s, const struct spot *at, char room[24])
{
    const char *base = at->place == IN_REQUEST              ? s->req
                       : at->place == IN_ITEM               ? s->item
                       : s->refused || at->place == NOWHERE ? NULL
                                                            : s->rep;
    size_t in = at->place == IN_GROUP ? at->group->offset : 0;
    if (base)
        return S_read(base + in + at->field->offset, at->field, room);
    return at->asked ? S_read((const char *)s->req + at->asked->offset, at->asked, room) : STR("");
}

static const char *S_text(const struct source *s, const struct spot *at)
{
    char room[24];
    return at->field && at->field->kind == F_TEXT ? S_value(s, at, room).p : NULL;
}

/* One entry of a list of 項目: its name, its value and why that is empty, NULL when not told. */
struct pair {
    const char *mei, *atai, *kuhaku_riyu;
};

static struct pair S_pair(const struct field *f, const struct list *l, size_t i)
{
    const char *entry = (const char *)l->items + i * f->size;
    const char *const *mei = (const void *)(entry + S_field(f->sub, "mei")->offset);
    const char *const *atai = (const void *)(entry + S_field(f->sub, "atai")->offset);
    const struct field *riyu = S_field(f->sub, "kuhakuRiyu");
    const char *const *kuhaku_riyu = riyu ? (const void *)(entry + riyu->offset) : NULL;
    return (struct pair){*mei, *atai, kuhaku_riyu ? *kuhaku_riyu : NULL};
}

/* Whoever asks may call them as he likes: the names are masked, too. */
static void S_komoku_items(struct telling *x, const struct koto_kind *k, const struct field *f,
                           const void *of)
{
    const struct list *l = (const void *)((const char *)of + f->offset);
    for (size_t i = 0; i < l->n; i++) {
        const struct pair p = S_pair(f, l, i);
        char value[500], name[40];
        if (!p.mei || !p.atai || strlen(p.mei) >= sizeof name)
            continue;
        size_t n = str_mask(value, sizeof value, str_of(p.atai));
        str_mask(name, sizeof name, str_of(p.mei));
        telling_named(x, k, name, (struct str){value, n});
        if (p.kuhaku_riyu)
            telling_named(
                x, k, "kuhaku",
                (struct str){value, (size_t)snprintf(value, sizeof value, "%s:%.20s", name, p.kuhaku_riyu)});
    }
}

/* The items that are not kept: that each was given, where the kind has it (shokaiKomoku). */
static void S_given(struct telling *x, const struct koto_kind *k, const struct plan *p,
                    const struct source *s)
{
    char room[24];
    int at = koto_item(k, "shokaiKomoku");
    for (int i = 0; at >= 0 && i < k->n; i++)
        if (!k->items[i].kept && S_value(s, &p->items[i], room).n)
            telling_text(x, (uint8_t)(at + 1), k->items[i].name);
}

/* As much as a row's has room for (tell_row). */
static void S_why(struct telling *x, const struct visit *v)
{
    struct buf why = BUF_INIT;
    char text[TRACKER_VALUE + 1];
    rule_refusal_text(&v->diag, &v->call.keikoku, &why);
    str_show(text, sizeof text, str_of(why.data ? why.data : ""));
    buf_release(&why);
    telling_item(x, TAG_WHY, NULL, str_of(text));
}

/* The value of one 項目 of a list of them; NULL: there is none. */
static const char *S_komoku_of(const struct plan *p, const void *of, const char *name)
{
    const struct list *l = p->komoku && of ? (const void *)((const char *)of + p->komoku->offset) : NULL;
    for (size_t i = 0; l && i < l->n; i++) {
        const struct pair pair = S_pair(p->komoku, l, i);
        if (pair.mei && strcmp(pair.mei, name) == 0)
            return pair.atai;
    }
    return NULL;
}

static void S_people(struct fact_head *f, const struct visit *v, const struct plan *p, const struct source *s,
                     uint32_t hokensha)
{
    char room[24];
    const char *edaban = S_text(s, &p->edaban);
    fact_edaban(f, edaban ? edaban : v->call.concerns.edaban);
    f->ningen = tracker_ningen(&v->world->tracker, S_value(s, &p->kojin_bango, room));
    const void *of = p->komoku_in == IN_ITEM ? s->item : s->req;
    const char *kigo = S_text(s, &p->kigo), *bango = S_text(s, &p->bango);
    f->setai = tracker_setai(hokensha, kigo ? kigo : S_komoku_of(p, of, "kigo"),
                             bango ? bango : S_komoku_of(p, of, "bango"));
}

/* A value that was not judged, because the call was refused, or because nobody does: a 個人番号 in the wrong
 * place is not kept. */
static void S_item(struct telling *x, uint8_t tag, const char *name, struct str value, bool refused)
{
    char text[500];
    if (value.n >= KOJIN_BANGO_LEAST && strcmp(name, "sha256") != 0 &&
        (refused || strcmp(name, "fileMei") == 0))
        value = (struct str){text, str_mask(text, sizeof text, value)};
    telling_item(x, tag, NULL, value);
}

/* By its name, as the loader goes by it; and whether it came inside the message. */
static void S_upload(struct telling *x, const struct koto_kind *k, const struct plan *p,
                     const struct source *s)
{
    const struct field *file = S_field(p->op->request, "naiyo"), *mei = S_field(p->op->request, "fileMei");
    const struct upload *u =
        *(const struct upload *const *)(const void *)((const char *)s->req + file->offset);
    const char *name = *(const char *const *)(const void *)((const char *)s->req + mei->offset);
    const char *dot = name ? strrchr(name, '.') : NULL;
    const char *form = dot && strcasecmp(dot, ".zip") == 0   ? "ZIP"
                       : dot && strcasecmp(dot, ".xml") == 0 ? "XML"
                                                             : "CSV";
    telling_named(x, k, "katachi", str_of(form));
    telling_named(x, k, "okurikata", str_of(u && u->tenpu ? "添付" : "電文"));
    if (u && s->refused)
        telling_named(x, k, "sha256", str_of(u->sha256));
}

/* Whether kensu is how many entries the list has, and not what each of them says. */
static bool S_counts(const struct koto_kind *k, const struct plan *p)
{
    int at = koto_item(k, "kensu");
    return p->list && at >= 0 && p->items[at].place != IN_ITEM;
}

static void S_fact(struct telling *x, enum koto koto, const struct visit *v, const struct source *s,
                   enum status st, int64_t kensu)
{
    const struct plan *p = &plans[koto];
    const struct koto_kind *k = koto_kind(koto);
    const bool counts = S_counts(k, p);
    struct fact_head *f = telling_fact(x, koto);
    char room[24];
    if (!f)
        return;
    f->status = (uint16_t)st;
    S_people(f, v, p, s, x->head.hokensha);
    if (!s->refused)
        tell_keikoku(x, koto, &v->call.keikoku);
    for (int i = 0; i < k->n; i++) {
        struct str value = S_value(s, &p->items[i], room);
        bool counted =
            counts && strcmp(k->items[i].name, "kensu") == 0; /* what was answered, not asked for */
        if (value.n && k->items[i].kept && !counted)
            S_item(x, (uint8_t)(i + 1), k->items[i].name, value, s->refused);
    }
    S_given(x, k, p, s);
    if (koto == KOTO_UPLOAD)
        S_upload(x, k, p, s);
    if (counts && !s->refused)
        telling_named(x, k, "kensu",
                      (struct str){room, (size_t)snprintf(room, sizeof room, "%lld", (long long)kensu)});
    if (v->call.concerns.shubetsu)
        telling_named(x, k, "shubetsu", str_of(v->call.concerns.shubetsu));
    const void *of = p->komoku_in == IN_ITEM ? s->item : s->req;
    if (p->komoku && of)
        S_komoku_items(x, k, p->komoku, of);
    const char *no = S_text(s, &p->no);
    if (no && *no)
        S_tell_no(x, no);
    if (s->refused)
        S_why(x, v);
    telling_end(x);
}

/* --- calls -----------------------------------------------------------------------------------------------
 */

enum put_fate tell_put(struct world *w, struct telling *x, enum put_kind how)
{
    enum put_fate fate = tracker_put(&w->tracker, x, how);
    if (fate == PUT_LOST_FIRST)
        world_say(
            w, lang_tr("テストケースの記録に書き込めません。書けるようになるまでのことは、記録に残りません",
                       "the record of test cases cannot be written; what happens until it can is not in it"));
    else if (fate == PUT_AGAIN)
        world_say(
            w, lang_tr("テストケースの記録に再び書き込んでいます。その間のことは欠けています（報告に件数）",
                       "the record of test cases is written again; what happened meanwhile is missing (the "
                       "report counts it)"));
    return fate;
}

static bool S_changes(const struct visit *v)
{
    const char *kubun = S_komoku_of(&plans[KOTO_FUKUHON_REGISTER], visit_req(v), "shoriKubun");
    return kubun && strcmp(kubun, "2") == 0;
}

/* Who fetches the warnings has not looked at the result. */
static bool S_of_keikoku(const struct visit *v)
{
    const struct field *f = S_field(v->op->request, "shurui");
    const char *shurui = *(const char *const *)(const void *)((const char *)v->req + f->offset);
    return shurui && strcmp(shurui, "keikoku") == 0;
}

/* KOTO_COUNT: nothing that is seen. */
static enum koto S_koto(const struct visit *v)
{
    enum koto koto = v->op && v->world && v->caller.hokensha ? S_of_op(v->op) : KOTO_COUNT;
    if (koto == KOTO_FUKUHON_REGISTER && S_changes(v))
        return KOTO_FUKUHON_CHANGE;
    return koto == KOTO_FILE_RESULT && S_of_keikoku(v) ? KOTO_FILE_KEIKOKU : koto;
}

static void S_facts(struct telling *x, enum koto koto, const struct visit *v, enum status st)
{
    const struct plan *p = &plans[koto];
    struct source s = {visit_req(v), v->rep, NULL, status_kubun(st) == 9};
    const struct list *l =
        p->list && !s.refused ? (const void *)((const char *)v->rep + p->list->offset) : NULL;
    size_t n = l ? l->n : 0;
    for (size_t i = 0; i < (n ? n : 1); i++) {
        s.item = n ? (const char *)l->items + i * p->list->size : NULL;
        if (i && p->uketsuke.place == IN_ITEM) { /* each of another file */
            tell_put(v->world, x, PUT_READ);
            x->head.count = 0;
            buf_clear(&x->facts);
        }
        const char *uketsuke = S_text(&s, &p->uketsuke);
        if (uketsuke)
            telling_uketsuke(x, uketsuke);
        S_fact(x, koto, v, &s, st, (int64_t)n);
    }
}

int64_t tell_call(const struct visit *v, enum status st)
{
    enum koto koto = S_koto(v);
    if (koto == KOTO_COUNT)
        return 0;
    struct telling x = {.head = {.hokensha = fact_hokensha(v->caller.hokensha),
                                 .at = v->call.now ? v->call.now : world_now(v->world),
                                 .real_us = tracker_real_us()},
                        .generation = v->generation,
                        .facts = BUF_INIT};
    telling_uketsuke(&x, v->call.uketsuke);
    S_facts(&x, koto, v, st);
    if (status_kubun(st) != 9) /* before what is answered, for that is how it stands now */
        tell_concerns(v->world, v->generation, &v->call.concerns);
    tell_put(v->world, &x,
             !koto_kind(koto)->looks ? PUT_CHANGE
             : status_kubun(st) == 9 ? PUT_REFUSED
                                     : PUT_READ);
    buf_release(&x.facts);
    return x.head.real_us;
}
