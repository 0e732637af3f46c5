/* The verb `expect`: one value of an answer against one that is wanted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "run.h"

enum op_kind {
    OP_EQ,
    OP_NE,
    OP_CONTAINS,
    OP_LACKS,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_EXISTS,
    OP_ABSENT,
    OP_COUNT
};

static const char *const S_names[OP_COUNT] = {"=",  "!=", "contains", "lacks",  "<",
                                              "<=", ">",  ">=",       "exists", "absent"};

static enum op_kind S_op(const char *name)
{
    int i = 0;
    while (i < OP_COUNT && strcmp(S_names[i], name) != 0)
        i++;
    return (enum op_kind)i;
}

static const char *S_judge_expect(const struct statement *s)
{
    enum op_kind op = S_op(s->argv[2]);
    if (!strstr(s->argv[1], "${") && !node_path_ok(s->argv[1]))
        return "パスは「a.b」「a[2].b」「a[項目=値].b」「count(a)」の形で書きます";
    if (op == OP_COUNT)
        return "演算子は = != contains lacks < <= > >= exists absent のどれかです";
    if ((op == OP_EXISTS || op == OP_ABSENT) != (s->argc == 3))
        return s->argc == 3 ? "比べる値がありません" : "exists と absent に値は要りません";
    return NULL;
}

static bool S_number(const char *s, double *ret)
{
    char *end;
    *ret = strtod(s, &end);
    return end != s && !*end;
}

static bool S_compare(const char *have, enum op_kind op, const char *want)
{
    double a, b;
    int order;
    if (S_number(have, &a) && S_number(want, &b))
        order = a < b ? -1 : a > b;
    else
        order = strcmp(have, want); /* dates and times order as texts */
    return op == OP_LT ? order < 0 : op == OP_LE ? order <= 0 : op == OP_GT ? order > 0 : order >= 0;
}

bool expect_holds(const char *have, const char *name, const char *want)
{
    enum op_kind op = S_op(name);
    const char *text = have ? have : "";
    switch (op) {
    case OP_EQ:
        return have && strcmp(text, want) == 0;
    case OP_NE:
        return strcmp(text, want) != 0;
    case OP_CONTAINS:
        return strstr(text, want) != NULL;
    case OP_LACKS:
        return strstr(text, want) == NULL;
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
        return have && S_compare(text, op, want);
    case OP_EXISTS:
        return have != NULL;
    case OP_ABSENT:
        return have == NULL;
    case OP_COUNT:
        break;
    }
    return false;
}

static bool S_do_expect(struct run *r, const struct statement *s, const char **argv)
{
    bool absent = false;
    const char *want = s->argc > 3 ? argv[3] : "";
    const char *have = run_value(r, argv[0], argv[1], &absent);
    if (!have)
        return false;
    if (expect_holds(absent ? NULL : have, argv[2], want))
        return true;
    run_why(r, "%s の %s: 期待「%s%s%s」、実際", argv[0], argv[1], argv[2], s->argc > 3 ? " " : "", want);
    return absent ? run_why(r, "はありません") : run_why(r, "「%s」", have);
}

const struct verb verb_expect = {
    .name = "expect",
    .kind = VERB_CHECK,
    .min = 3,
    .max = 4,
    .use = 1,
    .usage = "ラベル パス 演算子 [値]",
    .judge = S_judge_expect,
    .run = S_do_expect,
};
