/* Zip by libzip; see zip.h. The library reads a whole directory into memory, so its size is measured first.
 */
#include "file/form/zip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/file_name.h"
#include "file/charset/charset.h"

enum {
    END_RECORD = 22,                    /* bytes of the end-of-directory record without comment */
    LOCATOR = 20,                       /* of the ZIP64 record before it */
    TAIL = END_RECORD + 65535,          /* where the record may be, by the format */
    DIRECTORY = ZIPFILE_ENTRIES * 4096, /* bytes; an entry with long names and stamps has 1,000 */
    PIECE = 64 * 1024,
    DOS_FIRST = 1980,
    DOS_LAST = 2107, /* what a time stamp of the format can say */
    JAPAN = 9 * 3600
};

struct zipfile {
    zip_t *zip;
};

bool zipfile_named(const char *name)
{
    size_t n = strlen(name);
    return n > 4 && strcasecmp(name + n - 4, ".zip") == 0;
}

/* --- words ------------------------------------------------------------------------------------------------
 */

/* Our words for what people's files have; the rest gets the library's number. */
static const char *S_why(int code)
{
    static const struct {
        int code;
        const char *why;
    } known[] = {
        {ZIP_ER_NOZIP, "zip の目録がない（途中で切れている、または zip ではない）"},
        {ZIP_ER_INCONS, "目録と中身が合わない"},
        {ZIP_ER_CRC, "中身の検査値（CRC）が合わない"},
        {ZIP_ER_ZLIB, "圧縮データが不正な形式"},
        {ZIP_ER_EOF, "途中で切れている"},
        {ZIP_ER_READ, "途中で切れている"},
        {ZIP_ER_SEEK, "途中で切れている"},
        {ZIP_ER_EXISTS, "同じ名前のファイルが二つ"},
        {ZIP_ER_MULTIDISK, "分割された zip"},
        {ZIP_ER_COMPRESSED_DATA, "圧縮データが不正な形式"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].code == code)
            return known[i].why;
    return NULL;
}

static enum status S_failed(const char *item, const zip_error_t *e, struct diag *d)
{
    int code = zip_error_code_zip(e);
    if (code == ZIP_ER_MEMORY)
        return diag_set(d, ST_LIMIT, item, "メモリ", "不足");
    if (code == ZIP_ER_NOENT)
        return file_failed(d, item, "読み書きできるファイル", ENOENT);
    if (code == ZIP_ER_CANCELLED)
        return diag_set(d, ST_RESET, item, NULL, NULL);
    if (code == ZIP_ER_OPEN || code == ZIP_ER_TMPOPEN || code == ZIP_ER_WRITE || code == ZIP_ER_RENAME)
        return file_failed(d, item, "読み書きできるファイル", zip_error_code_system(e));
    const char *why = S_why(code);
    return why ? diag_set(d, ST_FILE_ZIP, item, "正しい zip", why)
               : diag_setf(d, ST_FILE_ZIP, item, "正しい zip", "zip のエラー %d", code);
}

static enum status S_bytes(const char *item, const char *want, int64_t limit, int64_t have, struct diag *d)
{
    char text[96];
    snprintf(text, sizeof text, "%s %lldバイト以内", want, (long long)limit);
    return diag_setf(d, ST_FILE_ZIP, item, text, "%lldバイト", (long long)have);
}

/* --- the directory, before the library reads it -----------------------------------------------------------
 */

static uint32_t S_le(const unsigned char *p, int bytes)
{
    uint32_t v = 0;
    while (bytes--)
        v = v << 8 | p[bytes];
    return v;
}

