/* The rules in use and what a world makes of them; see rule.h. Loading: rule_load.c. */
#include "file/rule/rule.h"

#include <stdio.h>
#include <string.h>

#include "file/rule/rule_load.h"

enum { RULES_MEMORY = 1 << 20 };

const char *const severity_names[] = {"off", "warn", "refuse", NULL};
const char *const rule_mode_names[] = {"default", "guide", "strict", NULL};

const char *const kazoku_kyufu_names[] = {"either", "hifuyosha", "hihokensha", NULL};

static const char *const names[RULE_COUNT] = {
#define RULE(id, name) name,
#include "file/rule/rules.def"
#undef RULE
};

/* Set by rules_open, read by all until rules_close. */
static struct arena *arena;
static const struct rule_row *rows;
static int row_count;

enum status rules_open(const char *dir, const char *overlay, struct diag *d)
{
    rules_close();
    arena = arena_new(RULES_MEMORY);
    struct rule_rows all = {0};
    enum status st = arena ? rules_load(dir, overlay, arena, &all, d)
                           : diag_set(d, ST_LIMIT, "rules.xml", "メモリ", "不足");
    if (st != ST_OK) {
        rules_close();
        return st;
    }
    rows = all.rows;
    row_count = all.n;
    return ST_OK;
}

void rules_close(void)
{
    arena_free(arena);
    arena = NULL;
    rows = NULL;
    row_count = 0;
}

const struct rule_row *rule_row(int i)
{
    return i >= 0 && i < row_count ? &rows[i] : NULL;
}

enum rule rule_find(const char *name)
{
    int i = 0;
    while (i < RULE_COUNT && strcmp(names[i], name) != 0)
        i++;
    return (enum rule)i;
}

const char *rule_name(enum rule r)
{
    return names[r];
}

bool rule_is_of(const struct rule_row *row, const char *shubetsu)
{
    size_t n = shubetsu ? strlen(shubetsu) : 0;
    const char *at = row->kinds;
    while (shubetsu && (at = strstr(at, shubetsu)) &&
           !((at == row->kinds || at[-1] == ' ') && (!at[n] || at[n] == ' ')))
        at += n;
    return at != NULL;
}

static const struct rule_row *S_row(enum rule r, int32_t day, const char *shubetsu)
{
    for (int i = 0; i < row_count; i++)
        if (rows[i].rule == r && rows[i].from <= day && day <= rows[i].to && rule_is_of(&rows[i], shubetsu))
            return &rows[i];
    return NULL;
}

/* As the policy has it, of a severity that the row has. */
static enum severity S_by_mode(enum rule_mode mode, const struct rule_row *row)
{
    if (mode == RULES_GUIDE)
        return row->standing == STANDING_S && row->severity == SEVERITY_REFUSE ? SEVERITY_REFUSE
                                                                               : SEVERITY_OFF;
    return mode == RULES_STRICT && row->severity == SEVERITY_WARN ? SEVERITY_REFUSE : row->severity;
}

enum severity rule_severity(const struct rule_policy *p, enum rule r, int32_t day, const char *shubetsu,
                            const struct rule_row **ret_row)
{
    *ret_row = S_row(r, day, shubetsu);
    if (!*ret_row)
        return SEVERITY_OFF;
    if (p && p->set[r])
        return (enum severity)(p->set[r] - 1);
    return S_by_mode(p ? p->mode : RULES_DEFAULT, *ret_row);
}

static enum status S_refuse(struct findings *f, const struct rule_row *row, const char *item,
                            const char *want, const char *have)
{
    struct diag *d = f->refusal;
    if (!d->rule) /* of another row than what was told before */
        f->refused = 0;
    if (f->refused == 1 && !(f->more = arena_array(f->arena, FINDINGS, sizeof *f->more)))
        return ST_LIMIT;
    if (f->refused > 0 && f->refused <= FINDINGS)
        d = &f->more[f->refused - 1];
    if (f->refused++ <= FINDINGS) {
        diag_set(d, row->status, item, want, have);
        d->rule = row->name;
    }
    return row->status;
}

bool rule_goes_on(enum status st)
{
    return status_info(st)->fault == FAULT_NONE;
}

enum status rule_first(enum status one, enum status then)
{
    return one == ST_OK || !rule_goes_on(then) ? then : one;
}

int rule_refused_more(const struct findings *f, const struct diag **ret)
{
    int n = f->refused - 1;
    *ret = f->more;
    return n < 0 ? 0 : n > FINDINGS ? FINDINGS : n;
}

void rule_refusal_text(const struct diag *d, const struct findings *f, struct buf *out)
{
    const struct diag *more;
    int n = rule_refused_more(f, &more);
    diag_text(d, out);
    for (int i = 0; d->rule && i < n; i++) {
        buf_adds(out, "／");
        diag_text(&more[i], out);
    }
}

enum status rule_foundv(struct findings *f, enum rule r, int32_t day, const char *item, const char *want,
                        const char *fmt, va_list ap)
{
    const struct rule_row *row;
    char have[1024];
    enum severity severity = rule_severity(f->policy, r, day, f->shubetsu, &row);
    if (severity == SEVERITY_OFF)
        return ST_OK;
    int n = vsnprintf(have, sizeof have, fmt, ap);
    if (n >= (int)sizeof have)
        str_end_cut(have, sizeof have);
    if (severity == SEVERITY_REFUSE)
        return S_refuse(f, row, item, want, have);
    if (!f->list && !(f->list = arena_array(f->arena, FINDINGS, sizeof *f->list)))
        return ST_LIMIT;
    if (f->n < FINDINGS) {
        struct finding *w = &f->list[f->n++];
        w->row = row;
        diag_set(&w->diag, row->status, item, want, have);
    }
    return ST_OK;
}

enum status rule_found(struct findings *f, enum rule r, int32_t day, const char *item, const char *want,
                       const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    enum status st = rule_foundv(f, r, day, item, want, fmt, ap);
    va_end(ap);
    return st;
}
