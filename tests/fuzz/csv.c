/* CSV link files by each of the layouts in schema/layout and fixtures/layout-rei; see drive/rows.h. */
#include "drive/rows.h"

static void *S_open(const struct rows *q, size_t block, int fd, int64_t offset, int64_t line)
{
    struct reader_form form = form_csv(q->l);
    form.block = block;
    return lseek(fd, offset, SEEK_SET) < 0 ? NULL : reader_new(&form, q->cs, fd, offset, line);
}

static void S_close(void *r)
{
    reader_free(r);
}

static enum status S_next(void *r, struct record *ret, bool *ret_found, struct diag *d)
{
    return reader_next(r, ret, ret_found, d);
}

static int64_t S_offset(void *r)
{
    return reader_offset(r);
}

static int64_t S_line(void *r)
{
    return reader_line(r);
}

static void S_begin(void)
{
    rows_open("a.csv");
}

static void S_run(const char *p, size_t n)
{
    static const struct rows_reader of = {S_open, S_close, S_next, S_offset, S_line};
    rows_run(&of, p, n);
}

static const char *const words[] = {",",        "\"",       "\"\"",         "\r\n",
                                    "\n",       "\r",       "\t",           "\xEF\xBB\xBF",
                                    "\xFF\xFE", "\xFE\xFF", "06139992",     "123456789018",
                                    "20170401", "00000000", "99999999",     "4290401",
                                    "\x81\x40", "\xEB\x9F", "\xE3\x80\x80", "\xEE\x80\x80",
                                    NULL};

const struct fuzz fuzz = {S_begin, rows_seeds, S_run, 700, 3000, words};
