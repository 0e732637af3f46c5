/* Cutting one record into cells; see reader_split.h. Records without a quote, nearly all, take the short way.
 */
#include "file/form/reader_split.h"

#include <stdlib.h>

bool cells_reserve(struct cells *c, int n)
{
    if (n <= c->cap)
        return true;
    struct str *p = realloc(c->cell, (size_t)n * sizeof *p);
    if (!p)
        return false;
    c->cell = p;
    c->cap = n;
    return true;
}

void cells_release(struct cells *c)
{
    free(c->cell);
    free(c->scratch);
}

static bool S_add(struct cells *c, const char *p, size_t n)
{
    if (c->n == c->cap && !cells_reserve(c, c->cap * 2))
        return false;
    c->cell[c->n++] = (struct str){p, n};
    return true;
}

/* From inside quotes that open at *i to behind those that close; false: the text ends before. */
static bool S_skip_quotes(const char *p, size_t n, size_t *i, int *lines)
{
    for (size_t k = *i + 1; k < n; k++) {
        if (p[k] == '\n') {
            ++*lines;
        } else if (p[k] == '"') {
            if (k + 1 < n && p[k + 1] == '"') {
                k++;
                continue;
            }
            *i = k + 1;
            return true;
        }
    }
    return false;
}

static bool S_find_quoted(const char *p, size_t n, char delimiter, struct split *ret)
{
    bool start = true; /* only there does a quote open */
    for (size_t i = 0; i < n;) {
        if (p[i] == '"' && start) {
            ret->quote = i;
            if (!S_skip_quotes(p, n, &i, &ret->lines)) {
                ret->quoted = true;
                return false;
            }
            start = false;
            continue;
        }
        if (p[i] == '\n') {
            ret->len = ret->taken = i;
            return true;
        }
        start = p[i++] == delimiter;
    }
    return false;
}

/* From p on, the first byte that is not above the comma: delimiters, quotes, line ends and what is wrong are
 * among them, and in most texts few others. Eight at a time; there is one at p[n]. */
static const char *S_low(const char *p, const char *end)
{
    enum { LEAST = ',' + 1 };
    const uint64_t each = UINT64_MAX / 255, high = each << 7;
    for (uint64_t w; end - p >= (ptrdiff_t)sizeof w; p += sizeof w) {
        memcpy(&w, p, sizeof w);
        if ((w - each * LEAST) & ~w & high)
            break;
    }
    while ((unsigned char)*p >= LEAST)
        p++;
    return p;
}

bool split_plain(const char *p, size_t n, const struct split_form *form, struct cells *c, struct split *ret)
{
    const char *end = p + n, *cell = p, *at = p;
    c->n = 0;
    for (;; at++) {
        at = S_low(at, end);
        if (*at == form->delimiter || *at == '\n') {
            const char *stop = *at == '\n' && at > cell && at[-1] == '\r' ? at - 1 : at;
            if (!S_add(c, cell, (size_t)(stop - cell)))
                return false;
            cell = at + 1;
            if (*at != '\n')
                continue;
            *ret = (struct split){.len = (size_t)(stop - p), .taken = (size_t)(cell - p)};
            return true;
        }
        if (*at == '\r' ? at[1] != '\n' : *at == 0 || (*at == '"' && form->quotes))
            return false;
    }
}

bool split_find(const char *p, size_t n, const struct split_form *form, struct split *ret)
{
    *ret = (struct split){0};
    const char *end = memchr(p, '\n', n);
    size_t line = end ? (size_t)(end - p) : n;
    ret->quotes = form->quotes && line && memchr(p, '"', line);
    bool found = end != NULL;
    if (ret->quotes)
        found = S_find_quoted(p, n, form->delimiter, ret);
    else
        ret->len = ret->taken = line;
    if (!found)
        return false;
    ret->taken = ret->len + 1;
    if (ret->len && p[ret->len - 1] == '\r')
        ret->len--;
    return true;
}

/* Copies the quoted cell at p[*i] to out, doubled quotes halved; *i moves behind it. */
static size_t S_unquote(const char *p, size_t n, size_t *i, char *out)
{
    size_t o = 0, k = *i + 1;
    for (; k < n; k++) {
        if (p[k] == '"') {
            if (k + 1 == n || p[k + 1] != '"')
                break;
            k++;
        }
        out[o++] = p[k];
    }
    *i = k + 1 < n ? k + 1 : n;
    return o;
}

static bool S_cells_quoted(const char *p, size_t n, char delimiter, struct cells *c, size_t *ret_at,
                           size_t *ret_cell, const char **ret_wrong)
{
    if (n + 1 > c->scratch_cap) {
        char *more = realloc(c->scratch, n + 1);
        if (!more)
            return false;
        c->scratch = more;
        c->scratch_cap = n + 1;
    }
    char *out = c->scratch;
    for (size_t i = 0;; i++) {
        size_t start = i;
        if (i < n && p[i] == '"') {
            size_t len = S_unquote(p, n, &i, out);
            out[len] = 0; /* fits: the two quotes are not copied */
            if (!S_add(c, out, len))
                return false;
            out += len + 1;
            if (i < n && p[i] != delimiter)
                *ret_wrong = SPLIT_BEHIND_QUOTE;
        } else {
            const char *next = memchr(p + i, delimiter, n - i);
            i = next ? (size_t)(next - p) : n;
            const char *quote = memchr(p + start, '"', i - start);
            if (quote) {
                i = (size_t)(quote - p);
                *ret_wrong = "項目の途中に引用符";
            }
            if (!S_add(c, p + start, i - start))
                return false;
        }
        if (*ret_wrong || i >= n) {
            *ret_at = i;
            *ret_cell = start;
            return true;
        }
    }
}

bool split_cells(const char *p, const struct split *s, const struct split_form *form, struct cells *c,
                 size_t *ret_at, size_t *ret_cell, const char **ret_wrong)
{
    c->n = 0;
    *ret_cell = 0;
    *ret_wrong = NULL;
    const char *bad = memchr(p, 0, s->len);
    if (bad) {
        *ret_wrong = "NUL 文字（バイナリファイル）";
        *ret_at = (size_t)(bad - p);
        return true;
    }
    if (s->quotes)
        return S_cells_quoted(p, s->len, form->delimiter, c, ret_at, ret_cell, ret_wrong);
    bad = memchr(p, '\r', s->len);
    if (bad) {
        *ret_wrong = "LF のない CR";
        *ret_at = (size_t)(bad - p);
        return true;
    }
    for (size_t i = 0;;) {
        const char *next = memchr(p + i, form->delimiter, s->len - i);
        size_t end = next ? (size_t)(next - p) : s->len;
        if (!S_add(c, p + i, end - i))
            return false;
        if (!next)
            return true;
        i = end + 1;
    }
}

void split_seal(char *p, const struct split *s, struct cells *c)
{
    for (int i = 0; i < c->n; i++)
        if (c->cell[i].p >= p && c->cell[i].p <= p + s->len) /* not those in scratch */
            p[(size_t)(c->cell[i].p - p) + c->cell[i].n] = 0;
}

struct place split_place(const char *p, size_t n, const struct split_form *form)
{
    struct place at = {0, 1};
    bool quoted = false;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '"' && form->quotes)
            quoted = !quoted;
        else if (p[i] == '\n')
            at.lines++;
        else if (p[i] == form->delimiter && !quoted)
            at.item++;
    }
    return at;
}
