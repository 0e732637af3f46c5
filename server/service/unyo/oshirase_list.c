/* oshirase.list: お知らせ一覧, what the institutions have to tell an insurer of its own members: 資格重複
 * with another insurer, from when it was found to when it was over, who has no 符号 since the 個人番号 was
 * corrected, whose registration differs from 住基ネット (policy jukiTogo); a page at a time, in the order of
 * the 枝番. Before the first page what rules warned of: counts of its link files, and states that calls have
 * left; and 送付完了通知 of 照会要求 that went to 住基ネット on a medium (2.11.3). */
#include <string.h>

#include "base/clock.h"
#include "service/may.h"
#include "service/online.h"
#include "service/togo.h"
#include "service/unyo/kanyusha_kakunin.h"
#include "store/unyo_chofuku.h"
#include "store/unyo_hanashi.h"
#include "store/unyo_juki.h"
#include "store/unyo_togo.h"
#include "store/unyo_uketsuke.h"

#define CHOFUKU_CHU "重複中" /* also in oshirase.xsd */
#define CHOFUKU_KAISHO "解消"
#define HANASHI_MISHUTOKU "未再取得"
#define FUITCHI "不一致"
#define KIGENGIRE "期限切れ"
#define KEIKOKU_ARI "警告あり"
#define SOFU_KANRYO "送付完了"

enum { PAGE = 10000, KEIKOKU = 1000 }; /* [A] 枝番 in one reply at most; also in oshirase.xsd */

struct request {
    const char *jotai;         /* only these; NULL: any */
    const char *kaishi_edaban; /* only those after it; NULL: from the first */
    int64_t kensu;             /* 枝番 at most; absent: PAGE */
};

struct item {
    const char *shubetsu, *jotai;
    struct chofuku c;
    const char *uketsuke, *kisoku, *code;
    int64_t keikoku_su; /* INT64_MIN: none */
    const char *hakken_at, *kaisho_at, *bun;
};

struct reply {
    struct list items;
    int64_t tsuzuki; /* 1: more follow the last item */
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "jotai", jotai),
    FIELD_TEXT(struct request, "kaishiEdaban", kaishi_edaban),
    FIELD_INT(struct request, "kensu", kensu),
    FIELD_END,
};

static const struct field item[] = {
    FIELD_TEXT(struct item, "shubetsu", shubetsu),
    FIELD_TEXT(struct item, "jotai", jotai),
    FIELD_TEXT(struct item, "edaban", c.edaban),
    FIELD_TEXT(struct item, "shutokuYmd", c.shutoku_ymd),
    FIELD_TEXT(struct item, "soshitsuYmd", c.soshitsu_ymd),
    FIELD_TEXT(struct item, "aiteHokensha", c.aite_hokensha),
    FIELD_TEXT(struct item, "aiteShutokuYmd", c.aite_shutoku_ymd),
    FIELD_TEXT(struct item, "aiteSoshitsuYmd", c.aite_soshitsu_ymd),
    FIELD_TEXT(struct item, "chofukuYmd", c.kara_ymd),
    FIELD_TEXT(struct item, "uketsukeBango", uketsuke),
    FIELD_TEXT(struct item, "kisoku", kisoku),
    FIELD_TEXT(struct item, "code", code),
    FIELD_INT(struct item, "keikokuSu", keikoku_su),
    FIELD_TEXT(struct item, "hakkenAt", hakken_at),
    FIELD_TEXT(struct item, "kaishoAt", kaisho_at),
    FIELD_TEXT(struct item, "bun", bun),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct item, item),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

static struct item S_item(struct arena *a, const struct chofuku *c)
{
    bool over = c->kaisho_at != INT64_MIN;
    return (struct item){
        .shubetsu = "資格重複",
        .jotai = over ? CHOFUKU_KAISHO : CHOFUKU_CHU,
        .c = *c,
        .keikoku_su = INT64_MIN,
        .hakken_at = clock_text_in(a, c->hakken_at),
        .kaisho_at = clock_text_in(a, c->kaisho_at),
        .bun = arena_printf(a, "被保険者枝番 %s の資格は、保険者 %s の資格と %s から重複して%s", c->edaban,
                            c->aite_hokensha, c->kara_ymd, over ? "いましたが、解消しました" : "います"),
    };
}

static struct item S_hanashi(struct arena *a, const struct hanashi *h)
{
    return (struct item){
        .shubetsu = "符号未再取得",
        .jotai = HANASHI_MISHUTOKU,
        .keikoku_su = INT64_MIN,
        .c = {.edaban = h->edaban, .shutoku_ymd = h->shutoku_ymd, .soshitsu_ymd = h->soshitsu_ymd},
        .hakken_at = clock_text_in(a, h->at),
        .bun = arena_printf(a, "被保険者枝番 %s の個人番号が訂正され、機関別符号がまだ取り直されていません",
                            h->edaban),
    };
}

