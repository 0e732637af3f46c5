/* 加入者情報 of files: a person (recall.h) is judged as the daemon does (kubun.h), and kept as the row
 * leaves them; see past_hito.h. */
#include "file/rule/past_hito.h"

#include <stdlib.h>
#include <string.h>

#include "file/rule/irekae.h"
#include "file/rule/kubun.h"
#include "file/rule/past_koto.h"
#include "file/rule/past_setai.h"
#include "file/rule/recall.h"

struct past_hito {
    struct koto_columns columns;
    struct people *people;
    struct irekae_file *irekae;
    struct setai_file setai;
    uint64_t *edaban; /* owned: of the present file, by line - 1; 0: the result has none */
    size_t edaban_cap;
    uint16_t file;
    /* The last file with a row about a 枝番 that nobody has; 0: none. It may be about people of files before
     * it whose 枝番 is not known: the server had told it. */
    uint16_t strayed;
};

struct past_hito *past_hito_new(void)
{
    struct past_hito *h = calloc(1, sizeof *h);
    if (h)
        h->file = 1;
    if (!h || !(h->people = people_new()) || !(h->irekae = irekae_file_new())) {
        past_hito_free(h);
        return NULL;
    }
    return h;
}

void past_hito_free(struct past_hito *h)
{
    if (!h)
        return;
    people_free(h->people);
    irekae_file_free(h->irekae);
    setai_file_release(&h->setai);
    free(h->edaban);
    free(h);
}

bool past_hito_edaban(struct past_hito *h, int64_t line, const char *edaban)
{
    size_t at = (size_t)(line - 1), cap = h->edaban_cap ? h->edaban_cap : 1 << 10;
    while (cap <= at)
        cap *= 2;
    if (cap > h->edaban_cap) {
        uint64_t *wide = realloc(h->edaban, cap * sizeof *wide);
        if (!wide)
            return false;
        memset(wide + h->edaban_cap, 0, (cap - h->edaban_cap) * sizeof *wide);
        h->edaban = wide;
        h->edaban_cap = cap;
    }
    h->edaban[at] = people_edaban_key(edaban);
    return true;
}

void past_hito_file_end(struct past_hito *h)
{
    free(h->edaban);
    h->edaban = NULL;
    h->edaban_cap = 0;
    irekae_file_clear(h->irekae);
    setai_file_end(&h->setai);
    h->file++;
}

static uint64_t S_result(const struct past_hito *h, int64_t line)
{
    return line > 0 && (size_t)line <= h->edaban_cap ? h->edaban[line - 1] : 0;
}

/* The result file of the present file has told that the row of the line has changed nothing. */
static bool S_refused(const struct past_hito *h, int64_t line)
{
    return h->edaban_cap > 0 && !S_result(h, line);
}

/* --- a row ------------------------------------------------------------------------------------------------
 */

struct hito_row {
    struct past_hito *h;
    const struct past_row *row;
    struct findings *f;
    struct kanyusha_koto told;
    uint64_t edaban, number;
    char kubun;
    enum status unknown;
    /* for the end of the file: */
    uint32_t one; /* 0: it is about nobody who is known */
    struct setai_place was;
    struct person_shikaku had;
    bool anew;  /* its 資格 is the present one from now on */
    bool moved; /* the earlier ones are others than before */
};

static enum status S_recall(const struct hito_row *x, uint32_t one, struct kanyusha_person *ret)
{
    const struct recall r = {.people = x->h->people,
                             .told = &x->told,
                             .number = x->number,
                             .today = x->row->today,
                             .new_loss = x->kubun == '4',
                             .file = x->h->file,
                             .a = x->f->arena};
    return recall(&r, one, ret);
}

/* --- households -------------------------------------------------------------------------------------------
 */

static struct setai_place S_place(const struct hito_row *x)
{
    const struct person *p = people_at(x->h->people, x->one);
    return setai_place(p, x->one, &p->now, x->row->today);
}

