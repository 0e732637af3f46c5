/* CSV for a spreadsheet; see sheet.h. */
#include "file/case/sheet.h"

#include <stdio.h>
#include <string.h>

#include "file/case/label.h"

/* A cell that begins like a formula is not to be one, nor after blanks, nor in full width. */
static bool S_formula(const char *text)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    const char *p = text;
    while (*p && (strchr(" \t\r\n", *p) || strncmp(p, "　", 3) == 0 || strncmp(p, SHEET_MARK, 3) == 0))
        p += (unsigned char)*p < 0x80 ? 1 : 3;
    bool formula = (*p && strchr("=+-@", *p)) || strchr("\t\r", *text);
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        formula = formula || strncmp(p, wide[i], 3) == 0;
    return *text && formula;
}

void sheet_cell(struct buf *out, const char *text, const char *end)
{
    buf_addc(out, '"');
    if (text && S_formula(text))
        buf_addc(out, '\'');
    for (const char *p = text ? text : ""; *p; p++) {
        if (*p == '"')
            buf_addc(out, '"');
        buf_addc(out, *p);
    }
    buf_addf(out, "\"%s", end);
}

static const char *S_value(const struct field *f, const char *record, char room[24])
{
    if (f->kind == F_TEXT)
        return *(const char *const *)(const void *)(record + f->offset);
    const int64_t n = *(const int64_t *)(const void *)(record + f->offset);
    snprintf(room, 24, "%lld", (long long)n);
    return n == INT64_MIN ? NULL : room;
}

void sheet_rows(struct buf *out, const struct field *fields, size_t size, const struct list *rows)
{
    char room[24];
    for (const struct field *f = fields; f->element; f++)
        sheet_cell(out, label_mei(f->element, LABEL_CONTROL), f[1].element ? "," : SHEET_END);
    for (size_t i = 0; i < rows->n; i++)
        for (const struct field *f = fields; f->element; f++)
            sheet_cell(out, S_value(f, (const char *)rows->items + i * size, room),
                       f[1].element ? "," : SHEET_END);
}
