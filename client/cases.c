/* Choosing test cases; see cases.h. */
#include "cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "places.h"
#include "say.h"

enum { ROOM = 16 << 20 };

bool bench_open(struct bench *b, const char *fixtures, const char *schema)
{
    char found[2][PATH_MAX];
    struct diag d = DIAG_INIT;
    *b = (struct bench){.arena = arena_new(ROOM)};
    fixtures = fixtures ? fixtures : places_find(found[0], "fixtures");
    schema = schema ? schema : places_find(found[1], "schema");
    if (!b->arena || !fixtures || !schema) {
        say_failed(tr("fixtures と schema のフォルダが見つかりません（--fixtures、--schema）",
                      "no folders of fixtures and schema (--fixtures, --schema)"));
        return false;
    }
    char *dir = path_join(fixtures, "cases");
    bool ok = dir && cases_read(dir, schema, b->arena, &b->all, &d) == ST_OK;
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
