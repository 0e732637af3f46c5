/* Fixture folders: world.xml and one CSV a table (DESIGN 3), declared in service/sim/manifest.h. Edited by
 * hand, so that every error names the file, the line and what was wanted. The tables: fixture_table.c. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "csv/xml.h"
#include "service/sim/manifest.h"

enum { FIXTURE_MEMORY = 1 << 20 };

/* --- world.xml --------------------------------------------------------------------------------------------
 */

struct loading {
    const char *dir;
    struct manifest *m;
    struct arena *a;
    struct diag *d;
};

static enum status S_integer(struct loading *g, xmlNodePtr node, const char *attr, int64_t absent,
                             int64_t *ret)
{
    const char *v = xml_attr(node, attr, g->a);
    char *end;
    errno = 0;
    *ret = v ? strtoll(v, &end, 10) : absent;
    if (v && (errno || end == v || *end || *ret < 0))
        return xml_wrong(node, "0 以上の整数", v, g->d);
    return ST_OK;
}

static enum status S_world(struct loading *g, xmlNodePtr node)
{
    struct manifest *m = g->m;
    const char *lot = xml_attr(node, "lot", g->a), *code = xml_attr(node, "kikanCode", g->a);
    const char *start = xml_attr(node, "start", g->a), *frozen = xml_attr(node, "frozen", g->a);
    int64_t seed;
    if (!xml_is(node, "world"))
        return xml_wrong(node, "要素 world", (const char *)node->name, g->d);
    if (!lot || strlen(lot) >= sizeof m->lot)
        return xml_wrong(node, "lot（15文字まで）", lot, g->d);
    if (!code || strlen(code) != 16 || !str_all_digits(str_of(code)))
        return xml_wrong(node, "kikanCode（数字 16桁）", code, g->d);
    m->start = start ? clock_parse(start) : INT64_MIN;
    if (m->start == INT64_MIN)
        return xml_wrong(node, "start（2017-05-08T09:00:00+09:00 の形の日時）", start, g->d);
    if (!frozen || (strcmp(frozen, "true") != 0 && strcmp(frozen, "false") != 0))
        return xml_wrong(node, "frozen（true か false）", frozen, g->d);
    snprintf(m->lot, sizeof m->lot, "%s", lot);
    memcpy(m->policy.kikan_code, code, 17);
    m->frozen = frozen[0] == 't';
    enum status st = S_integer(g, node, "seed", 1, &seed);
    m->policy.seed = (uint64_t)seed;
    return st;
}

static enum status S_policy(struct loading *g, xmlNodePtr node)
{
    struct policy *p = &g->m->policy;
    const struct {
        const char *name;
        int64_t *value, least, most;
    } known[] = {
        {"edabanDigits", &p->edaban_digits, 1, 11},      {"edabanFirst", &p->edaban_first, 0, 99999999999},
        {"approveFugo", &p->approve_fugo, 0, 1},         {"rowLimit", &p->row_limit, 1, INT64_MAX},
        {"uploadLimit", &p->upload_limit, 1, INT64_MAX}, {"settleMs", &p->settle_ms, 0, 600000},
    };
    const char *name = xml_attr(node, "name", g->a);
    for (size_t i = 0; name && i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].name, name) != 0)
            continue;
        enum status st = S_integer(g, node, "value", -1, known[i].value);
        if (st == ST_OK && (*known[i].value < known[i].least || *known[i].value > known[i].most)) {
            char want[80];
            snprintf(want, sizeof want, "%s は %lld 以上 %lld 以下", name, (long long)known[i].least,
                     (long long)known[i].most);
            st = xml_wrong(node, want, xml_attr(node, "value", g->a), g->d);
        }
        return st;
    }
    return xml_wrong(node, "edabanDigits | edabanFirst | approveFugo | rowLimit | uploadLimit | settleMs",
                     name, g->d);
}