/* A place that may be the end record (the library tries each): what it would have us read. */
static enum status S_end_record(const unsigned char *p, int64_t at, bool zip64, struct diag *d)
{
    uint32_t entries = S_le(p + 10, 2), size = S_le(p + 12, 4), offset = S_le(p + 16, 4);
    if (zip64)
        return diag_set(d, ST_FILE_ZIP, "zip の目録", "ZIP64 でない zip", "ZIP64");
    if ((int64_t)offset + size > at) /* refused by the library, too */
        return ST_OK;
    if (entries > ZIPFILE_ENTRIES)
        return diag_setf(d, ST_FILE_ZIP, "zip の中のファイルの数", "100 以内", "%u", (unsigned)entries);
    return size > DIRECTORY ? S_bytes("zip の目録", "目録", DIRECTORY, size, d) : ST_OK;
}

static enum status S_tail(int fd, int64_t size, unsigned char *tail, struct diag *d)
{
    size_t n = size < TAIL + LOCATOR ? (size_t)size : TAIL + LOCATOR;
    if (pread(fd, tail, n, size - (int64_t)n) != (ssize_t)n)
        return file_failed(d, "zip", "読めるファイル", errno ? errno : EIO);
    enum status st = ST_OK;
    for (size_t i = n < END_RECORD ? 0 : n - END_RECORD + 1; st == ST_OK && i-- > 0;)
        if (memcmp(tail + i, "PK\5\6", 4) == 0)
            st = S_end_record(tail + i, size - (int64_t)(n - i),
                              i >= LOCATOR && memcmp(tail + i - LOCATOR, "PK\6\7", 4) == 0, d);
    return st;
}

static enum status S_measure(const char *path, int64_t *ret_size, struct diag *d)
{
    struct stat sb;
    unsigned char *tail = malloc(TAIL + LOCATOR);
    int fd = file_open(path);
    enum status st = ST_OK;
    if (!tail)
        st = diag_set(d, ST_LIMIT, "zip", "メモリ", "不足");
    else if (fd < 0 || fstat(fd, &sb) < 0)
        st = file_failed(d, "zip", "読めるファイル", errno);
    else if (sb.st_size == 0) /* as it is said of any file */
        st = diag_set(d, ST_FILE_EMPTY, "ファイル", "1行以上", "0行");
    if (st == ST_OK)
        st = S_tail(fd, sb.st_size, tail, d);
    if (st == ST_OK)
        *ret_size = sb.st_size;
    if (fd >= 0)
        close(fd);
    free(tail);
    return st;
}

/* --- the entries ------------------------------------------------------------------------------------------
 */

/* The name as UTF-8: marked so or surely so, else CP932, which Japanese Windows writes. NULL: neither. */
static const char *S_name(zip_t *zip, uint64_t index, struct arena *a)
{
    const char *strict = zip_get_name(zip, index, ZIP_FL_ENC_STRICT);
    const char *copy = strict ? arena_strdup(a, strict) : NULL;
    const char *raw = zip_get_name(zip, index, ZIP_FL_ENC_RAW);
    const struct charset *cp932 = charset_find("CP932");
    if (!copy || !raw || !cp932)
        return NULL;
    size_t n = strlen(raw), made;
    /* without the mark the library takes it for CP437, which changes whatever is not ASCII */
    if (strcmp(copy, raw) == 0 || charset_mistaken(cp932, raw, n))
        return str_utf8_len(str_of(raw)) >= 0 ? arena_strdup(a, raw) : NULL;
    bool bad;
    char *name = arena_alloc(a, charset_room(cp932, n) + 1);
    return name && charset_decode(cp932, raw, n, name, &made, &bad) == n ? name : NULL;
}

static enum status S_judge(const zip_stat_t *s, const char *name, struct diag *d)
{
    if (zipfile_named(name))
        return diag_set(d, ST_FILE_ZIP, "zip の中のファイル", "連携ファイル（.csv か .xml）", name);
    if (s->encryption_method != ZIP_EM_NONE)
        return diag_set(d, ST_FILE_ZIP, name, "暗号化していないファイル", "暗号化されている");
    if (s->comp_method != ZIP_CM_STORE && s->comp_method != ZIP_CM_DEFLATE)
        return diag_setf(d, ST_FILE_ZIP, name, "圧縮方式は無圧縮か deflate", "方式 %u",
                         (unsigned)s->comp_method);
    if (s->size > ZIPFILE_RATIO_FREE && s->size / ZIPFILE_RATIO > s->comp_size)
        return diag_setf(d, ST_FILE_ZIP, name, "圧縮率 200 倍まで", "%lldバイトが %lldバイトになる",
                         (long long)s->comp_size, (long long)s->size);
    return ST_OK;
}

