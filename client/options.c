/* Command line of the client; see options.h. */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "say.h"
#include "secret.h"

enum { MAX_OPTIONS = 48 };

/* The common options as a command would write its own. soap, format and lang need a look at their value. */
struct parsed {
    const char *soap, *format, *lang;
    bool raw;
};

static int S_common(struct options *o, struct parsed *p, struct extra *to)
{
    const struct extra common[] = {
        {"control-token", EXTRA_TEXT, &o->control_token},
        {"url", EXTRA_TEXT, &o->url},
        {"control", EXTRA_TEXT, &o->control},
        {"world", EXTRA_TEXT, &o->world},
        {"system", EXTRA_TEXT, &o->system},
        {"password", EXTRA_TEXT, &o->password},
        {"data", EXTRA_TEXT, &o->data},
        {"cert", EXTRA_TEXT, &o->cert},
        {"key", EXTRA_TEXT, &o->key},
        {"cacert", EXTRA_TEXT, &o->cacert},
        {"busho", EXTRA_TEXT, &o->busho},
        {"user", EXTRA_TEXT, &o->user},
        {"tanmatsu", EXTRA_TEXT, &o->tanmatsu},
        {"timeout", EXTRA_INT, &o->timeout},
        {"plain", EXTRA_FLAG, &o->plain},
        {"raw", EXTRA_FLAG, &p->raw},
        {"soap", EXTRA_TEXT, &p->soap},
        {"format", EXTRA_TEXT, &p->format},
        {"lang", EXTRA_TEXT, &p->lang},
    };
    memcpy(to, common, sizeof common);
    return (int)(sizeof common / sizeof *common);
}

static int S_take(const struct extra *e, const char *value)
{
    switch (e->kind) {
    case EXTRA_FLAG:
        *(bool *)e->to = true;
        return EXIT_FINE;
    case EXTRA_TEXT:
        *(const char **)e->to = value;
        return EXIT_FINE;
    case EXTRA_INT: {
        char *end;
        errno = 0;
        long n = strtol(value, &end, 10);
        if (errno || *end || end == value || n < 0 || n > INT_MAX)
            return say_usage(
                tr("--%s には 0 以上の整数が必要です。実際は「%s」", "--%s wants a number, have \"%s\""),
                e->name, value);
        *(int *)e->to = (int)n;
        return EXIT_FINE;
    }
    case EXTRA_LIST:
        return words_add(e->to, value) ? EXIT_FINE : say_failed(tr("メモリが足りません", "out of memory"));
    }
    return EXIT_USAGE;
}

static int S_lang(const char *lang)
{
    return !lang || strcmp(lang, "ja") == 0 || strcmp(lang, "en") == 0
               ? EXIT_FINE
               : say_usage(tr("--lang は ja か en です。実際は「%s」", "--lang wants ja or en, have \"%s\""),
                           lang);
}

static int S_judge(struct options *o, const struct parsed *p)
{
    if (S_lang(p->lang) || (o->control_token && !secret_file(o->control_token)))
        return EXIT_USAGE;
    if (p->soap && strcmp(p->soap, "1.1") != 0 && strcmp(p->soap, "1.2") != 0)
        return say_usage(
            tr("--soap は 1.1 か 1.2 です。実際は「%s」", "--soap wants 1.1 or 1.2, have \"%s\""), p->soap);
    o->soap = p->soap && strcmp(p->soap, "1.1") == 0 ? 11 : 12;
    if (p->format && strcmp(p->format, "json") == 0)
        o->format = FORMAT_JSON;
    else if (p->format && strcmp(p->format, "text") != 0)
        return say_usage(
            tr("--format は text か json です。実際は「%s」", "--format wants text or json, have \"%s\""),
            p->format);
    if (p->raw)
        o->format = FORMAT_RAW;
    if (o->timeout == 0)
        return say_usage(tr("--timeout は 1 以上です", "--timeout wants at least 1"));
    /* An http:// address can only be the plain port. */
    o->plain = o->plain || strncmp(o->url, "http://", 7) == 0;
    return EXIT_FINE;
}

/* getopt_long over `all`. */
static int S_scan(int argc, char **argv, const struct extra *all, int n, const char *const *lang)
{
    struct option longs[MAX_OPTIONS + 1] = {{0}};
    for (int i = 0; i < n; i++)
        longs[i] = (struct option){all[i].name, all[i].kind == EXTRA_FLAG ? no_argument : required_argument,
                                   NULL, i + 1};
    opterr = 0;
    optind = 1;
    int c;
    while ((c = getopt_long(argc, argv, ":", longs, NULL)) != -1) {
        if (c == ':')
            return say_usage(tr("%s には値が必要です", "%s needs a value"), argv[optind - 1]);
        if (c < 1 || c > n)
            return say_usage(
                tr("%s という選択肢はありません（chukan help %s）", "unknown option %s (chukan help %s)"),
                argv[optind - 1], argv[0]);
        int bad = S_take(&all[c - 1], optarg);
        if (bad)
            return bad;
        if (*lang)
            say_english = strcmp(*lang, "en") == 0;
    }
    return EXIT_FINE;
}