static void S_before(struct hito_row *x, uint32_t one)
{
    x->one = one;
    x->was = S_place(x);
    x->had = people_at(x->h->people, one)->now;
}

/* One of the earlier 資格 is there now, or no more. They change before the present one does. */
static bool S_mae_moved(const struct hito_row *x, const struct person_shikaku *s, bool is)
{
    const struct setai_place none = {0};
    struct setai_place at = setai_place(people_at(x->h->people, x->one), x->one, s, x->row->today);
    at.old = false;
    return setai_moved(&x->h->setai, is ? &none : &at, is ? &at : &none, x->one);
}

static bool S_mae_add(const struct hito_row *x, const struct person_shikaku *s)
{
    return people_mae_add(x->h->people, x->one, s) && S_mae_moved(x, s, true);
}

struct people *past_hito_people(struct past_hito *h)
{
    return h->people;
}

static bool S_changed(const struct hito_row *x)
{
    const struct person_shikaku *a = &x->had, *b = &people_at(x->h->people, x->one)->now;
    return x->moved || a->shutoku != b->shutoku || a->soshitsu != b->soshitsu || a->kigo != b->kigo ||
           a->bango != b->bango || memcmp(a->honnin.is, b->honnin.is, sizeof a->honnin.is) != 0;
}

/* A 資格 that comes with its end is registered, and then it ends. */
static enum status S_after(const struct hito_row *x)
{
    struct setai_file *f = &x->h->setai;
    const struct setai_place is = S_place(x);
    struct setai_place was = x->was;
    if (x->anew && is.key && is.is.to != SETAI_OPEN) {
        struct setai_place open = is;
        open.is.to = SETAI_OPEN;
        if (!setai_moved(f, &was, &open, x->one))
            return ST_LIMIT;
        was = open;
    }
    return setai_moved(f, &was, &is, x->one) ? ST_OK : ST_LIMIT;
}

enum status past_hito_owari(struct past_hito *h, const struct past_owari_ask *q, struct past_owari *ret)
{
    const struct setai_asked asked = {.people = h->people,
                                      .file = h->file,
                                      .strayed = h->strayed,
                                      .policy = q->policy,
                                      .today = q->today,
                                      .a = q->arena};
    return setai_owari(&h->setai, &asked, ret);
}

/* --- 1 新規 -----------------------------------------------------------------------------------------------
 */

static enum status S_new(struct hito_row *x, uint64_t edaban)
{
    struct past_hito *h = x->h;
    uint32_t one = people_more(h->people);
    if (!one || !people_set_number(h->people, one, x->number) ||
        (edaban && !people_set_edaban(h->people, one, edaban)))
        return ST_LIMIT;
    struct person *p = people_at(h->people, one);
    p->line = (uint64_t)x->row->line & 0xFFFFFF;
    p->file = h->file;
    person_keep_who(p, &x->told);
    p->now = person_shikaku(h->people, &x->told);
    x->one = one;
    x->was = (struct setai_place){0};
    x->had = p->now; /* nothing was told of it before */
    x->anew = true;
    return ST_OK;
}

/* Is a refusal that of a person of whom too little is known? */
static bool S_unsure(const struct hito_row *x, const struct person *p, enum status st)
{
    bool which = st == ST_KANYUSHA_ITEM &&
                 (x->kubun == '5' || x->kubun == '6' || (x->kubun == '4' && x->told.soshitsu_ymd));
    bool past = st == ST_KANYUSHA_EXISTS || st == ST_KANYUSHA_NOT_LOST || which;
    return st != ST_OK && st != ST_LIMIT && ((p->partial && past) || (!p->edaban && p->file < x->h->strayed));
}

