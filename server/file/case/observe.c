/* Reading <observe>; see observe.h. */
#include "file/case/observe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file/layout/xml.h"

static const char *const ops[] = {"=", "!=", "<", "<=", ">", ">="};
static const char *const name_attrs[OBSERVE_KINDS] = {"hito", "file", "no"};

struct reading {
    struct arena *a;
    struct diag *d;
    struct observe *o;
    int te_count;
};

bool observe_word(const char *words, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = words; p && *p; p += strspn(p, " ")) {
        size_t len = strcspn(p, " ");
        if (len == n && memcmp(p, word, n) == 0)
            return true;
        p += len;
    }
    return false;
}

const char *judged_op_mei(enum judged_op op)
{
    static const char *const mei[] = {
        "", "次と異なる値: ", "次より前: ", "次以前: ", "次より後: ", "次以後: "};
    return mei[op];
}

static int S_step(const struct observe *o, const char *id, size_t n)
{
    for (int i = 0; i < o->n; i++)
        if (strncmp(o->steps[i].id, id, n) == 0 && !o->steps[i].id[n])
            return i;
    return -1;
}

/* The number of a name of that kind; a new one gets the next. -1: too many. */
static int S_name(struct observe *o, enum observe_name kind, const char *name)
{
    for (int i = 0; i < o->name_count[kind]; i++)
        if (strcmp(o->names[kind][i], name) == 0)
            return i;
    if (o->name_count[kind] == OBSERVE_NAMES)
        return -1;
    o->names[kind][o->name_count[kind]] = name;
    return o->name_count[kind]++;
}

/* "item>=s1.item": the operator's place and length in it. */
static bool S_split(const char *word, size_t *at, enum judged_op *op, size_t *len)
{
    *at = strcspn(word, "=!<>");
    const char *p = word + *at;
    *len = p[0] && p[1] == '=' ? 2 : 1;
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (strncmp(ops[i], p, *len) == 0 && !ops[i][*len]) {
            *op = (enum judged_op)i;
            return *at > 0;
        }
    return false;
}

/* A constant, or "step.item", "step.item+14" of this step or one before it. */
static void S_value(struct reading *r, const struct observe_step *s, const char *text, struct judged *j)
{
    const char *dot = strchr(text, '.');
    size_t id = dot ? (size_t)(dot - text) : 0;
    j->step = dot ? S_step(r->o, text, id) : -1;
    if (dot && strlen(s->id) == id && memcmp(s->id, text, id) == 0)
        j->step = r->o->n;
    if (j->step < 0) {
        j->value = text;
        return;
    }
    size_t n = strcspn(dot + 1, "+-");
    j->ref = arena_strndup(r->a, dot + 1, n);
    j->days = (int)strtol(dot + 1 + n, NULL, 10);
}

/* One word of judged="…". */
static enum status S_judged_one(struct reading *r, xmlNodePtr n, const char *word, struct observe_step *s)
{
    size_t at, len;
    struct judged j = {0};
    if (s->judged_count == OBSERVE_JUDGED || !S_split(word, &at, &j.op, &len))
        return xml_wrong(n, "judged は 項目=値、項目!=値、項目>=手順.項目 など（16 まで）", word, r->d);
    j.item = arena_strndup(r->a, word, at);
    S_value(r, s, word + at + len, &j);
    s->judged[s->judged_count++] = j;
    return ST_OK;
}

static enum status S_judged(struct reading *r, xmlNodePtr n, struct observe_step *s)
{
    const char *text = xml_attr(n, "judged", r->a);
    enum status st = ST_OK;
    for (const char *p = text ? text + strspn(text, " ") : ""; *p && st == ST_OK; p += strspn(p, " ")) {
        size_t len = strcspn(p, " ");
        const char *word = arena_strndup(r->a, p, len);
        st = word ? S_judged_one(r, n, word, s) : diag_set(r->d, ST_LIMIT, "テストケース", "メモリ", "不足");
        p += len;
    }
    return st;
}

static bool S_common(const struct observe_step *a, const struct observe_step *b)
{
    for (int k = 0; k < OBSERVE_KINDS; k++)
        if (a->name[k] >= 0 && a->name[k] == b->name[k])
            return true;
    return false;
}

/* Both only look, and nothing is done between them: which is first does not matter. */
static bool S_looks(const struct observe *o, const struct observe_step *s, int i)
{
    bool looks = koto_kind(s->koto)->looks;
    for (; i < o->n && looks; i++)
        looks = koto_kind(o->steps[i].koto)->looks;
    return looks;
}

