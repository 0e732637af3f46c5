/* What is put into the report by hand: comments, verdicts, and what 機関内テスト has shown, which never
 * reaches the daemon by itself. They are facts like any other (tracker.h). */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "world/case/bench.h"
#include "world/case/report.h"
#include "world/case/tell.h"
#include "world/engine.h"

enum { TEXT = TRACKER_NOTE + 1, CHARACTERS = 1000 };
#define COUNT_MAX 99999999999 /* 11 digits: 12 might be a 個人番号 */

bool report_knows(struct world *w, const char *hokensha)
{
    struct kanri_set *set = kanri_set_hold(w);
    bool known = set && kanri_find_hokensha(&set->tables, hokensha);
    kanri_set_release(set);
    return known;
}

static enum status S_known(struct world *w, const char *id, struct diag *d)
{
    const struct cases *cases;
    enum status st = bench_cases(w->options->fixtures, w->options->schema, &cases, d);
    for (size_t i = 0; st == ST_OK && i < cases->n; i++)
        if (strcmp(cases->items[i].id, id) == 0)
            return ST_OK;
    return st == ST_OK ? diag_set(d, ST_CONTROL, "テストケース", "chukan case list にある番号", id) : st;
}

static enum status S_hantei(const struct order_hand *o, struct diag *d)
{
    if (!o->hantei && !o->comment)
        return diag_set(d, ST_CONTROL, "本文", "comment か hantei", "どちらもなし");
    if (!o->hantei || strcmp(o->hantei, "auto") == 0)
        return ST_OK;
    if (strcmp(o->hantei, "pass") != 0 && strcmp(o->hantei, "fail") != 0)
        return diag_set(d, ST_CONTROL, "hantei", "pass、fail、auto のいずれか", o->hantei);
    return o->riyu && *o->riyu ? ST_OK : diag_set(d, ST_CONTROL, "riyu", "手で判定する理由", "なし");
}

/* Texts of a person: not longer than is kept, and nothing in them that breaks a line or a form. */
static enum status S_sound(const char *item, const char *text, struct diag *d)
{
    char have[40];
    long n = text ? str_utf8_len(str_of(text)) : 0;
    snprintf(have, sizeof have, "%ld 文字", n);
    if (n > CHARACTERS)
        return diag_set(d, ST_CONTROL, item, "1000 文字まで", have);
    return text && str_has_control(str_of(text))
               ? diag_set(d, ST_CONTROL, item, "制御文字のない文字列（改行はよい）", "制御文字")
               : ST_OK;
}

static enum status S_texts(const struct order_hand *o, struct diag *d)
{
    const char *const all[][2] = {{"comment", o->comment}, {"riyu", o->riyu}, {"dare", o->dare}};
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < sizeof all / sizeof *all; i++)
        st = S_sound(all[i][0], all[i][1], d);
    return st;
}

/* A text as it may be kept; NULL: not given. */
static const char *S_text(const char *text, char room[TEXT])
{
    if (!text)
        return NULL;
    str_mask(room, TEXT, str_of(text));
    return room;
}

enum status sim_report_hand(struct world *w, uint64_t generation, const char *id, const struct order_hand *o,
                            struct buf *json, struct diag *d)
{
    char comment[TEXT], riyu[TEXT], dare[TEXT];
    enum status st = S_known(w, id, d);
    if (st == ST_OK)
        st = S_hantei(o, d);
    if (st == ST_OK)
        st = S_texts(o, d);
    if (st != ST_OK)
        return st;
    const char *const items[][2] = {{"case", id},
                                    {"hantei", o->hantei},
                                    {"riyu", S_text(o->riyu, riyu)},
                                    {"comment", S_text(o->comment, comment)},
                                    {"dare", S_text(o->dare, dare)},
                                    {NULL, NULL}};
    st = tell_hand(w, generation, KOTO_NOTE, NULL, items, d);
    if (st == ST_OK)
        json_write_given(json, order_hand,
                         &(struct order_hand){items[3][1], o->hantei, items[2][1], items[4][1]});
    return st;
}

/* As `chukan check` counts: every row is one of the two, and a file with an error is no 正常. */
static enum status S_counts(const struct order_check *o, struct diag *d)
{
    char have[120];
    snprintf(have, sizeof have, "gyoSu %lld、seijoSu %lld、ijoSu %lld", (long long)o->gyo,
             (long long)o->seijo, (long long)o->ijo);
    if (o->gyo < 0 || o->gyo > COUNT_MAX || o->seijo < 0 || o->seijo > COUNT_MAX || o->ijo < 0 ||
        o->ijo > COUNT_MAX)
        return diag_set(d, ST_CONTROL, "gyoSu、seijoSu、ijoSu", "11 桁までの 0 以上の整数", "ほかの値");
    if (o->gyo != o->seijo + o->ijo)
        return diag_set(d, ST_CONTROL, "gyoSu、seijoSu、ijoSu", "行数＝正常件数＋異常件数", have);
    if (strcmp(o->kekka, "正常") != 0 && strcmp(o->kekka, "異常") != 0)
        return diag_set(d, ST_CONTROL, "kekka", "正常か異常", o->kekka);
    return strcmp(o->kekka, "正常") == 0 && o->ijo
               ? diag_set(d, ST_CONTROL, "kekka", "異常（異常件数が 0 でない）", o->kekka)
               : ST_OK;
}

enum status sim_report_check(struct world *w, uint64_t generation, const struct order_check *o,
                             struct buf *json, struct diag *d)
{
    char gyo[24], seijo[24], ijo[24], shubetsu[TEXT], kekka[TEXT];
    if (!report_knows(w, o->hokensha))
        return diag_set(d, ST_CONTROL, "hokensha", "ワールドにある保険者番号", o->hokensha);
    enum status st = S_sound("shubetsu", o->shubetsu, d);
    if (st == ST_OK)
        st = S_counts(o, d);
    if (st != ST_OK)
        return st;
    if (strlen(o->sha256) != 64 || strspn(o->sha256, "0123456789abcdef") != 64)
        return diag_set(d, ST_CONTROL, "sha256", "16 進 64 文字", o->sha256);
    snprintf(gyo, sizeof gyo, "%lld", (long long)o->gyo);
    snprintf(seijo, sizeof seijo, "%lld", (long long)o->seijo);
    snprintf(ijo, sizeof ijo, "%lld", (long long)o->ijo);
    const char *const items[][2] = {{"shubetsu", S_text(o->shubetsu, shubetsu)},
                                    {"kekka", S_text(o->kekka, kekka)},
                                    {"gyoSu", gyo},
                                    {"seijoSu", seijo},
                                    {"ijoSu", ijo},
                                    {"sha256", o->sha256},
                                    {NULL, NULL}};
    st = tell_hand(w, generation, KOTO_CHECK, o->hokensha, items, d);
    struct order_check kept = *o;
    kept.shubetsu = items[0][1];
    kept.kekka = items[1][1];
    if (st == ST_OK)
        json_write(json, order_check, &kept);
    return st;
}
