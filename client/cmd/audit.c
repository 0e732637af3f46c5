/* chukan audit list|verify|export: the audit record of a world; verify also of the files themselves, without
 * a daemon. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cmd/audit_files.h"
#include "cmd/command.h"
#include "say.h"
#include "watched.h"
#include "wire/remote.h"

struct audit_options {
    struct options o;
    const char *from, *to, *op, *system, *hokensha, *user, *edaban, *code, *kuiki, *since, *limit;
    const char *head, *data, *out;
};

static int S_list(const struct audit_options *u)
{
    const char *const args[][2] = {{"from", u->from},     {"to", u->to},      {"op", u->op},
                                   {"system", u->system}, {"user", u->user},  {"hokensha", u->hokensha},
                                   {"edaban", u->edaban}, {"code", u->code},  {"kuiki", u->kuiki},
                                   {"since", u->since},   {"limit", u->limit}};
    char tail[1500] = "/audit?list=1";
    for (size_t i = 0; i < sizeof args / sizeof *args; i++)
        if (!watched_argument(tail, sizeof tail, args[i][0], args[i][1]))
            return say_usage(tr("--%s が長すぎます", "too long a --%s"), args[i][0]);
    return remote_world(&u->o, "GET", tail, NULL);
}

/* --- export -----------------------------------------------------------------------------------------------
 */

static bool S_sink(void *cls, const char *p, size_t n)
{
    struct buf *b = cls;
    buf_add(b, p, n);
    return buf_ok(b);
}

/* The number that the last line begins with; -1: there is no line. */
static long long S_last(const struct buf *text)
{
    size_t at = text->len;
    if (at < 2)
        return -1;
    for (at -= 1; at && text->data[at - 1] != '\n';)
        at--;
    char *end;
    long long n = strtoll(text->data + at, &end, 10);
    return *end == ',' ? n : -1;
}

/* Behind the last record of each answer the next is asked for, until one has none. */
static int S_export(const struct audit_options *u, FILE *out)
{
    char url[CONTROL_PATH + 400], path[CONTROL_PATH], tail[60];
    const char *error = "";
    struct buf text = {.max = 8 << 20};
    struct http *http = http_new();
    long long since = 0;
    int status = EXIT_FINE;
    while (http && since >= 0 && status == EXIT_FINE) {
        buf_clear(&text);
        snprintf(tail, sizeof tail, "/audit/export?since=%lld", since);
        control_path(path, u->o.world, tail);
        snprintf(url, sizeof url, "%.*s%s", http_base(u->o.control), u->o.control, path);
        const struct http_request q = {.method = "GET",
                                       .url = url,
                                       .spoken = true,
                                       .timeout = u->o.timeout,
                                       .sink = S_sink,
                                       .cls = &text};
        int got = http_do(http, &q, &error);
        if (got < 200 || got >= 300)
            status = control_refused(path, got, text.data, error);
        else if (text.len && fwrite(text.data, 1, text.len, out) != text.len)
            status = say_failed(tr("書き込めません", "cannot write"));
        since = S_last(&text);
    }
    buf_release(&text);
    http_free(http);
    return http ? status : say_failed(tr("メモリが足りません", "out of memory"));
}

static int S_export_to(const struct audit_options *u)
{
    FILE *f = u->out ? fopen(u->out, "w") : stdout;
    if (!f)
        return say_failed(tr("%s に書き込めません", "cannot write %s"), u->out);
    int status = S_export(u, f);
    if (fflush(f) != 0)
        status = say_failed(tr("書き込めません", "cannot write"));
    if (u->out)
        fclose(f);
    return status;
}

/* --- verify -----------------------------------------------------------------------------------------------
 */

static int S_verify_remote(const struct audit_options *u)
{
    char path[CONTROL_PATH];
    struct control_reply r;
    struct http *h = http_new();
    if (!h)
        return say_failed(tr("メモリが足りません", "out of memory"));
    control_path(path, u->o.world, "/audit/verify?verify=1");
    if (!watched_argument(path, sizeof path, "head", u->head)) {
        http_free(h);
        return say_usage(tr("--head が長すぎます", "too long a --head"));
    }
    bool ok = control_do(h, u->o.control, "POST", path, NULL, u->o.timeout, &r);
    int status = control_print(&r, ok, (int)u->o.format);
    if (ok && r.raw.data && !strstr(r.raw.data, "\"kekka\":\"正常\""))
        status = say_failed(tr("監査記録が、記録されたとおりではありません", "the audit record was changed"));
    control_release(&r);
    http_free(h);
    return status;
}