static enum status S_again(struct hito_row *x, uint32_t one, enum kubun_place place)
{
    struct people *all = x->h->people;
    struct person *p = people_at(all, one);
    const struct person_shikaku s = person_shikaku(all, &x->told);
    x->moved = true;
    if (place == KUBUN_MAE)
        return S_mae_add(x, &s) ? ST_OK : ST_LIMIT;
    if (p->now.soshitsu != DAY_NONE && !S_mae_add(x, &p->now))
        return ST_LIMIT;
    person_keep_who(p, &x->told);
    p->now = s;
    x->anew = true;
    return ST_OK;
}

static enum status S_known(struct hito_row *x, uint32_t one, uint64_t edaban)
{
    struct kanyusha_person person;
    struct people *all = x->h->people;
    enum kubun_place place = KUBUN_AGAIN;
    S_before(x, one);
    enum status st = S_recall(x, one, &person);
    if (st == ST_OK)
        st = kubun_shinki(&x->told, &person, &place, x->f);
    if (S_unsure(x, people_at(all, one), st)) {
        x->unknown = st;
        place = KUBUN_AGAIN;
    } else if (st != ST_OK) {
        return st;
    }
    if (edaban && !people_at(all, one)->edaban && !people_by_edaban(all, edaban) &&
        !people_set_edaban(all, one, edaban))
        return ST_LIMIT;
    return S_again(x, one, place);
}

static enum status S_shinki(struct hito_row *x)
{
    const uint64_t edaban = S_result(x->h, x->row->line);
    uint32_t one = people_by_number(x->h->people, x->number), other;
    enum status st = rule_kanyusha_hizuke(&x->told, NULL, x->row->today, x->f);
    const struct kanyusha_aru aru = koto_aru(&x->h->columns, x->row);
    const int32_t day = x->told.shutoku_ymd ? str_date(str_of(x->told.shutoku_ymd)) : 0;
    if (rule_goes_on(st))
        st = rule_first(st, rule_kanyusha_nashi(&aru, day, x->f));
    if (st != ST_OK)
        return st;
    other = people_by_edaban(x->h->people, edaban);
    if (!one && other && !people_at(x->h->people, other)->gone)
        one = other;
    return one ? S_known(x, one, edaban) : S_new(x, other ? 0 : edaban);
}

/* --- the others -------------------------------------------------------------------------------------------
 */

static enum status S_henko(struct hito_row *x, uint32_t one, const struct kanyusha_person *person)
{
    struct kanyusha_koto made;
    enum status st = kubun_henko(&x->told, person, x->row->today, &made, x->f);
    if (st == ST_OK)
        person_keep_change(x->h->people, people_at(x->h->people, one), &x->told);
    return st;
}

/* The number is other's, unless that one gives it away in this file. */
static enum status S_taken(struct hito_row *x, uint32_t one, uint32_t other)
{
    bool moved;
    struct past_hito *h = x->h;
    const struct person *p = people_at(h->people, other);
    enum status st = irekae_move(h->irekae, h->people, one, x->number, &moved);
    if (st != ST_OK || moved)
        return st;
    if (!p->edaban) { /* which row is about that person, no file tells */
        x->unknown = ST_KANYUSHA_EXISTS;
        return ST_OK;
    }
    return diag_setf(x->f->refusal, ST_KANYUSHA_EXISTS, "個人番号", "未登録の個人番号",
                     "被保険者枝番 %s として登録済み", recall_edaban(p, h->file, x->f->arena));
}

static enum status S_teisei(struct hito_row *x, uint32_t one, const struct kanyusha_person *person)
{
    struct past_hito *h = x->h;
    bool done = irekae_done(h->irekae, x->edaban);
    enum status st = kubun_teisei(&x->told, person, done, x->row->today, x->f);
    if (st != ST_OK || done)
        return st;
    uint32_t other = people_by_number(h->people, x->number);
    if (other && other != one)
        return S_taken(x, one, other);
    irekae_freed(h->irekae, people_at(h->people, one)->number);
    return people_set_number(h->people, one, x->number) ? ST_OK : ST_LIMIT;
}

