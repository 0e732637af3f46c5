/* Choosing test cases; see cases.h. */
#include "cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "places.h"
#include "say.h"

enum { ROOM = 16 << 20 };

/* Those that are asked for, if every word is the ID of a case: another may be an item, whose cases only
 * reading all of them tells. *ret_ids false: it is not so. */
static enum status S_read_ids(struct bench *b, const char *dir, const char *schema, const struct words *asked,
                              struct diag *d, bool *ret_ids)
{
    char word[WORD];
    const char **ids = NULL;
    size_t n = 0;
    *ret_ids = false;
    for (size_t i = 0; i < asked->n; i++)
        for (const char *list = asked->items[i]; words_next(&list, word); n++) {
            ids = arena_more(b->arena, ids, n, sizeof *ids);
            if (!ids || !(ids[n] = arena_strdup(b->arena, word)))
                return diag_set(d, ST_LIMIT, "テストケース", "メモリ", "不足");
        }
    enum status st = ids ? cases_read(dir, schema, ids, n, b->arena, &b->all, d) : ST_OK;
    size_t known = 0;
    for (size_t i = 0; ids && i < n; i++)
        for (size_t k = 0; k < b->all.n; k++)
            known += strcmp(b->all.items[k].id, ids[i]) == 0;
    *ret_ids = ids && known == n;
    return st;
}

static enum status S_read(struct bench *b, const char *dir, const char *schema, const struct words *asked,
                          struct diag *d)
{
    bool ids = false;
    enum status st = asked ? S_read_ids(b, dir, schema, asked, d, &ids) : ST_OK;
    if (st != ST_OK || ids)
        return st;
    arena_reset(b->arena);
    return cases_read(dir, schema, NULL, 0, b->arena, &b->all, d);
}

bool bench_open(struct bench *b, const char *fixtures, const char *schema, const struct words *asked)
{
    char found[2][PATH_MAX];
    struct diag d = DIAG_INIT;
    *b = (struct bench){.arena = arena_new(ROOM)};
    fixtures = fixtures ? fixtures : places_find(found[0], "fixtures");
    schema = schema ? schema : places_find(found[1], "schema");
    if (!b->arena || !fixtures || !schema) {
        say_failed(tr("fixtures と schema のフォルダーが見つかりません（--fixtures、--schema）",
                      "no folders of fixtures and schema (--fixtures, --schema)"));
        return false;
    }
    char *dir = path_join(fixtures, "cases");
    bool ok = dir && S_read(b, dir, schema, asked, &d) == ST_OK;
    if (!ok)
        say_failed(tr("テストケース: %s 期待: %s、実際: %s", "test cases: %s: want %s, have %s"), d.item,
                   d.want, d.have);
    free(dir);
    return ok;
}

void bench_release(struct bench *b)
{
    arena_free(b->arena);
    *b = (struct bench){0};
}

static bool S_means(const char *word, const struct test_case *c)
{
    return strcmp(word, "all") == 0 || strcmp(word, c->id) == 0 || strcmp(word, c->item->key) == 0;
}

bool bench_asked(const struct words *asked, const struct test_case *c)
{
    char word[WORD];
    for (size_t i = 0; i < asked->n; i++)
        for (const char *list = asked->items[i]; words_next(&list, word);)
            if (S_means(word, c))
                return true;
    return !asked->n;
}

static bool S_known(const struct bench *b, const char *word)
{
    for (size_t i = 0; i < b->all.n; i++)
        if (S_means(word, &b->all.items[i]))
            return true;
    return false;
}

const char *bench_unknown(const struct bench *b, const struct words *asked, char room[WORD])
{
    for (size_t i = 0; i < asked->n; i++)
        for (const char *list = asked->items[i]; words_next(&list, room);)
            if (!S_known(b, room))
                return room;
    return NULL;
}