static enum status S_entry(zip_t *zip, uint64_t index, struct arena *a, struct zipfile_entry *e,
                           zip_stat_t *s, struct diag *d)
{
    char nth[64];
    snprintf(nth, sizeof nth, "zip の中の %llu番目のファイル", (unsigned long long)index + 1);
    const uint64_t need = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD |
                          ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(zip, index, 0, s) != 0)
        return S_failed(nth, zip_get_error(zip), d);
    *e = (struct zipfile_entry){S_name(zip, index, a), (int64_t)s->size, index};
    if (arena_failed(a))
        return diag_set(d, ST_LIMIT, nth, "メモリ", "不足");
    if ((s->valid & need) != need || !e->name)
        return diag_set(d, ST_FILE_ZIP, nth, "UTF-8 か CP932 の名前", "読めない名前");
    if (!file_name_safe(e->name))
        return file_name_refuse(d, ST_FILE_ZIP, nth, "ファイル名が " FILE_NAME_WANT, e->name);
    return S_judge(s, e->name, d);
}

static int S_by_name(const void *a, const void *b)
{
    return strcmp(((const struct zipfile_entry *)a)->name, ((const struct zipfile_entry *)b)->name);
}

static enum status S_unique(const struct zipfile_entry *e, int n, struct diag *d)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < i; k++)
            if (strcasecmp(e[i].name, e[k].name) == 0)
                return diag_setf(d, ST_FILE_ZIP, "zip の中のファイル名", "すべて違う名前（大文字小文字も）",
                                 "%s が二つ", e[i].name);
    return ST_OK;
}

static enum status S_entries(zip_t *zip, int64_t packed, int64_t limit, struct arena *a,
                             struct zipfile_entry **ret, int *ret_n, struct diag *d)
{
    int64_t n = zip_get_num_entries(zip, 0), size = 0;
    if (n < 1 || n > ZIPFILE_ENTRIES)
        return diag_setf(d, ST_FILE_ZIP, "zip の中のファイルの数", "1〜100", "%lld", (long long)n);
    struct zipfile_entry *e = arena_array(a, (size_t)n, sizeof *e);
    if (!e)
        return diag_set(d, ST_LIMIT, "zip", "メモリ", "不足");
    for (int64_t i = 0; i < n; i++) {
        zip_stat_t s;
        enum status st = S_entry(zip, (uint64_t)i, a, &e[i], &s, d);
        if (st != ST_OK)
            return st;
        /* one at a time, so that no sum overflows */
        if (s.size > (uint64_t)(limit - size))
            return S_bytes(e[i].name, "展開した大きさの合計", limit,
                           s.size > (uint64_t)(INT64_MAX - size) ? INT64_MAX : size + (int64_t)s.size, d);
        if (s.comp_size > (uint64_t)packed)
            return diag_set(d, ST_FILE_ZIP, e[i].name, "重なりのないファイル", "zip より大きい圧縮データ");
        size += (int64_t)s.size;
        packed -= (int64_t)s.comp_size;
    }
    qsort(e, (size_t)n, sizeof *e, S_by_name);
    enum status st = S_unique(e, (int)n, d);
    if (st == ST_OK) {
        *ret = e;
        *ret_n = (int)n;
    }
    return st;
}

