/* From rules.xml to rows; see rule_load.h. The schema holds the form; that the names and codes exist and the
 * days of rows of one name are apart is held here. */
#include "file/rule/rule_load.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "file/layout/xml.h"

enum { MOST_ROWS = 400 };

struct rules_loading {
    struct arena *a;
    struct diag *d;
    xmlSchemaPtr schema;
    const struct rule_rows *base; /* while an overlay is read; else NULL */
};

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "rules.xml", "メモリ", "不足");
}

/* Index of an attribute's value in words, the schema has looked at it; absent: the first. */
static int S_word(struct rules_loading *g, xmlNodePtr node, const char *name, const char *const *words)
{
    const char *v = xml_attr(node, name, g->a);
    for (int i = 0; v && words[i]; i++)
        if (strcmp(v, words[i]) == 0)
            return i;
    return 0;
}

static enum status S_day(struct rules_loading *g, xmlNodePtr node, const char *name, int32_t absent,
                         int32_t *ret)
{
    const char *v = xml_attr(node, name, g->a);
    const int32_t day = v ? str_date(str_of(v)) : absent;
    if (v && day == INT32_MIN)
        return xml_wrong(node, "暦にある日付", v, g->d);
    *ret = day;
    return ST_OK;
}

/* Its text, blanks at the ends off and those within as one. */
static const char *S_text(struct rules_loading *g, xmlNodePtr node)
{
    xmlChar *raw = xmlNodeGetContent(node);
    size_t n = raw ? strlen((const char *)raw) : 0, k = 0;
    char *out = arena_alloc(g->a, n + 1);
    for (size_t i = 0; out && i < n; i++) {
        bool blank = strchr(" \t\r\n", raw[i]) != NULL;
        if (!blank)
            out[k++] = (char)raw[i];
        else if (k && out[k - 1] != ' ' && i + 1 < n)
            out[k++] = ' ';
    }
    if (out)
        out[k && out[k - 1] == ' ' ? k - 1 : k] = 0;
    xmlFree(raw);
    return out;
}

/* A rule is only asked for the kinds that the schema has of it: another would be off without a word. */
static enum status S_kinds(const struct rules_loading *g, xmlNodePtr node, const struct rule_row *row)
{
    char kind[80];
    for (const char *p = row->kinds; g->base && *p; p += strspn(p, " ")) {
        const struct rule_row *of = NULL;
        bool known = false;
        size_t n = strcspn(p, " ");
        snprintf(kind, sizeof kind, "%.*s", (int)n, p);
        for (int i = 0; i < g->base->n && !known; i++)
            if (g->base->rows[i].rule == row->rule)
                known = rule_is_of(of = &g->base->rows[i], kind);
        if (!known)
            return xml_wrong(node, of ? of->kinds : "", kind, g->d);
        p += n;
    }
    return ST_OK;
}

static enum status S_rule(struct rules_loading *g, xmlNodePtr node, struct rule_row *ret)
{
    static const char *const standings[] = {"S", "P", "A", NULL};
    const char *name = xml_attr(node, "name", g->a), *code = xml_attr(node, "code", g->a);
    *ret = (struct rule_row){.kinds = xml_attr(node, "kinds", g->a),
                             .article = xml_attr(node, "article", g->a),
                             .text = S_text(g, node),
                             .standing = (enum standing)S_word(g, node, "standing", standings),
                             .severity = (enum severity)S_word(g, node, "severity", severity_names)};
    if (!name || !code || !ret->kinds || !ret->text)
        return S_memory(g->d);
    ret->rule = rule_find(name);
    if (ret->rule == RULE_COUNT)
        return xml_wrong(node, "知られている規則の名前（schema/rules.xml にあるもの）", name, g->d);
    ret->name = rule_name(ret->rule);
    ret->status = status_find(code);
    if (ret->status == ST_COUNT || status_kubun(ret->status) != 9)
        return xml_wrong(node, "断るときの処理結果コード", code, g->d);
    enum status st = S_day(g, node, "from", INT32_MIN, &ret->from);
    if (st == ST_OK)
        st = S_day(g, node, "to", INT32_MAX, &ret->to);
    if (st == ST_OK && ret->from > ret->to)
        st = xml_wrong(node, "from 以後の to", "前の日", g->d);
    return st == ST_OK ? S_kinds(g, node, ret) : st;
}

/* Both hold for some kind. */
static bool S_meet(const struct rule_row *a, const struct rule_row *b)
{
    char kind[80];
    for (const char *p = a->kinds; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        snprintf(kind, sizeof kind, "%.*s", (int)n, p);
        if (rule_is_of(b, kind))
            return true;
        p += n;
    }
    return false;
}

