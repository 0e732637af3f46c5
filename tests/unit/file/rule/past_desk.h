/* For tests of file/rule/past: rows as text, steps of a case, files one after the other. */
#ifndef TESTS_UNIT_FILE_RULE_PAST_DESK_H
#define TESTS_UNIT_FILE_RULE_PAST_DESK_H
#include <check.h>
#include <stdio.h>

#include "file/rule/past.h"

#define N1 "111111111118"
#define N2 "222222222226"
#define N3 "333333333334"
#define E1 "0000001"
#define E2 "0000002"
#define E3 "0000003"

static struct past *past;
static struct arena *arena;
static struct rule_policy policy;
static int64_t line;

static inline void S_make(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
    arena = arena_new(8 << 20);
    past = rule_past_new();
    policy = (struct rule_policy){0};
    line = 0;
}

static inline void S_drop(void)
{
    rule_past_free(past);
    arena_free(arena);
    rules_close();
    layouts_close();
}

/* --- rows -------------------------------------------------------------------------------------------------
 */

static inline const struct layout *S_layout(const char *name)
{
    const struct layout *l;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layout_get(name, str_date(STR("20170508")), &l, &d), ST_OK);
    return l;
}

/* Of "column=value;…". */
static inline struct past_row S_row(const char *kind, const char *cells)
{
    const struct layout *l = S_layout(kind);
    struct str *values = arena_array(arena, LAYOUT_COLUMNS, sizeof *values);
    for (int i = 0; i < l->n; i++)
        values[i] = STR("");
    for (char *at = arena_strdup(arena, cells); *at;) {
        char *equal = strchr(at, '='), *end = equal + strcspn(equal, ";");
        *equal = 0;
        int column = layout_field(l, at);
        ck_assert_msg(column >= 0, "%s", at);
        at = *end ? end + 1 : end;
        *end = 0;
        values[column] = str_of(equal + 1);
    }
    return (struct past_row){l, values, ++line, str_date(STR("20170508"))};
}

/* One verdict as text: "" right, "K40003" refused, "?K40001" cannot be told, "!K40011" warned. */
static inline const char *S_judged(const struct past_row *row)
{
    struct diag refusal = DIAG_INIT;
    struct findings f = {.policy = &policy, .arena = arena, .refusal = &refusal};
    enum status unknown, st = rule_past_row(past, row, &f, &unknown);
    if (st != ST_OK) {
        ck_assert_int_eq(refusal.status, st);
        return status_info(st)->code;
    }
    const char *warned = f.n ? arena_printf(arena, "!%s", status_info(f.list[0].diag.status)->code) : "";
    return unknown != ST_OK ? arena_printf(arena, "?%s%s", status_info(unknown)->code, warned) : warned;
}

/* clang-format off */
#define PERSON                                                                                               \
    "kigo=1;bango=1;honninKazoku=1;shimei=架空　一郎;shimeiKana=カクウ　イチロウ;seibetsu=1;"   \
    "seinengappi=19800101;jusho=架空県;shutokuYmd=20160401"
/* clang-format on */

/* What comes later replaces. */
static inline struct past_row S_hito(const char *kubun, const char *cells)
{
    return S_row("kanyushaToroku",
                 arena_printf(arena, PERSON ";shoriKubun=%s%s%s", kubun, *cells ? ";" : "", cells));
}

/* A step of a case. kubun: "1" to "6", "/": another file, "1=0000001": the result has this 枝番,
 * "4=": it has none. */
struct step {
    const char *kubun, *cells, *want;
};

static inline void S_play(const struct step *steps, int at)
{
    for (int i = 0; steps[i].kubun; i++) {
        const struct step *s = &steps[i];
        if (*s->kubun == '/') {
            rule_past_file_end(past);
            line = 0;
            continue;
        }
        if (s->kubun[1])
            ck_assert(rule_past_edaban(past, line + 1, s->kubun + 2));
        const struct past_row row = S_hito(arena_strndup(arena, s->kubun, 1), s->cells);
        const char *have = S_judged(&row);
        ck_assert_msg(strcmp(have, s->want) == 0, "case %d step %d: want %s, have %s", at, i, s->want, have);
    }
}

/* clang-format off */
#define NEXT {"/", "", ""} /* file */
/* clang-format on */
enum { STEPS = 10 };
#endif
