/* Rows of 情報照会要求; see shokai_gyo.h. */
#include "service/chukan/shokai_gyo.h"

#include "base/buf.h"
#include "service/chukan/tsuban.h"
#include "service/gyomu_code.h"
#include "service/messages.h"
#include "store/chukan_fukuhon.h"
#include "store/chukan_shokai.h"
#include "store/torikomi.h"

enum status shokai_gyo_apply(struct call *c, const void *row, struct row_kekka *out)
{
    struct shokai_irai r = *(const struct shokai_irai *)row;
    r.uketsuke = c->uketsuke;
    enum status st = shokai_kaishi(c, &r, &out->kagi);
    return st == ST_OK ? ST_ACCEPTED : st;
}

/* The items of one 副本 as the insurer that has sent the file writes its values. */
static const char *S_komoku(struct call *c, const struct chukan_kaito *k)
{
    struct chukan_komoku *items = NULL;
    struct buf json = BUF_INIT;
    size_t n = 0;
    if (!c->file || !c->file->map)
        return k->komoku;
    if (chukan_komoku_read(c->tx, k->komoku, c->arena, &items, &n) != ST_OK)
        return NULL;
    buf_addc(&json, '{');
    for (size_t i = 0; i < n; i++) {
        buf_json_key(&json, items[i].mei);
        if (items[i].kuhaku) {
            buf_addc(&json, '{');
            buf_json_member(&json, "kuhaku", items[i].kuhaku);
            buf_addc(&json, '}');
        } else {
            buf_json_str(&json,
                         gyomu_theirs_of(c->file->map, c->now, k->shubetsu, items[i].mei, items[i].atai));
        }
    }
    buf_addc(&json, '}');
    const char *ret = buf_ok(&json) ? arena_strndup(c->arena, json.data, json.len) : NULL;
    buf_release(&json);
    return ret;
}

/* 該当なし and 提供不可 are answers, too: one line without anything given. */
static enum status S_lines(struct call *c, const struct chukan_shokai *s, struct row_answer *ret)
{
    struct chukan_kaito *list = NULL;
    size_t n = 0;
    enum status st = chukan_kaito_read(c->tx, s->kaito, c->arena, &list, &n);
    struct shokai_gyo *lines = st == ST_OK ? arena_array(c->arena, n ? n : 1, sizeof *lines) : NULL;
    if (!lines)
        return st == ST_OK ? ST_LIMIT : st;
    const char *tsuban = tsuban_of_shokai(c->arena, s->bango);
    lines[0] = (struct shokai_gyo){s->bango, tsuban, s->kekka_kubun, NULL, NULL};
    bool made = tsuban != NULL;
    for (size_t i = 0; i < n; i++) {
        lines[i] =
            (struct shokai_gyo){s->bango, tsuban, s->kekka_kubun, list[i].shubetsu, S_komoku(c, &list[i])};
        made = made && lines[i].komoku;
    }
    *ret = (struct row_answer){.lines = {lines, n ? n : 1}, .nothing = n == 0};
    return made ? ST_OK : ST_LIMIT;
}

/* By its numbers the row is found in shokai.list and 情報提供等記録. */
static enum status S_cancelled(struct call *c, const struct chukan_shokai *s, struct row_answer *ret)
{
    struct shokai_gyo *line = arena_array(c->arena, 1, sizeof *line);
    const char *tsuban = tsuban_of_shokai(c->arena, s->bango);
    if (!line || !tsuban)
        return ST_LIMIT;
    *line = (struct shokai_gyo){.shokai_bango = s->bango, .tsuban = tsuban};
    *ret = (struct row_answer){.lines = {line, 1}, .nothing = true};
    return diag_setf(c->diag, ST_SHOKAI_TORIKESHITA, "照会番号", "取り消していない情報照会", "%s（%s）",
                     s->bango, s->jotai);
}

enum status shokai_gyo_answer(struct call *c, const char *kagi, struct row_answer *ret)
{
    struct chukan_shokai s;
    bool found = false;
    enum status st = chukan_shokai_get(c->tx, kagi, c->arena, &s, &found);
    if (st == ST_OK && found && strcmp(s.jotai, SHOKAI_TORIKESHI) == 0)
        return S_cancelled(c, &s, ret);
    if (st == ST_OK && (!found || !s.kaito))
        st = ST_INTERNAL;
    return st == ST_OK ? S_lines(c, &s, ret) : st;
}

/* 運用支援環境 shows the counts while the answers are awaited. */
enum status shokai_gyo_machi(struct call *c, const struct torikomi *t)
{
    const struct body_file_machi b = {t->uketsuke, t->total, t->ok_count, t->err_count};
    return message_put(c, "fileMachi", &b, c->now);
}
