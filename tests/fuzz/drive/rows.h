/* Link files of both forms: what a reader, the structural pass, the judge and the writer make of the same
 * bytes. An input is the layout's number, a byte that says the encoding (low bits) and how the file is cut,
 * and the file. Included by csv.c and xml.c. */
#ifndef FUZZ_ROWS_H
#define FUZZ_ROWS_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "file/form/structure.h"
#include "file/form/verify.h"
#include "file/form/xml_reader.h"
#include "file/layout/judge.h"
#include "fuzz.h"

enum { ROWS_VERSIONS = 200, ROWS_CHARSETS = 6, ROWS_ROOM = 4 << 20 };

static const struct layout *rows_version[ROWS_VERSIONS];
static int rows_versions;
static const char *const rows_charsets[ROWS_CHARSETS] = {"UTF-8",    "CP932",    "UTF-8-BOM",
                                                         "UTF-16LE", "UTF-16BE", "EUC-JP"};
static const struct charset *rows_charset[ROWS_CHARSETS];
static const struct form *rows_form;

/* --- seeds ------------------------------------------------------------------------------------------------
 */

static void rows_note(const struct layout *version, void *cls)
{
    (void)cls;
    if (rows_versions == ROWS_VERSIONS)
        fuzz_fail("more than %d versions", ROWS_VERSIONS);
    rows_version[rows_versions++] = version;
}

static void rows_open(const char *name)
{
    struct diag d = DIAG_INIT;
    if (layouts_open("schema/layout", "fixtures/layout-rei", &d) != ST_OK)
        fuzz_fail("%s %s %s", d.item, d.want, d.have);
    layouts_each(rows_note, NULL);
    for (int i = 0; i < ROWS_CHARSETS; i++)
        if (!(rows_charset[i] = charset_find(rows_charsets[i])))
            fuzz_fail("%s: no such charset", rows_charsets[i]);
    rows_form = form_of(name);
}

/* A value that the column takes, as far as one column can tell. */
static const char *rows_value(const struct column *c, char out[64])
{
    static const char *const digits[CHECK_COUNT] = {[CHECK_KOJIN_BANGO] = "123456789018",
                                                    [CHECK_JUMINHYO_CODE] = "12345678903",
                                                    [CHECK_HOKENSHA] = "06139992",
                                                    [CHECK_HOJIN_BANGO] = "1234567890123",
                                                    [CHECK_DANTAI_CODE] = "131016"};
    static const char *const words[CLASS_COUNT] = {"", "", "試験　太郎", "シケン　タロウ", "ｼｹﾝ ﾀﾛｳ", "試験"};
    if (c->codes && c->codes->n)
        return c->codes->codes[0].value;
    if (c->date != DATE_NONE)
        return c->date == DATE_ERA ? "4290401" : "20170401";
    if (c->check != CHECK_NONE)
        return digits[c->check];
    if (*words[c->chars])
        return words[c->chars];
    size_t n = c->min > 1 && c->min < 64 ? (size_t)c->min : 1;
    memset(out, '1', n);
    out[n] = 0;
    return out;
}

static void rows_seed(int version, int charset, struct str *cells, bool twice)
{
    struct buf b = BUF_INIT;
    const struct layout *l = rows_version[version];
    buf_addc(&b, (char)version);
    buf_addc(&b, (char)charset);
    rows_form->start(&b, l, rows_charset[charset]);
    rows_form->record(&b, l, rows_charset[charset], cells);
    if (twice)
        rows_form->record(&b, l, rows_charset[charset], cells);
    rows_form->end(&b, l, rows_charset[charset]);
    if (l->trailer_mark && rows_form->trailer)
        buf_addf(&b, "%s,%d%s", l->trailer_mark, 1 + twice, l->line_end);
    fuzz_seed(b.data, b.len);
    buf_release(&b);
}

/* A row of a line of tests/corpus: its base with some columns changed. */
static void rows_line(int version, char *line, struct str *base, bool is_base)
{
    const struct layout *l = rows_version[version];
    struct str cells[LAYOUT_COLUMNS];
    memcpy(cells, base, sizeof cells);
    for (char *save, *part = strtok_r(line, "|\n", &save); part; part = strtok_r(NULL, "|\n", &save)) {
        char *eq = strchr(part, '=');
        if (!eq)
            continue;
        *eq = 0;
        int i = layout_column(l, part + strspn(part, " "));
        struct str v = str_of(eq + 1);
        while (v.n && v.p[v.n - 1] == ' ')
            v.n--;
        if (i >= 0)
            cells[i] = v.n > 6 && memcmp(v.p, "kojin:", 6) == 0 ? STR("123456789018") : v;
    }
    if (is_base)
        memcpy(base, cells, sizeof cells);
    rows_seed(version, is_base, cells, false);
}