/* Told when it is found, and as another when its time is over. */
static struct item S_togo(const struct call *c, const struct togo *t)
{
    struct arena *a = c->arena;
    const bool over = t->kigen_at <= c->now;
    const char *mei = togo_komoku_mei(a, t->komoku), *kigen = clock_text_in(a, t->kigen_at);
    return (struct item){
        .shubetsu = "住基不一致",
        .jotai = over ? KIGENGIRE : FUITCHI,
        .keikoku_su = INT64_MIN,
        .c = {.edaban = t->edaban},
        .hakken_at = clock_text_in(a, over ? t->kigen_at : t->kekka_at),
        .bun = arena_printf(a,
                            "被保険者枝番 %s の登録は、住基ネットの情報と一致しません（不一致区分 %s: %s）。"
                            "訂正か理由付き疑いなしの登録の期限（%s）%s",
                            t->edaban, togo_kubun_mei(t->kubun), mei ? mei : "", kigen ? kigen : "",
                            over ? "が過ぎています" : "までに済ませてください"),
    };
}

static struct item S_keikoku(struct arena *a, const struct keikoku *k)
{
    return (struct item){
        .shubetsu = "警告",
        .jotai = KEIKOKU_ARI,
        .uketsuke = k->uketsuke,
        .kisoku = k->kisoku,
        .code = k->code,
        .keikoku_su = k->kensu,
        .hakken_at = clock_text_in(a, k->at),
        .bun = arena_printf(a, "受付番号 %s: %s %s（%s）%lld件", k->uketsuke, k->code,
                            status_info(status_find(k->code))->text, k->kisoku, (long long)k->kensu),
    };
}

static struct item S_kakunin(struct call *c, const struct kakunin *k)
{
    struct item i = {
        .shubetsu = "警告",
        .jotai = KEIKOKU_ARI,
        .c = {.edaban = k->edaban},
        .kisoku = k->kisoku,
        .keikoku_su = INT64_MIN,
        .hakken_at = clock_text_in(c->arena, k->at),
    };
    const char *bun = kakunin_bun(c, k, &i.code);
    i.bun = arena_printf(c->arena, "被保険者枝番 %s: %s %s", k->edaban, i.code, bun ? bun : "");
    return i;
}

static struct item S_sofu(struct arena *a, const struct juki_sofu *s)
{
    const bool back = s->kanryo_at != INT64_MIN;
    return (struct item){
        .shubetsu = "送付完了通知",
        .jotai = SOFU_KANRYO,
        .uketsuke = s->uketsuke,
        .keikoku_su = INT64_MIN,
        .hakken_at = clock_text_in(a, s->at),
        .kaisho_at = clock_text_in(a, s->kanryo_at),
        .bun =
            arena_printf(a, "受付番号 %s: 本人確認の照会 %lld件を電子媒体で送付しました。照会結果は%s %s",
                         s->uketsuke, (long long)s->gyo_su, back ? "届きました" : "次の日時に届く見込みです",
                         clock_text_in(a, back ? s->kanryo_at : s->yotei_at)),
    };
}

/* The first three in the order of the 枝番; each has more 枝番 than the page, or all. */
struct found {
    struct chofuku *chofuku;
    struct hanashi *hanashi;
    struct togo *togo;
    struct keikoku *keikoku;
    struct kakunin *kakunin; /* of no file */
    struct juki_sofu *sofu;
    size_t chofuku_n, hanashi_n, togo_n, keikoku_n, kakunin_n, sofu_n;
};

/* a stands no later than b. NULL: there is none. */
static bool S_before(const char *a, const char *b)
{
    return a && (!b || strcmp(a, b) <= 0);
}

/* The next item of these; false: there is none. */
static bool S_next(struct call *c, struct found *f, struct item *ret)
{
    const char *chofuku = f->chofuku_n ? f->chofuku->edaban : NULL,
               *hanashi = f->hanashi_n ? f->hanashi->edaban : NULL,
               *togo = f->togo_n ? f->togo->edaban : NULL;
    if (S_before(chofuku, hanashi) && S_before(chofuku, togo)) {
        *ret = S_item(c->arena, f->chofuku++);
        f->chofuku_n--;
    } else if (S_before(hanashi, togo)) {
        *ret = S_hanashi(c->arena, f->hanashi++);
        f->hanashi_n--;
    } else if (togo) {
        *ret = S_togo(c, f->togo++);
        f->togo_n--;
    } else {
        return false;
    }
    return true;
}

/* Item i of those that come before the first 枝番. */
static struct item S_first(struct call *c, const struct found *f, size_t i)
{
    if (i < f->sofu_n)
        return S_sofu(c->arena, &f->sofu[i]);
    i -= f->sofu_n;
    return i < f->keikoku_n ? S_keikoku(c->arena, &f->keikoku[i])
                            : S_kakunin(c, &f->kakunin[i - f->keikoku_n]);
}

