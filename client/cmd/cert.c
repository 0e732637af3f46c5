/* chukan cert issue|list|renew|revoke|bad: 電子証明書 (2.8.4) by the control port. issue and renew go the
 * whole way: 申請, 審査, 発行通知, download, and leave CN.p12, CN.crt and CN.key in a folder. */
#include <stdio.h>
#include <string.h>

#include "cmd/cert_bad.h"
#include "cmd/cert_pair.h"
#include "cmd/command.h"
#include "say.h"
#include "wire/control.h"
#include "wire/remote.h"

struct cert_options {
    struct options o;
    const char *data; /* bad: nobody is asked; not of the environment */
    const char *cn, *shubetsu, *hokensha, *ininjo, *kaishi, *bango, *riyu, *kagi, *out;
    struct http *http;
};

struct member {
    const char *name, *value; /* value NULL: left out */
};

static void S_body(struct buf *out, const struct member *m, size_t n)
{
    buf_addc(out, '{');
    for (size_t i = 0; i < n; i++)
        if (m[i].value)
            buf_json_member(out, m[i].name, m[i].value);
    buf_addc(out, '}');
}

/* One action; its answer in *r, which the caller releases. false after saying why. */
static bool S_ask(const struct cert_options *c, const char *action, const struct member *m, size_t n,
                  struct control_reply *r)
{
    char path[CONTROL_PATH], tail[80];
    struct buf body = BUF_INIT;
    snprintf(tail, sizeof tail, "/operator/shomeisho-%s", action);
    control_path(path, c->o.world, tail);
    S_body(&body, m, n);
    bool ok = control_do(c->http, c->o.control, "POST", path, body.data, c->o.timeout, r);
    if (!ok)
        say_failed("shomeisho-%s: %s", action, r->error);
    buf_release(&body);
    return ok;
}
#define ASK(c, action, r, ...)                                                                               \
    S_ask(c, action, (const struct member[]){__VA_ARGS__},                                                   \
          sizeof((const struct member[]){__VA_ARGS__}) / sizeof(struct member), r)

/* --- the way ----------------------------------------------------------------------------------------------
 */

/* From the notice on; r is what it says. */
static bool S_download(const struct cert_options *c, const struct node *notice)
{
    struct control_reply r;
    const char *id = node_text(notice, "loginId"), *password = node_text(notice, "password");
    bool ok = ASK(c, "download", &r, {"loginId", id}, {"password", password}, {"kagi", c->kagi});
    ok = ok && cert_pair_write(c->out, r.root);
    control_release(&r);
    return ok;
}

/* From the application on, whose answer is `come`. */
static int S_way(const struct cert_options *c, const struct node *come)
{
    struct control_reply shinsa, tsuchi = {0};
    const char *shinsei = node_text(come, "shinseiBango"), *keikoku = node_text(come, "keikoku");
    if (keikoku)
        fprintf(stderr, tr("警告: %s\n", "warning: %s\n"), keikoku);
    bool ok = ASK(c, "shinsa", &shinsa, {"shinseiBango", shinsei}, {"kekka", "承認"});
    if (ok) {
        ok = ASK(c, "tsuchi", &tsuchi, {"shinseiBango", shinsei}) && S_download(c, tsuchi.root);
        control_release(&tsuchi);
    }
    control_release(&shinsa);
    return ok ? EXIT_FINE : EXIT_FAILED;
}

/* --- the five ---------------------------------------------------------------------------------------------
 */

static int S_issue(struct cert_options *c)
{
    struct control_reply r;
    if (!c->cn || !c->out || !c->shubetsu)
        return say_usage(
            tr("--shubetsu 統合専用端末|接続システム|ASP、--cn 名前、--out フォルダー を指定してください",
               "give --shubetsu, --cn and --out"));
    int status = EXIT_FAILED;
    if (!cert_pair_ready(c->out))
        return status;
    if (ASK(c, "shinsei", &r, {"shubetsu", c->shubetsu}, {"cn", c->cn}, {"hokensha", c->hokensha},
            {"ininjo", c->ininjo}, {"yukoKaishi", c->kaishi}))
        status = S_way(c, r.root);
    control_release(&r);
    return status;
}

