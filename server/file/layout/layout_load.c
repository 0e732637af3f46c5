/* From the XML of a layout to struct layout; see layout_load.h. The schema holds the form; what it cannot say
 * (columns and lists that are referred to exist, lengths make sense, versions differ) is held here and in
 * layout_codes.c, layout_columns.c and layout_rules.c. */
#include "file/layout/layout_load.h"

#include <regex.h>
#include <stdlib.h>

#include "file/layout/judge_row.h"

enum { REGEX_MOST = 1 << 18 /* characters of an expression, times the copies that are made of them */ };

/* A number at *p, which moves behind it, but none that is larger than all that counts. */
static size_t S_times(const char **p)
{
    char *end;
    const unsigned long n = strtoul(*p, &end, 10);
    *p = end;
    return n < REGEX_MOST ? n : REGEX_MOST;
}

/* The library copies what stands before + and {n}, the copies in it too: of few characters it would make more
 * than there is memory. */
static bool S_light(const char *regex)
{
    const size_t n = strlen(regex);
    size_t copies = 1;
    for (const char *p = regex; *p && copies * n <= REGEX_MOST;) {
        const char c = *p++;
        if (c == '\\' && *p) {
            p++;
        } else if (c == '+') {
            copies *= 2;
        } else if (c == '{') {
            const size_t least = S_times(&p), most = *p == ',' ? (p++, S_times(&p)) : 0;
            copies *= 1 + (least > most ? least : most);
        }
    }
    return copies * n <= REGEX_MOST;
}

static enum status S_regex(struct loading *g, xmlNodePtr node, const char *name, const char **ret)
{
    regex_t r;
    const char *text = xml_attr(node, name, g->a);
    if (text && !S_light(text))
        return xml_wrong(node, "繰り返し（+ と {n}）の少ない正規表現", text, g->d);
    if (text && regcomp(&r, text, REG_EXTENDED | REG_NOSUB) != 0)
        return xml_wrong(node, "正規表現", text, g->d);
    if (text)
        regfree(&r);
    *ret = text;
    return ST_OK;
}

static enum status S_trailer(struct loading *g, xmlNodePtr node, struct layout *l)
{
    static const char *const trailers[] = {"none", "count", NULL};
    bool has = layout_attr_word(g, node, "trailer", trailers, 0) == 1;
    l->trailer_mark = xml_attr(node, "trailerMark", g->a);
    if (has != (l->trailer_mark != NULL))
        return xml_wrong(node, "trailer=\"count\" と trailerMark の両方",
                         l->trailer_mark ? l->trailer_mark : "count", g->d);
    return ST_OK;
}

/* How files of the version look. */
static enum status S_form(struct loading *g, xmlNodePtr node, struct layout *l)
{
    static const char *const delimiters[] = {"comma", "tab", NULL}, *const ends[] = {"CRLF", "LF", NULL};
    static const char *const taken[] = {"any", "CRLF", "LF", NULL};
    static const char *const quotes[] = {"needed", "always", "none", NULL};
    static const char *const headers[] = {"none", "names", NULL};
    l->delimiter = layout_attr_word(g, node, "delimiter", delimiters, 0) == 1 ? '\t' : ',';
    l->quote = (enum quote)layout_attr_word(g, node, "quote", quotes, QUOTE_NEEDED);
    l->line_end_taken =
        (const char *[]){NULL, "\r\n", "\n"}[layout_attr_word(g, node, "lineEndTaken", taken, 0)];
    l->line_end = layout_attr_word(g, node, "lineEnd", ends, 0) == 1 ? "\n" : "\r\n";
    l->header = layout_attr_word(g, node, "header", headers, 0) == 1;
    l->record_limit = (size_t)layout_attr_number(g, node, "recordLimit", 0);
    l->row_limit = layout_attr_number(g, node, "rowLimit", 0);
    l->xml_root = xml_attr(node, "xmlRoot", g->a);
    if (!l->xml_root)
        l->xml_root = l->name;
    l->xml_row = xml_attr(node, "xmlRow", g->a);
    if (!l->xml_row)
        l->xml_row = "gyo";
    if (l->line_end_taken && strcmp(l->line_end, l->line_end_taken) != 0)
        return xml_wrong(node, "lineEndTaken と同じ lineEnd（自分の書くファイルも受けること）",
                         xml_attr(node, "lineEndTaken", g->words), g->d);
    enum status st = S_trailer(g, node, l);
    l->file_name_mei = xml_attr(node, "fileNameMei", g->a);
    return st == ST_OK ? S_regex(g, node, "fileName", &l->file_name) : st;
}

