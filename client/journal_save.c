/* An exchange as a shell script: the message with a variable in each masked place. Whoever sent it wrote what
 * the script is made of, so nothing of it stands there but quoted, in a comment of one line, or as a URL has
 * it. See journal.h. */
#include "base/file.h"
#include "journal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/english.h"
#include "base/str.h"
#include "say.h"

enum { NAME = 48, VARIABLES = 200 };

/* As the daemon writes them: soap/veil.h. */
static const char number[] = "************", secret[] = "［伏せた値］", file[] = "［ファイル", end[] = "］",
                  opens[] = "［";
static const char boundary[] = "chukan-journal";

#define OURS "#!/bin/sh\n# chukan journal show " /* begins each script */
#define CURL "curl -gsS --path-as-is \"$@\""     /* the URL as it is */

struct variable {
    char name[NAME];
    const char *about; /* what was said in its place, with its length */
    size_t about_n;
    bool path; /* of a file, whose content is what is sent */
};

struct script {
    struct buf head, body, target;
    struct variable list[VARIABLES];
    int n;
    bool multipart, full; /* full: there are more masked places than variables */
    struct str cid;       /* that the file element names; p NULL: the file goes inside */
    const char *attached; /* the variable of the file that goes beside the message; may be NULL */
};

/* --- variables --------------------------------------------------------------------------------------------
 */

/* KOJIN_BANGO_1; of a secret the element's name, PASSWORD, with a number from the second on. */
static const char *S_variable(struct script *s, const char *name, bool counted, const char *about, size_t n)
{
    int same = 1;
    size_t length = strlen(name);
    for (int i = 0; i < s->n; i++)
        same += strncmp(s->list[i].name, name, length) == 0 &&
                (!s->list[i].name[length] || s->list[i].name[length] == '_');
    if (s->n == VARIABLES) {
        s->full = true;
        return "";
    }
    struct variable *v = &s->list[s->n++];
    if (counted || same > 1)
        snprintf(v->name, sizeof v->name, "%.30s_%d", name, same);
    else
        snprintf(v->name, sizeof v->name, "%.40s", name);
    v->about = about;
    v->about_n = n;
    return v->name;
}

/* FILE_1, whatever secret an element named FILE has. */
static const char *S_file(struct script *s, const char *about, size_t n)
{
    const char *name = S_variable(s, "FILE", true, about, n);
    if (*name)
        s->list[s->n - 1].path = true;
    if (s->cid.p && !s->attached)
        s->attached = name;
    return name;
}

/* Of the element, or attribute, that the place belongs to: "PASSWORD". */
static void S_named(const char *text, const char *at, char out[NAME])
{
    const char *from = at;
    bool attribute = at > text && strchr("\"'", at[-1]);
    size_t n = 0;
    while (from > text && from[-1] != '<' && !(attribute && from[-1] == ' '))
        from--;
    for (const char *p = from; p < at && !strchr("> =/", *p) && n < NAME - 1; p++) {
        bool small = *p >= 'a' && *p <= 'z';
        if (*p == ':')
            n = 0;
        else if (small || (*p >= 'A' && *p <= 'Z') || (n && *p >= '0' && *p <= '9'))
            out[n++] = (char)(small ? *p - ('a' - 'A') : *p);
    }
    out[n] = 0;
    if (!n)
        snprintf(out, NAME, "SECRET");
}

/* --- the message ------------------------------------------------------------------------------------------
 */

static size_t S_is(const char *p, const char *mark)
{
    size_t n = strlen(mark);
    return strncmp(p, mark, n) == 0 ? n : 0;
}

/* As a here-document, and all but a double quote between such. */
static void S_quoted(struct buf *out, char c)
{
    if (c == '\\' || c == '$' || c == '`')
        buf_addc(out, '\\');
    buf_addc(out, c);
}