static int S_renew(struct cert_options *c)
{
    struct control_reply r;
    if (!c->bango || !c->out)
        return say_usage(
            tr("--bango 証明書番号 と --out フォルダー を指定してください（番号は chukan cert list）",
               "give --bango NUMBER (of cert list) and --out DIR"));
    int status = EXIT_FAILED;
    if (!cert_pair_ready(c->out))
        return status;
    if (ASK(c, "koshin", &r, {"bango", c->bango}, {"ininjo", c->ininjo}, {"yukoKaishi", c->kaishi}))
        status = S_way(c, r.root);
    control_release(&r);
    return status;
}

static int S_print(struct cert_options *c, const char *action, const struct member *m, size_t n)
{
    char tail[80];
    struct buf body = BUF_INIT;
    snprintf(tail, sizeof tail, "/operator/shomeisho-%s", action);
    S_body(&body, m, n);
    int status = remote_world(&c->o, "POST", tail, body.data);
    buf_release(&body);
    return status;
}

static int S_revoke(struct cert_options *c)
{
    const struct member m[] = {{"bango", c->bango}, {"riyu", c->riyu}};
    if (!c->bango || !c->riyu)
        return say_usage(tr("--bango 証明書番号 と --riyu 理由 を指定してください（番号は chukan cert list）",
                            "give --bango NUMBER (of cert list) and --riyu REASON"));
    return S_print(c, "shikko", m, 2);
}

static int S_list(struct cert_options *c)
{
    const struct member m[] = {{"cn", c->cn}, {"hokensha", c->hokensha}};
    return S_print(c, "list", m, 2);
}

static int S_bad(struct cert_options *c)
{
    if (!c->o.system)
        c->o.system = "KS06139992A";
    return cert_bad(&c->o, c->out);
}

static const struct verb {
    const char *name;
    int (*run)(struct cert_options *c);
    bool more; /* words follow */
} verbs[] = {{"issue", S_issue, false},
             {"list", S_list, false},
             {"renew", S_renew, false},
             {"revoke", S_revoke, false},
             {"bad", S_bad, true}};

static int S_do(struct cert_options *c)
{
    const char *name = c->o.rest_count ? c->o.rest[0] : "";
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, name) == 0 && (verbs[i].more || c->o.rest_count == 1))
            return verbs[i].run(c);
    return say_usage(tr("issue、list、renew、revoke、bad のどれかを指定してください。実際は「%s」",
                        "give issue, list, renew, revoke or bad, have \"%s\""),
                     name);
}

static int S_run(int argc, char **argv)
{
    struct cert_options c = {.http = NULL};
    const struct extra extras[] = {{"data", EXTRA_TEXT, &c.data},
                                   {"cn", EXTRA_TEXT, &c.cn},
                                   {"shubetsu", EXTRA_TEXT, &c.shubetsu},
                                   {"hokensha", EXTRA_TEXT, &c.hokensha},
                                   {"ininjo", EXTRA_TEXT, &c.ininjo},
                                   {"yuko-kaishi", EXTRA_TEXT, &c.kaishi},
                                   {"bango", EXTRA_TEXT, &c.bango},
                                   {"riyu", EXTRA_TEXT, &c.riyu},
                                   {"kagi", EXTRA_TEXT, &c.kagi},
                                   {"out", EXTRA_TEXT, &c.out},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&c.o, argc, argv, extras);
    if (status)
        return status;
    c.o.data = c.data;
    c.http = http_new();
    status = c.http ? S_do(&c) : say_failed("%s", tr("メモリが足りません", "out of memory"));
    http_free(c.http);
    return status;
}