/* A default is judged as any value of its column. */
static enum status S_defaults(struct loading *g, xmlNodePtr version, const struct layout *l)
{
    const struct judge j = {.l = l, .cs = charset_find("UTF-8")};
    struct str *cells = arena_array(g->words, (size_t)l->n * 2, sizeof *cells);
    struct diag *out = arena_array(g->words, JUDGE_ERRORS, sizeof *out);
    if (!cells || !out)
        return layout_no_memory(g);
    struct judged r = {.j = &j, .cells = cells, .values = cells + l->n, .out = out};
    xmlNodePtr node = xml_first(version, "column");
    for (int i = 0; i < l->n; i++, node = xml_next(node, "column")) {
        if (!l->columns[i].absent)
            continue;
        r.values[i] = judge_normal(&j, &l->columns[i], STR(""), g->words);
        judge_value(&r, i);
        if (r.n)
            return xml_wrong(node, out[0].want, l->columns[i].absent, g->d);
    }
    return ST_OK;
}

static enum status S_version(struct loading *g, xmlNodePtr node, struct layout *l)
{
    const char *day = xml_attr(node, "from", g->words);
    l->from_day = day ? str_date(str_of(day)) : INT32_MIN;
    if (l->from_day == INT32_MIN)
        return xml_wrong(node, "暦にある日付", day, g->d);
    l->han = xml_attr(node, "han", g->a);
    if (!l->han)
        l->han = "1.0";
    l->standing = layout_attr_standing(g, node);
    enum status st = S_form(g, node, l);
    if (st == ST_OK)
        st = layout_load_columns(g, node, l);
    if (st == ST_OK)
        st = S_defaults(g, node, l);
    return st == ST_OK ? layout_load_rules(g, node, l) : st;
}

/* It stands behind the versions before it. */
static enum status S_differs(struct loading *g, xmlNodePtr node, const struct layout_file *f)
{
    const struct layout *l = &f->versions[f->n - 1];
    if (f->n > 1 && l[-1].from_day >= l->from_day)
        return xml_wrong(node, "前の版より後の日（日付順）", "同じか前の日", g->d);
    for (const struct layout *other = f->versions; other < l; other++)
        if (strcmp(other->han, l->han) == 0)
            return xml_wrong(node, "版ごとに違う han", l->han, g->d);
    return ST_OK;
}

static enum status S_layout(struct loading *g, xmlNodePtr root, struct layout_file *f)
{
    const char *name = xml_attr(root, "name", g->words), *mei = xml_attr(root, "mei", g->a), *recognise;
    if (!xml_is(root, "layout"))
        return xml_wrong(root, "要素 layout", (const char *)root->name, g->d);
    if (!name || strcmp(name, f->name) != 0)
        return xml_wrong(root, f->name, name, g->d);
    enum status st = S_regex(g, root, "recognise", &recognise);
    if (st != ST_OK)
        return st;
    if (!(f->versions = arena_array(g->a, (size_t)xml_count(root, "version"), sizeof *f->versions)))
        return layout_no_memory(g);
    for (xmlNodePtr n = xml_first(root, "version"); n; n = xml_next(n, "version")) {
        struct layout *l = &f->versions[f->n++];
        l->name = f->name;
        l->mei = mei;
        l->recognise = recognise;
        st = S_version(g, n, l);
        if (st == ST_OK)
            st = S_differs(g, n, f);
        if (st != ST_OK)
            return st;
    }
    return arena_failed(g->a) || arena_failed(g->words) ? layout_no_memory(g) : ST_OK;
}

enum status layout_load_file(struct loading *g, const char *path, struct layout_file *ret)
{
    xmlDocPtr doc = xml_load(path, g->schema, g->d);
    if (!doc)
        return g->d->status;
    arena_reset(g->words);
    enum status st = S_layout(g, xmlDocGetRootElement(doc), ret);
    xmlFreeDoc(doc);
    return st;
}
