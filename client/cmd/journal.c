/* chukan journal: what came in, a line each; one exchange with what was sent and answered, also as a script
 * that sends it again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/str.h"
#include "cmd/command.h"
#include "journal.h"
#include "journal_har.h"
#include "journal_pick.h"
#include "say.h"
#include "wire/control.h"

struct journal_options {
    struct options o;
    int since, generation;
    bool wait, follow;
    const char *save, *har;
    struct journal_pick pick;
};

static long long S_number(const struct node *root, const char *name, long long fallback)
{
    const char *text = node_text(root, name);
    return text ? strtoll(text, NULL, 10) : fallback;
}

/* Up to which row an answer is. */
static long long S_upto(const struct node *root)
{
    long long next = S_number(root, "next", 0);
    return next ? next : S_number(root, "last", 0);
}

static void S_title(void)
{
    puts(tr("番号 仮想時刻（違えば実時刻） 要求 システム 部署/ユーザー HTTP コード 内容",
            "no. virtual-time (real-time, if it differs) request system department/user HTTP code what"));
}

/* pick NULL: whatever there is. */
static bool S_get_of(struct http *h, const struct journal_options *u, const char *tail,
                     const struct journal_pick *pick, struct control_reply *r)
{
    char path[CONTROL_PATH], of[120];
    snprintf(of, sizeof of, "/journal%s", tail);
    control_path(path, u->o.world, of);
    if (!pick || journal_query(pick, path, sizeof path))
        return control_do(h, u->o.control, "GET", path, NULL, u->o.timeout, r);
    *r = (struct control_reply){.http = 0};
    snprintf(r->error, sizeof r->error, "%s", tr("探す条件が長すぎます", "what is searched for is too long"));
    return false;
}

static bool S_get(struct http *h, const struct journal_options *u, const char *tail, struct control_reply *r)
{
    return S_get_of(h, u, tail, NULL, r);
}

static void S_tail(const struct journal_options *u, long long since, char out[100])
{
    int ms = u->o.timeout > 1 ? (u->o.timeout - 1) * 1000 : 500;
    if (u->wait || u->follow)
        snprintf(out, 100, "/wait?since=%lld&timeout=%d", since, ms);
    else if (u->generation >= 0)
        snprintf(out, 100, "?since=%lld&generation=%d", since, u->generation);
    else
        snprintf(out, 100, "?since=%lld", since);
}

/* The rows after `since`, those that are wanted kept or printed; *since: up to which the answer is, 0 when it
 * is of another generation. */
static bool S_take(struct http *h, const struct journal_options *u, struct journal_kept *k, long long *since,
                   struct control_reply *r)
{
    char tail[100];
    S_tail(u, *since, tail);
    bool ok = S_get_of(h, u, tail, &u->pick, r);
    if (ok && !journal_keep(k, &u->pick, u->o.format, r->root, r->raw.data)) {
        snprintf(r->error, sizeof r->error, "%s", tr("メモリが足りません", "out of memory"));
        ok = false;
    }
    if (ok) /* fewer than there were: a reset has been, and the first of its rows may be there already */
        *since = S_number(r->root, "last", *since) < *since ? 0 : S_upto(r->root);
    fflush(stdout);
    return ok;
}

/* Where the last rows begin: none that is not wanted is asked for, where that can be known: the numbers
 * before "first" are not all there. */
static long long S_since(struct http *h, const struct journal_options *u)
{
    struct control_reply r;
    long long since = u->since, last;
    if (u->pick.last < 0 || journal_picks(&u->pick) || u->generation >= 0 || u->wait)
        return since;
    if (S_get(h, u, "?since=999999999999999", &r)) {
        last = S_number(r.root, "last", 0) - u->pick.last;
        since = last > since && last + 1 >= S_number(r.root, "first", 1) ? last : since;
    }
    control_release(&r);
    return since;
}

/* So long as each answer has more; who waits, waits for a row that is wanted. */
static int S_list(struct http *h, const struct journal_options *u)
{
    struct journal_kept k = {0};
    struct control_reply r = {0};
    long long since = S_since(h, u), before;
    bool text = u->o.format == FORMAT_TEXT, ok, more;
    if (text)
        S_title();
    do {
        control_release(&r);
        before = since;
        ok = S_take(h, u, &k, &since, &r);
        more = (ok && node_text(r.root, "next")) || (u->wait && !k.total);
    } while (ok && more && since > before);
    if (ok)
        journal_print(&k, u->o.format, r.root);
    else
        say_failed("%s", r.error);
    control_release(&r);
    journal_kept_release(&k);
    return ok ? EXIT_FINE : EXIT_FAILED;
}

