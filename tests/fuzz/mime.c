/* Media types and multipart bodies: an input is a byte that says the pieces, a Content-Type, a line end, and
 * the body. */
#include "soap/mime.h"

#include <stdio.h>
#include <string.h>

#include "drive/fuzz.h"

static enum status S_begin(void *cls, const struct mime_part *part)
{
    buf_addf(cls, "\n(%s|%s|%s|%d", part->id, part->location, part->media.type, part->base64);
    for (int i = 0; i < part->media.params; i++)
        buf_addf(cls, "|%s=%s", part->media.param[i].name, part->media.param[i].value);
    buf_addc(cls, ')');
    return ST_OK;
}

static enum status S_data(void *cls, const char *p, size_t n)
{
    buf_add(cls, p, n);
    return ST_OK;
}

static enum status S_end(void *cls)
{
    buf_adds(cls, "(end)");
    return ST_OK;
}

static enum status S_cut(const char *boundary, const char *p, size_t n, size_t piece, struct buf *log,
                         struct diag *d)
{
    static const struct mime_events events = {S_begin, S_data, S_end};
    static struct mime m;
    buf_clear(log);
    enum status st = mime_init(&m, boundary, &events, log, d);
    for (size_t at = 0; at < n && st == ST_OK; at += piece)
        st = mime_feed(&m, p + at, n - at < piece ? n - at : piece, d);
    st = st == ST_OK ? mime_end(&m, d) : st;
    fuzz_told(st, d);
    return st;
}

/* What a parsed type says, written again, is parsed as the same. */
static void S_type(const struct media *m)
{
    struct media again;
    char text[2 * MEDIA_TEXT];
    size_t at = (size_t)snprintf(text, sizeof text, "%s", m->type);
    for (int i = 0; i < m->params; i++) {
        at += (size_t)snprintf(text + at, sizeof text - at, "; %s=\"", m->param[i].name);
        for (const char *v = m->param[i].value; *v && at + 4 < sizeof text; v++) {
            if (*v == '"' || *v == '\\')
                text[at++] = '\\';
            text[at++] = *v;
        }
        at += (size_t)snprintf(text + at, sizeof text - at, "\"");
    }
    const char *why = at < MEDIA_TEXT / 2 ? media_parse(&again, text, at) : "long";
    if (why && strcmp(why, "long") != 0)
        fuzz_fail("%s: %s", text, why);
    bool same = !why && strcmp(again.type, m->type) == 0 && again.params == m->params;
    for (int i = 0; same && i < m->params; i++)
        same = strcmp(again.param[i].name, m->param[i].name) == 0 &&
               strcmp(again.param[i].value, m->param[i].value) == 0;
    if (!why && !same)
        fuzz_fail("%s: another type", text);
}

static void S_run(const char *p, size_t n)
{
    static struct buf whole, pieces;
    static struct media m;
    struct diag d = DIAG_INIT, other = DIAG_INIT;
    const size_t piece = 1 + fuzz_byte(&p, &n) % 32;
    const char *line = memchr(p, '\n', n);
    const size_t type = line ? (size_t)(line - p) : n;
    const char *why = media_parse(&m, p, type);
    if (why) {
        fuzz_legible(why);
        return;
    }
    S_type(&m);
    const char *boundary = media_param(&m, "boundary");
    p += type + (line != NULL);
    n -= type + (line != NULL);
    enum status st = S_cut(boundary, p, n, n ? n : 1, &whole, &d);
    enum status st2 = S_cut(boundary, p, n, piece, &pieces, &other);
    fuzz_same(st, &d, st2, &other);
    fuzz_same_buf("parts in pieces", &whole, &pieces);
    char id[MIME_ID];
    const char *start = media_param(&m, "start");
    if (start && mime_id(str_of(start), id) && !mime_id_is(id, id))
        fuzz_fail("%s is not itself", id);
}

#define TYPE "multipart/related; type=\"application/xop+xml\"; start=\"<root@a>\"; boundary="

#define TWO                                                                                                  \
    "--b\r\nContent-Type: application/xop+xml; charset=utf-8\r\nContent-ID: <root@a>\r\n\r\n<a/>\r\n"        \
    "--b\r\nContent-ID: <x%40y>\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--b--\r\n"

static void S_seeds(void)
{
    static const char *const bodies[] = {
        " " TYPE "\"b\"\n" TWO,
        "\x01" TYPE "abc\r\npreamble\r\n--abc  \r\nContent-Location: a\r\n b\r\n\r\n\r\n--ab\r\n--abc--c",
        "\x02" TYPE "abc\n--abc\n\n\n--abc\nContent-Type: text/plain; a=\"b\\\"c\"\n\nx\r\n--abc--",
        "\x03text/xml; charset=\"utf-8\"; a=b ; c=\"d;e\"\n",
        "\4application/soap+xml;action=\"urn:a\";charset=UTF-8\n",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        fuzz_seed(bodies[i], strlen(bodies[i]));
    fuzz_seed_folder("\x05" TYPE "\"b\"\n", "tests/hostile", ".bin");
    fuzz_seed_folder("\x05" TYPE "\"MIMEBoundary\"\n", "tests/hostile", "mime-fine.bin");
}

static void S_open(void)
{
}

static const char *const words[] = {"multipart/related",
                                    "boundary=",
                                    "\"b\"",
                                    "--b",
                                    "--b--",
                                    "\r\n",
                                    "\n--b\n",
                                    "\r\n--b\r\n",
                                    "\r\n\r\n",
                                    "Content-ID: <a>",
                                    "Content-Type: ",
                                    "Content-Transfer-Encoding: ",
                                    "base64",
                                    "Content-Location: ",
                                    "; start=\"<a>\"",
                                    "\\\"",
                                    "%00",
                                    "%41",
                                    NULL};

const struct fuzz fuzz = {S_open, S_seeds, S_run, 600, 20000, words};
