/* Writing files and verdicts; see output.h. */
#include "gen/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"

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
            return file_failed(d, "出力ファイル", "書き込めるディスク", errno);
        done += (size_t)n;
    }
    buf_clear(b);
    return ST_OK;
}

/* Line ends of what stands before the first row: of a header, which has one, or of tags, which are ASCII. */
static int64_t S_lines(const struct output *o)
{
    int64_t lines = 0;
    for (size_t i = 0; i < o->out.len; i++)
        lines += o->out.data[i] == '\n';
    return o->form->angle ? lines : o->l->header;
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
    *o = (struct output){.form = form_of(path), .l = l, .cs = cs, .fd = -1, .expected_fd = -1, .line = 1};
    buf_addf(&expected, "%s.expected.csv", path);
    if (!buf_ok(&expected))
        return diag_set(d, ST_LIMIT, file_tail(path), "メモリ", "不足");
    o->fd = S_create(path, d);
    o->expected_fd = o->fd < 0 ? -1 : S_create(expected.data, d);
    buf_release(&expected);
    if (o->expected_fd < 0)
        return ST_SETUP;
    o->form->start(&o->out, l, cs);
    o->line += S_lines(o);
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
    o->form->record(&o->out, o->l, o->cs, cells);
    S_verdict(&o->expected, o->line++, verdict);
    o->rows++;
    enum status st = o->out.len > PIECE ? S_flush(o->fd, &o->out, d) : ST_OK;
    return st == ST_OK && o->expected.len > PIECE ? S_flush(o->expected_fd, &o->expected, d) : st;
}

/* --- how a file ends, well or broken
 * -------------------------------------------------------------------------
 */

static void S_put(struct output *o, const char *s)
{
    uint32_t code;
    charset_encode(o->cs, str_of(s), &o->out, &code);
}

static void S_line(struct output *o, const char *s)
{
    S_put(o, s);
    S_put(o, o->form->angle ? "\n" : o->l->line_end);
}

/* Mark and number of rows. */
static void S_trailer(struct output *o, int64_t rows)
{
    char count[24], delimiter[] = {o->l->delimiter, 0};
    if (!o->l->trailer_mark || !o->form->trailer)
        return;
    snprintf(count, sizeof count, "%lld", (long long)rows);
    S_put(o, o->l->trailer_mark);
    S_put(o, delimiter);
    S_line(o, count);
}

static enum status S_column_count(struct output *o)
{
    S_line(o, o->form->angle ? "<nanika/>" : "1");
    return ST_FILE_STRUCTURE;
}

static enum status S_unclosed(struct output *o)
{
    S_line(o, o->form->angle ? "<!-- 1" : "\"1");
    return o->form->angle ? ST_FILE_XML : ST_FILE_STRUCTURE;
}

/* The first bytes of a few that the encoding cannot read. */
static enum status S_bad_byte(struct output *o)
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
            break;
        }
    }
    return ST_FILE_CHARSET;
}

__attribute__((format(printf, 2, 0))) static void S_tags(struct output *o, const char *form,
                                                         const char *first, const char *second)
{
    struct buf tags = BUF_INIT;
    buf_addf(&tags, form, first, second);
    S_put(o, o->form->angle && buf_ok(&tags) ? tags.data : "");
    buf_release(&tags);
}

static enum status S_long_record(struct output *o)
{
    S_tags(o, "<%s><%s>", o->l->xml_row, o->l->columns[0].name);
    for (size_t i = 0; i <= o->l->record_limit; i++)
        S_put(o, "1");
    S_tags(o, "</%s></%s>", o->l->columns[0].name, o->l->xml_row);
    S_line(o, "");
    return o->form->angle ? ST_FILE_XML : ST_FILE_STRUCTURE;
}

static enum status S_wrong_trailer(struct output *o)
{
    S_trailer(o, o->rows + 1);
    return o->l->trailer_mark && o->form->trailer ? ST_FILE_TRAILER : ST_OK;
}

/* What is put behind the last row; answers what becomes of the file, ST_OK when it cannot be broken so. */
static const struct breakage {
    const char *name;
    enum status (*put)(struct output *o);
} breaks[] = {
    {"columnCount", S_column_count}, {"unclosed", S_unclosed},     {"badByte", S_bad_byte},
    {"longRecord", S_long_record},   {"trailer", S_wrong_trailer},
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
static enum status S_whole(struct output *o, enum status verdict, struct diag *d)
{
    buf_clear(&o->expected);
    if (ftruncate(o->expected_fd, 0) != 0 || lseek(o->expected_fd, 0, SEEK_SET) < 0)
        return file_failed(d, "出力ファイル", "書き込めるディスク", errno);
    buf_adds(&o->expected, "# 0 行目はファイル全体の結果\nline,code\n");
    S_verdict(&o->expected, 0, verdict);
    return ST_OK;
}

static enum status S_broken(struct output *o, const struct breakage *b, struct diag *d)
{
    enum status verdict = b->put(o);
    return verdict != ST_OK ? S_whole(o, verdict, d)
                            : diag_set(d, ST_SETUP, o->l->mei, "--break に合うレイアウト", b->name);
}

static enum status S_end(struct output *o, const char *broken, struct diag *d)
{
    enum status st = ST_OK;
    if (broken)
        st = S_broken(o, S_break(broken), d);
    else if (o->rows == 0)
        st = S_whole(o, ST_FILE_EMPTY, d);
    else
        S_trailer(o, o->rows);
    o->form->end(&o->out, o->l, o->cs);
    if (st == ST_OK)
        st = S_flush(o->fd, &o->out, d);
    return st == ST_OK ? S_flush(o->expected_fd, &o->expected, d) : st;
}

enum status output_close(struct output *o, const char *broken, struct diag *d)
{
    enum status st = o->expected_fd >= 0 ? S_end(o, broken, d) : ST_OK;
    if (o->expected_fd >= 0)
        close(o->expected_fd);
    if (o->fd >= 0)
        close(o->fd);
    buf_release(&o->out);
    buf_release(&o->expected);
    return st;
}