/* The 資格 of an index that kubun.h tells. */
static uint32_t S_mae(const struct past_hito *h, uint32_t one, int at)
{
    uint32_t m = people_at(h->people, one)->mae;
    for (; at > 0; at--)
        m = people_mae(h->people, m)->next;
    return m;
}

static enum status S_soshitsu(struct hito_row *x, uint32_t one, const struct kanyusha_person *person)
{
    int at = KUBUN_PRESENT;
    struct people *all = x->h->people;
    enum status st = kubun_soshitsu(&x->told, person, x->row->today, &at, x->f);
    if (st != ST_OK)
        return st;
    x->moved = at != KUBUN_PRESENT;
    if (at == KUBUN_PRESENT) {
        people_at(all, one)->now.soshitsu = person_day(x->told.soshitsu_ymd);
        return ST_OK;
    }
    struct person_shikaku *s = &people_mae(all, S_mae(x->h, one, at))->is;
    const struct person_shikaku had = *s;
    s->soshitsu = person_day(x->told.soshitsu_ymd);
    return S_mae_moved(x, &had, false) && S_mae_moved(x, s, true) ? ST_OK : ST_LIMIT;
}

/* Of a partial person nothing is known any more. */
static enum status S_torikeshi(struct hito_row *x, uint32_t one, const struct kanyusha_person *person)
{
    int at = KUBUN_PRESENT;
    struct people *all = x->h->people;
    struct person *p = people_at(all, one);
    enum status st = kubun_torikeshi(&x->told, person, x->row->today, &at, x->f);
    if (st != ST_OK)
        return st;
    if (at != KUBUN_PRESENT || person->n) {
        uint32_t mae = S_mae(x->h, one, at != KUBUN_PRESENT ? at : (int)person->n - 1);
        const struct person_shikaku gone = people_mae(all, mae)->is;
        if (at == KUBUN_PRESENT)
            p->now = gone;
        people_mae_drop(all, one, mae);
        if (!S_mae_moved(x, &gone, false))
            return ST_LIMIT;
        x->moved = true;
        return ST_OK;
    }
    irekae_freed(x->h->irekae, p->number);
    p->gone = !p->partial;
    p->now = (struct person_shikaku){.shutoku = DAY_NONE, .soshitsu = DAY_NONE, .nintei = DAY_NONE};
    return people_set_number(all, one, 0) ? ST_OK : ST_LIMIT;
}

static enum status S_soshitsu_torikeshi(struct hito_row *x, uint32_t one,
                                        const struct kanyusha_person *person)
{
    enum status st = kubun_soshitsu_torikeshi(&x->told, person, x->row->today, x->f);
    if (st == ST_OK)
        people_at(x->h->people, one)->now.soshitsu = DAY_NONE;
    return st;
}

static enum status S_of(struct hito_row *x, uint32_t one)
{
    struct kanyusha_person person;
    S_before(x, one);
    enum status st = S_recall(x, one, &person);
    if (st != ST_OK)
        return st;
    st = x->kubun == '2'   ? S_henko(x, one, &person)
         : x->kubun == '3' ? S_teisei(x, one, &person)
         : x->kubun == '4' ? S_soshitsu(x, one, &person)
         : x->kubun == '5' ? S_torikeshi(x, one, &person)
                           : S_soshitsu_torikeshi(x, one, &person);
    if (S_unsure(x, people_at(x->h->people, one), st)) {
        x->unknown = st;
        st = ST_OK;
    }
    return st;
}

