/* A link file in a reply; see made_file.h. */
#include "service/made_file.h"

#include "base/clock.h"
#include "base/crypto.h"
#include "file/charset/charset.h"
#include "file/form/form.h"

enum status made_file(struct call *c, const char *layout, const char *charset, made_cell *cell,
                      const void *of, size_t n, struct download *ret)
{
    const struct form *form = form_of("");
    const struct charset *cs = charset_find(charset);
    const struct layout *l = NULL;
    struct buf text = BUF_INIT;
    unsigned char digest[32];
    char sum[65];
    enum status st = layout_get(layout, clock_date(c->now), &l, c->diag);
    if (st != ST_OK || !cs)
        return st != ST_OK ? st : ST_LIMIT;
    form->start(&text, l, cs);
    for (size_t i = 0; i < n; i++) {
        struct str cells[LAYOUT_COLUMNS];
        for (int v = 0; v < l->n; v++)
            cells[v] = cell(c, of, i, l->columns[v].field);
        form->record(&text, l, cs, cells);
    }
    form->end(&text, l, cs);
    sha256_once(text.data ? text.data : "", text.len, digest);
    hex_text(digest, sizeof digest, sum);
    *ret = (struct download){
        .size = (int64_t)text.len,
        .sha256 = arena_strdup(c->arena, sum),
        .data = buf_ok(&text) ? arena_strndup(c->arena, text.data ? text.data : "", text.len) : NULL};
    buf_release(&text);
    return ret->data && ret->sha256 ? ST_OK : ST_LIMIT;
}
