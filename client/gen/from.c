/* Residents out of a link file; see from.h. */
#include "gen/from.h"

#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/file.h"
#include "file/form/form.h"
#include "file/layout/check.h"
#include "file/layout/judge.h"

enum { MEMORY = 1 << 30, ROW_MEMORY = 1 << 16, RECORD_LIMIT = 64 * 1024, CODE = 12, COLUMNS = 64 };

/* Of jumin.csv, and what each becomes of: a column of the link file, or what stands there when it is empty.
 */
static const struct {
    const char *column, *field, *other;
} parts[] = {{"juminhyo_code", NULL, ""},
             {"kojin_bango", "kojinBango", ""},
             {"setai", NULL, ""},
             {"zokugara", NULL, ""},
             {"shimei", "shimei", "架空　太郎"},
             {"shimei_kana", "shimeiKana", "カクウ　タロウ"},
             {"seibetsu", "seibetsu", "1"},
             {"seinengappi", "seinengappi", "19700101"},
             {"jusho", "jusho", "架空県想定市見本町一丁目１番１号"},
             {"jotai", NULL, "有効"},
             {"ido_jiyu", NULL, ""},
             {"jumin_ymd", "seinengappi", "19700101"}};
enum { PARTS = sizeof parts / sizeof *parts, P_CODE = 0, P_BANGO = 1, P_SETAI = 2, P_ZOKUGARA = 3 };

struct from {
    struct arena *a;    /* what is known */
    void *bango, *code; /* trees of texts: those of the table, and those added */
    int place[COLUMNS]; /* of the table's columns: which part; -1: none of them */
    int columns;
    struct buf out;
    struct from_counts *counts;
    struct diag *d;
};

static int S_order(const void *x, const void *y)
{
    return strcmp(x, y);
}

/* true: it was not there. */
static bool S_new(struct from *f, void **tree, const char *text)
{
    if (tfind(text, tree, S_order))
        return false;
    const char *kept = arena_strdup(f->a, text);
    return kept && tsearch(kept, tree, S_order);
}

static void S_nothing(void *text)
{
    (void)text; /* the arena has it */
}

/* Derived from the number, the same every time; one that is taken, from the next. */
static void S_code(struct from *f, const char *bango, char out[CODE])
{
    unsigned char sum[32];
    for (char round = '0';; round++) {
        hmac_sha256((const unsigned char *)&round, 1, bango, strlen(bango), sum);
        uint64_t n = 0;
        for (int i = 0; i < 8; i++)
            n = n << 8 | sum[i];
        snprintf(out, CODE, "%010llu0", (unsigned long long)(n % 10000000000ULL));
        while (!check_digit_ok(CHECK_JUMINHYO_CODE, str_of(out)))
            out[CODE - 2]++;
        if (S_new(f, &f->code, out) || arena_failed(f->a))
            return;
    }
}

static void S_cell(struct buf *out, const char *text, bool first)
{
    if (!first)
        buf_addc(out, ',');
    if (!strpbrk(text, ",\"\r\n")) {
        buf_adds(out, text);
        return;
    }
    buf_addc(out, '"');
    for (; *text; text++)
        buf_addf(out, *text == '"' ? "\"\"" : "%c", *text);
    buf_addc(out, '"');
}

/* --- the table as it is -----------------------------------------------------------------------------------
 */

static int S_part(const char *column)
{
    int i = PARTS;
    while (i-- && strcmp(parts[i].column, column) != 0)
        ;
    return i;
}

static enum status S_heading(struct from *f, const char *path, const struct record *rec)
{
    unsigned have = 0;
    f->columns = rec->n;
    for (int i = 0; i < rec->n && i < COLUMNS; i++) {
        f->place[i] = S_part(rec->cells[i].p);
        have |= f->place[i] >= 0 ? 1U << f->place[i] : 0;
    }
    return rec->n <= COLUMNS && (have & 3) == 3
               ? ST_OK
               : diag_set(f->d, ST_SETUP, file_base(path), "列 juminhyo_code と kojin_bango のある住民の表",
                          "ほかの見出し");
}

static void S_keep(struct from *f, const struct record *rec, bool heading)
{
    for (int i = 0; i < rec->n; i++) {
        S_cell(&f->out, rec->cells[i].p, i == 0);
        if (!heading && f->place[i] == P_BANGO)
            S_new(f, &f->bango, rec->cells[i].p);
        if (!heading && f->place[i] == P_CODE)
            S_new(f, &f->code, rec->cells[i].p);
    }
    buf_addc(&f->out, '\n');
}

static enum status S_there(struct from *f, const char *path, int fd)
{
    const struct reader_form form = {.delimiter = ',', .record_limit = RECORD_LIMIT};
    struct reader *r = reader_new(&form, charset_find("UTF-8"), fd, 0, 1);
    struct record rec;
    bool found, heading = true;
    enum status st = r ? ST_OK : diag_set(f->d, ST_LIMIT, file_base(path), "メモリ", "不足");
    while (st == ST_OK && (st = reader_next(r, &rec, &found, f->d)) == ST_OK && found) {
        st = heading ? S_heading(f, path, &rec) : ST_OK;
        if (st == ST_OK)
            S_keep(f, &rec, heading);
        heading = false;
    }
    reader_free(r);
    return st;
}

static enum status S_table(struct from *f, const char *path)
{
    int fd = access(path, F_OK) == 0 ? file_open(path) : -1;
    if (fd < 0 && access(path, F_OK) == 0)
        return diag_set(f->d, ST_SETUP, file_base(path), "読めるファイル", FILE_CAUSE(errno));
    if (fd >= 0) {
        enum status st = S_there(f, path, fd);
        close(fd);
        if (st != ST_OK || f->columns)
            return st;
    }
    f->columns = PARTS;
    for (int i = 0; i < PARTS; i++) {
        f->place[i] = i;
        S_cell(&f->out, parts[i].column, i == 0);
    }
    buf_addc(&f->out, '\n');
    return ST_OK;
}