/* Index of v in words (NULL at the end), -1 when it is none. */
static int S_word(const char *const *words, const char *v)
{
    for (int i = 0; v && words[i]; i++)
        if (strcmp(words[i], v) == 0)
            return i;
    return -1;
}

static enum status S_progress(struct loading *g, xmlNodePtr node)
{
    static const char *const works[] = {"ikkatsu", "fugo", "shokai", "juki", NULL};
    static const char *const hows[] = {"immediate", "time", "manual", NULL};
    const char *work = xml_attr(node, "work", g->a), *how = xml_attr(node, "how", g->a);
    int w = S_word(works, work), h = S_word(hows, how);
    if (w < 0)
        return xml_wrong(node, "work: ikkatsu | fugo | shokai | juki", work, g->d);
    if (h < 0)
        return xml_wrong(node, "how: immediate | time | manual", how, g->d);
    struct progression *p = &g->m->policy.work[w];
    p->how = (enum progress)h;
    enum status st = S_integer(g, node, "seconds", 0, &p->seconds);
    return st == ST_OK ? S_integer(g, node, "polls", 0, &p->polls) : st;
}

static enum status S_table(struct loading *g, xmlNodePtr node)
{
    struct manifest *m = g->m;
    const char *name = xml_attr(node, "name", g->a);
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
    if (!name || !*name || strspn(name, letters) != strlen(name) || strlen(name) >= sizeof m->tables[0].name)
        return xml_wrong(node, "表の名前（英小文字と _、31文字まで）", name, g->d);
    if (m->table_count == MANIFEST_TABLES)
        return xml_wrong(node, "表は 16 まで", name, g->d);
    char *path = m->tables[m->table_count].path;
    static const char *const places[] = {"%s/%s.csv", "%s/../../common/%s.csv"};
    for (size_t i = 0; i < 2; i++) {
        int n = snprintf(path, sizeof m->tables[0].path, i ? places[1] : places[0], g->dir, name);
        if (n > 0 && n < (int)sizeof m->tables[0].path && access(path, R_OK) == 0) {
            snprintf(m->tables[m->table_count++].name, sizeof m->tables[0].name, "%s", name);
            return ST_OK;
        }
    }
    return xml_wrong(node, "このフォルダーか common にある CSV", name, g->d);
}

static enum status S_children(struct loading *g, xmlNodePtr root)
{
    static const struct {
        const char *name;
        enum status (*take)(struct loading *g, xmlNodePtr node);
    } known[] = {{"policy", S_policy}, {"progress", S_progress}, {"table", S_table}};
    enum status st = ST_OK;
    for (xmlNodePtr n = root->children; n && st == ST_OK; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        size_t i = 0;
        while (i < 3 && !xml_is(n, known[i].name))
            i++;
        st = i < 3 ? known[i].take(g, n)
                   : xml_wrong(n, "policy | progress | table", (const char *)n->name, g->d);
    }
    return st;
}

enum status fixture_manifest(const char *dir, struct manifest *ret, struct diag *d)
{
    struct manifest m = {.policy = {.edaban_digits = 7,
                                    .edaban_first = 1,
                                    .row_limit = 2000000,
                                    .upload_limit = 1 << 30,
                                    .settle_ms = 5000}};
    struct loading g = {dir, &m, arena_new(FIXTURE_MEMORY), d};
    char *path = g.a ? arena_printf(g.a, "%s/world.xml", dir) : NULL;
    xmlDocPtr doc = path ? xml_load(path, NULL, d) : NULL;
    enum status st = doc ? ST_OK : path ? d->status : diag_set(d, ST_LIMIT, dir, "メモリ", "不足");
    if (doc) {
        xmlNodePtr root = xmlDocGetRootElement(doc);
        st = S_world(&g, root);
        if (st == ST_OK)
            st = S_children(&g, root);
        xmlFreeDoc(doc);
    }
    arena_free(g.a);
    if (st == ST_OK)
        *ret = m;
    return st;
}
