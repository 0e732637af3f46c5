/* Lists of words; see kanri_words.h. */
#include "service/kanri/kanri_words.h"

#include <string.h>

#include "base/words.h"
#include "store/kanri_busho.h"

/* What a word may be. */
struct words {
    const char **known;
    size_t n;
};

static bool S_known(const struct words *w, struct str word)
{
    for (size_t i = 0; i < w->n; i++)
        if (str_is(word, w->known[i]))
            return true;
    return false;
}

static enum status S_refuse(struct call *c, const struct words_refusal *r, const struct words *w,
                            const char *text, struct str word)
{
    struct words_refusal refusal = *r;
    struct buf want = BUF_INIT;
    for (size_t i = 0; i < w->n; i++)
        buf_addf(&want, "%s%s", i ? " " : "", w->known[i]);
    refusal.want = want.data;
    enum status st = words_refuse(text, word, S_known(w, word), &refusal, c->diag);
    buf_release(&want);
    return st;
}

static enum status S_check(struct call *c, const char *item, const struct words *w, const char *also,
                           const char *text)
{
    const struct words_refusal refusal = {.st = ST_KANRI_WORD, .item = item, .also = also};
    const char *rest = text;
    struct str word;
    if (arena_failed(c->arena))
        return ST_LIMIT;
    while (words_next(&rest, &word))
        if (!words_fine(text, word, S_known(w, word)))
            return S_refuse(c, &refusal, w, text, word);
    return ST_OK;
}

static enum status S_check_words(struct call *c, const char *item, const struct sosa_word *words,
                                 const char *text)
{
    struct words w = {0};
    while (words[w.n].code)
        w.n++;
    w.known = arena_array(c->arena, w.n, sizeof *w.known);
    for (size_t i = 0; w.known && i < w.n; i++)
        w.known[i] = words[i].code;
    return S_check(c, item, &w, "", text);
}

enum status kanri_check_jimu(struct call *c, const char *item, const char *text)
{
    return S_check_words(c, item, jimu_words, text);
}

enum status kanri_check_shokusho(struct call *c, const char *item, const char *text)
{
    return S_check_words(c, item, shokusho_words, text);
}

enum status kanri_check_sosa(struct call *c, const char *item, const char *text)
{
    struct words w = {.n = SOSA_COUNT - 1};
    w.known = arena_array(c->arena, w.n, sizeof *w.known);
    for (size_t i = 0; w.known && i < w.n; i++)
        w.known[i] = sosa_rows[i + 1].code;
    return S_check(c, item, &w, "", text);
}

enum status kanri_check_tokutei(struct call *c, const char *item, const char *text)
{
    static const char also[] = "、" KANRI_SUBETE "（すべて）か " KANRI_NASHI "（なし）";
    struct words w = {0};
    struct kanri_tokutei *codes = NULL;
    size_t n = 0, kinds = 0;
    if (strcmp(text, KANRI_SUBETE) == 0 || strcmp(text, KANRI_NASHI) == 0)
        return ST_OK;
    enum status st = kanri_tokutei_all(c->tx, c->arena, &codes, &n);
    if (st != ST_OK)
        return st;
    while (bulk_list[kinds])
        kinds++;
    w.known = arena_array(c->arena, kinds + n, sizeof *w.known);
    for (size_t i = 0; w.known && i < kinds; i++)
        if (bulk_list[i]->tokutei)
            w.known[w.n++] = bulk_list[i]->shubetsu;
    for (size_t i = 0; w.known && i < n; i++)
        w.known[w.n++] = codes[i].code;
    return S_check(c, item, &w, also, text);
}
