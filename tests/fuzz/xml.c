/* XML link files by each of the layouts in schema/layout and fixtures/layout-rei; see drive/rows.h. */
#include "drive/rows.h"

struct opened {
    struct xml_reader *reader;
    const char *columns[LAYOUT_COLUMNS];
};

static void *S_open(const struct rows *q, size_t block, int fd, int64_t rows, int64_t line)
{
    static struct opened o;
    (void)line, (void)block; /* a small one would have the parser get other pieces as well */
    for (int i = 0; i < q->l->n; i++)
        o.columns[i] = q->l->columns[i].name;
    const struct xml_form form = {q->l->xml_root, q->l->xml_row, o.columns, q->l->n, q->l->record_limit, 0};
    o.reader = lseek(fd, 0, SEEK_SET) < 0 ? NULL : xml_reader_new(&form, q->cs, fd, rows);
    return o.reader ? &o : NULL;
}

static void S_close(void *r)
{
    xml_reader_free(((struct opened *)r)->reader);
}

static enum status S_next(void *r, struct record *ret, bool *ret_found, struct diag *d)
{
    return xml_reader_next(((struct opened *)r)->reader, ret, ret_found, d);
}

static int64_t S_offset(void *r)
{
    return xml_reader_rows(((struct opened *)r)->reader);
}

static int64_t S_line(void *r)
{
    return xml_reader_line(((struct opened *)r)->reader);
}

static void S_begin(void)
{
    rows_open("a.xml");
}

static void S_run(const char *p, size_t n)
{
    static const struct rows_reader of = {S_open, S_close, S_next, S_offset, S_line};
    rows_run(&of, p, n);
}

static const char *const words[] = {"<",
                                    ">",
                                    "/>",
                                    "</",
                                    "<gyo>",
                                    "</gyo>",
                                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                                    "encoding=\"Shift_JIS\"",
                                    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
                                    "&b;",
                                    "&amp;",
                                    "&lt;",
                                    "&#12354;",
                                    "&#xFFFE;",
                                    "&#0;",
                                    "<![CDATA[",
                                    "]]>",
                                    "<!--",
                                    "-->",
                                    "<?a b?>",
                                    " xmlns=\"a\"",
                                    " a=\"b\"",
                                    "\xEF\xBB\xBF",
                                    "\xEE\x80\x80",
                                    NULL};

const struct fuzz fuzz = {S_begin, rows_seeds, S_run, 900, 2000, words};