/* Until it is interrupted; after a reset it goes on with the first row. */
static int S_follow(struct http *h, struct journal_options *u)
{
    long long since = S_since(h, u);
    u->o.format = FORMAT_TEXT;
    for (bool ok = true; ok;) {
        struct control_reply r;
        struct journal_kept k = {0};
        ok = S_take(h, u, &k, &since, &r);
        journal_print(&k, FORMAT_TEXT, NULL);
        fflush(stdout);
        journal_kept_release(&k);
        u->pick.last = ok ? -1 : u->pick.last; /* they have been shown: whatever comes now */
        bool reset = !ok && strstr(r.error, "C90001");
        if (!ok && !reset)
            say_failed("%s", r.error);
        since = reset ? 0 : since;
        ok = ok || reset;
        control_release(&r);
    }
    return EXIT_FAILED;
}

/* Those of one answer that are wanted, waited for so many milliseconds at most; *since as above. A reset
 * meanwhile: those that come first. */
static bool S_await(struct http *h, struct journal_options *u, int ms, struct journal_kept *k,
                    long long *since, struct control_reply *r)
{
    enum { SPARE = 10 }; /* seconds that an answer may be late */
    char tail[100];
    struct journal_options one = *u;
    one.o.timeout = ms / 1000 + SPARE;
    snprintf(tail, sizeof tail, "/wait?since=%lld&timeout=%d", *since, ms);
    if (!S_get_of(h, &one, tail, &u->pick, r)) {
        *since = 0;
        return strstr(r->error, "C90001");
    }
    *since = S_number(r->root, "last", 0) < *since ? 0 : S_upto(r->root);
    return journal_keep(k, &u->pick, u->o.format, r->root, r->raw.data);
}

static long long S_now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* Until a row comes that is wanted, or --timeout seconds have passed. */
static int S_until(struct http *h, struct journal_options *u)
{
    enum { MOST = 20000 }; /* of one request */
    struct journal_kept k = {0};
    struct control_reply r = {0};
    long long since = u->since, until = S_now_ms() + u->o.timeout * 1000LL, left;
    bool ok = since >= 0 || S_get(h, u, "?since=999999999999999", &r);
    since = since < 0 && ok ? S_number(r.root, "last", 0) : since;
    while (ok && !k.total && (left = until - S_now_ms()) > 0) {
        control_release(&r);
        ok = S_await(h, u, left < MOST ? (int)left : MOST, &k, &since, &r);
    }
    if (!ok)
        say_failed("%s", r.error);
    else if (!k.total)
        say_failed(tr("%d 秒のうちに、探している記録は来ませんでした（%lld 番まで調べました）",
                      "no such row within %d seconds (looked up to number %lld)"),
                   u->o.timeout, since);
    else
        journal_print(&k, u->o.format, r.root);
    int status = ok && k.total ? EXIT_FINE : EXIT_FAILED;
    control_release(&r);
    journal_kept_release(&k);
    return status;
}

static int S_har(struct http *h, const struct journal_options *u)
{
    const struct journal_wanted w = {u->pick, u->since, u->generation};
    struct buf har = BUF_INIT;
    struct diag d = DIAG_INIT;
    char error[JOURNAL_ERROR];
    int status = EXIT_FINE;
    if (!journal_har(h, &u->o, &w, &har, error))
        status = say_failed("%s", error);
    else if (file_write(u->har, 0600, har.data, har.len, &d) != ST_OK)
        status = say_failed(tr("%s に書き込めません: %s", "cannot write %s: %s"), u->har, d.have);
    buf_release(&har);
    return status;
}

/* The number of the row that was refused last, of the last one when none was. false: there is none at all. */
static bool S_latest(struct http *h, const struct journal_options *u, char out[24])
{
    struct control_reply r;
    char tail[100];
    bool refused = false;
    out[0] = 0;
    S_tail(u, u->since, tail);
    bool ok = S_get(h, u, tail, &r);
    for (const struct node *n = ok ? r.root->child : NULL; n; n = n->next) {
        if (strcmp(n->name, "entries") != 0 || !node_text(n, "seq") || (refused && !journal_refused(n)))
            continue;
        refused = journal_refused(n);
        snprintf(out, 24, "%.20s", node_text(n, "seq"));
    }
    if (!ok)
        say_failed("%s", r.error);
    else if (!*out)
        say_failed(tr("記録がまだありません", "there is no row yet"));
    control_release(&r);
    return *out;
}

