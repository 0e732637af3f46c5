/* The counters; see metrics.h. That of calls is a fixed table: what callers invent (wrong services, wrong
 * operations) can fill it, and is then counted as "other", but cannot make it grow. */
#include "world/metrics.h"

#include <pthread.h>
#include <string.h>

#include "base/password.h"
#include "base/str.h"

enum { ROWS = 256, NAME = 40 };

struct row {
    char service[NAME], op[NAME], code[8];
    uint64_t calls, us;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct row rows[ROWS];
static int used;
static uint64_t total_in, total_out, juki;

/* Kinds of message and of link file: what is registered, so no caller can fill them. */
enum { KINDS = 128 };
struct kind {
    const char *name;
    uint64_t n, refused;
};
static struct kind messages[KINDS], files[KINDS];

/* Label values: letters, digits and a few marks; everything else would need escapes. */
static void S_label(char out[NAME], const char *s)
{
    str_mask(out, NAME, str_of(s));
    for (char *p = out; *p; p++)
        if (!(*p >= '0' && *p <= '9') && !(*p >= 'A' && *p <= 'Z') && !(*p >= 'a' && *p <= 'z') &&
            !strchr("-.", *p))
            *p = '_';
}

static struct row *S_row(const char *service, const char *op, const char *code)
{
    for (int i = 0; i < used; i++)
        if (strcmp(rows[i].op, op) == 0 && strcmp(rows[i].code, code) == 0 &&
            strcmp(rows[i].service, service) == 0)
            return &rows[i];
    if (used >= ROWS - 1 && strcmp(code, "other") != 0)
        return S_row("other", "other", "other");
    struct row *r = &rows[used++];
    memcpy(r->service, service, strlen(service) + 1);
    memcpy(r->op, op, strlen(op) + 1);
    memcpy(r->code, code, strlen(code) + 1);
    return r;
}

void metrics_count(const char *service, const char *op, const char *code, int64_t us, int64_t bytes_in,
                   int64_t bytes_out)
{
    char s[NAME], o[NAME], c[NAME];
    S_label(s, service);
    S_label(o, op);
    S_label(c, code);
    c[sizeof rows->code - 1] = 0; /* "other" cannot be a caller's code: ours have six characters */
    pthread_mutex_lock(&lock);
    struct row *r = S_row(s, o, c);
    r->calls++;
    r->us += (uint64_t)us;
    total_in += (uint64_t)bytes_in;
    total_out += (uint64_t)bytes_out;
    pthread_mutex_unlock(&lock);
}

static void S_count(struct kind *all, const char *name, int64_t n, int64_t refused)
{
    int i = 0;
    pthread_mutex_lock(&lock);
    while (i < KINDS - 1 && all[i].name && strcmp(all[i].name, name) != 0)
        i++;
    all[i].name = name;
    all[i].n += (uint64_t)n;
    all[i].refused += (uint64_t)refused;
    pthread_mutex_unlock(&lock);
}

void metrics_message(const char *kind, int64_t n)
{
    S_count(messages, kind, n, 0);
}

void metrics_file(const char *shubetsu, int64_t ok, int64_t refused)
{
    S_count(files, shubetsu, ok, refused);
}

void metrics_juki(int64_t n)
{
    pthread_mutex_lock(&lock);
    juki += (uint64_t)n;
    pthread_mutex_unlock(&lock);
}

static void S_family(struct buf *out, const char *name, const char *help)
{
    buf_addf(out, "# HELP %s %s\n# TYPE %s counter\n", name, help, name);
}

static void S_kinds(struct buf *out)
{
    S_family(out, "chukan_messages_total", "機関の間で届いた連携メッセージの件数");
    for (int i = 0; i < KINDS && messages[i].name; i++)
        buf_addf(out, "chukan_messages_total{kind=\"%s\"} %llu\n", messages[i].name,
                 (unsigned long long)messages[i].n);
    S_family(out, "chukan_file_rows_total", "終わった連携ファイルの行数");
    for (int i = 0; i < KINDS && files[i].name; i++)
        buf_addf(out,
                 "chukan_file_rows_total{shubetsu=\"%s\",kekka=\"seijo\"} %llu\n"
                 "chukan_file_rows_total{shubetsu=\"%s\",kekka=\"ijo\"} %llu\n",
                 files[i].name, (unsigned long long)files[i].n, files[i].name,
                 (unsigned long long)files[i].refused);
}

void metrics_text(struct buf *out)
{
    pthread_mutex_lock(&lock);
    S_family(out, "chukan_requests_total", "終わった要求の件数");
    for (int i = 0; i < used; i++)
        buf_addf(out, "chukan_requests_total{service=\"%s\",op=\"%s\",code=\"%s\"} %llu\n", rows[i].service,
                 rows[i].op, rows[i].code, (unsigned long long)rows[i].calls);
    S_family(out, "chukan_request_seconds_total", "要求の処理にかかった時間の合計（秒）");
    for (int i = 0; i < used; i++)
        buf_addf(out, "chukan_request_seconds_total{service=\"%s\",op=\"%s\",code=\"%s\"} %.6f\n",
                 rows[i].service, rows[i].op, rows[i].code, (double)rows[i].us / 1e6);
    S_family(out, "chukan_received_bytes_total", "受け取った本文のバイト数");
    buf_addf(out, "chukan_received_bytes_total %llu\n", (unsigned long long)total_in);
    S_family(out, "chukan_sent_bytes_total", "返した本文のバイト数");
    buf_addf(out, "chukan_sent_bytes_total %llu\n", (unsigned long long)total_out);
    S_family(out, "chukan_juki_access_total", "住基ネットが受けた本人確認と登録時突合の照会の件数");
    buf_addf(out, "chukan_juki_access_total %llu\n", (unsigned long long)juki);
    S_family(out, "chukan_password_hashes_total", "パスワードのハッシュを計算した回数");
    buf_addf(out, "chukan_password_hashes_total %llu\n", (unsigned long long)password_hashes());
    S_kinds(out);
    pthread_mutex_unlock(&lock);
}