/* No row before it was about this 枝番: from here on as much of the person is known as this one registers. */
static enum status S_stranger(struct hito_row *x)
{
    struct past_hito *h = x->h;
    enum status st = kubun_stranger(x->kubun, &x->told, x->row->today, x->f);
    if (st != ST_OK)
        return st;
    x->unknown = ST_KANYUSHA_NONE;
    if (S_refused(h, x->row->line))
        return ST_OK;
    h->strayed = h->file;
    if (!x->edaban || !strchr("234", x->kubun))
        return ST_OK;
    uint32_t one = people_more(h->people);
    bool free = x->kubun == '3' && !people_by_number(h->people, x->number);
    if (!one || !people_set_edaban(h->people, one, x->edaban) ||
        (free && !people_set_number(h->people, one, x->number)))
        return ST_LIMIT;
    struct person *p = people_at(h->people, one);
    p->partial = true;
    if (x->kubun == '2')
        person_keep_change(h->people, p, &x->told);
    if (x->kubun == '4') {
        p->now.shutoku = person_day(x->told.shutoku_ymd);
        p->now.soshitsu = person_day(x->told.soshitsu_ymd);
    }
    return ST_OK;
}

static enum status S_others(struct hito_row *x, const char *edaban)
{
    uint32_t one = people_by_edaban(x->h->people, x->edaban);
    if (!one)
        return S_stranger(x);
    if (people_at(x->h->people, one)->gone)
        return diag_setf(x->f->refusal, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者",
                         "%s（取消済み）", edaban);
    return S_of(x, one);
}

static struct hito_row S_row(struct past_hito *h, const struct past_row *row, struct findings *f)
{
    koto_columns(&h->columns, row->l);
    struct hito_row x = {.h = h,
                         .row = row,
                         .f = f,
                         .told = koto_told(&h->columns, row),
                         .kubun = koto_kubun(&h->columns, row)};
    x.edaban = people_edaban_key(koto_edaban(&h->columns, row));
    x.number = people_number_key(x.told.kojin_bango);
    return x;
}

enum status past_hito_row(struct past_hito *h, const struct past_row *row, struct findings *f,
                          enum status *ret_unknown, struct past_hito_done *ret_done)
{
    struct hito_row x = S_row(h, row, f);
    enum status st = !x.kubun || !strchr("123456", x.kubun)
                         ? kubun_none(koto_kubun_text(&h->columns, row), f->refusal)
                     : x.kubun == '1' ? S_shinki(&x)
                                      : S_others(&x, koto_edaban(&h->columns, row));
    if (st == ST_OK && x.one)
        st = S_after(&x);
    *ret_unknown = x.unknown;
    *ret_done = (struct past_hito_done){0};
    if (st == ST_OK && x.one)
        *ret_done = (struct past_hito_done){x.one, S_changed(&x), x.kubun == '1'};
    return people_failed(h->people) ? ST_LIMIT : st;
}

/* --- exchanges of numbers ---------------------------------------------------------------------------------
 */

bool past_hito_asks(struct past_hito *h, const struct past_row *row)
{
    koto_columns(&h->columns, row->l);
    if (koto_kubun(&h->columns, row) != '3' || irekae_looked(h->irekae))
        return false;
    uint32_t other = people_by_number(h->people, people_number_key(koto_kojin_bango(&h->columns, row)));
    return other && other != people_by_edaban(h->people, people_edaban_key(koto_edaban(&h->columns, row)));
}

/* One that a rule will refuse does not move when others do. */
enum status past_hito_ahead(struct past_hito *h, const struct past_row *row, struct findings *f)
{
    struct hito_row x = S_row(h, row, f);
    struct kanyusha_person person;
    uint32_t one = x.kubun == '3' ? people_by_edaban(h->people, x.edaban) : 0;
    if (!one || people_at(h->people, one)->gone)
        return ST_OK;
    enum status st = S_recall(&x, one, &person);
    bool refused = st == ST_OK && rule_kanyusha_sute(&x.told, &person.now, row->today, f) != ST_OK;
    if (st != ST_OK)
        return st;
    return irekae_ahead(h->irekae, x.edaban, x.number, refused) ? ST_OK : ST_LIMIT;
}

void past_hito_ahead_end(struct past_hito *h)
{
    irekae_ahead_end(h->irekae);
}