/* The number of the row that sent the link file; false: it is not found. */
static bool S_sent(struct http *h, const struct journal_options *u, const char *uketsuke, char out[24])
{
    long long since = 0, before;
    bool ok;
    out[0] = 0;
    do {
        struct control_reply r;
        char tail[100];
        before = since;
        S_tail(u, since, tail);
        ok = S_get(h, u, tail, &r);
        for (const struct node *n = ok ? r.root->child : NULL; n && !*out; n = n->next)
            if (str_same(node_text(n, "op"), "upload") && str_same(node_text(n, "uketsukeBango"), uketsuke))
                snprintf(out, 24, "%.20s", node_text(n, "seq"));
        since = ok ? S_upto(r.root) : since;
        control_release(&r);
    } while (ok && !*out && since > before);
    return *out;
}

/* A row of no request; uketsuke: of the link file that it is about, NULL for a handshake. */
static int S_nothing_sent(struct http *h, const struct journal_options *u, const char *uketsuke)
{
    char seq[24];
    if (!uketsuke)
        return say_failed(tr("要求ではない記録なので（TLS の握手）、送るものがありません",
                             "it is of no request (a TLS handshake): there is nothing to send"));
    if (!S_sent(h, u, uketsuke, seq))
        return say_failed(
            tr("要求ではない記録なので（連携ファイルの取込みの終わり）、送るものがありません",
               "it is of no request (the end of a link file's work): there is nothing to send"));
    return say_failed(tr("要求ではない記録なので（連携ファイルの取込みの終わり）、送るものがありません。"
                         "%s を送ったのは番号 %s です（journal show %s --save …）",
                         "it is of no request (the end of a link file's work): there is nothing to send. %s "
                         "was sent by number %s (journal show %s --save …)"),
                      uketsuke, seq, seq);
}

/* seq NULL: what was refused last. */
static int S_show(struct http *h, const struct journal_options *u, const char *seq)
{
    char tail[100], latest[24];
    struct control_reply r;
    if (!seq && !S_latest(h, u, latest))
        return EXIT_FAILED;
    if (u->generation >= 0)
        snprintf(tail, sizeof tail, "/%.20s?generation=%d", seq ? seq : latest, u->generation);
    else
        snprintf(tail, sizeof tail, "/%.20s", seq ? seq : latest);
    int status = EXIT_FINE;
    bool ok = S_get(h, u, tail, &r);
    if (!ok || (!u->save && u->o.format != FORMAT_TEXT))
        status = control_print(&r, ok, (int)u->o.format);
    else if (u->save && journal_bodiless(r.root))
        status = S_nothing_sent(h, u, node_text(r.root, "uketsukeBango"));
    else if (u->save)
        status = journal_save(r.root, &u->o, u->save);
    else
        journal_show(r.root, stdout);
    control_release(&r);
    return status;
}

static int S_wrong_show(const struct journal_options *u)
{
    const char *seq = u->o.rest_count == 2 ? u->o.rest[1] : "1";
    if (u->o.rest_count > 2 || !*seq || seq[strspn(seq, "0123456789")])
        return say_usage(tr("journal show に書けるのは番号一つです", "journal show wants one number"));
    if (u->pick.last > 0 || journal_picks(&u->pick))
        return say_usage(tr("--last --refused --op --code --edaban --case --xpath は一覧のオプションです",
                            "--last, --refused, --op, --code, --edaban, --case and --xpath are of the list"));
    return u->wait || u->follow || u->har ? say_usage(tr("--wait、--follow、--har は一覧のオプションです",
                                                         "--wait, --follow and --har are of the list"))
                                          : EXIT_FINE;
}

static int S_wrong(const struct journal_options *u, const char *sub)
{
    if (!u->pick.last)
        return say_usage(tr("--last は 1 以上です", "--last wants at least 1"));
    if (str_same(sub, "show"))
        return S_wrong_show(u);
    if (str_same(sub, "wait") && (u->o.rest_count > 1 || u->wait || u->follow || u->save || u->har ||
                                  u->generation >= 0 || u->pick.last > 0))
        return say_usage(tr("journal wait に書けるのは探す条件、--since、--timeout です",
                            "journal wait wants what is searched for, --since and --timeout"));
    if (u->har && (sub || u->wait || u->follow))
        return say_usage(tr("--har は一覧のオプションです（--wait、--follow とは使えません）",
                            "--har is of the list (without --wait and --follow)"));
    if (!str_same(sub, "wait") && (sub || u->save))
        return say_usage(tr("journal に引数は要りません（一件は journal show 番号）",
                            "journal takes no arguments (one exchange: journal show NUMBER)"));
    return EXIT_FINE;
}

static int S_do(struct journal_options *u)
{
    const char *sub = u->o.rest_count ? u->o.rest[0] : NULL;
    int status = S_wrong(u, sub);
    if (status)
        return status;
    struct http *h = http_new();
    if (!h)
        return say_failed(tr("メモリが足りません", "out of memory"));
    const bool waits = str_same(sub, "wait");
    u->since = u->since < 0 && !waits ? 0 : u->since;
    status = waits       ? S_until(h, u)
             : sub       ? S_show(h, u, u->o.rest_count == 2 ? u->o.rest[1] : NULL)
             : u->har    ? S_har(h, u)
             : u->follow ? S_follow(h, u)
                         : S_list(h, u);
    http_free(h);
    return status;
}

