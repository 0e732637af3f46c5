/* What chukand was told; see options.h. */
#include "http/options.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/lang.h"
#include "http/alias.h"
#include "http/control.h"
#include "http/edge.h"
#include "http/socket.h"

enum { CONFIG_MAX = 64 * 1024, LIST = -1 };

/* One row an option. slot: offset of a const char * in struct options; LIST: --alias and what is only to be
 * told. Without argument the text is "yes". */
static const struct {
    struct option_row told;
    long slot;
} table[] = {
#define TEXT(member) offsetof(struct options, member)
    {{"config", "FILE", false, "設定ファイル (「名前 = 値」の行。名前はこの一覧と同じ)",
      "config file of NAME = VALUE lines"},
     TEXT(config)},
    {{"data", "DIR", true, "データの置き場 (既定 chukan-data)", "data folder (chukan-data)"}, TEXT(data)},
    {{"listen", "A:P", true, "データ用ポート HTTPS (既定 127.0.0.1:18443)", "data port (127.0.0.1:18443)"},
     TEXT(listen)},
    {{"control", "A:P", true, "制御用ポート HTTP (既定 127.0.0.1:18080)", "control port (127.0.0.1:18080)"},
     TEXT(control)},
    {{"control-token", "FILE", true,
      "制御用ポートが求めるトークンのあるファイル。これがあれば制御用ポートを外へ開ける",
      "file with the token that the control port wants; with it that may be no loopback"},
     TEXT(token_file)},
    {{"plain", "P", true, "TLS なしのポート (既定 off)", "port without TLS (off)"}, TEXT(plain)},
    {{"ready-file", "FILE", true, "準備ができたら実際のポートを書くファイル", "file for the real ports"},
     TEXT(ready_file)},
    {{"fixtures", "DIR", true, "ワールドの元データ", "fixtures"}, TEXT(fixtures)},
    {{"schema", "DIR", true, "XML スキーマとレイアウト", "schemas and layouts"}, TEXT(schema)},
    {{"layout", "DIR", true, "レイアウトとコード表の差し替え (schema/layout に重ねる)",
      "layouts and code lists over those of schema/layout"},
     TEXT(layout)},
    {{"wsdl", "DIR", true, "WSDL", "WSDL files"}, TEXT(wsdl)},
    {{"seed", "N", true, "乱数の種 (既定は world.xml の値)", "seed (that of world.xml)"}, TEXT(seed_text)},
    {{"turns", "N", true,
      "試験用: 書き込み・連携・取込・片付けの順番を種 N で遅らせる (環境変数 CHUKAND_TURNS でも)",
      "for tests: delays writer, courier, loader and burial by seed N (also CHUKAND_TURNS)"},
     TEXT(turns_text)},
    {{"alias", "PATH=URL", true, "固定パスを /ワールド/soap/サービス へ (繰り返し可)",
      "maps PATH to /world/soap/service"},
     LIST},
    {{"public-url", "URL", true, "WSDL に書く自分の URL (既定は Host ヘッダから)", "own URL in served WSDL"},
     TEXT(public_url)},
    {{"connections", "N", true, "ポートごとの接続の上限 (既定 2000)", "connections of a port (2000)"},
     TEXT(connections_text)},
    {{"slow-share", "N", true, "そのうち相手を待っていてよい百分率。超えると待たせる接続から切る (既定 75)",
      "percent of them that may keep us waiting (75)"},
     TEXT(share_text)},
    {{"wait-handshake", "S", true, "TLS の握手を待つ秒数 (既定 10)", "seconds for a TLS handshake (10)"},
     TEXT(shake_text)},
    {{"wait-head", "S", true, "要求の行とヘッダーを待つ秒数 (既定 20)",
      "seconds for request line and headers (20)"},
     TEXT(head_text)},
    {{"wait-idle", "S", true, "次の要求を待つ秒数 (既定 30)", "seconds between two requests (30)"},
     TEXT(idle_text)},
    {{"min-rate", "N", true, "本文と応答の最低の速さ、毎秒のバイト数 (既定 1024)",
      "bytes a second of a body or a reply at least (1024)"},
     TEXT(rate_text)},
    {{"rate-span", "S", true, "その速さを見る秒数 (既定 30)", "seconds over which that is looked at (30)"},
     TEXT(span_text)},
    {{"audit-former", "N", true, "削除したワールドの監査記録を新しい順に残す数 (既定 32)",
      "audit records of dropped worlds that are kept (32)"},
     TEXT(former_text)},
    {{"rsa", "yes|no", true, "起動してから RSA の証明書も作る (既定 yes)",
      "also makes RSA certificates, once started (yes)"},
     TEXT(rsa_text)},
    {{"log", "FILE", true, "ログ (既定は標準エラー出力。SIGHUP で開き直す)", "log file (stderr)"}, TEXT(log)},
    {{"log-size", "MIB", true, "ログがこの大きさ (MiB) になったら FILE.1 に回す。0 は回さない (既定 64)",
      "MiB after which the log becomes FILE.1, 0 never (64)"},
     TEXT(log_text)},
    {{"trace", "LIST", true, "詳しいログ: http,soap,sql", "trace: http,soap,sql"}, TEXT(trace_text)},
    {{"check-invariants", NULL, true, "データの整合を検査しながら動く", "check databases while running"},
     TEXT(check_text)},
    {{"oneshot", "FILE", false, "FILE の要求一件に答えて終わる", "answer the one request in FILE"},
     TEXT(oneshot)},
    {{"lang", "ja|en", true, "人に見せる文の言語 (既定 ja)", "language (ja)"}, TEXT(lang)},
    {{"help", NULL, false, "この説明", "this text"}, LIST},
    {{"version", NULL, false, "版", "version"}, LIST},
    {{"man", NULL, false, "マニュアルのページ chukand(8)", "the page chukand(8) of the manual"}, LIST},
    {{"completion", "bash|zsh", false, "シェルの補完の定義", "definition of a shell's completion"},
     TEXT(completion)},
#undef TEXT
};
enum { OPTIONS = sizeof table / sizeof *table };

