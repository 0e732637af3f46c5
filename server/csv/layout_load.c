/* From the XML of a layout to struct layout; see layout_load.h. The schema holds the form; what it cannot say
 * (columns and lists that are referred to exist, lengths make sense, versions differ) is held here. */
#include "csv/layout_load.h"

#include <stdio.h>
#include <stdlib.h>

#include "csv/xml.h"

enum { LAYOUT_MEMORY = 1 << 20 };

struct loading {
    struct layout_file *f;
    struct arena *a;
    struct diag *d;
};

static long S_number(xmlNodePtr node, const char *name, long absent, struct arena *a)
{
    const char *v = xml_attr(node, name, a);
    return v ? strtol(v, NULL, 10) : absent;
}

/* The schema allows only these words, so that the first letter decides. */
static enum standing S_standing(xmlNodePtr node, struct arena *a)
{
    const char *v = xml_attr(node, "standing", a);
    return !v || v[0] == 'A' ? STANDING_A : v[0] == 'P' ? STANDING_P : STANDING_S;
}

static enum presence S_presence(xmlNodePtr node, const char *name, struct arena *a)
{
    const char *v = xml_attr(node, name, a);
    return !v || v[0] == 'o' ? PRESENCE_OPTIONAL : v[0] == 'r' ? PRESENCE_REQUIRED : PRESENCE_FORBIDDEN;
}

static enum status S_memory(struct loading *g)
{
    return diag_set(g->d, ST_SETUP, g->f->name, "1 MB に入るレイアウト", "メモリ不足");
}

static enum status S_code_lists(struct loading *g, xmlNodePtr root)
{
    struct layout_file *f = g->f;
    int at = 0;
    f->list_count = xml_count(root, "codeList");
    if (!(f->lists = arena_array(g->a, (size_t)f->list_count, sizeof *f->lists)))
        return S_memory(g);
    for (xmlNodePtr n = xml_first(root, "codeList"); n; n = xml_next(n, "codeList")) {
        struct code_list *list = &f->lists[at++];
        *list = (struct code_list){.name = xml_attr(n, "name", g->a),
                                   .mei = xml_attr(n, "mei", g->a),
                                   .standing = S_standing(n, g->a)};
        if (!(list->codes = arena_array(g->a, (size_t)xml_count(n, "code"), sizeof *list->codes)))
            return S_memory(g);
        for (xmlNodePtr c = xml_first(n, "code"); c; c = xml_next(c, "code"))
            list->codes[list->n++] = (struct code){xml_attr(c, "value", g->a), xml_attr(c, "mei", g->a)};
    }
    return ST_OK;
}

static const struct code_list *S_list(const struct layout_file *f, const char *name)
{
    for (int i = 0; i < f->list_count; i++)
        if (strcmp(f->lists[i].name, name) == 0)
            return &f->lists[i];
    return NULL;
}

static enum status S_type(struct loading *g, xmlNodePtr node, struct column *c)
{
    const char *type = xml_attr(node, "type", g->a), *codes = xml_attr(node, "codes", g->a);
    if (!type)
        return S_memory(g);
    c->date = strcmp(type, "date") == 0;
    c->chars = strcmp(type, "code") == 0 ? CLASS_TEXT : c->date ? CLASS_DIGITS : char_class_find(type);
    c->min = S_number(node, "min", c->date ? 8 : 1, g->a);
    c->max = S_number(node, "max", c->date ? 8 : 0, g->a);
    if ((strcmp(type, "code") == 0) != (codes != NULL))
        return xml_wrong(node, "type=\"code\" と codes の両方", codes ? codes : type, g->d);
    if (codes && !(c->codes = S_list(g->f, codes)))
        return xml_wrong(node, "codes.xml にあるコード表", codes, g->d);
    if (codes && !c->max)
        c->max = 20; /* the list decides */
    if (c->max < c->min || c->max == 0)
        return xml_wrong(node, "min 以上の max", c->name, g->d);
    return ST_OK;
}

static enum status S_column(struct loading *g, xmlNodePtr node, struct layout *l)
{
    struct column *c = &l->columns[l->n];
    *c = (struct column){.name = xml_attr(node, "name", g->a), .mei = xml_attr(node, "mei", g->a)};
    if (!c->name || !c->mei)
        return S_memory(g);
    if (layout_column(l, c->name) >= 0)
        return xml_wrong(node, "一度だけの列名", c->name, g->d);
    l->n++;
    const char *check = xml_attr(node, "check", g->a), *no = xml_attr(node, "noKojinBango", g->a);
    c->check = check ? check_digit_find(check) : CHECK_NONE;
    c->no_kojin_bango = no && strcmp(no, "true") == 0;
    c->presence = S_presence(node, "presence", g->a);
    c->max_bytes = (size_t)S_number(node, "maxBytes", 0, g->a);
    c->standing = S_standing(node, g->a);
    return S_type(g, node, c);
}

/* After all columns, because a condition may name a later one. */
static enum status S_whens(struct loading *g, xmlNodePtr node, const struct layout *l, struct column *c)
{
    if (!(c->when = arena_array(g->a, (size_t)xml_count(node, "when"), sizeof *c->when)))
        return S_memory(g);
    for (xmlNodePtr n = xml_first(node, "when"); n; n = xml_next(n, "when")) {
        const char *other = xml_attr(n, "column", g->a);
        struct when *w = &c->when[c->when_count++];
        *w = (struct when){other ? layout_column(l, other) : -1, xml_attr(n, "values", g->a),
                           S_presence(n, "presence", g->a)};
        if (w->column < 0 || !w->values)
            return xml_wrong(n, "このレイアウトの列名", other, g->d);
    }
    return ST_OK;
}