/* --- the members ------------------------------------------------------------------------------------------
 */

static const char *S_value(const struct layout *l, const struct str *values, const char *field)
{
    const int at = field ? layout_field(l, field) : -1;
    return at >= 0 && values[at].p ? values[at].p : "";
}

/* Who shares 記号 and 番号 lives together. */
static void S_setai(const struct layout *l, const struct str *values, char out[20])
{
    const char *kigo = S_value(l, values, "kigo"), *bango = S_value(l, values, "bango");
    unsigned char sum[32];
    hmac_sha256(kigo, strlen(kigo), bango, strlen(bango), sum);
    out[0] = 'K';
    letter_text(sum, 8, out + 1);
}

static void S_member(struct from *f, const struct layout *l, const struct str *values)
{
    char code[CODE], setai[20];
    const char *bango = S_value(l, values, "kojinBango");
    if (!check_digit_ok(CHECK_KOJIN_BANGO, str_of(bango))) {
        f->counts->left_out++;
        return;
    }
    if (!S_new(f, &f->bango, bango)) {
        f->counts->there++;
        return;
    }
    f->counts->added++;
    S_code(f, bango, code);
    S_setai(l, values, setai);
    const bool honnin = strcmp(S_value(l, values, "honninKazoku"), "1") == 0;
    for (int i = 0; i < f->columns; i++) {
        const int p = f->place[i];
        const char *text = p >= 0 ? S_value(l, values, parts[p].field) : "";
        text = p == P_CODE       ? code
               : p == P_SETAI    ? setai
               : p == P_ZOKUGARA ? (honnin ? "世帯主" : "世帯員")
                                 : text;
        S_cell(&f->out, *text || p < 0 ? text : parts[p].other, i == 0);
    }
    buf_addc(&f->out, '\n');
}

/* As the daemon reads it; a row that it would refuse is a person all the same. */
static enum status S_members(struct from *f, const struct layout *l, const struct charset *cs, int fd)
{
    const struct reader_form form = form_csv(l);
    const struct judge j = {.l = l, .cs = cs};
    struct arena *a = arena_new(ROW_MEMORY);
    struct str *values = calloc((size_t)l->n, sizeof *values);
    struct diag *errors = calloc(JUDGE_ERRORS, sizeof *errors);
    struct reader *r = reader_new(&form, cs, fd, 0, 1);
    struct record rec;
    bool found, heading = l->header;
    enum status st = a && values && errors && r ? ST_OK : diag_set(f->d, ST_LIMIT, l->mei, "メモリ", "不足");
    while (st == ST_OK && (st = reader_next(r, &rec, &found, f->d)) == ST_OK && found) {
        if (!heading) {
            judge_row(&j, rec.cells, a, values, errors);
            S_member(f, l, values);
            arena_reset(a);
        }
        heading = false;
        if (arena_failed(f->a))
            st = diag_set(f->d, ST_LIMIT, l->mei, "メモリ", "不足");
    }
    reader_free(r);
    free(errors);
    free(values);
    arena_free(a);
    return st;
}

static enum status S_file(struct from *f, const char *file)
{
    char head[4096];
    const struct layout *l;
    const struct charset *cs = charset_find("CP932");
    int fd = file_open(file);
    if (fd < 0)
        return diag_set(f->d, ST_SETUP, file_base(file), "読めるファイル", FILE_CAUSE(errno));
    ssize_t n = read(fd, head, sizeof head);
    const char *rather = n > 0 ? charset_mistaken(cs, head, (size_t)n) : NULL;
    const struct charset *other = rather ? charset_find(rather) : NULL;
    enum status st = rather && !other
                         ? diag_set(f->d, ST_SETUP, file_base(file), "CSV の連携ファイル", rather)
                         : layout_get("kanyushaToroku", clock_date((int64_t)time(NULL)), &l, f->d);
    if (st == ST_OK && lseek(fd, 0, SEEK_SET) != 0)
        st = diag_set(f->d, ST_SETUP, file_base(file), "ファイル", FILE_CAUSE(errno));
    if (st == ST_OK)
        st = S_members(f, l, other ? other : cs, fd);
    close(fd);
    return st;
}

/* A table that is there keeps its mode, and a link to it stays one. */
static enum status S_write(const char *out, const struct buf *text, struct diag *d)
{
    struct stat sb;
    char *real = realpath(out, NULL);
    mode_t mode = real && stat(real, &sb) == 0 ? sb.st_mode & 07777 : 0600;
    enum status st = file_write(real ? real : out, mode, text->data, text->len, d);
    free(real);
    return st;
}

enum status from_kanyusha(const char *file, const char *out, struct from_counts *ret, struct diag *d)
{
    struct from f = {.a = arena_new(MEMORY), .out = BUF_INIT, .counts = ret, .d = d};
    *ret = (struct from_counts){0};
    enum status st = f.a ? S_table(&f, out) : diag_set(d, ST_LIMIT, file_base(out), "メモリ", "不足");
    if (st == ST_OK)
        st = S_file(&f, file);
    if (st == ST_OK)
        st = buf_ok(&f.out) ? S_write(out, &f.out, d)
                            : diag_set(d, ST_LIMIT, file_base(out), "メモリ", "不足");
    tdestroy(f.bango, S_nothing);
    tdestroy(f.code, S_nothing);
    buf_release(&f.out);
    arena_free(f.a);
    return st;
}