/* Of all that lie there, unless it is asked for one: that of the environment would leave out the others
 * unseen. */
static int S_verify_files(const struct audit_options *u)
{
    return audit_files_verify(u->data, u->o.world_asked ? u->o.world : NULL, u->head);
}

static int S_run(int argc, char **argv)
{
    struct audit_options u = {0};
    const struct extra extras[] = {{"from", EXTRA_TEXT, &u.from},
                                   {"to", EXTRA_TEXT, &u.to},
                                   {"op", EXTRA_TEXT, &u.op},
                                   {"system", EXTRA_TEXT, &u.system},
                                   {"hokensha", EXTRA_TEXT, &u.hokensha},
                                   {"user", EXTRA_TEXT, &u.user},
                                   {"edaban", EXTRA_TEXT, &u.edaban},
                                   {"code", EXTRA_TEXT, &u.code},
                                   {"kuiki", EXTRA_TEXT, &u.kuiki},
                                   {"since", EXTRA_TEXT, &u.since},
                                   {"limit", EXTRA_TEXT, &u.limit},
                                   {"head", EXTRA_TEXT, &u.head},
                                   {"data", EXTRA_TEXT, &u.data},
                                   {"out", EXTRA_TEXT, &u.out},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&u.o, argc, argv, extras);
    if (status)
        return status;
    const char *what = u.o.rest_count == 1 ? u.o.rest[0] : "";
    if (strcmp(what, "list") == 0)
        return S_list(&u);
    if (strcmp(what, "verify") == 0)
        return u.data ? S_verify_files(&u) : S_verify_remote(&u);
    if (strcmp(what, "export") == 0)
        return S_export_to(&u);
    return say_usage(
        tr("audit には list・verify・export のいずれかが必要です", "audit wants list, verify or export"));
}

static const struct sub subs[] = {{"list", "[--op NAME …]", NULL, "条件に合う記録", "the records that fit"},
                                  {"verify", "[--head N:LINK] [--data DIR]", NULL,
                                   "変えられていないか、欠けていないか確かめる",
                                   "proves that none was changed or is missing"},
                                  {"export", "[--out FILE]", NULL, "全件を CSV で", "all of them as CSV"},
                                  {NULL, NULL, NULL, NULL, NULL}};

const struct command cmd_audit = {
    .name = "audit",
    .usage = "[--world W]",
    .ja = "監査記録を調べ、確かめ、CSV に出す",
    .en = "the audit record: search, verify, export",
    .more =
        "  --from T --to T    list: 仮想時刻（2017-05-08 のように途中まででもよい）\n"
        "  --op NAME          list: 操作か制御 API の動作（kanyusha.get、shokai、operator、fugo-approve\n"
        "                     など。語を切らずに）\n"
        "  --system ID --hokensha N --user U --edaban N --code C   list: その列の値\n"
        "  --kuiki N          list: その世代の連鎖だけ\n"
        "  --since N --limit N   list: N 番めより後、N 件まで\n"
        "  --head N:LINK      verify: 前に控えた head と合うかも\n"
        "  --data DIR         verify: デーモンに頼まず、データフォルダーのファイルを確かめる。--world\n"
        "                     がなければ（CHUKAN_WORLD は見ない）、デーモン自身と、削除したワールドのものも\n"
        "  --out FILE         export: 書き込むファイル（既定は標準出力）\n",
    .more_en =
        "  --from T --to T    list: virtual time (a beginning such as 2017-05-08 will do)\n"
        "  --op NAME          list: operation or action of the control API, or whole words of it\n"
        "                     (kanyusha.get, shokai, operator, fugo-approve)\n"
        "  --system ID --hokensha N --user U --edaban N --code C   list: what the column has\n"
        "  --kuiki N          list: only the chain of that generation\n"
        "  --since N --limit N   list: after the N-th, at most N\n"
        "  --head N:LINK      verify: also against a head that was noted\n"
        "  --data DIR         verify: the files of a data folder, without asking the daemon; without\n"
        "                     --world (not CHUKAN_WORLD) also the daemon's own and those of dropped worlds\n"
        "  --out FILE         export: file to write (default: standard output)\n",
    .run = S_run,
    .subs = subs,
};
