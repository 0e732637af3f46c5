/* Verbs that do not talk to the daemon: title, let, tally, print. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

static const char *S_judge_let(const struct statement *s)
{
    bool from = strcmp(s->argv[1], "from") == 0;
    if (!from && strcmp(s->argv[1], "=") != 0)
        return "2 語目は = か from です";
    if (s->argc != (from ? 4 : 3))
        return from ? "from の後にはラベルとパスを書きます"
                    : "= の後には値を 1 つ書きます（空白を含む値は \" で囲みます）";
    if (strcmp(s->verb->name, "let") == 0 && !vars_name_ok(s->argv[0]))
        return "変数名は英字・かな漢字で始まる英数字、_、- です";
    if (from && !strstr(s->argv[3], "${") && !node_path_ok(s->argv[3]))
        return "パスは「a.b」「a[2].b」「a[項目=値].b」「count(a)」の形で書きます";
    return NULL;
}

/* The value of `= VALUE` or `from LABEL PATH`; NULL after run_why. */
static const char *S_value(struct run *r, const struct statement *s, const char **argv)
{
    if (s->argc == 3)
        return argv[2];
    bool absent = false;
    const char *text = run_value(r, argv[2], argv[3], &absent);
    if (!text || !absent)
        return text;
    run_why(r, "%s に %s はありません", argv[2], argv[3]);
    return NULL;
}

static bool S_do_title(struct run *r, const struct statement *s, const char **argv)
{
    (void)s;
    r->pass->title = arena_strdup(r->arena, argv[0]);
    return r->pass->title || run_why(r, "メモリが足りません");
}

const struct verb verb_title = {
    .name = "title",
    .kind = VERB_FORM,
    .min = 1,
    .max = 1,
    .usage = "\"題\"",
    .run = S_do_title,
};

const struct verb verb_step = {
    .name = "step",
    .kind = VERB_FORM,
    .min = 1,
    .max = 1,
    .usage = "\"手順の題\"",
};

static bool S_do_let(struct run *r, const struct statement *s, const char **argv)
{
    const char *value = S_value(r, s, argv);
    return value && (vars_set(&r->vars, argv[0], value) || run_why(r, "メモリが足りません"));
}

const struct verb verb_let = {
    .name = "let",
    .kind = VERB_FORM,
    .min = 3,
    .max = 4,
    .use = 3,
    .from = true,
    .usage = "名前 = 値、または 名前 from ラベル パス",
    .judge = S_judge_let,
    .run = S_do_let,
};

static bool S_do_tally(struct run *r, const struct statement *s, const char **argv)
{
    const char *value = S_value(r, s, argv);
    if (!value)
        return false;
    char *end;
    errno = 0;
    int64_t n = strtoll(value, &end, 10);
    if (errno || end == value || *end)
        return run_why(r, "「%s」は数ではありません", value);
    for (struct tally *t = r->pass->tallies; t; t = t->next)
        if (strcmp(t->name, argv[0]) == 0) {
            t->n += n;
            return true;
        }
    const char *name = arena_strdup(r->arena, argv[0]);
    struct tally *t = arena_alloc(r->arena, sizeof *t);
    if (!name || !t)
        return run_why(r, "メモリが足りません");
    *t = (struct tally){.name = name, .n = n};
    if (r->pass->last_tally)
        r->pass->last_tally->next = t;
    else
        r->pass->tallies = t;
    r->pass->last_tally = t;
    return true;
}

const struct verb verb_tally = {
    .name = "tally",
    .kind = VERB_FORM,
    .min = 3,
    .max = 4,
    .use = 3,
    .from = true,
    .usage = "\"項目\" = 数、または \"項目\" from ラベル パス",
    .judge = S_judge_let,
    .run = S_do_tally,
};

static bool S_do_print(struct run *r, const struct statement *s, const char **argv)
{
    struct buf line = BUF_INIT;
    if (r->step->notes)
        buf_addf(&line, "%s\n", r->step->notes);
    for (int i = 0; i < s->argc; i++)
        buf_addf(&line, "%s%s", i ? " " : "", argv[i]);
    r->step->notes = buf_ok(&line) ? arena_strdup(r->arena, line.data) : NULL;
    buf_release(&line);
    return r->step->notes || run_why(r, "メモリが足りません");
}

const struct verb verb_print = {
    .name = "print",
    .kind = VERB_FORM,
    .min = 1,
    .max = -1,
    .usage = "文…",
    .run = S_do_print,
};
