/* Opening layouts; see layouts.h. */
#include "layouts.h"

#include <stdlib.h>

#include "base/file.h"
#include "file/charset/charset.h"
#include "file/layout/layout.h"
#include "file/rule/rule.h"
#include "places.h"
#include "say.h"

enum { MAP_MEMORY = 4 << 20 };

const char *layouts_encoding(const char *typed)
{
    const struct charset *cs = typed ? charset_named(typed) : NULL;
    return cs ? charset_name(cs) : typed;
}

int layouts_told(const struct diag *d)
{
    struct buf text = BUF_INIT;
    diag_text(d, &text);
    int status = say_failed("%s", buf_ok(&text) ? text.data : "");
    buf_release(&text);
    return status;
}

int layouts_begin(struct layouts_options *o)
{
    struct diag d = DIAG_INIT;
    char found[PATH_MAX];
    const char *schema = o->schema ? o->schema : places_find(found, "schema");
    char *dir = path_join(schema ? schema : "schema", "layout");
    o->arena = arena_new(MAP_MEMORY);
    enum status st = dir && o->arena ? ST_OK : diag_set(&d, ST_LIMIT, "schema", "メモリ", "不足");
    if (st == ST_OK)
        st = layouts_open(dir, o->layout, &d);
    if (st == ST_OK)
        st = rules_open(schema ? schema : "schema", o->layout, &d);
    if (st == ST_OK && o->code_map)
        st = code_map_file(o->code_map, o->hokensha, o->arena, &o->map, &d);
    free(dir);
    return st == ST_OK ? EXIT_FINE : layouts_told(&d);
}

void layouts_end(struct layouts_options *o)
{
    rules_close();
    layouts_close();
    arena_free(o->arena);
}