static enum status S_wrong(struct diag *d, const char *item, const char *want, const char *have)
{
    return diag_set(d, ST_SETUP, item, want, have);
}

/* --- reading ----------------------------------------------------------------------------------------------
 */

static enum status S_take(struct options *o, int i, const char *value, struct diag *d)
{
    if (strcmp(table[i].told.name, "alias") == 0)
        return alias_add(&o->aliases, value, d);
    if (strcmp(table[i].told.name, "help") == 0)
        o->help = true;
    else if (strcmp(table[i].told.name, "version") == 0)
        o->version = true;
    else if (strcmp(table[i].told.name, "man") == 0)
        o->man = true;
    else
        *(const char **)((char *)o + table[i].slot) = value;
    return ST_OK;
}

static const char *S_known(void)
{
    return lang_tr("chukand --help にある名前", "a name of chukand --help");
}

static bool S_taken(const struct options *o, int i)
{
    return table[i].slot != LIST && *(const char *const *)((const char *)o + table[i].slot);
}

static enum status S_command_line(int argc, char **argv, struct options *o, struct diag *d)
{
    struct option longs[OPTIONS + 1] = {0};
    for (int i = 0; i < OPTIONS; i++)
        longs[i] = (struct option){table[i].told.name,
                                   table[i].told.argument ? required_argument : no_argument, NULL, 0};
    optind = 0; /* from the start, also when a test calls twice */
    opterr = 0;
    enum status st = ST_OK;
    int at = 0, c;
    while (st == ST_OK && (c = getopt_long(argc, argv, ":hV", longs, &at)) != -1) {
        if (c == 0)
            st = S_take(o, at, optarg ? optarg : "yes", d);
        else if (c == 'h' || c == 'V')
            *(c == 'h' ? &o->help : &o->version) = true;
        else if (c == ':')
            st = S_wrong(d, argv[optind - 1], lang_tr("値", "a value"), lang_tr("値がありません", "none"));
        else
            st = S_wrong(d, argv[optind - 1], S_known(), lang_tr("知らない名前です", "an unknown name"));
    }
    if (st == ST_OK && optind < argc)
        st = S_wrong(
            d, argv[optind],
            lang_tr("-- で始まる名前 (chukand --help)", "a name that begins with -- (chukand --help)"),
            argv[optind]);
    return st;
}

static char *S_trim(char *s)
{
    s += strspn(s, " \t");
    size_t n = strlen(s);
    while (n && strchr(" \t\r", s[n - 1]))
        s[--n] = 0;
    return s;
}

static enum status S_config_line(struct options *o, char *line, int number, const struct options *given,
                                 struct diag *d)
{
    char where[sizeof d->item];
    snprintf(where, sizeof where, lang_tr("設定ファイル %d 行目", "config file, line %d"), number);
    if (number == 1 && strncmp(line, "\xEF\xBB\xBF", 3) == 0)
        line += 3; /* some editors begin every file with it */
    line = S_trim(line);
    if (!*line || *line == '#')
        return ST_OK;
    char *eq = strchr(line, '=');
    if (!eq)
        return S_wrong(d, where, lang_tr("名前 = 値", "NAME = VALUE"), line);
    *eq = 0;
    char *key = S_trim(line), *value = S_trim(eq + 1);
    for (int i = 0; i < OPTIONS; i++) {
        if (strcmp(table[i].told.name, key) != 0 || !table[i].told.from_file)
            continue;
        if (!*value)
            return S_wrong(d, where, lang_tr("値", "a value"), lang_tr("値がありません", "none"));
        if (S_taken(given, i)) /* the command line wins */
            return ST_OK;
        enum status st = S_take(o, i, value, d);
        if (st != ST_OK)
            memcpy(d->item, where, sizeof where);
        return st;
    }
    return S_wrong(d, where, S_known(), key);
}

