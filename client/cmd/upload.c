/* chukan upload FILE: sends a link file, and with --wait sees it through to its result file. */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "say.h"
#include "wire/session.h"

struct upload_options {
    const char *shubetsu, *result, *name;
    bool inline_file, mtom, wait, strict;
};

static const char *S_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Under --strict rows that were refused are a failure, of a file that is 処理完了 too. */
static int S_strict(const struct reply *r)
{
    int64_t rows, refused;
    if (r->kubun == 9 || !reply_rows(r->root, &rows, &refused) || !refused)
        return EXIT_FINE;
    return say_failed(
        tr("--strict: %lld 行中 %lld 行がエラーです（結果ファイルの処理結果コードを確かめてください）",
           "--strict: of %lld rows %lld were refused (see their codes in the result file)"),
        (long long)rows, (long long)refused);
}

/* Waits for the file's end, prints its status, fetches the result if one is wanted. */
static int S_follow(struct session *s, const struct upload_options *u, const char *uketsuke)
{
    char error[1400];
    struct reply r;
    int status = session_wait(s->http, &s->t, uketsuke, s->o.timeout, &r, error, sizeof error);
    status = status ? say_failed("%s", error) : session_print(s, &r);
    int strict = !status && u->strict ? S_strict(&r) : EXIT_FINE;
    reply_release(&r);
    if (status || !u->result)
        return status ? status : strict;
    if (!session_result(s->http, &s->t, uketsuke, "kekka", u->result, &r, error, sizeof error))
        status = say_failed("%s", error);
    else
        status = session_print(s, &r);
    reply_release(&r);
    return status ? status : strict;
}

static int S_upload(struct session *s, const struct upload_options *u)
{
    if (s->o.rest_count != 1)
        return say_usage(tr("送るファイルを 1 つ指定してください", "give one file"));
    if (!u->shubetsu)
        return say_usage(tr("--shubetsu ファイル種別 を指定してください（例 kanyushaToroku）",
                            "give --shubetsu KIND (kanyushaToroku)"));
    if (u->inline_file && u->mtom)
        return say_usage(tr("--inline と --mtom は一方だけ指定してください", "--inline or --mtom, not both"));
    if (u->result && !u->wait)
        return say_usage(tr("--result には --wait が必要です", "--result needs --wait"));
    if (u->strict && !u->wait)
        return say_usage(tr("--strict には --wait が必要です", "--strict needs --wait"));
    const char *path = s->o.rest[0], *name = u->name ? u->name : S_base(path);
    char shubetsu[128], file_mei[400], naiyo[1100];
    snprintf(shubetsu, sizeof shubetsu, "shubetsu=%s", u->shubetsu);
    snprintf(file_mei, sizeof file_mei, "fileMei=%s", name);
    snprintf(naiyo, sizeof naiyo, "naiyo=@%s", path);
    const char *fields[] = {shubetsu, file_mei, naiyo};
    struct progress progress = {.title = S_base(path), .unit = "B"};
    struct soap_request q = {.service = "file",
                             .op = "upload",
                             .fields = fields,
                             .field_count = 3,
                             .inline_file = u->inline_file,
                             .result_fd = -1,
                             .progress = &progress};
    struct reply r;
    char uketsuke[64] = "";
    int status = soap_call(s->http, &s->t, &q, &r) ? EXIT_FINE : say_failed("%s", r.error);
    if (!status) {
        const char *bango = node_text(node_child(r.root, "kekka"), "uketsukeBango");
        snprintf(uketsuke, sizeof uketsuke, "%s", bango ? bango : "");
        status = u->wait && r.kubun != 9 ? EXIT_FINE : session_print(s, &r);
        if (u->wait && r.kubun != 9 && s->o.format == FORMAT_TEXT)
            printf("%s %s\n", tr("受付番号      ", "receipt   "), uketsuke);
    }
    reply_release(&r);
    return status || !u->wait ? status : S_follow(s, u, uketsuke);
}

static int S_run(int argc, char **argv)
{
    struct session s;
    struct upload_options u = {0};
    const struct extra extras[] = {
        {"shubetsu", EXTRA_TEXT, &u.shubetsu}, {"inline", EXTRA_FLAG, &u.inline_file},
        {"mtom", EXTRA_FLAG, &u.mtom},         {"wait", EXTRA_FLAG, &u.wait},
        {"strict", EXTRA_FLAG, &u.strict},     {"result", EXTRA_TEXT, &u.result},
        {"name", EXTRA_TEXT, &u.name},         {NULL, EXTRA_FLAG, NULL}};
    int status = session_open(&s, argc, argv, extras);
    if (!status)
        status = S_upload(&s, &u);
    session_close(&s);
    return status;
}

const struct command cmd_upload = {
    .name = "upload",
    .usage = "ファイル --shubetsu 種別 [--wait [--strict] [--result 出力]] --system ID",
    .usage_en = "FILE --shubetsu KIND [--wait [--strict] [--result FILE]] --system ID",
    .ja = "連携ファイル（CSV・XML・zip）を送る",
    .en = "send a link file (CSV, XML or zip)",
    .more = "  --shubetsu 種別    ファイル種別（kanyushaToroku, shikakuJoho, shobyoTeatekin …）\n"
            "  --name 名前        サーバーに伝えるファイル名（既定は元の名前）\n"
            "  --mtom / --inline  MTOM の添付で送る（既定）か、base64 で電文の中に入れる\n"
            "  --wait             処理が終わるまで待つ\n"
            "  --strict           エラーの行が一つでもあれば、処理完了でも終了コードを 1 にする（--wait "
            "とともに）\n"
            "  --result 出力      処理結果ファイルを保存する（--wait とともに）\n",
    .more_en =
        "  --shubetsu KIND    kind of file (kanyushaToroku, shikakuJoho, shobyoTeatekin …)\n"
        "  --name NAME        name told to the server (default: its own)\n"
        "  --mtom / --inline  as an MTOM attachment (default), or as base64 in the request\n"
        "  --wait             until it is done\n"
        "  --strict           exit status 1 if rows were refused, though the file is done (with --wait)\n"
        "  --result FILE      saves the result (with --wait)\n",
    .run = S_run,
};
