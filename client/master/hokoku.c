/* masterHokoku; see hokoku.h. */
#include "master/hokoku.h"

#include <time.h>

#include "base/clock.h"
#include "base/file.h"
#include "file/form/form.h"
#include "layouts.h"
#include "say.h"

/* What a column of the link file says of a record. */
static struct str S_cell(const struct held *h, const struct held_record *r, const char *release,
                         const char *field)
{
    if (strcmp(field, "masterRelease") == 0)
        return str_of(release);
    if (strcmp(field, "masterShurui") == 0)
        return str_of(h->kind->name);
    if (strcmp(field, "masterCode") == 0)
        return str_of(r->cell[HELD_CODE]);
    for (int c = 0; c < h->l.n; c++)
        if (strcmp(field, h->l.columns[c].field) == 0)
            return str_of(r->cell[c]);
    return STR("");
}

int hokoku_write(const struct held held[MASTER_KINDS], const char *release, const char *path,
                 const char *encoding)
{
    struct diag d = DIAG_INIT;
    struct buf text = BUF_INIT;
    const struct layout *l;
    const struct form *form = form_of(path);
    const struct charset *cs = charset_find(encoding);
    if (!cs)
        return say_usage(
            tr("--encoding は %s のいずれかです。実際は「%s」", "--encoding wants %s, have \"%s\""),
            charset_names(), encoding);
    if (layout_get("masterHokoku", clock_date(time(NULL)), &l, &d) != ST_OK)
        return layouts_told(&d);
    form->start(&text, l, cs);
    for (int i = 0; i < MASTER_KINDS; i++)
        for (size_t n = 0; n < held[i].n; n++) {
            struct str cells[LAYOUT_COLUMNS];
            for (int c = 0; c < l->n; c++)
                cells[c] = S_cell(&held[i], &held[i].list[n], release, l->columns[c].field);
            form->record(&text, l, cs, cells);
        }
    form->end(&text, l, cs);
    if (!buf_ok(&text))
        diag_set(&d, ST_LIMIT, "masterHokoku", "メモリ", "不足");
    else
        file_write(path, 0644, text.data ? text.data : "", text.len, &d);
    buf_release(&text);
    return d.status == ST_OK ? EXIT_FINE : layouts_told(&d);
}