/* The items of the first kensu 枝番. */
static enum status S_page(struct call *c, struct found *f, int64_t kensu, struct reply *ret)
{
    size_t n = 0, first = f->sofu_n + f->keikoku_n + f->kakunin_n;
    int64_t edaban = 0;
    struct arena *a = c->arena;
    struct item *items = arena_array(a, f->chofuku_n + f->hanashi_n + f->togo_n + first, sizeof *items);
    for (; items && n < first; n++)
        items[n] = S_first(c, f, n);
    while (items && S_next(c, f, &items[n])) {
        edaban += n == first || strcmp(items[n].c.edaban, items[n - 1].c.edaban) != 0;
        if ((ret->tsuzuki = edaban > kensu))
            break;
        n++;
    }
    ret->items = (struct list){items, n};
    return arena_failed(a) ? ST_LIMIT : ST_OK;
}

/* Which kinds have items of that jotai; NULL: any. */
struct wanted {
    bool any, chofuku, hanashi, togo, keikoku, kakunin, sofu;
};

static struct wanted S_wanted(const char *jotai)
{
    if (!jotai || !*jotai)
        return (struct wanted){true, true, true, true, true, true, true};
    return (struct wanted){
        .chofuku = strcmp(jotai, CHOFUKU_CHU) == 0 || strcmp(jotai, CHOFUKU_KAISHO) == 0,
        .hanashi = strcmp(jotai, HANASHI_MISHUTOKU) == 0,
        .togo = strcmp(jotai, FUITCHI) == 0 || strcmp(jotai, KIGENGIRE) == 0,
        .keikoku = strcmp(jotai, KEIKOKU_ARI) == 0,
        .kakunin = strcmp(jotai, KEIKOKU_ARI) == 0,
        .sofu = strcmp(jotai, SOFU_KANRYO) == 0,
    };
}

/* What is told of people is for those who may look at them, and of 住基不一致 for those of kanyusha.listTogo.
 */
static struct wanted S_allowed(const struct call *c, struct wanted w)
{
    const bool sansho = may_see(c->caller, SOSA_KANYUSHA_SANSHO, NULL);
    w.chofuku = w.chofuku && sansho;
    w.hanashi = w.hanashi && sansho;
    w.kakunin = w.kakunin && sansho;
    w.togo = w.togo && togo_on(c->policy) && may_see(c->caller, SOSA_KANYUSHA_KOJIN, NULL);
    return w;
}

/* One 枝番 more than the page tells whether there is more. */
static enum status S_find(struct call *c, const char *jotai, const char *after, int64_t limit,
                          struct found *f)
{
    const struct wanted w = S_allowed(c, S_wanted(jotai));
    const struct chofuku_page page = {
        .hokensha = c->caller->hokensha,
        .overlaps = w.any ? INT64_MIN : strcmp(jotai, CHOFUKU_CHU) == 0,
        .after = after,
        .limit = limit,
    };
    const char *bushos = may_only(c->caller, c->arena).bushos; /* of link files */
    const struct togo_page togo = {.hokensha = page.hokensha,
                                   .after = after,
                                   .over = w.any ? INT64_MIN : strcmp(jotai, KIGENGIRE) == 0,
                                   .now = c->now,
                                   .limit = limit};
    enum status st = ST_OK;
    if (w.sofu && !*after)
        st = unyo_juki_sofu_list(c->tx, page.hokensha, bushos, KEIKOKU, c->arena, &f->sofu, &f->sofu_n);
    if (st == ST_OK && w.keikoku && !*after)
        st = unyo_keikoku_list(c->tx, page.hokensha, bushos, KEIKOKU, c->arena, &f->keikoku, &f->keikoku_n);
    if (st == ST_OK && w.kakunin && !*after)
        st = kakunin_list(c, page.hokensha, NULL, &f->kakunin, &f->kakunin_n);
    if (st == ST_OK && w.chofuku)
        st = unyo_chofuku_list(c->tx, &page, c->arena, &f->chofuku, &f->chofuku_n);
    if (st == ST_OK && w.hanashi)
        st = unyo_hanashi_list(c->tx, page.hokensha, after, limit, c->arena, &f->hanashi, &f->hanashi_n);
    if (st == ST_OK && w.togo)
        st = unyo_togo_list(c->tx, &togo, c->arena, &f->togo, &f->togo_n);
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct found f = {0};
    int64_t kensu = r->kensu >= 1 && r->kensu <= PAGE ? r->kensu : PAGE;
    const char *after = "";
    enum status st =
        r->kaishi_edaban ? online_key(c, "kanyushaToroku", "edaban", r->kaishi_edaban, &after) : ST_OK;
    if (st == ST_OK)
        st = S_find(c, r->jotai, after, kensu + 1, &f);
    return st == ST_OK && (f.chofuku_n || f.hanashi_n || f.togo_n || f.keikoku_n || f.kakunin_n || f.sofu_n)
               ? S_page(c, &f, kensu, rep)
               : st;
}

/* 資格重複 is found between two insurers. */
static const char *S_others(const struct policy *p, const void *req)
{
    (void)p;
    (void)req;
    return "";
}

const struct op op_oshirase_list = {
    .service = "oshirase",
    .name = "list",
    .db = DB_UNYO,
    .others = S_others,
    .sosa = SOSA_NONE,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