/* A command's own option goes in the place of a common one of its name. Answers how many were added. */
static int S_own(struct extra *all, int n, const struct extra *own)
{
    int i = 0;
    while (i < n && strcmp(all[i].name, own->name) != 0)
        i++;
    all[i] = *own;
    return i == n;
}

int options_parse(struct options *o, int argc, char **argv, const struct extra *extras)
{
    struct parsed parsed = {0};
    struct extra all[MAX_OPTIONS];
    *o = (struct options){.url = "https://127.0.0.1:18443",
                          .control = "http://127.0.0.1:18080",
                          .world = "lot2",
                          .busho = "B001",
                          .user = "u001",
                          .timeout = 60};
    int n = S_common(o, &parsed, all);
    for (; extras && extras->name && n < MAX_OPTIONS; extras++)
        n += S_own(all, n, extras);
    int bad = S_scan(argc, argv, all, n, &parsed.lang);
    if (bad)
        return bad;
    o->rest = argv + optind;
    o->rest_count = argc - optind;
    return S_judge(o, &parsed);
}

int options_own(int argc, char **argv, const struct extra *extras, char ***ret_rest, int *ret_count)
{
    const char *lang = NULL;
    struct extra all[MAX_OPTIONS] = {{"lang", EXTRA_TEXT, &lang}};
    int n = 1;
    for (; extras->name && n < MAX_OPTIONS; extras++)
        all[n++] = *extras;
    int bad = S_scan(argc, argv, all, n, &lang);
    *ret_rest = argv + optind;
    *ret_count = argc - optind;
    return bad ? bad : S_lang(lang);
}

const char *options_help(void)
{
    return tr("共通の選択肢:\n"
              "  --url URL          データ用の入口（既定 https://127.0.0.1:18443）\n"
              "  --control URL      制御用の入口（既定 http://127.0.0.1:18080）\n"
              "  --control-token F  制御用の入口が求めるトークンのファイル（なければ環境変数 "
              "CHUKAN_CONTROL_TOKEN）\n"
              "  --plain            証明書を使わない（--url に http:// の入口を指定する）\n"
              "  --world NAME       ワールド（既定 lot2）\n"
              "  --system ID        システム識別子（例 KS06139992A）\n"
              "  --tanmatsu ID      統合専用端末（例 TT06139992A）。--user がそこでログインする\n"
              "  --password PW      接続システムかユーザーのパスワード（既定は試験用の「pw-名前の小文字」）\n"
              "  --data DIR         chukand のデータ置き場。pki/ から証明書を探す\n"
              "  --cert F --key F --cacert F   証明書を個別に指定する\n"
              "  --busho B --user U 依頼元部署とユーザー（既定 B001 u001）\n"
              "  --soap 1.1|1.2     SOAP の版（既定 1.2）\n"
              "  --format text|json 結果の形。--raw は応答の XML をそのまま出す\n"
              "  --timeout 秒       待つ上限（既定 60）\n"
              "  --lang ja|en       メッセージの言語\n",
              "Common options:\n"
              "  --url URL          data port (default https://127.0.0.1:18443)\n"
              "  --control URL      control port (default http://127.0.0.1:18080)\n"
              "  --control-token F  file with the token of the control port (else CHUKAN_CONTROL_TOKEN)\n"
              "  --plain            no certificate (give an http:// address with --url)\n"
              "  --world NAME       world (default lot2)\n"
              "  --system ID        system id (KS06139992A)\n"
              "  --tanmatsu ID      terminal (TT06139992A) at which --user logs in\n"
              "  --password PW      of system or user (default: \"pw-\" + its id in lower case)\n"
              "  --data DIR         data folder of chukand; certificates are taken from its pki/\n"
              "  --cert F --key F --cacert F   certificates one by one\n"
              "  --busho B --user U department and user (default B001 u001)\n"
              "  --soap 1.1|1.2     version of SOAP (default 1.2)\n"
              "  --format text|json form of the answer; --raw prints the reply's XML\n"
              "  --timeout SECONDS  longest wait (default 60)\n"
              "  --lang ja|en       language of messages\n");
}