static enum status S_orders(struct loading *g, xmlNodePtr node, struct layout *l)
{
    if (!(l->orders = arena_array(g->a, (size_t)xml_count(node, "order"), sizeof *l->orders)))
        return S_memory(g);
    for (xmlNodePtr n = xml_first(node, "order"); n; n = xml_next(n, "order")) {
        const char *from = xml_attr(n, "from", g->a), *to = xml_attr(n, "to", g->a);
        struct order *o = &l->orders[l->order_count++];
        *o = (struct order){from ? layout_column(l, from) : -1, to ? layout_column(l, to) : -1};
        if (o->from < 0 || o->to < 0 || !l->columns[o->from].date || !l->columns[o->to].date)
            return xml_wrong(n, "このレイアウトの日付の列名", from, g->d);
    }
    return ST_OK;
}

static enum status S_form(struct loading *g, xmlNodePtr node, struct layout *l)
{
    const char *day = xml_attr(node, "from", g->a), *delimiter = xml_attr(node, "delimiter", g->a);
    const char *quote = xml_attr(node, "quote", g->a), *end = xml_attr(node, "lineEnd", g->a);
    const char *header = xml_attr(node, "header", g->a);
    l->from_day = day ? str_date(str_of(day)) : INT32_MIN;
    if (l->from_day == INT32_MIN)
        return xml_wrong(node, "暦にある日付", day, g->d);
    l->delimiter = delimiter && strcmp(delimiter, "tab") == 0 ? '\t' : ',';
    l->quote_always = quote && strcmp(quote, "always") == 0;
    l->line_end = end && strcmp(end, "LF") == 0 ? "\n" : "\r\n";
    l->header = header && strcmp(header, "names") == 0;
    l->record_limit = (size_t)S_number(node, "recordLimit", 8192, g->a);
    l->standing = S_standing(node, g->a);
    const char *rule = xml_attr(node, "fileName", g->a);
    if (rule && regcomp(&l->file_regex, rule, REG_EXTENDED | REG_NOSUB) != 0)
        return xml_wrong(node, "正規表現", rule, g->d);
    l->file_name = rule;
    return ST_OK;
}

static enum status S_version(struct loading *g, xmlNodePtr node, struct layout *l)
{
    enum status st = S_form(g, node, l);
    if (st != ST_OK)
        return st;
    if (!(l->columns = arena_array(g->a, (size_t)xml_count(node, "column"), sizeof *l->columns)))
        return S_memory(g);
    for (xmlNodePtr n = xml_first(node, "column"); n; n = xml_next(n, "column"))
        if ((st = S_column(g, n, l)) != ST_OK)
            return st;
    int at = 0;
    for (xmlNodePtr n = xml_first(node, "column"); n; n = xml_next(n, "column"))
        if ((st = S_whens(g, n, l, &l->columns[at++])) != ST_OK)
            return st;
    return S_orders(g, node, l);
}

static enum status S_layout(struct loading *g, xmlNodePtr root)
{
    struct layout_file *f = g->f;
    const char *name = xml_attr(root, "name", g->a), *mei = xml_attr(root, "mei", g->a);
    if (!name || strcmp(name, f->name) != 0)
        return xml_wrong(root, f->name, name, g->d);
    if (!(f->versions = arena_array(g->a, (size_t)xml_count(root, "version"), sizeof *f->versions)))
        return S_memory(g);
    for (xmlNodePtr n = xml_first(root, "version"); n; n = xml_next(n, "version")) {
        struct layout *l = &f->versions[f->n++];
        l->name = name;
        l->mei = mei;
        enum status st = S_version(g, n, l);
        if (st != ST_OK)
            return st;
        if (f->n > 1 && l[-1].from_day >= l->from_day)
            return xml_wrong(n, "前の版より後の日（日付順）", "同じか前の日", g->d);
    }
    return arena_failed(g->a) ? S_memory(g) : ST_OK;
}

/* One document through one function. */
static enum status S_read(struct loading *g, const char *dir, const char *name,
                          enum status (*take)(struct loading *g, xmlNodePtr root))
{
    char *path = arena_printf(g->a, "%s/%s.xml", dir, name), *xsd = arena_printf(g->a, "%s/layout.xsd", dir);
    xmlDocPtr doc = path && xsd ? xml_load(path, xsd, g->d) : NULL;
    if (!doc)
        return path && xsd ? g->d->status : S_memory(g);
    enum status st = take(g, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return st;
}

enum status layout_file_load(const char *dir, const char *name, struct layout_file **ret, struct diag *d)
{
    struct layout_file *f = calloc(1, sizeof *f);
    if (!f || !(f->arena = arena_new(LAYOUT_MEMORY)) || !(f->name = arena_strdup(f->arena, name))) {
        layout_file_free(f);
        return diag_set(d, ST_LIMIT, name, "メモリ", "不足");
    }
    struct loading g = {f, f->arena, d};
    enum status st = S_read(&g, dir, "codes", S_code_lists);
    if (st == ST_OK)
        st = S_read(&g, dir, name, S_layout);
    if (st == ST_OK)
        *ret = f;
    else
        layout_file_free(f);
    return st;
}

void layout_file_free(struct layout_file *f)
{
    if (!f)
        return;
    for (int i = 0; i < f->n; i++)
        if (f->versions[i].file_name)
            regfree(&f->versions[i].file_regex);
    arena_free(f->arena);
    free(f);
}