static const struct sub subs[] = {
    {"issue", "--shubetsu 統合専用端末|接続システム|ASP --cn 名前 --out DIR",
     "--shubetsu 統合専用端末|接続システム|ASP --cn NAME --out DIR", "申請から受け取りまで進める",
     "from the application to the download"},
    {"list", "[--cn 名前] [--hokensha 保険者番号]", "[--cn NAME] [--hokensha N]", "一覧する", "the list"},
    {"renew", "--bango 証明書番号 --out DIR", "--bango N --out DIR", "更新する", "renews one"},
    {"revoke", "--bango 証明書番号 --riyu 理由", "--bango N --riyu REASON", "失効させる", "revokes one"},
    {"bad", "種類…|all --out DIR", "KIND…|all --out DIR", "断られることを試すための、正しくない証明書を作る",
     "makes those that must be refused"},
    {NULL, NULL, NULL, NULL, NULL}};

const struct command cmd_cert = {
    .name = "cert",
    .usage = "",
    .ja = "電子証明書を申請から受け取りまで進める、一覧する、更新する、失効させる。断られる証明書を作る",
    .en = "issue, list, renew and revoke client certificates, or make bad ones",
    .more = "  --shubetsu 種別    issue: 統合専用端末、接続システム、ASP\n"
            "  --cn 名前          issue: 証明書の名前。list: その名前だけ\n"
            "  --hokensha 番号    issue: 保険者番号。ASP は代わりに --ininjo\n"
            "  --ininjo \"番号 番号…\"  issue、renew: ASP に委任状のある保険者番号。空白 1 つで並べる\n"
            "  --yuko-kaishi 日   有効開始日（8 桁。既定は発行の日）\n"
            "  --kagi EC|RSA      鍵の種類（既定 EC）\n"
            "  --bango 番号       renew、revoke: 証明書番号（list にある）\n"
            "  --riyu 理由        revoke: 失効の理由\n"
            "  --out DIR          名前.key、.p12、.crt を書くフォルダー（同じ名前のファイルがあれば "
            "名前-証明書番号）。\n"
            "                     bad は種類.crt、.key、.p12 と、何か・どう答えるはずかの 種類.txt\n"
            "  --system ID        bad: だれの証明書に見せるか（既定 KS06139992A）\n"
            "  --data DIR         bad: 動いている chukand に頼まず、この置き場の認証局で作る\n"
            "  bad の種類         expired not-yet other-ca other-insurer weak weak-signature wrong-kind "
            "wrong-purpose\n"
            "                     client-signed no-name two-names broken revoked、全部なら all。\n"
            "                     revoked はワールドに失効を記録するので、--data では作れない\n",
    .more_en =
        "  --shubetsu KIND    issue: 統合専用端末 (terminal), 接続システム (connecting system), ASP\n"
        "  --cn NAME          issue: its name; list: only that name\n"
        "  --hokensha N       issue: number of the insurer; an ASP has --ininjo instead\n"
        "  --ininjo \"N N…\"    issue, renew: insurers that have given the ASP a power of attorney, one "
        "blank between\n"
        "  --yuko-kaishi DAY  first day that it is valid (8 digits; default: that of its issue)\n"
        "  --kagi EC|RSA      kind of key (default EC)\n"
        "  --bango N          renew, revoke: its number, of the list\n"
        "  --riyu REASON      revoke: why\n"
        "  --out DIR          folder for NAME.key, .p12, .crt (NAME-N where files of NAME are there);\n"
        "                     bad: KIND.crt, .key, .p12 and a KIND.txt that says what must answer\n"
        "  --system ID        bad: whose it shall look like (default KS06139992A)\n"
        "  --data DIR         bad: made with the CA of this folder, without asking the daemon\n"
        "  kinds of bad       expired not-yet other-ca other-insurer weak weak-signature wrong-kind "
        "wrong-purpose\n"
        "                     client-signed no-name two-names broken revoked, or all; revoked is a record\n"
        "                     of the world, so --data cannot make it\n",
    .run = S_run,
    .subs = subs,
};
