/* Verdicts of a run that is over, in a file; see past.h. */
#include "world/case/past.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"

enum { BYTES = 4 << 20, MEMORY = 16 << 20 };

struct past_case {
    const char *id, *hantei, *why; /* why "": nothing */
};

static const struct field past_case[] = {FIELD_TEXT(struct past_case, "id", id),
                                         FIELD_TEXT(struct past_case, "hantei", hantei),
                                         FIELD_TEXT(struct past_case, "why", why), FIELD_END};

void past_free(struct judged_past *of, size_t n)
{
    for (size_t i = 0; of && i < n; i++)
        free(of[i].why);
    free(of);
}

static const struct past_case *S_case(const struct list *rows, const char *id)
{
    const struct past_case *all = rows->items;
    for (size_t i = 0; i < rows->n; i++)
        if (all[i].id && strcmp(all[i].id, id) == 0)
            return &all[i];
    return NULL;
}

static enum hantei S_hantei(const char *mei)
{
    int h = 0;
    while (h < HANTEI_COUNT && (!mei || strcmp(hantei_mei((enum hantei)h), mei) != 0))
        h++;
    return h < HANTEI_COUNT ? (enum hantei)h : HANTEI_MIJISSHI;
}

static struct judged_past *S_by_case(const struct list *rows, const struct cases *cases)
{
    struct judged_past *of = calloc(cases->n ? cases->n : 1, sizeof *of);
    for (size_t i = 0; of && i < cases->n; i++) {
        const struct past_case *c = S_case(rows, cases->items[i].id);
        if (c)
            of[i] = (struct judged_past){S_hantei(c->hantei), c->why && *c->why ? strdup(c->why) : NULL};
    }
    return of;
}

struct judged_past *past_read(const char *path, const struct cases *cases)
{
    struct buf text = BUF_INIT;
    struct diag ignored = DIAG_INIT;
    struct list rows;
    struct arena *a = arena_new(MEMORY);
    bool ok = a && file_read(path, BYTES, &text, &ignored) == ST_OK && text.data &&
              json_rows(text.data, past_case, sizeof(struct past_case), a, &rows, &ignored) == ST_OK;
    struct judged_past *of = ok ? S_by_case(&rows, cases) : NULL;
    buf_release(&text);
    arena_free(a);
    return of;
}

void past_write(const char *path, const struct cases *cases, const struct judged_past *of)
{
    struct buf text = BUF_INIT;
    struct diag ignored = DIAG_INIT;
    buf_addc(&text, '[');
    for (size_t i = 0; i < cases->n; i++)
        json_row(
            &text, past_case,
            &(struct past_case){cases->items[i].id, hantei_mei(of[i].hantei), of[i].why ? of[i].why : ""});
    buf_addc(&text, ']');
    if (buf_ok(&text))
        file_write(path, 0600, text.data, text.len, &ignored);
    buf_release(&text);
}