static void rows_corpus(int version)
{
    static struct buf lines; /* a base row stays in it */
    struct diag d = DIAG_INIT;
    struct str base[LAYOUT_COLUMNS] = {0};
    char path[256];
    snprintf(path, sizeof path, "tests/corpus/cases/%s.txt", rows_version[version]->name);
    buf_clear(&lines);
    if (access(path, F_OK) != 0)
        return;
    if (file_read(path, 1 << 20, &lines, &d) != ST_OK)
        fuzz_fail("%s: %s", path, d.have);
    for (char *save, *line = strtok_r(lines.data, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
        if (*line != '#' && *line != '[')
            rows_line(version, line, base, strncmp(line, "base |", 6) == 0);
}

static void rows_seeds(void)
{
    for (int v = 0; v < rows_versions; v++) {
        struct str cells[LAYOUT_COLUMNS];
        char room[LAYOUT_COLUMNS][64];
        const struct layout *l = rows_version[v];
        for (int i = 0; i < l->n; i++)
            cells[i] = str_of(rows_value(&l->columns[i], room[i]));
        for (int c = 0; c < ROWS_CHARSETS; c++)
            rows_seed(v, c, cells, c == 1);
        rows_corpus(v);
    }
}

/* --- one input --------------------------------------------------------------------------------------------
 */

struct rows {
    const struct layout *l;
    const struct charset *cs;
    size_t piece, block; /* so many bytes are read at a time; so many make a block */
    int cut;             /* behind so many rows another reader goes on */
    struct arena *arena;
};

/* How a reader of the form is made and asked; block 0: as is usual; at_offset and line are its own answers, 0
 * and 1 at the start.
 */
struct rows_reader {
    void *(*open)(const struct rows *q, size_t block, int fd, int64_t at_offset, int64_t line);
    void (*close)(void *r);
    enum status (*next)(void *r, struct record *ret, bool *ret_found, struct diag *d);
    int64_t (*offset)(void *r);
    int64_t (*line)(void *r);
};

struct rows_seen {
    struct buf log; /* what was read */
    enum status st;
    struct diag d;
    int64_t rows, offset, line; /* where the cut is */
    size_t cut;                 /* in log; 0: the file has no so many rows */
};

static void rows_log(struct buf *log, const struct str *cells, int n)
{
    for (int i = 0; i < n; i++) {
        if (str_utf8_len(cells[i]) < 0)
            fuzz_fail("a cell is no UTF-8: %.*s", (int)cells[i].n, cells[i].p);
        buf_addf(log, "[%zu]", cells[i].n);
        buf_add(log, cells[i].p, cells[i].n);
    }
    buf_addc(log, '\n');
}

static void rows_read(const struct rows *q, const struct rows_reader *of, size_t block, int fd,
                      int64_t offset, int64_t line, struct rows_seen *s)
{
    *s = (struct rows_seen){.log = s->log, .st = ST_LIMIT};
    buf_clear(&s->log);
    void *r = of->open(q, block, fd, offset, line);
    struct record rec;
    bool found = r != NULL;
    while (found && (s->st = of->next(r, &rec, &found, &s->d)) == ST_OK && found) {
        buf_addf(&s->log, "%lld %lld %lld ", (long long)rec.line, (long long)of->offset(r),
                 (long long)of->line(r));
        rows_log(&s->log, rec.cells, rec.n);
        if (++s->rows == q->cut) {
            s->cut = s->log.len;
            s->offset = of->offset(r);
            s->line = of->line(r);
        }
    }
    if (r)
        of->close(r);
    fuzz_told(s->st, &s->d);
}

/* The first block, of whatever size, tells a reader the same of the encoding. */
static bool rows_guessed(const struct rows *q, struct str file)
{
    const size_t first = q->block < file.n ? q->block : file.n;
    return str_same(charset_mistaken(q->cs, file.p, file.n), charset_mistaken(q->cs, file.p, first));
}

/* However the file comes, it says the same. */
static void rows_readers(const struct rows *q, const struct rows_reader *of, int fd, struct str file,
                         struct rows_seen *whole)
{
    static struct rows_seen other;
    rows_read(q, of, 0, fd, 0, 1, whole);
    fuzz_short = q->piece;
    rows_read(q, of, rows_guessed(q, file) ? q->block : 0, fd, 0, 1, &other);
    fuzz_same_buf("records in pieces", &whole->log, &other.log);
    fuzz_same(whole->st, &whole->d, other.st, &other.d);
    if (whole->cut) {
        rows_read(q, of, 0, fd, whole->offset, whole->line, &other);
        const struct buf rest = {.data = whole->log.data + whole->cut, .len = whole->log.len - whole->cut};
        fuzz_same_buf("records behind the cut", &rest, &other.log);
        fuzz_same(whole->st, &whole->d, other.st, &other.d);
    }
    fuzz_short = 0;
}

static int rows_judge(const struct rows *q, const struct str *cells, struct buf *log)
{
    struct str values[LAYOUT_COLUMNS];
    struct diag errors[JUDGE_ERRORS];
    const struct judge j = {.l = q->l, .cs = q->cs, .references = rows_form->angle};
    arena_reset(q->arena);
    int n = judge_row(&j, cells, q->arena, values, errors);
    for (int i = 0; i < n; i++)
        fuzz_told(errors[i].status, &errors[i]);
    if (n == 0)
        rows_log(log, values, q->l->n);
    return n;
}

/* Rows that are good, written as a result file is, say the same when they are read again; but for texts of
 * CP932 that nobody writes, half-width kana and the rarest kanji alone, which look like EUC-JP without what
 * stood beside them. */
static void rows_again(const struct rows *q, const struct buf *file, const struct buf *want)
{
    static struct buf have;
    struct source s;
    struct record rec;
    struct diag d = DIAG_INIT;
    bool found = true;
    buf_clear(&have);
    if (charset_mistaken(q->cs, file->data, file->len))
        return;
    enum status st = source_open(&s, rows_form, q->l, q->cs, fuzz_file(file->data, file->len), 0, 1, &d);
    while (st == ST_OK) {
        bool header = s.header;
        if ((st = source_next(&s, &rec, &found, &d)) != ST_OK || !found)
            break;
        if (!header && rows_judge(q, rec.cells, &have) != 0)
            fuzz_fail("a good row is none when it was written: %.*s", (int)file->len, file->data);
    }
    source_close(&s);
    if (st != ST_OK)
        fuzz_fail("written and not read: %s %s %s: %.*s", d.item, d.want, d.have, (int)file->len, file->data);
    fuzz_same_buf("values read again", want, &have);
}

static enum status rows_structure(const struct rows *q, int fd, struct diag *d)
{
    static struct buf good, values;
    struct structure s;
    struct record rec;
    bool found = true;
    int64_t rows = 0;
    buf_clear(&good);
    buf_clear(&values);
    rows_form->start(&good, q->l, q->cs);
    lseek(fd, 0, SEEK_SET);
    enum status st = structure_begin(&s, rows_form, q->l, q->cs, fd, ROWS_MOST, d);
    if (st != ST_OK)
        fuzz_fail("not begun");
    while ((st = structure_next(&s, &rec, &found, d)) == ST_OK && found)
        if (rec.n == q->l->n && rows_judge(q, rec.cells, &values) == 0) {
            rows_form->record(&good, q->l, q->cs, rec.cells);
            rows++;
        }
    structure_end(&s);
    rows_form->end(&good, q->l, q->cs);
    fuzz_told(st, d);
    if (rows)
        rows_again(q, &good, &values);
    return st;
}

/* The checker's verdict is that of the daemon's pass. */
static void rows_verify(const struct rows *q, int fd, enum status st, const struct diag *told)
{
    struct verify v = {.form = rows_form, .judge = {.l = q->l, .cs = q->cs}, .row_limit = ROWS_MOST};
    struct verified row;
    struct diag d = DIAG_INIT, formed = DIAG_INIT;
    bool found = true;
    enum status have = form_check(rows_form, q->cs, fd, &formed), form = have;
    fuzz_told(form, &formed);
    lseek(fd, 0, SEEK_SET);
    have = verify_begin(&v, fd, &d);
    while (have == ST_OK && (have = verify_next(&v, &row, &found, &d)) == ST_OK && found)
        for (int i = 0; i < row.n; i++)
            fuzz_told(row.errors[i].status, &row.errors[i]);
    verify_end(&v);
    fuzz_same(form == ST_OK ? st : form, form == ST_OK ? told : &formed, have, &d);
}

static void rows_run(const struct rows_reader *of, const char *p, size_t n)
{
    static struct rows_seen whole;
    static struct arena *arena;
    struct diag d = DIAG_INIT;
    if (n < 2)
        return;
    const unsigned version = (unsigned char)p[0], how = (unsigned char)p[1];
    struct rows q = {.l = rows_version[version % (unsigned)rows_versions],
                     .cs = rows_charset[how % 8 % ROWS_CHARSETS],
                     .piece = 1 + how / 16,
                     .block = 8 + how / 16,
                     .cut = 1 + how / 8 % 2,
                     .arena = arena ? arena : (arena = arena_new(ROWS_ROOM))};
    int fd = fuzz_file(p + 2, n - 2);
    rows_readers(&q, of, fd, (struct str){p + 2, n - 2}, &whole);
    enum status st = rows_structure(&q, fd, &d);
    if (st == ST_OK && whole.st != ST_OK)
        fuzz_fail("whole, and read as %s", status_info(whole.st)->name);
    rows_verify(&q, fuzz_file(p + 2, n - 2), st, &d);
}
#endif
