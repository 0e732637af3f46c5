/* Verb fill: a link file from a template. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "run.h"

enum { TEMPLATE_MAX = 256 << 20 };

/* The 枝番 that the labels' result rows give the 整理番号; NULL after run_why. */
static const char *S_edaban(struct run *r, const struct statement *s, const char **argv, const char *key)
{
    for (int i = 3; i < s->argc; i++) {
        struct label *l = run_find(r, argv[i]);
        if (!l)
            return NULL;
        for (const struct node *row = l->root->child; row; row = row->next) {
            const char *seiri = strcmp(row->name, "row") == 0 ? node_text(row, "seiriBango") : NULL;
            const char *edaban = seiri && strcmp(seiri, key) == 0 ? node_text(row, "edaban") : NULL;
            if (edaban)
                return edaban;
        }
    }
    run_why(r, "整理番号 %s の枝番は、指定した結果のどれにもありません", key);
    return NULL;
}

/* Copies the template, each {eda:整理番号} replaced; the rest stays byte for byte, whatever its encoding. */
static bool S_fill(struct run *r, const struct statement *s, const char **argv, const struct buf *in,
                   struct buf *out)
{
    static const char mark[] = "{eda:";
    const char *p = in->data, *end = in->data + in->len;
    while (p < end) {
        const char *at = memmem(p, (size_t)(end - p), mark, sizeof mark - 1);
        const char *stop = at ? memchr(at, '}', (size_t)(end - at)) : NULL;
        char key[32];
        if (!stop) {
            buf_add(out, p, (size_t)(end - p));
            return true;
        }
        snprintf(key, sizeof key, "%.*s", (int)(stop - at - 5), at + 5);
        const char *edaban = S_edaban(r, s, argv, key);
        if (!edaban)
            return false;
        buf_add(out, p, (size_t)(at - p));
        buf_adds(out, edaban);
        p = stop + 1;
    }
    return true;
}

/* The lines that are of a story: its number stands in them, followed by the letter of a person. */
static bool S_lines(const struct buf *in, const char *story, struct buf *out)
{
    size_t n = strlen(story);
    for (const char *p = in->data, *end = in->data + in->len, *next; p < end; p = next) {
        const char *stop = memchr(p, '\n', (size_t)(end - p)), *at = p;
        next = stop ? stop + 1 : end;
        while ((at = memmem(at, (size_t)(next - at), story, n)) &&
               !(at + n < next && at[n] >= 'a' && at[n] <= 'z'))
            at++;
        if (at)
            buf_add(out, p, (size_t)(next - p));
    }
    return buf_ok(out);
}

/* The template, of 「file#story」 the lines of that story; false after run_why. */
static bool S_template(struct run *r, const struct statement *s, const char *name, struct buf *ret)
{
    struct buf all = BUF_INIT;
    struct diag d = DIAG_INIT;
    const char *story = strchr(name, '#');
    const char *file = story ? arena_strndup(r->arena, name, (size_t)(story - name)) : name;
    const char *from = file ? run_path(r, s, file) : NULL;
    if (!from)
        return false;
    if (file_read(from, TEMPLATE_MAX, story ? &all : ret, &d) != ST_OK)
        return run_why(r, "%s を読めません: %s", from, d.have);
    bool ok = !story || (all.len && S_lines(&all, story + 1, ret) && ret->len);
    buf_release(&all);
    return ok || run_why(r, "%s に %s の行はありません", from, story + 1);
}

static bool S_do_fill(struct run *r, const struct statement *s, const char **argv)
{
    struct buf in = BUF_INIT, out = BUF_INIT;
    struct diag d = DIAG_INIT;
    if (s->argc > 2 && strcmp(argv[2], "from") != 0)
        return run_why(r, "3 語目は from です");
    const char *to = arena_printf(r->arena, "%s/%s", r->work, argv[0]);
    if (!to || strchr(argv[0], '/'))
        return run_why(r, "出力「%s」はフォルダーを含まない名前にしてください", argv[0]);
    bool ok = S_template(r, s, argv[1], &in) && (!in.len || S_fill(r, s, argv, &in, &out));
    if (ok && (!buf_ok(&out) || file_write(to, 0600, out.data ? out.data : "", out.len, &d) != ST_OK))
        ok = run_why(r, "%s に書き込めません: %s", to, d.have);
    buf_release(&in);
    buf_release(&out);
    return ok;
}

const struct verb verb_fill = {
    .name = "fill",
    .kind = VERB_ACT,
    .min = 2,
    .max = -1,
    .use = 4,
    .use_rest = true,
    .usage = "出力 ひな形[#話] [from ラベル…]",
    .run = S_do_fill,
};