static int S_run(int argc, char **argv)
{
    struct journal_options u = {.since = -1, .generation = -1, .pick = {.last = -1}};
    const struct extra extras[] = {{"since", EXTRA_INT, &u.since},
                                   {"wait", EXTRA_FLAG, &u.wait},
                                   {"follow", EXTRA_FLAG, &u.follow},
                                   {"generation", EXTRA_INT, &u.generation},
                                   {"save", EXTRA_TEXT, &u.save},
                                   {"har", EXTRA_TEXT, &u.har},
                                   {"refused", EXTRA_FLAG, &u.pick.refused},
                                   {"op", EXTRA_TEXT, &u.pick.op},
                                   {"code", EXTRA_TEXT, &u.pick.code},
                                   {"edaban", EXTRA_TEXT, &u.pick.edaban},
                                   {"case", EXTRA_TEXT, &u.pick.id},
                                   {"xpath", EXTRA_TEXT, &u.pick.xpath},
                                   {"last", EXTRA_INT, &u.pick.last},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&u.o, argc, argv, extras);
    return status ? status : S_do(&u);
}

static const struct sub subs[] = {
    {"show", "[N] [--save FILE]", NULL,
     "N 番（なければ最後に断ったもの）の要求と応答を、本文と断った理由とともに",
     "request and reply of the N-th (else what was refused last), with bodies and why"},
    {"wait", "[--since N] [--timeout S]", NULL,
     "探す記録が来るまで待つ（--since があれば、その後にもう来ていたものも）。--timeout 秒のうちに来なければ "
     "1 で終わる",
     "until such a row comes (with --since also one that has come after that); ends with 1 after --timeout "
     "seconds"},
    {NULL, NULL, NULL, NULL, NULL}};

const struct command cmd_journal = {
    .name = "journal",
    .usage = "[--last N] [--refused] [--op OP] [--code CODE] [--edaban 枝番] [--case 番号] [--xpath 式] "
             "[--since N] [--follow] [--generation N] [--har FILE] [--world W]",
    .usage_en = "[--last N] [--refused] [--op OP] [--code CODE] [--edaban EDABAN] [--case ID] [--xpath EXPR] "
                "[--since N] [--follow] [--generation N] [--har FILE] [--world W]",
    .ja = "受け付けた電文の記録を見る",
    .en = "what came in",
    .more = "  --save FILE        show: もう一度送るシェルスクリプト（curl）にする\n"
            "  --last N           最後の N 件だけ\n"
            "  --refused          断ったものだけ（断られた行のある連携ファイル、失敗した TLS の握手も）\n"
            "  --op OP            その操作のものだけ（kanyusha.register、kanyusha、register、パスの語）\n"
            "  --code CODE        そのメッセージコードのものだけ\n"
            "  --edaban 枝番      要求か応答の枝番の項目に、その値があるものだけ（伏せた値は探せません）\n"
            "  --case 番号        そのテストケースに数えたもの、そのファイルのものだけ\n"
            "  --xpath 式         要求か応答の本文に、その XPath で見つかるものがあるものだけ\n"
            "  --since N          N 番より後だけ\n"
            "  --wait             新しい記録が来るまで待つ\n"
            "  --follow           来るたびに 1 行を出し続ける（Ctrl+C で終わる）\n"
            "  --generation N     初期化の前の世代 N の記録\n"
            "  --har FILE         本文とともに HAR 1.2 のファイルにする（ブラウザの開発者ツールで開ける）\n",
    .more_en =
        "  --save FILE        show: a shell script (curl) that sends it again\n"
        "  --last N           only the latest N\n"
        "  --refused          only what was refused (also files with refused rows, failed TLS handshakes)\n"
        "  --op OP            only those of that operation (kanyusha.register, kanyusha, register, words of "
        "a path)\n"
        "  --code CODE        only those of that message code\n"
        "  --edaban EDABAN    only those whose request or reply has it in an element for one (not what is "
        "masked)\n"
        "  --case ID          only what is counted for that test case, and of its files\n"
        "  --xpath EXPR       only those whose request or reply has what that XPath finds\n"
        "  --since N          only after the N-th\n"
        "  --wait             until there is something new\n"
        "  --follow           a line for each as it comes (ends with Ctrl+C)\n"
        "  --generation N     of generation N, before a reset\n"
        "  --har FILE         with bodies, as a HAR 1.2 file (for browsers' developer tools)\n",
    .run = S_run,
    .subs = subs,
};