static enum status S_config(struct options *o, struct diag *d)
{
    struct options given = *o;
    enum status st = file_read(o->config, CONFIG_MAX, &o->file, d);
    char *line = o->file.data;
    for (int number = 1; st == ST_OK && line; number++) {
        char *end = strchr(line, '\n');
        if (end)
            *end = 0;
        st = S_config_line(o, line, number, &given, d);
        line = end ? end + 1 : NULL;
    }
    return st;
}

/* --- meaning ----------------------------------------------------------------------------------------------
 */

/* loopback: what is told of an address that is none; NULL: any will do. */
static enum status S_address(const char *option, const char *text, const char *loopback, struct diag *d)
{
    struct sockaddr_storage a;
    socklen_t len;
    char name[32];
    snprintf(name, sizeof name, "--%s", option);
    enum status st = socket_parse(name, text, &a, &len, d);
    if (st == ST_OK && loopback && !socket_is_loopback(&a))
        st = S_wrong(d, name, loopback, text);
    return st;
}

static enum status S_trace(struct options *o, struct diag *d)
{
    static const char *const names[] = {"http", "soap", "sql"};
    for (const char *p = o->trace_text; p && *p; p += strspn(p, ",")) {
        size_t n = strcspn(p, ","), i = 0;
        while (i < 3 && (strlen(names[i]) != n || memcmp(names[i], p, n) != 0))
            i++;
        if (i == 3)
            return S_wrong(d, "--trace", lang_tr("http,soap,sql のいくつか", "some of http,soap,sql"),
                           o->trace_text);
        o->trace |= 1u << i;
        p += n;
    }
    return ST_OK;
}

/* A seed of 1 or more; text NULL: 0. */
static enum status S_seed(const char *item, const char *text, uint64_t *ret, struct diag *d)
{
    char *end = NULL;
    errno = 0;
    *ret = text ? strtoull(text, &end, 10) : 0;
    if (text && (!str_all_digits(str_of(text)) || errno || *end || *ret == 0))
        return S_wrong(d, item, lang_tr("1 以上の整数", "a whole number from 1"), text);
    return ST_OK;
}

static enum status S_seeds(struct options *o, struct diag *d)
{
    const char *turns = o->turns_text ? o->turns_text : getenv("CHUKAND_TURNS");
    enum status st = S_seed("--seed", o->seed_text, &o->seed, d);
    return st == ST_OK ? S_seed(o->turns_text ? "--turns" : "CHUKAND_TURNS", turns && *turns ? turns : NULL,
                                &o->turns, d)
                       : st;
}

/* How long peers are waited for, and what else counts from one. */
static enum status S_numbers(struct options *o, struct diag *d)
{
    enum { DAY = 86400, FORMERS = 32 };
    struct patience *p = &o->patience;
    const struct {
        const char *name, *text;
        int *to;
        long max;
    } numbers[] = {{"--connections", o->connections_text, &p->connections, 20000},
                   {"--slow-share", o->share_text, &p->share, 100},
                   {"--wait-handshake", o->shake_text, &p->shake, DAY},
                   {"--wait-head", o->head_text, &p->head, DAY},
                   {"--wait-idle", o->idle_text, &p->idle, DAY},
                   {"--min-rate", o->rate_text, &p->rate, 1 << 20},
                   {"--rate-span", o->span_text, &p->span, 1000},
                   {"--audit-former", o->former_text, &o->audit_former, 1000}};
    *p = patience_default;
    o->audit_former = FORMERS;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const char *text = numbers[i].text;
        if (!text)
            continue;
        long n = str_all_digits(str_of(text)) && strlen(text) < 8 ? strtol(text, NULL, 10) : 0;
        char want[48];
        snprintf(want, sizeof want, lang_tr("1 以上 %ld 以下の整数", "a whole number from 1 to %ld"),
                 numbers[i].max);
        if (n < 1 || n > numbers[i].max)
            return S_wrong(d, numbers[i].name, want, text);
        *numbers[i].to = (int)n;
    }
    return ST_OK;
}

static enum status S_log_size(struct options *o, struct diag *d)
{
    enum { USUAL = 64, MOST = 1 << 20 };
    const char *text = o->log_text;
    bool number = text && str_all_digits(str_of(text)) && strlen(text) < 8;
    long n = !text ? USUAL : number ? strtol(text, NULL, 10) : -1;
    if (n < 0 || n > MOST)
        return S_wrong(d, "--log-size",
                       lang_tr("0 以上 1048576 以下の整数 (MiB)", "a whole number from 0 to 1048576 (MiB)"),
                       text);
    o->log_most = (uint64_t)n << 20;
    return ST_OK;
}

