/* The columns of one version of a layout; see layout_load.h. */
#include "file/layout/era.h"
#include "file/layout/layout_load.h"

#include <stdlib.h>

enum { CODE_MAX = 20, ERA_DIGITS = 7, YMD_DIGITS = 8 };

static const char *const presences[] = {"optional", "required", "forbidden", NULL};
static const char *const pads[] = {"none", "zeroLeft", "spaceRight", NULL};
static const char *const booleans[] = {"false", "0", "true", "1", NULL};

static const struct code_list *S_list(const struct loading *g, const char *name)
{
    for (int i = 0; i < g->list_count; i++)
        if (strcmp(g->lists[i].name, name) == 0)
            return &g->lists[i];
    return NULL;
}

static enum status S_type(struct loading *g, xmlNodePtr node, struct column *c)
{
    const char *type = xml_attr(node, "type", g->words), *codes = xml_attr(node, "codes", g->words);
    if (!type)
        return layout_no_memory(g);
    bool code = strcmp(type, "code") == 0;
    c->date = strcmp(type, "date") == 0 ? DATE_YMD : strcmp(type, "eraDate") == 0 ? DATE_ERA : DATE_NONE;
    c->chars = code ? CLASS_TEXT : c->date != DATE_NONE ? CLASS_DIGITS : char_class_find(type);
    const char *eras = xml_attr(node, "era", g->a);
    if (eras && c->date != DATE_ERA)
        return xml_wrong(node, "era は type=\"eraDate\" の列だけ", eras, g->d);
    c->eras = eras ? eras : ERA_USUAL;
    long digits = c->date == DATE_ERA ? ERA_DIGITS : YMD_DIGITS;
    c->min = layout_attr_number(g, node, "min", c->date != DATE_NONE ? digits : 1);
    c->max = layout_attr_number(g, node, "max", c->date != DATE_NONE ? digits : 0);
    if (code != (codes != NULL))
        return xml_wrong(node, "type=\"code\" と codes の両方", codes ? codes : type, g->d);
    if (codes && !(c->codes = S_list(g, codes)))
        return xml_wrong(node, "codes.xml にあるコード表", codes, g->d);
    if (codes && !c->max)
        c->max = CODE_MAX; /* the list decides */
    if (c->max < c->min || c->max == 0)
        return xml_wrong(node, "min 以上の max", c->name, g->d);
    if (c->date != DATE_NONE && (c->min != digits || c->max != digits))
        return xml_wrong(node, "日付には決まった桁数（min と max は書かない）", c->name, g->d);
    return ST_OK;
}

/* Padding and default make sense only for some columns. */
static enum status S_filling(struct loading *g, xmlNodePtr node, struct column *c)
{
    c->pad = (enum pad)layout_attr_word(g, node, "pad", pads, PAD_NONE);
    c->absent = xml_attr(node, "default", g->a);
    if (c->pad == PAD_ZERO_LEFT && (c->chars != CLASS_DIGITS || c->date != DATE_NONE))
        return xml_wrong(node, "zeroLeft は type=\"digits\" の列だけ", c->name, g->d);
    if (c->pad == PAD_SPACE_RIGHT && c->date != DATE_NONE)
        return xml_wrong(node, "spaceRight は日付でない列だけ", c->name, g->d);
    if (c->absent && c->presence == PRESENCE_FORBIDDEN)
        return xml_wrong(node, "default のある列は presence=\"forbidden\" でない", c->absent, g->d);
    return ST_OK;
}

static enum status S_column(struct loading *g, xmlNodePtr node, struct layout *l)
{
    struct column *c = &l->columns[l->n];
    *c = (struct column){.name = xml_attr(node, "name", g->a), .mei = xml_attr(node, "mei", g->a)};
    c->field = xml_attr(node, "field", g->a);
    if (!c->field)
        c->field = c->name;
    if (!c->name || !c->mei)
        return layout_no_memory(g);
    if (layout_column(l, c->name) >= 0)
        return xml_wrong(node, "一度だけの列名", c->name, g->d);
    if (layout_field(l, c->field) >= 0)
        return xml_wrong(node, "一度だけの field", c->field, g->d);
    l->n++;
    const char *check = xml_attr(node, "check", g->words);
    c->check = check ? check_digit_find(check) : CHECK_NONE;
    c->no_kojin_bango = layout_attr_word(g, node, "noKojinBango", booleans, 0) > 1;
    c->not_blank = layout_attr_word(g, node, "notBlank", booleans, 0) > 1;
    c->key = layout_attr_word(g, node, "key", booleans, 0) > 1;
    c->may_lack = layout_attr_word(g, node, "mayLack", booleans, 0) > 1;
    if (!c->may_lack)
        l->least = l->n;
    c->presence = (enum presence)layout_attr_word(g, node, "presence", presences, PRESENCE_OPTIONAL);
    c->max_bytes = (size_t)layout_attr_number(g, node, "maxBytes", 0);
    c->standing = layout_attr_standing(g, node);
    c->himitsu = layout_attr_word(g, node, "himitsu", booleans, 0) > 1;
    enum status st = S_type(g, node, c);
    return st == ST_OK ? S_filling(g, node, c) : st;
}

/* After all columns, because a condition may name a later one. */
static enum status S_whens(struct loading *g, xmlNodePtr node, const struct layout *l, struct column *c)
{
    int count = xml_count(node, "when");
    if (count && !(c->when = arena_array(g->a, (size_t)count, sizeof *c->when)))
        return layout_no_memory(g);
    for (xmlNodePtr n = xml_first(node, "when"); n; n = xml_next(n, "when")) {
        struct when *w = &c->when[c->when_count++];
        *w = (struct when){layout_attr_column(g, n, "column", l), xml_attr(n, "values", g->a),
                           (enum presence)layout_attr_word(g, n, "presence", presences, PRESENCE_OPTIONAL)};
        if (w->column < 0 || &l->columns[w->column] == c)
            return xml_wrong(n, "このレイアウトのほかの列名", xml_attr(n, "column", g->words), g->d);
        if (!w->values)
            return layout_no_memory(g);
    }
    return ST_OK;
}

enum status layout_load_columns(struct loading *g, xmlNodePtr version, struct layout *l)
{
    enum status st = ST_OK;
    l->columns = arena_array(g->a, (size_t)xml_count(version, "column"), sizeof *l->columns);
    if (!l->columns)
        return layout_no_memory(g);
    for (xmlNodePtr n = xml_first(version, "column"); n && st == ST_OK; n = xml_next(n, "column"))
        st = S_column(g, n, l);
    int at = 0;
    for (xmlNodePtr n = xml_first(version, "column"); n && st == ST_OK; n = xml_next(n, "column"))
        st = S_whens(g, n, l, &l->columns[at++]);
    return st;
}