/* Each word is a step before this one. */
static enum status S_steps(struct reading *r, xmlNodePtr n, const char *attr, uint32_t *ret)
{
    const char *text = xml_attr(n, attr, r->a);
    *ret = 0;
    for (const char *p = text ? text + strspn(text, " ") : ""; *p; p += strspn(p, " ")) {
        size_t len = strcspn(p, " ");
        int i = S_step(r->o, p, len);
        if (i < 0) {
            char want[60];
            snprintf(want, sizeof want, "%s は前にある step の id", attr);
            return xml_wrong(n, want, p, r->d);
        }
        *ret |= 1u << i;
        p += len;
    }
    return ST_OK;
}

/* after="s1 s2", and every earlier step that has a name in common, but for with="s3". */
static enum status S_after(struct reading *r, xmlNodePtr n, struct observe_step *s)
{
    uint32_t with;
    enum status st = S_steps(r, n, "after", &s->after);
    if (st == ST_OK)
        st = S_steps(r, n, "with", &with);
    for (int i = 0; i < r->o->n && st == ST_OK; i++)
        if (S_common(s, &r->o->steps[i]) && !(with & (1u << i)) && !S_looks(r->o, s, i))
            s->after |= 1u << i;
    return st;
}

static enum status S_names(struct reading *r, xmlNodePtr n, struct observe_step *s)
{
    for (int k = 0; k < OBSERVE_KINDS; k++) {
        const char *name = xml_attr(n, name_attrs[k], r->a);
        s->name[k] = name ? S_name(r->o, (enum observe_name)k, name) : -1;
        if (name && s->name[k] < 0)
            return xml_wrong(n, "hito、file、no の名前はそれぞれ 8 まで", name, r->d);
    }
    return ST_OK;
}

static enum status S_one(struct reading *r, xmlNodePtr n, struct observe_step *s)
{
    const char *what = xml_attr(n, "what", r->a), *te = xml_attr(n, "te", r->a),
               *by = xml_attr(n, "by", r->a), *id = xml_attr(n, "id", r->a);
    *s = (struct observe_step){.id = id ? id : arena_printf(r->a, "#%d", r->o->n + 1),
                               .te = te ? (int)strtol(te, NULL, 10) : 0,
                               .koto = what ? koto_find(what) : KOTO_COUNT,
                               .shubetsu = xml_attr(n, "shubetsu", r->a),
                               .code = xml_attr(n, "code", r->a),
                               .aite = by && strcmp(by, "aite") == 0,
                               .key = xml_attr(n, "key", r->a) != NULL,
                               .free = xml_attr(n, "free", r->a),
                               .line = (int)xmlGetLineNo(n)};
    if (s->koto == KOTO_COUNT)
        return xml_wrong(n, "what は server/file/case/koto.def にあるもの", what ? what : "なし", r->d);
    if (s->te > r->te_count)
        return xml_wrong(n, "te は手順の番号", te, r->d);
    if (S_step(r->o, s->id, strlen(s->id)) >= 0)
        return xml_wrong(n, "ほかの step にない id", s->id, r->d);
    enum status st = S_names(r, n, s);
    if (st == ST_OK)
        st = S_judged(r, n, s);
    return st == ST_OK ? S_after(r, n, s) : st;
}

/* ningen="…": 個人番号 between blanks. */
static enum status S_ningen(struct reading *r, xmlNodePtr node)
{
    struct observe *o = r->o;
    const char *text = xml_attr(node, "ningen", r->a);
    for (const char *p = text ? text + strspn(text, " ") : ""; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        const char *word = arena_strndup(r->a, p, n);
        if (o->ningen_count == OBSERVE_NINGEN || n != 12 || strspn(p, "0123456789") != n) {
            char have[64]; /* not what was meant as a number */
            snprintf(have, sizeof have, "%d 個目が %zu バイトの値", o->ningen_count + 1, n);
            return xml_wrong(node, "ningen は空白で区切った個人番号（8 人まで）", have, r->d);
        }
        o->ningen[o->ningen_count++] = word;
        p += n;
    }
    return ST_OK;
}

enum status observe_read(xmlNodePtr node, int te_count, struct arena *a, struct observe *ret, struct diag *d)
{
    struct reading r = {a, d, ret, te_count};
    *ret = (struct observe){.includes = xml_attr(node, "includes", a)};
    bool key = false;
    enum status st = S_ningen(&r, node);
    for (xmlNodePtr n = xml_first(node, "step"); n && st == ST_OK; n = xml_next(n, "step")) {
        if (ret->n == OBSERVE_STEPS)
            return xml_wrong(n, "step は 32 まで", "33 番め", d);
        st = S_one(&r, n, &ret->steps[ret->n]);
        key = key || ret->steps[ret->n].key;
        ret->n++;
    }
    if (!key && ret->n) /* what a case ends with is its own, what it begins with is everybody's */
        ret->steps[ret->n - 1].key = true;
    return st == ST_OK && arena_failed(a) ? diag_set(d, ST_LIMIT, "テストケース", "メモリ", "不足") : st;
}