static enum status S_words(struct options *o, struct diag *d)
{
    if (o->lang && strcmp(o->lang, "ja") != 0 && strcmp(o->lang, "en") != 0)
        return S_wrong(d, "--lang", lang_tr("ja または en", "ja or en"), o->lang);
    if (o->lang)
        lang_english = strcmp(o->lang, "en") == 0;
    if (o->completion && strcmp(o->completion, "bash") != 0 && strcmp(o->completion, "zsh") != 0)
        return S_wrong(d, "--completion", lang_tr("bash または zsh", "bash or zsh"), o->completion);
    if (o->check_text && strcmp(o->check_text, "yes") != 0 && strcmp(o->check_text, "no") != 0)
        return S_wrong(d, "check-invariants", lang_tr("yes または no", "yes or no"), o->check_text);
    if (o->rsa_text && strcmp(o->rsa_text, "yes") != 0 && strcmp(o->rsa_text, "no") != 0)
        return S_wrong(d, "--rsa", lang_tr("yes または no", "yes or no"), o->rsa_text);
    o->rsa = !o->rsa_text || o->rsa_text[0] == 'y';
    o->check_invariants = o->check_text && strcmp(o->check_text, "yes") == 0;
    if (o->plain && strcmp(o->plain, "off") == 0)
        o->plain = NULL;
    if (o->public_url && strncmp(o->public_url, "http://", 7) != 0 &&
        strncmp(o->public_url, "https://", 8) != 0)
        return S_wrong(
            d, "--public-url",
            lang_tr("http:// または https:// で始まる URL", "a URL that begins with http:// or https://"),
            o->public_url);
    return ST_OK;
}

/* Where the folder `name` is, seen from the program: built in place, installed, or the present folder. */
static const char *S_share(const char *name, char **ret_owned)
{
    static const char *const from[] = {"/../../", "/../share/chukan/"};
    char exe[PATH_MAX], path[PATH_MAX + 64];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    struct stat s;
    while (n > 0 && exe[n - 1] != '/')
        n--;
    for (size_t i = 0; n > 1 && i < 2; i++) {
        snprintf(path, sizeof path, "%.*s%s%s", (int)n - 1, exe, from[i], name);
        if (stat(path, &s) == 0 && S_ISDIR(s.st_mode))
            return *ret_owned = realpath(path, NULL);
    }
    return name;
}

enum status options_read(int argc, char **argv, struct options *ret, struct diag *d)
{
    *ret = (struct options){.file = BUF_INIT};
    lang_english = lang_asked(argc, argv);
    enum status st = S_command_line(argc, argv, ret, d);
    if (st == ST_OK && ret->config && !options_told(ret))
        st = S_config(ret, d);
    if (st == ST_OK)
        st = S_words(ret, d);
    if (st != ST_OK || options_told(ret))
        return st;
    if (st == ST_OK)
        st = S_trace(ret, d);
    if (st == ST_OK)
        st = S_seeds(ret, d);
    if (st == ST_OK)
        st = S_numbers(ret, d);
    if (st == ST_OK)
        st = S_log_size(ret, d);
    if (!ret->data)
        ret->data = "chukan-data";
    if (!ret->listen)
        ret->listen = "127.0.0.1:18443";
    if (!ret->control)
        ret->control = "127.0.0.1:18080";
    if (st == ST_OK)
        st = S_address("listen", ret->listen, NULL, d);
    if (st == ST_OK)
        st = token_read(ret->token_file, &ret->token, d);
    if (st == ST_OK)
        st = S_address("control", ret->control, ret->token.set ? NULL : CONTROL_LOOPBACK, d);
    if (st == ST_OK && ret->plain)
        st = S_address("plain", ret->plain,
                       lang_tr("ループバック (127.0.0.1)。このポートは外へ開かない",
                               "loopback (127.0.0.1), for it has no TLS"),
                       d);
    if (!ret->fixtures)
        ret->fixtures = S_share("fixtures", &ret->found[0]);
    if (!ret->schema)
        ret->schema = S_share("schema", &ret->found[1]);
    if (!ret->wsdl)
        ret->wsdl = S_share("wsdl", &ret->found[2]);
    return st;
}

bool options_told(const struct options *o)
{
    return o->help || o->version || o->man || o->completion;
}

const struct option_row *options_row(int i)
{
    return i < OPTIONS ? &table[i].told : NULL;
}

void options_release(struct options *o)
{
    buf_release(&o->file);
    for (size_t i = 0; i < sizeof o->found / sizeof *o->found; i++)
        free(o->found[i]);
}