enum status zipfile_open(const char *path, int64_t limit, struct arena *a, struct zipfile **ret,
                         struct zipfile_entry **ret_entries, int *ret_n, struct diag *d)
{
    int64_t size = 0;
    enum status st = S_measure(path, &size, d);
    if (st != ST_OK)
        return st;
    int code = 0;
    struct zipfile *z = calloc(1, sizeof *z);
    if (!z)
        return diag_set(d, ST_LIMIT, "zip", "メモリ", "不足");
    z->zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);
    if (!z->zip) {
        zip_error_t e;
        zip_error_init_with_code(&e, code);
        st = S_failed("zip", &e, d);
        zip_error_fini(&e);
    } else {
        st = S_entries(z->zip, size, limit, a, ret_entries, ret_n, d);
    }
    if (st != ST_OK) {
        zipfile_close(z);
        return st;
    }
    *ret = z;
    return ST_OK;
}

void zipfile_close(struct zipfile *z)
{
    if (z && z->zip)
        zip_discard(z->zip);
    free(z);
}

/* --- unpacking --------------------------------------------------------------------------------------------
 */

static enum status S_put(int fd, const char *p, size_t n, struct diag *d)
{
    while (n) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return file_failed(d, "展開したファイル", "書き込めるディスク", errno);
        p += done;
        n -= (size_t)done;
    }
    return ST_OK;
}

static enum status S_unpack(zip_file_t *f, const struct zipfile_entry *e, int fd, const atomic_bool *stop,
                            char *piece, struct diag *d)
{
    int64_t have = 0;
    for (;;) {
        int64_t n = zip_fread(f, piece, PIECE);
        if (n < 0)
            return S_failed(e->name, zip_file_get_error(f), d);
        have += n;
        if (have > e->size || (n == 0 && have < e->size))
            return diag_setf(d, ST_FILE_ZIP, e->name, "目録どおりの大きさ", "目録 %lldバイト、中身は%s",
                             (long long)e->size, n ? "それより長い" : "それより短い");
        if (n == 0)
            return ST_OK;
        if (stop && atomic_load(stop))
            return diag_set(d, ST_RESET, e->name, NULL, NULL);
        enum status st = S_put(fd, piece, (size_t)n, d);
        if (st != ST_OK)
            return st;
    }
}

enum status zipfile_extract(struct zipfile *z, const struct zipfile_entry *e, const char *to,
                            const atomic_bool *stop, struct diag *d)
{
    enum status st = ST_OK;
    char *piece = malloc(PIECE);
    zip_file_t *f = zip_fopen_index(z->zip, e->index, 0);
    int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (!piece)
        st = diag_set(d, ST_LIMIT, e->name, "メモリ", "不足");
    else if (fd < 0)
        st = file_failed(d, "展開したファイル", "書き込めるフォルダー", errno);
    else if (!f)
        st = S_failed(e->name, zip_get_error(z->zip), d);
    else
        st = S_unpack(f, e, fd, stop, piece, d);
    if (f)
        zip_fclose(f);
    if (fd >= 0)
        close(fd);
    free(piece);
    return st;
}

/* --- packing ----------------------------------------------------------------------------------------------
 */

static void S_dos(int64_t at, uint16_t *ret_date, uint16_t *ret_time)
{
    char day[9];
    str_from_date(clock_date(at), day);
    long ymd = strtol(day, NULL, 10), year = ymd / 10000, second = (at + JAPAN) % 86400;
    *ret_time = (uint16_t)(second / 3600 << 11 | second / 60 % 60 << 5 | second % 60 / 2);
    if (year < DOS_FIRST || year > DOS_LAST) {
        ymd = year < DOS_FIRST ? DOS_FIRST * 10000 + 101 : DOS_LAST * 10000 + 1231;
        year = ymd / 10000;
    }
    *ret_date = (uint16_t)((year - DOS_FIRST) << 9 | ymd / 100 % 100 << 5 | ymd % 100);
}

