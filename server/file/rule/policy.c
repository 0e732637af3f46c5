/* Rules in world.xml; see policy.h. */
#include "file/rule/policy.h"

#include <string.h>

#include "base/clock.h"

enum { POLICY_MEMORY = 1 << 20 };

/* One rule may be set in two ways, and the last would win without a word. */
static enum status S_set(xmlNodePtr node, struct rule_policy *p, enum rule r, int severity, struct diag *d)
{
    if (p->set[r])
        return xml_wrong(node, "policy か rule のどちらか一つ", rule_name(r), d);
    p->set[r] = (unsigned char)(1 + severity);
    return ST_OK;
}

static enum status S_policy(xmlNodePtr node, struct rule_policy *p, bool *ret_known, struct arena *a,
                            struct diag *d)
{
    static const char *const severity[] = {"off", "warn", "strict", NULL}; /* by enum severity */
    static const struct {
        const char *name;
        const char *const *words;
        enum rule first, last; /* whose severity it is; RULE_COUNT: of none */
    } known[] = {{"rules", rule_mode_names, RULE_COUNT, RULE_COUNT},
                 {"kazokuKyufu", kazoku_kyufu_names, RULE_COUNT, RULE_COUNT},
                 {"setsuzokuShinsei", severity, RULE_SETSUZOKU_SHINSEI, RULE_SETSUZOKU_SHINSEI},
                 {"nittei", severity, RULE_NITTEI, RULE_NITTEI_SAKI}};
    enum { KNOWN = sizeof known / sizeof *known };
    const char *name = xml_attr(node, "name", a);
    int i = 0, at = 0;
    while (i < KNOWN && (!name || strcmp(known[i].name, name) != 0))
        i++;
    *ret_known = i < KNOWN;
    if (!*ret_known)
        return ST_OK;
    enum status st = xml_word(node, name, known[i].words, xml_attr(node, "value", a), &at, d);
    if (st != ST_OK)
        return st;
    if (known[i].first != RULE_COUNT) {
        for (enum rule r = known[i].first; st == ST_OK && r <= known[i].last; r++)
            st = S_set(node, p, r, at, d);
        return st;
    }
    if (i == 0)
        p->mode = (enum rule_mode)at;
    else
        p->kazoku = (enum kazoku_kyufu)at;
    return ST_OK;
}

/* The severity of one rule in this world, before what policy `rules` makes of all. */
static enum status S_rule(xmlNodePtr node, struct rule_policy *p, struct arena *a, struct diag *d)
{
    const char *name = xml_attr(node, "name", a);
    enum rule r = rule_find(name ? name : "");
    int at;
    if (r == RULE_COUNT)
        return xml_wrong(node, "schema/rules.xml にある規則の名前", name, d);
    enum status st = xml_word(node, "severity", severity_names, xml_attr(node, "severity", a), &at, d);
    return st == ST_OK ? S_set(node, p, r, at, d) : st;
}

enum status rule_policy_node(xmlNodePtr node, struct rule_policy *p, bool *ret_known, struct arena *a,
                             struct diag *d)
{
    bool rule = xml_is(node, "rule");
    *ret_known = rule || xml_is(node, "policy");
    enum status st =
        *ret_known ? xml_once(node, "name", a, d) : ST_OK; /* the last would win without a word */
    if (st != ST_OK || !*ret_known)
        return st;
    return rule ? S_rule(node, p, a, d) : S_policy(node, p, ret_known, a, d);
}

static enum status S_node(xmlNodePtr node, struct rule_policy *p, int64_t *rows, struct arena *a,
                          struct diag *d)
{
    bool known;
    enum status st = rule_policy_node(node, p, &known, a, d);
    const char *name = st == ST_OK && !known && xml_is(node, "policy") ? xml_attr(node, "name", a) : NULL;
    if (!name || strcmp(name, "rowLimit") != 0)
        return st;
    return xml_within(node, name, 1, INT64_MAX, rows, a, d);
}

static enum status S_day(xmlNodePtr root, int32_t *ret, struct arena *a, struct diag *d)
{
    const char *start = xml_attr(root, "start", a);
    if (!start)
        return ST_OK; /* the fixture's matter */
    int64_t t = clock_parse(start);
    if (t == INT64_MIN)
        return xml_wrong(root, "start（2017-05-08T09:00:00+09:00 の形の日時）", start, d);
    *ret = clock_date(t);
    return ST_OK;
}

enum status rule_policy_read(const char *path, struct rule_policy *ret, int64_t *ret_rows, int32_t *ret_day,
                             struct diag *d)
{
    int32_t day = *ret_day;
    int64_t rows = *ret_rows;
    struct rule_policy p = {0};
    struct arena *a = arena_new(POLICY_MEMORY);
    xmlDocPtr doc = a ? xml_load(path, NULL, d) : NULL;
    enum status st = doc ? ST_OK : a ? d->status : diag_set(d, ST_LIMIT, "world.xml", "メモリ", "不足");
    xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (root && !xml_is(root, "world"))
        st = xml_wrong(root, "要素 world", (const char *)root->name, d);
    if (root && st == ST_OK)
        st = S_day(root, &day, a, d);
    for (xmlNodePtr n = root ? root->children : NULL; n && st == ST_OK; n = n->next)
        if (n->type == XML_ELEMENT_NODE)
            st = S_node(n, &p, &rows, a, d);
    xmlFreeDoc(doc);
    arena_free(a);
    if (st == ST_OK) {
        *ret = p;
        *ret_rows = rows;
        *ret_day = day;
    }
    return st;
}
