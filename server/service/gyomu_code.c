/* Converting values of code lists online; see gyomu_code.h. */
#include "service/gyomu_code.h"

#include <string.h>

#include "base/clock.h"
#include "file/layout/codemap.h"
#include "file/layout/layout.h"

/* One record on its way in, or out. */
struct way {
    struct arena *a;
    const struct code_map *map;
    int32_t day;
    bool in;
    struct diag *d; /* in: of the first value that cannot be converted */
    enum status st;
};

/* The column of that name, if the layout in force has one with a code list. */
static const struct column *S_column(int32_t day, const char *layout, const char *name)
{
    struct diag d = DIAG_INIT;
    const struct layout *l;
    if (!layout || !name || layout_get(layout, day, &l, &d) != ST_OK)
        return NULL;
    int at = layout_field(l, name);
    return at >= 0 && l->columns[at].codes ? &l->columns[at] : NULL;
}

static void S_value(struct way *w, const struct column *c, const char **value)
{
    if (!c || !*value || !**value)
        return;
    const struct str was = str_of(*value);
    const struct str is =
        w->in ? code_map_in(w->map, c->codes->name, was) : code_map_out(w->map, c->codes->name, was);
    *value = is.p;
    if (w->in && w->st == ST_OK && str_is(is, CODE_MAP_NONE)) {
        char want[CODE_MAP_WANT];
        code_map_want(w->map, c->codes, want, sizeof want);
        w->st = diag_str(w->d, ST_ROW_COLUMN, c->mei, want, was);
    }
}

/* The member of that element; NULL: the table has none. */
static const char **S_member(const struct field *table, void *record, const char *element)
{
    for (const struct field *f = table; f->element; f++)
        if (f->kind == F_TEXT && strcmp(f->element, element) == 0)
            return (const char **)(void *)((char *)record + f->offset);
    return NULL;
}

static void S_fields(struct way *w, const struct field *table, void *record);

/* layout: that of 項目, {mei, atai}; NULL: its entries are none. */
static void S_list(struct way *w, const struct field *f, const char *layout, struct list *l)
{
    char *item = l->n ? arena_array(w->a, l->n, f->size) : NULL;
    if (!item)
        return;
    memcpy(item, l->items, l->n * f->size);
    l->items = item;
    for (size_t i = 0; i < l->n; i++, item += f->size) {
        const char **mei = layout ? S_member(f->sub, item, "mei") : NULL;
        const char **atai = layout ? S_member(f->sub, item, "atai") : NULL;
        if (mei && atai)
            S_value(w, S_column(w->day, layout, *mei), atai);
        S_fields(w, f->sub, item);
    }
}

/* record is a copy already. */
static void S_fields(struct way *w, const struct field *table, void *record)
{
    for (const struct field *f = table; f && f->element; f++) {
        void *at = (char *)record + f->offset;
        const char **beside = f->kind == F_LIST && f->codes ? S_member(table, record, f->codes) : NULL;
        if (f->kind == F_TEXT && f->codes)
            S_value(w, S_column(w->day, f->codes, f->element), at);
        else if (f->kind == F_GROUP)
            S_fields(w, f->sub, at);
        else if (f->kind == F_LIST && (beside || field_codes(f->sub)))
            S_list(w, f, beside ? *beside : NULL, at);
    }
}

/* The copy, converted; NULL: the arena is used up. */
static void *S_copy(struct call *c, struct way *w, const struct field *table, size_t size, const void *record)
{
    void *copy = arena_alloc(c->arena, size);
    if (!copy)
        return NULL;
    memcpy(copy, record, size);
    w->a = c->arena;
    w->map = c->caller->map;
    w->day = clock_date(c->now);
    S_fields(w, table, copy);
    return arena_failed(c->arena) ? NULL : copy;
}

enum status gyomu_request(struct call *c, const struct op *op, const void *req, const void **ret)
{
    struct way w = {.in = true, .d = c->diag};
    *ret = req;
    if (!c->caller->map || !field_codes(op->request))
        return ST_OK;
    const void *copy = S_copy(c, &w, op->request, op->request_size, req);
    if (!copy)
        return diag_set(c->diag, ST_LIMIT, NULL, NULL, NULL);
    *ret = copy;
    return w.st;
}

void *gyomu_reply(struct call *c, const struct op *op, void *rep)
{
    struct way w = {.in = false};
    return c->caller->map && field_codes(op->reply) ? S_copy(c, &w, op->reply, op->reply_size, rep) : rep;
}

const char *gyomu_theirs_of(const struct code_map *map, int64_t now, const char *layout, const char *column,
                            const char *ours)
{
    const struct column *c = map && ours ? S_column(clock_date(now), layout, column) : NULL;
    return c ? code_map_out(map, c->codes->name, str_of(ours)).p : ours;
}

const char *gyomu_theirs(const struct call *c, const char *layout, const char *column, const char *ours)
{
    return gyomu_theirs_of(c->caller->map, c->now, layout, column, ours);
}
