/* Writing files and verdicts; see output.h. */
#include "gen/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "csv/writer.h"

enum { PIECE = 1 << 20 };

static enum status S_flush(int fd, struct buf *b, struct diag *d)
{
    if (!buf_ok(b))
        return diag_set(d, ST_LIMIT, "出力ファイル", "メモリ", "不足");
    for (size_t done = 0; done < b->len;) {
        ssize_t n = write(fd, b->data + done, b->len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return diag_set(d, ST_DISK, "出力ファイル", "書き込めるディスク", FILE_CAUSE(errno));
        done += (size_t)n;
    }
    buf_clear(b);
    return ST_OK;
}

static int S_create(const char *path, struct diag *d)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        diag_set(d, ST_SETUP, file_tail(path), "作れるファイル", FILE_CAUSE(errno));
    return fd;
}

enum status output_open(struct output *o, const struct layout *l, const struct charset *cs, const char *path,
                        const char *note, struct diag *d)
{
    struct buf expected = BUF_INIT;
    *o = (struct output){.l = l, .cs = cs, .fd = -1, .expected_fd = -1, .line = 1 + l->header};
    buf_addf(&expected, "%s.expected.csv", path);
    if (!buf_ok(&expected))
        return diag_set(d, ST_LIMIT, file_tail(path), "メモリ", "不足");
    o->fd = S_create(path, d);
    o->expected_fd = o->fd < 0 ? -1 : S_create(expected.data, d);
    buf_release(&expected);
    if (o->expected_fd < 0)
        return ST_SETUP;
    writer_start(&o->out, l, cs);
    buf_addf(&o->expected, "# %s\nline,code\n", note);
    return ST_OK;
}

/* "%lld,%s\n", for ten million rows */
static void S_verdict(struct buf *b, int64_t line, enum status verdict)
{
    char digits[24];
    int at = sizeof digits;
    do {
        digits[--at] = (char)('0' + line % 10);
        line /= 10;
    } while (line);
    buf_add(b, digits + at, sizeof digits - (size_t)at);
    buf_addc(b, ',');
    buf_add(b, status_info(verdict)->code, 6);
    buf_addc(b, '\n');
}

enum status output_row(struct output *o, const struct str *cells, enum status verdict, struct diag *d)
{
    writer_record(&o->out, o->l, o->cs, cells);
    S_verdict(&o->expected, o->line++, verdict);
    o->rows++;
    enum status st = o->out.len > PIECE ? S_flush(o->fd, &o->out, d) : ST_OK;
    return st == ST_OK && o->expected.len > PIECE ? S_flush(o->expected_fd, &o->expected, d) : st;
}

/* --- broken files
 * -------------------------------------------------------------------------------------------
 */

static void S_put(struct output *o, struct str s)
{
    uint32_t code;
    charset_encode(o->cs, s, &o->out, &code);
}

static void S_one_cell(struct output *o)
{
    S_put(o, str_of("1"));
    S_put(o, str_of(o->l->line_end));
}

static void S_open_quote(struct output *o)
{
    S_put(o, str_of("\"1"));
    S_put(o, str_of(o->l->line_end));
}

/* The first bytes of a few that the encoding cannot read. */
static void S_bad_byte(struct output *o)
{
    static const struct str tries[] = {
        {"\xFF", 1}, {"\xD8\x00\xD8\x00", 4}, {"\x00\xD8\x00\xD8", 4}, {"\x80", 1}};
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        char room[64];
        size_t made;
        bool bad;
        charset_decode(o->cs, tries[i].p, tries[i].n, room, &made, &bad);
        if (bad) {
            buf_add(&o->out, tries[i].p, tries[i].n);
            return;
        }
    }
}

static void S_long_record(struct output *o)
{
    for (size_t i = 0; i <= o->l->record_limit; i++)
        S_put(o, str_of("1"));
    S_put(o, str_of(o->l->line_end));
}

static const struct breakage {
    const char *name;
    enum status st;
    void (*put)(struct output *o); /* behind the last row */
} breaks[] = {
    {"columnCount", ST_FILE_STRUCTURE, S_one_cell},
    {"unclosedQuote", ST_FILE_STRUCTURE, S_open_quote},
    {"badByte", ST_FILE_CHARSET, S_bad_byte},
    {"longRecord", ST_FILE_STRUCTURE, S_long_record},
};

static const struct breakage *S_break(const char *name)
{
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
        if (strcmp(breaks[i].name, name) == 0)
            return &breaks[i];
    return NULL;
}

bool output_breaks(const char *broken)
{
    return S_break(broken) != NULL;
}

/* What was said of the rows is void. */
static enum status S_broken(struct output *o, const struct breakage *b, struct diag *d)
{
    b->put(o);
    buf_clear(&o->expected);
    if (ftruncate(o->expected_fd, 0) != 0 || lseek(o->expected_fd, 0, SEEK_SET) < 0)
        return diag_set(d, ST_DISK, "出力ファイル", "書き込めるディスク", FILE_CAUSE(errno));
    buf_adds(&o->expected, "# 0 行目はファイル全体の結果\nline,code\n");
    S_verdict(&o->expected, 0, b->st);
    return ST_OK;
}

enum status output_close(struct output *o, const char *broken, struct diag *d)
{
    enum status st = ST_OK;
    if (o->expected_fd >= 0) {
        const struct breakage *b = broken ? S_break(broken) : NULL;
        st = b ? S_broken(o, b, d) : ST_OK;
        if (st == ST_OK)
            st = S_flush(o->fd, &o->out, d);
        if (st == ST_OK)
            st = S_flush(o->expected_fd, &o->expected, d);
        close(o->expected_fd);
    }
    if (o->fd >= 0)
        close(o->fd);
    buf_release(&o->out);
    buf_release(&o->expected);
    return st;
}
