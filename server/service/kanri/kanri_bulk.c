/* What the masters of the administration share; see kanri_bulk.h. */
#include "service/kanri/kanri_bulk.h"

#include <ctype.h>
#include <string.h>

#include "service/messages.h"
#include "store/kanri_toroku.h"

enum status kanri_done(struct call *c, const struct torikomi *t)
{
    c->masters = true;
    return file_kanryo_send(c, t);
}

enum status kanri_check_code(struct call *c, const char *item, const char *code, const char *also, size_t max)
{
    size_t n = 0;
    while (code && code[n] && (isalnum((unsigned char)code[n]) || strchr(also, code[n])))
        n++;
    if (n >= 1 && n <= max && !code[n])
        return ST_OK;
    bool only_long = n > max && !code[n];
    return diag_set(c->diag, ST_KANRI_ITEM, item,
                    arena_printf(c->arena, "半角英数字%s%sの1〜%zu文字", *also ? "と " : "", also, max),
                    only_long           ? arena_printf(c->arena, "%zu文字: %s", n, code)
                    : kanri_given(code) ? code
                                        : "空");
}

enum status kanri_saidai(struct call *c, const char *item, int64_t most,
                         enum status (*count)(struct tx *tx, const char *hokensha, int64_t *ret))
{
    struct kanri_kensu once = {0}, *k = c->bulk_state ? c->bulk_state : &once;
    enum status st = k->known ? ST_OK : count(c->tx, c->caller->hokensha, &k->n);
    k->known = st == ST_OK;
    if (st != ST_OK || k->n < most)
        return st;
    return diag_set(c->diag, ST_KANRI_SAIDAI, item, arena_printf(c->arena, "%lld 件まで", (long long)most),
                    arena_printf(c->arena, "登録済みの %lld 件と、この 1 件", (long long)k->n));
}

void kanri_kensu(struct call *c, int64_t by)
{
    struct kanri_kensu *k = c->bulk_state;
    if (k)
        k->n += by;
}

enum status kanri_check_given(struct call *c, const char *item, const char *s)
{
    return kanri_given(s) ? ST_OK : diag_set(c->diag, ST_KANRI_ITEM, item, "1文字以上", "空");
}

enum status kanri_check_hokensha(struct call *c, const char *hokensha)
{
    bool there = false;
    enum status st = kanri_hokensha_exists(c->tx, hokensha, &there);
    return st == ST_OK && !there
               ? diag_set(c->diag, ST_CONTROL, "hokensha", "このワールドの医療保険者等の保険者番号", hokensha)
               : st;
}

enum status kanri_check_any(struct call *c, const char *const *given, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kanri_given(given[i]))
            return ST_OK;
    return diag_set(c->diag, ST_KANRI_ITEM, "変更する項目", "1つ以上", "なし");
}

enum status kanri_check_jotai(struct call *c, const char *item, const char *code, const char *jotai,
                              const char *want)
{
    if (strcmp(jotai, want) == 0)
        return ST_OK;
    return diag_setf(c->diag, ST_KANRI_JOTAI, item, arena_printf(c->arena, "状態が%sの%s", want, item),
                     "%s（%s）", code, jotai);
}

enum status kanri_kubun(struct call *c, const char *text, enum kanri_kubun last, enum kanri_kubun *ret)
{
    static const char *const mei[] = {[KANRI_SHINKI] = "新規",
                                      [KANRI_HENKO] = "変更",
                                      [KANRI_SAKUJO] = "削除",
                                      [KANRI_TEISHI] = "停止",
                                      [KANRI_SAIKAI] = "再開"};
    const int n = kanri_given(text) && !text[1] ? text[0] - '1' : -1;
    if (n < 0 || n > (int)last)
        return diag_set(c->diag, ST_KANRI_ITEM, "処理区分",
                        arena_printf(c->arena, "1（%s）〜 %d（%s）", mei[0], (int)last + 1, mei[last]),
                        kanri_given(text) ? text : "空");
    *ret = (enum kanri_kubun)n;
    return ST_OK;
}