/* Rows of one name hold on days of their own, or for kinds of their own. */
static enum status S_apart(struct rules_loading *g, xmlNodePtr node, const struct rule_rows *all)
{
    const struct rule_row *last = &all->rows[all->n - 1];
    for (const struct rule_row *r = all->rows; r < last; r++)
        if (r->rule == last->rule && r->from <= last->to && last->from <= r->to && S_meet(r, last))
            return xml_wrong(node, "同じ名前の規則と重ならない from と to", last->name, g->d);
    return ST_OK;
}

static enum status S_rows(struct rules_loading *g, xmlNodePtr root, struct rule_rows *ret)
{
    ret->rows = arena_array(g->a, MOST_ROWS, sizeof *ret->rows);
    if (!ret->rows)
        return S_memory(g->d);
    enum status st = ST_OK;
    for (xmlNodePtr n = xml_first(root, "rule"); st == ST_OK && n; n = xml_next(n, "rule")) {
        if (ret->n == MOST_ROWS)
            return xml_wrong(n, "400 までの規則", "それより多い", g->d);
        st = S_rule(g, n, &ret->rows[ret->n++]);
        if (st == ST_OK)
            st = S_apart(g, n, ret);
    }
    return st == ST_OK && arena_failed(g->a) ? S_memory(g->d) : st;
}

static enum status S_file(struct rules_loading *g, const char *path, struct rule_rows *ret)
{
    xmlDocPtr doc = xml_load(path, g->schema, g->d);
    if (!doc)
        return g->d->status;
    enum status st = S_rows(g, xmlDocGetRootElement(doc), ret);
    xmlFreeDoc(doc);
    return st;
}

/* Every rule that C knows has a row: else it would be off without a word. */
static enum status S_whole(const struct rule_rows *all, struct diag *d)
{
    for (int r = 0; r < RULE_COUNT; r++) {
        int i = 0;
        while (i < all->n && (int)all->rows[i].rule != r)
            i++;
        if (i == all->n)
            return diag_set(d, ST_SETUP, "rules.xml", rule_name((enum rule)r), "行がない");
    }
    return ST_OK;
}

/* Rows of the overlay stand where the first of their name stood. */
static enum status S_over(struct rules_loading *g, const struct rule_rows *over, struct rule_rows *all)
{
    struct rule_row *out = arena_array(g->a, (size_t)(all->n + over->n), sizeof *out);
    bool put[RULE_COUNT] = {false}, replaced[RULE_COUNT] = {false};
    int n = 0;
    if (!out)
        return S_memory(g->d);
    for (int i = 0; i < over->n; i++)
        replaced[over->rows[i].rule] = true;
    for (int i = 0; i < all->n; i++) {
        enum rule r = all->rows[i].rule;
        if (!replaced[r]) {
            out[n++] = all->rows[i];
            continue;
        }
        for (int k = 0; !put[r] && k < over->n; k++)
            if (over->rows[k].rule == r)
                out[n++] = over->rows[k];
        put[r] = true;
    }
    *all = (struct rule_rows){out, n};
    return ST_OK;
}

static enum status S_overlay(struct rules_loading *g, const char *overlay, struct rule_rows *all)
{
    struct rule_rows over = {0};
    struct stat sb;
    char *path = arena_printf(g->a, "%s/rules.xml", overlay);
    if (!path)
        return S_memory(g->d);
    if (lstat(path, &sb) != 0)
        return ST_OK;
    g->base = all;
    enum status st = S_file(g, path, &over);
    if (st == ST_OK)
        return S_over(g, &over, all);
    struct diag was = *g->d;
    char item[sizeof was.item + 16];
    snprintf(item, sizeof item, "--layout の %s", was.item);
    return diag_set(g->d, st, item, was.want, was.have);
}

enum status rules_load(const char *dir, const char *overlay, struct arena *a, struct rule_rows *ret,
                       struct diag *d)
{
    struct rules_loading g = {.a = a, .d = d};
    char *xsd = arena_printf(a, "%s/layout/rules.xsd", dir), *path = arena_printf(a, "%s/rules.xml", dir);
    if (!xsd || !path)
        return S_memory(d);
    g.schema = xml_schema(xsd, d);
    enum status st = g.schema ? S_file(&g, path, ret) : d->status;
    if (st == ST_OK)
        st = S_whole(ret, d);
    if (st == ST_OK && overlay)
        st = S_overlay(&g, overlay, ret);
    xmlSchemaFree(g.schema);
    return st;
}