static bool S_add(zip_t *zip, const struct zipfile_item *item, uint16_t date, uint16_t time)
{
    zip_source_t *source = zip_source_file(zip, item->path, 0, -1);
    int64_t index = source ? zip_file_add(zip, item->name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (source && index < 0)
        zip_source_free(source);
    return index >= 0 && zip_set_file_compression(zip, (uint64_t)index, ZIP_CM_DEFLATE, 0) == 0 &&
           zip_file_set_dostime(zip, (uint64_t)index, time, date, 0) == 0;
}

static int S_cancel(zip_t *zip, void *cls)
{
    (void)zip;
    const atomic_bool *stop = cls;
    return atomic_load(stop);
}

static enum status S_pack(const char *to, const struct zipfile_item *items, int n, int64_t at,
                          const atomic_bool *stop, struct diag *d)
{
    int code = 0;
    uint16_t date, time;
    S_dos(at, &date, &time);
    zip_t *zip = zip_open(to, ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!zip) {
        zip_error_t e;
        zip_error_init_with_code(&e, code);
        enum status st = S_failed("結果の zip", &e, d);
        zip_error_fini(&e);
        return st;
    }
    bool ok =
        !stop || zip_register_cancel_callback_with_state(zip, S_cancel, NULL, (void *)(uintptr_t)stop) == 0;
    for (int i = 0; ok && i < n; i++)
        ok = S_add(zip, &items[i], date, time);
    if (ok && zip_close(zip) == 0)
        return ST_OK;
    enum status st = S_failed("結果の zip", zip_get_error(zip), d);
    zip_discard(zip);
    return st;
}

/* The library takes a stamp through the machine's local time, which may not have that hour: every entry gets
 * it as it was meant, in the directory and before its data. What needs ZIP64 to say where it is keeps what
 * the library wrote. 0, or -1 and errno. */
static int S_stamp(int fd, int64_t at)
{
    unsigned char end[END_RECORD], entry[46];
    uint16_t date, time;
    struct stat sb;
    S_dos(at, &date, &time);
    const unsigned char stamp[] = {time & 0xFF, time >> 8, date & 0xFF, date >> 8};
    if (fstat(fd, &sb) != 0 || pread(fd, end, sizeof end, sb.st_size - END_RECORD) != END_RECORD)
        return -1;
    int64_t where = S_le(end + 16, 4);
    for (uint32_t i = 0; i < S_le(end + 10, 2) && where < UINT32_MAX; i++) {
        if (pread(fd, entry, sizeof entry, where) != sizeof entry)
            return -1;
        const int64_t local = S_le(entry + 42, 4);
        if (pwrite(fd, stamp, sizeof stamp, where + 12) != sizeof stamp ||
            (local < UINT32_MAX && pwrite(fd, stamp, sizeof stamp, local + 10) != sizeof stamp))
            return -1;
        where += (int64_t)sizeof entry + S_le(entry + 28, 2) + S_le(entry + 30, 2) + S_le(entry + 32, 2);
    }
    return 0;
}

/* From its working name to its own, durably. */
static enum status S_settle(const char *work, const char *to, int64_t at, struct diag *d)
{
    int fd = open(work, O_RDWR | O_CLOEXEC), rc = fd < 0 ? -1 : fchmod(fd, 0600);
    if (rc == 0)
        rc = S_stamp(fd, at);
    if (rc == 0)
        rc = fsync(fd);
    if (fd >= 0)
        close(fd);
    if (rc == 0)
        rc = rename(work, to);
    if (rc == 0)
        rc = file_sync_parent(to);
    return rc == 0 ? ST_OK : file_failed(d, "結果の zip", "保存できるファイル", errno);
}

enum status zipfile_make(const char *to, const struct zipfile_item *items, int n, int64_t at,
                         const atomic_bool *stop, struct diag *d)
{
    size_t cap = strlen(to) + 5;
    char *work = malloc(cap);
    if (!work)
        return diag_set(d, ST_LIMIT, "結果の zip", "メモリ", "不足");
    snprintf(work, cap, "%s.new", to);
    enum status st = S_pack(work, items, n, at, stop, d);
    if (st == ST_OK)
        st = S_settle(work, to, at, d);
    else
        unlink(work);
    free(work);
    return st;
}