/* Behind #: what came may have lines of its own. */
static void S_comment(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_addc(out, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
}

/* Bytes of a masked place at p, with its variable written; 0: it is none. */
static size_t S_place(struct script *s, const char *text, const char *p)
{
    char name[NAME];
    size_t n;
    if ((n = S_is(p, number))) {
        buf_addf(&s->body, "$(xml \"$%s\")", S_variable(s, "KOJIN_BANGO", true, p, n));
    } else if ((n = S_is(p, secret))) {
        S_named(text, p, name);
        buf_addf(&s->body, "$(xml \"$%s\")", S_variable(s, name, false, p, n));
    } else if (S_is(p, file)) {
        const char *close = strstr(p, end);
        n = close ? (size_t)(close - p) + sizeof end - 1 : 0;
        if (n && s->cid.p)
            S_file(s, p, n);
        else if (n)
            buf_addf(&s->body, "$(base64 <\"$%s\" | tr -d '\\n')", S_file(s, p, n));
    }
    return n;
}

static void S_message(struct script *s, const char *text)
{
    static const char cid[] = "href=\"cid:";
    const char *at = s->multipart ? strstr(text, cid) : NULL;
    if (at) {
        at += sizeof cid - 1;
        s->cid = (struct str){at, strcspn(at, "\"")};
    }
    for (const char *p = text; *p;) {
        size_t n = S_place(s, text, p);
        if (!n)
            S_quoted(&s->body, *p);
        p += n ? n : 1;
    }
    if (s->cid.p && !s->attached) /* an element that names its attachment and is empty */
        S_file(s, "", 0);
}

/* --- the script -------------------------------------------------------------------------------------------
 */

static void S_quote(struct buf *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] == '\'')
            buf_adds(out, "'\\''");
        else
            buf_addc(out, s[i]);
}

/* In single quotes. */
static void S_word(struct buf *out, const char *s)
{
    buf_addc(out, '\'');
    S_quote(out, s, strlen(s));
    buf_addc(out, '\'');
}

/* Path and query, in double quotes. */
static void S_target(struct script *s, const char *path)
{
    size_t n;
    buf_addc(&s->target, '"');
    for (const char *p = path; *p; p += n) {
        n = S_is(p, number);
        if (n)
            buf_addf(&s->target, "$%s", S_variable(s, "KOJIN_BANGO", true, p, n));
        else if (*p == '"')
            buf_adds(&s->target, "%22");
        else if ((unsigned char)*p <= ' ')
            buf_addf(&s->target, "%%%02X", (unsigned char)*p);
        else
            S_quoted(&s->target, *p);
        n = n ? n : 1;
    }
    buf_addc(&s->target, '"');
}

/* The media type without its charset: what is sent is UTF-8. */
static void S_type(struct buf *out, const char *type)
{
    const char *at = strcasestr(type, "charset=");
    size_t lead = at ? (size_t)(at - type) : strlen(type);
    while (at && lead && strchr("; ", type[lead - 1]))
        lead--;
    buf_add(out, type, lead);
    if (at)
        buf_adds(out, at + strcspn(at, ";"));
    buf_adds(out, "; charset=utf-8");
}

/* Without its value nothing is sent: a message with nothing in its place is another one. */
static void S_wanted(struct buf *out, const struct variable *v)
{
    buf_addf(out, "%s=${%s:?%s} # ", v->name, v->name,
             v->path ? tr("送るファイルのパスが必要です", "the path of the file is wanted")
                     : tr("伏せた値が必要です", "the masked value is wanted"));
    S_comment(out, (struct str){v->about, v->about_n});
    buf_addc(out, '\n');
    if (v->path)
        buf_addf(out,
                 "[ -r \"$%s\" ] && [ ! -d \"$%s\" ] || { printf '%%s\\n' \"%s: %s: $%s\" >&2; exit 2; }\n",
                 v->name, v->name, v->name, tr("読めるファイルではありません", "no file that can be read"),
                 v->name);
}

/* From wherever it is run, the pki/ is the same one. */
static void S_pki(struct buf *out, const char *data)
{
    char *whole = realpath(data, NULL), *here = whole || *data == '/' ? NULL : getcwd(NULL, 0);
    struct buf path = BUF_INIT;
    buf_addf(&path, "%s%s%s/pki", here ? here : "", here ? "/" : "", whole ? whole : data);
    buf_adds(out, "PKI=${PKI-");
    S_word(out, path.data ? path.data : "");
    buf_adds(out, "}\n");
    buf_release(&path);
    free(whole);
    free(here);
}

static void S_tls(struct buf *out, const struct options *o, const char *cert)
{
    if (o->plain)
        return;
    S_pki(out, o->data ? o->data : "build/run");
    if (cert) {
        buf_adds(out, "PAIR=\"$PKI\"/clients/");
        S_word(out, cert);
        buf_addc(out, '\n');
    }
    buf_addf(out, "set -- --cacert \"$PKI/ca.crt\"%s\n",
             cert ? " --cert \"$PAIR.crt\" --key \"$PAIR.key\"" : "");
}

