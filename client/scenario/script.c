/* Scenario files; see script.h. */
#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum { MAX_INCLUDES = 8, FILE_MAX = 4 << 20 };

/* What is known while a scenario is read. */
struct reader {
    struct script *s;
    struct vars vars;   /* of the variables only the names matter; presets have values */
    struct vars labels; /* names only */
    const char *file, *dir, *text;
    int line, depth;
};

static void S_wrong(struct reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void S_wrong(struct reader *r, const char *fmt, ...)
{
    char why[600];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(why, sizeof why, fmt, ap);
    va_end(ap);
    if (r->line)
        buf_addf(&r->s->errors, "%s:%d: %s\n", r->file, r->line, why);
    else
        buf_addf(&r->s->errors, "%s\n", why);
    r->s->error_count++;
}

static struct statement *S_append(struct script *s)
{
    if (s->count == s->cap) {
        size_t cap = s->cap ? s->cap * 2 : 64;
        struct statement *list = arena_array(s->arena, cap, sizeof *list);
        if (!list)
            return NULL;
        if (s->count)
            memcpy(list, s->list, s->count * sizeof *list);
        s->list = list;
        s->cap = cap;
    }
    return &s->list[s->count++];
}

/* Every ${name} of the words must be defined by a line before. */
static void S_judge_vars(struct reader *r, const struct statement *st)
{
    for (int i = 0; i < st->argc; i++) {
        const char *bad = NULL;
        if (!vars_expand(&r->vars, st->argv[i], &bad))
            S_wrong(r, "変数 ${%s} はここまでに定義されていません", bad ? bad : "");
    }
}

static void S_judge_labels(struct reader *r, const struct statement *st)
{
    const struct verb *v = st->verb;
    if (v->def) {
        const char *label = st->argv[v->def - 1];
        if (!vars_name_ok(label))
            S_wrong(r, "ラベル「%s」: 英字・かな漢字で始まる英数字、_、- で書きます", label);
        else if (verb_builtin_label(label))
            S_wrong(r, "ラベル「%s」は実行側が使うため定義できません", label);
        else
            vars_set(&r->labels, label, "");
    }
    if (!v->use || (v->from && strcmp(st->argv[1], "from") != 0))
        return;
    for (int i = v->use - 1; i < st->argc && (i == v->use - 1 || v->use_rest); i++)
        if (!vars_get(&r->labels, st->argv[i]) && !verb_builtin_label(st->argv[i]))
            S_wrong(r, "ラベル「%s」はここまでに定義されていません", st->argv[i]);
}

static void S_judge(struct reader *r, const struct statement *st)
{
    const struct verb *v = st->verb;
    const char *usage = v->usage ? v->usage : "";
    int before = r->s->error_count;
    if (st->argc < v->min || (v->max >= 0 && st->argc > v->max)) {
        S_wrong(r, "%s の書き方: %s %s（実際の語数 %d）", v->name, v->name, usage, st->argc);
        return;
    }
    const char *why = v->judge ? v->judge(st) : NULL;
    if (why)
        S_wrong(r, "%s: %s。書き方: %s %s", v->name, why, v->name, usage);
    if (r->s->error_count > before)
        return;
    S_judge_vars(r, st);
    S_judge_labels(r, st);
    if (strcmp(v->name, "let") == 0)
        vars_set(&r->vars, st->argv[0], "");
}

static void S_file(struct reader *r, const char *path);

static void S_include(struct reader *r, const char **words, int n)
{
    const char *bad = "";
    const char *name = n == 2 ? vars_expand(&r->vars, words[1], &bad) : NULL;
    if (!name) {
        S_wrong(r, n == 2 ? "変数 ${%s} は include には使えません" : "include の書き方: include ファイル%s",
                n == 2 ? bad : "");
        return;
    }
    if (r->depth == MAX_INCLUDES) {
        S_wrong(r, "include の入れ子が %d 段を超えています", MAX_INCLUDES);
        return;
    }
    const char *path = name[0] == '/' ? name : arena_printf(r->s->arena, "%s/%s", r->dir, name);
    if (path)
        S_file(r, path);
}

static void S_line(struct reader *r, const char *line)
{
    const char *words[ARGS_MAX + 1], *why = NULL;
    struct arena *a = r->s->arena;
    int n = script_words(a, line, words, ARGS_MAX + 1, &why);
    if (n < 0)
        S_wrong(r, "%s", why);
    if (n <= 0)
        return;
    if (strcmp(words[0], "include") == 0) {
        S_include(r, words, n);
        return;
    }
    const struct verb *v = verb_find(words[0]), *near = v ? NULL : verb_near(words[0]);
    if (!v) {
        S_wrong(r,
                near ? "「%s」という文はありません（%s の記述ミスですか）" : "「%s」という文はありません%s",
                words[0], near ? near->name : "");
        return;
    }
    struct statement *st = S_append(r->s);
    const char **argv = arena_array(a, (size_t)n, sizeof *argv);
    if (!st || !argv) {
        S_wrong(r, "メモリが足りません");
        return;
    }
    memcpy(argv, words + 1, (size_t)(n - 1) * sizeof *argv);
    *st = (struct statement){r->file, r->dir, r->line, v, n - 1, argv, arena_strdup(a, line)};
    S_judge(r, st);
}

/* One line, and those that a backslash at its end joins to it; answers how many. */
static int S_take_line(const char **text, struct buf *line)
{
    for (int lines = 1;; lines++) {
        size_t n = strcspn(*text, "\n"), keep = n;
        while (keep && (*text)[keep - 1] == '\r')
            keep--;
        bool joined = keep && (*text)[keep - 1] == '\\' && (*text)[n];
        buf_add(line, *text, joined ? keep - 1 : keep);
        *text += n + ((*text)[n] == '\n');
        if (!joined)
            return lines;
    }
}

static void S_text(struct reader *r, const char *text)
{
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3;
    if (str_utf8_len(str_of(text)) < 0) {
        S_wrong(r, "UTF-8 のファイルではありません");
        return;
    }
    while (*text) {
        struct buf line = BUF_INIT;
        int lines = S_take_line(&text, &line);
        r->line++;
        if (buf_ok(&line))
            S_line(r, line.data ? line.data : "");
        else
            S_wrong(r, "メモリが足りません");
        r->line += lines - 1;
        buf_release(&line);
    }
}

/* The same reader goes into an included file and comes back. */
static void S_file(struct reader *r, const char *path)
{
    struct diag d = DIAG_INIT;
    struct buf text = BUF_INIT;
    const char *slash = strrchr(path, '/');
    if (file_read(path, FILE_MAX, &text, &d) != ST_OK) {
        S_wrong(r, "%s を読めません: %s", path, d.have);
    } else {
        struct reader outer = *r;
        r->dir = slash ? arena_strndup(r->s->arena, path, (size_t)(slash - path)) : ".";
        r->file = arena_strdup(r->s->arena, slash ? slash + 1 : path);
        r->line = 0;
        r->depth++;
        if (r->dir && r->file)
            S_text(r, text.data ? text.data : "");
        r->dir = outer.dir;
        r->file = outer.file;
        r->line = outer.line;
        r->depth--;
    }
    buf_release(&text);
}

static bool S_open(struct script *s, struct reader *r, const struct vars *preset)
{
    *s = (struct script){.arena = arena_new(64 << 20)};
    *r =
        (struct reader){.s = s, .vars = {s->arena, NULL}, .labels = {s->arena, NULL}, .file = "", .dir = "."};
    bool ok = s->arena != NULL;
    for (const struct var *v = preset ? preset->first : NULL; v && ok; v = v->next)
        ok = vars_set(&r->vars, v->name, v->value);
    return ok;
}

bool script_parse(struct script *s, const char *dir, const char *file, const char *text,
                  const struct vars *preset)
{
    struct reader r;
    if (!S_open(s, &r, preset))
        return false;
    r.dir = dir;
    r.file = file;
    S_text(&r, text);
    return s->error_count == 0;
}

bool script_read(struct script *s, const char *path, const struct vars *preset)
{
    struct reader r;
    if (!S_open(s, &r, preset))
        return false;
    r.file = path;
    S_file(&r, path);
    return s->error_count == 0;
}

void script_release(struct script *s)
{
    arena_free(s->arena);
    buf_release(&s->errors);
    *s = (struct script){0};
}