static void S_head(struct script *s, const struct node *row, const struct options *o)
{
    struct buf *out = &s->head;
    buf_addf(out, OURS "%s: %s ", node_text(row, "seq"), node_text(row, "method"));
    S_comment(out, str_of(node_text(row, "path")));
    buf_addf(out, ", HTTP %s %s\nset -eu\n", node_text(row, "http"), node_text(row, "code"));
    if (s->n)
        buf_adds(
            out,
            tr("# 伏せた値とファイルのパス。ここに書くか、環境変数で渡す\n",
               "# what was masked, and paths of files: to be written here, or given in the environment\n"));
    for (int i = 0; i < s->n; i++)
        S_wanted(out, &s->list[i]);
    buf_adds(out, "URL=${URL-");
    S_word(out, o->url);
    buf_add(out, s->target.data, s->target.len);
    buf_adds(out, "}\n");
    S_tls(out, o, node_text(row, "cert"));
    buf_adds(out, "xml() { printf '%s' \"$1\" | sed -e 's/&/\\&amp;/g' -e 's/</\\&lt;/g'; }\n");
}

static void S_part(struct buf *out, const char *type, struct str id)
{
    buf_addf(out, "printf '%%s\\r\\n' '--%s' ", boundary);
    S_word(out, type);
    buf_adds(out, " 'Content-ID: <");
    S_quote(out, id.p, id.n);
    buf_adds(out, ">' ''\n");
}

static void S_send(struct script *s, const struct node *row, struct buf *out)
{
    const char *type = node_text(row, "contentType"), *action = node_text(row, "soapAction");
    bool v12 = type && strstr(type, "soap+xml");
    const char *media = v12 ? "application/soap+xml" : "text/xml";
    struct buf value = BUF_INIT;
    buf_adds(&value, "Content-Type: ");
    if (s->multipart)
        buf_addf(&value,
                 "multipart/related; type=\"application/xop+xml\"; start=\"<root@chukan>\"; "
                 "start-info=\"%s\"; boundary=%s",
                 media, boundary);
    else
        S_type(&value, type ? type : "text/xml");
    buf_adds(out, "} | " CURL " -H ");
    S_word(out, value.data ? value.data : "");
    buf_clear(&value);
    if (action) {
        buf_addf(&value, "SOAPAction: %s", action);
        buf_adds(out, " -H ");
        S_word(out, value.data ? value.data : "");
    }
    buf_adds(out, " --data-binary @- \"$URL\"\n");
    buf_release(&value);
}

/* The message as a here-document. Its last line has one underscore more than stand together anywhere in the
 * message, so whatever the message has, it does not have that. */
static void S_here(const struct buf *body, struct buf *out)
{
    struct buf last = BUF_INIT;
    size_t most = 0;
    for (size_t i = 0, run = 0; i < body->len; i++) {
        run = body->data[i] == '_' ? run + 1 : 0;
        most = run > most ? run : most;
    }
    buf_adds(&last, "CHUKAN_MESSAGE");
    for (size_t i = 0; i <= most; i++)
        buf_addc(&last, '_');
    buf_addf(out, "cat <<%s\n", last.data ? last.data : "");
    buf_add(out, body->data, body->len);
    if (body->len && body->data[body->len - 1] != '\n')
        buf_addc(out, '\n');
    buf_addf(out, "%s\n", last.data ? last.data : "");
    out->failed = out->failed || !buf_ok(&last);
    buf_release(&last);
}

static void S_script(struct script *s, const struct node *row, struct buf *out)
{
    const char *type = node_text(row, "contentType");
    char root[120];
    bool v12 = type && strstr(type, "soap+xml");
    snprintf(root, sizeof root, "Content-Type: application/xop+xml; charset=utf-8; type=\"%s\"",
             v12 ? "application/soap+xml" : "text/xml");
    buf_adds(out, "{\n");
    if (s->multipart)
        S_part(out, root, STR("root@chukan"));
    S_here(&s->body, out);
    if (s->multipart && s->cid.p) {
        buf_adds(out, "printf '\\r\\n'\n");
        S_part(out, "Content-Type: application/octet-stream", s->cid);
        buf_addf(out, "cat \"$%s\"\n", s->attached);
    }
    if (s->multipart)
        buf_addf(out, "printf '\\r\\n%%s\\r\\n' '--%s--'\n", boundary);
    S_send(s, row, out);
}

/* Nothing is there, or a script that we have made. */
static bool S_free_place(const char *path)
{
    char head[sizeof OURS - 1];
    struct stat sb;
    if (lstat(path, &sb) != 0)
        return true;
    FILE *f = S_ISREG(sb.st_mode) ? fopen(path, "re") : NULL;
    const bool ours =
        f && fread(head, 1, sizeof head, f) == sizeof head && memcmp(head, OURS, sizeof head) == 0;
    if (f)
        fclose(f);
    return ours;
}

static int S_written(const char *path, const struct script *s, const struct buf *rest)
{
    if (!S_free_place(path))
        return say_failed(tr("%s はすでにあります（別の名前を指定するか、消してください）",
                             "%s exists already (give another name, or remove it)"),
                          path);
    FILE *f = fopen(path, "we");
    if (!f)
        return say_failed(tr("%s に書き込めません: %s", "cannot write %s: %s"), path, FILE_CAUSE(errno));
    bool ok = fwrite(s->head.data, 1, s->head.len, f) == s->head.len &&
              fwrite(rest->data, 1, rest->len, f) == rest->len && fchmod(fileno(f), 0700) == 0;
    ok = fclose(f) == 0 && ok;
    return ok ? EXIT_FINE : say_failed(tr("%s に書き込めません", "cannot write %s"), path);
}

/* How curl sends a request without a body; NULL: such a one wants it, or has one. text: what is said of the
 * body, may be NULL. */
static const char *S_bodiless(const struct node *row, const char *text)
{
    static const struct {
        const char *method, *options;
    } list[] = {{"GET", ""}, {"HEAD", " -I"}, {"OPTIONS", " -X OPTIONS"}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if ((!text || S_is(text, opens)) && str_is(str_of(node_text(row, "method")), list[i].method))
            return list[i].options;
    return NULL;
}

static void S_no_body(const char *why)
{
    struct buf b = BUF_INIT;
    english_word(why, strlen(why), &b);
    say_failed(tr("送り直す本文がありません%s", "there is no body to send again %s"), b.data ? b.data : "");
    buf_release(&b);
}

/* Whether there is all that is to be sent. */
static bool S_is_whole(const struct node *row, const char *text)
{
    const struct node *request = node_child(row, "request");
    const char *cut = request ? node_text(request, "cut") : NULL;
    if (str_ends(str_of(node_text(row, "path")), "…"))
        say_failed(tr("URL が終わりまで残っていないので、送り直せません",
                      "the URL was not kept to its end: it can't be sent again"));
    else if (S_bodiless(row, text))
        return true;
    else if (!text || *text != '<')
        S_no_body(text && S_is(text, opens) ? text : "");
    else if (!cut || strcmp(cut, "true") != 0)
        return true;
    else
        say_failed(tr("要求の本文が終わりまで残っていないので、送り直せません",
                      "the request was not kept to its end: it can't be sent again"));
    return false;
}

int journal_save(const struct node *row, const struct options *o, const char *path)
{
    const struct node *request = node_child(row, "request");
    const char *text = request ? node_text(request, "text") : NULL, *type = node_text(row, "contentType");
    const char *asked = node_text(row, "path"), *bodiless = S_bodiless(row, text);
    if (!S_is_whole(row, text))
        return EXIT_FAILED;
    struct script *s = calloc(1, sizeof *s);
    if (!s)
        return say_failed(tr("メモリが足りません", "out of memory"));
    struct buf rest = BUF_INIT;
    s->multipart = type && strncasecmp(type, "multipart/", 10) == 0;
    if (!bodiless)
        S_message(s, text);
    S_target(s, asked ? asked : "/");
    S_head(s, row, o);
    if (bodiless)
        buf_addf(&rest, CURL "%s \"$URL\"\n", bodiless);
    else
        S_script(s, row, &rest);
    int status = s->full ? say_failed(tr("伏せた箇所が %d より多いので、送り直せません",
                                         "more than %d masked places: it can't be sent again"),
                                      VARIABLES)
                 : buf_ok(&s->head) && buf_ok(&s->body) && buf_ok(&s->target) && buf_ok(&rest)
                     ? S_written(path, s, &rest)
                     : say_failed(tr("メモリが足りません", "out of memory"));
    buf_release(&s->head);
    buf_release(&s->body);
    buf_release(&s->target);
    buf_release(&rest);
    free(s);
    return status;
}
