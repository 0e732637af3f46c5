/* Command line of the client; see options.h. */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/str.h"
#include "say.h"
#include "secret.h"

/* The common options as a command would write its own. soap, format and lang need a look at their value. */
struct parsed {
    const char *soap, *format, *lang;
    bool raw;
};

enum whose { OPTIONS, PARSED };
static const struct row {
    struct common told;
    enum extra_kind kind;
    enum whose whose; /* in which struct slot counts */
    size_t slot;
} table[] = {
#define OF(member) OPTIONS, offsetof(struct options, member)
#define IN(member) PARSED, offsetof(struct parsed, member)
    {{"url", "URL", "CHUKAN_URL", "データ用のエンドポイント（既定 https://127.0.0.1:18443）",
      "data port (default https://127.0.0.1:18443)"},
     EXTRA_TEXT,
     OF(url)},
    {{"control", "URL", "CHUKAN_CONTROL", "制御用のエンドポイント（既定 http://127.0.0.1:18080）",
      "control port (default http://127.0.0.1:18080)"},
     EXTRA_TEXT,
     OF(control)},
    {{"control-token", "FILE", NULL,
      "制御用のエンドポイントが求めるトークンのファイル（なければ環境変数 CHUKAN_CONTROL_TOKEN のトークン）",
      "file with the token of the control port (else the token in CHUKAN_CONTROL_TOKEN)"},
     EXTRA_TEXT,
     OF(control_token)},
    {{"plain", NULL, NULL, "証明書を使わない（--url に http:// のエンドポイントを指定する）",
      "no certificate (give an http:// address with --url)"},
     EXTRA_FLAG,
     OF(plain)},
    {{"world", "NAME", "CHUKAN_WORLD", "ワールド（既定 lot2）", "world (default lot2)"},
     EXTRA_TEXT,
     OF(world)},
    {{"system", "ID", "CHUKAN_SYSTEM", "システム識別子（例 KS06139992A）", "system id (KS06139992A)"},
     EXTRA_TEXT,
     OF(system)},
    {{"tanmatsu", "ID", NULL, "統合専用端末（例 TT06139992A）。--user がそこでログインする",
      "terminal (TT06139992A) at which --user logs in"},
     EXTRA_TEXT,
     OF(tanmatsu)},
    {{"password", "PW", "CHUKAN_PASSWORD",
      "接続システムかユーザーのパスワード（既定は試験用の「pw-名前の小文字」）",
      "of system or user (default: \"pw-\" + its id in lower case)"},
     EXTRA_TEXT,
     OF(password)},
    {{"data", "DIR", "CHUKAN_DATA", "chukand のデータ置き場。pki/ から証明書を探す",
      "data folder of chukand; certificates are taken from its pki/"},
     EXTRA_TEXT,
     OF(data)},
    {{"cert", "FILE", NULL, "クライアント証明書（--data の代わりに）",
      "client certificate, instead of --data"},
     EXTRA_TEXT,
     OF(cert)},
    {{"key", "FILE", NULL, "その鍵", "its key"}, EXTRA_TEXT, OF(key)},
    {{"cacert", "FILE", NULL, "chukand の認証局の証明書", "certificate of chukand's CA"},
     EXTRA_TEXT,
     OF(cacert)},
    {{"busho", "ID", "CHUKAN_BUSHO", "依頼元部署（既定 B001）", "department (default B001)"},
     EXTRA_TEXT,
     OF(busho)},
    {{"user", "ID", "CHUKAN_USER", "依頼元のユーザー（既定 u001）", "user (default u001)"},
     EXTRA_TEXT,
     OF(user)},
    {{"soap", "1.1|1.2", NULL, "SOAP の版（既定 1.2）", "version of SOAP (default 1.2)"},
     EXTRA_TEXT,
     IN(soap)},
    {{"format", "text|json", NULL, "結果の形（既定 text）", "form of the answer (default text)"},
     EXTRA_TEXT,
     IN(format)},
    {{"raw", NULL, NULL, "応答の XML をそのまま出す", "prints the reply's XML"}, EXTRA_FLAG, IN(raw)},
    {{"timeout", "SECONDS", NULL, "待つ上限の秒数（既定 60）", "longest wait (default 60)"},
     EXTRA_INT,
     OF(timeout)},
    {{"lang", "ja|en", NULL, "メッセージの言語（既定 ja）", "language of messages (default ja)"},
     EXTRA_TEXT,
     IN(lang)},
#undef OF
#undef IN
};
enum { COMMONS = sizeof table / sizeof *table };

static struct options_list *listener;

/* Control characters that a text of a request may not have: all but tab and the ends of lines. */
#define NOT_XML "\1\2\3\4\5\6\7\10\13\14\16\17\20\21\22\23\24\25\26\27\30\31\32\33\34\35\36\37\177"

static void *S_slot(const struct row *row, struct options *o, struct parsed *p)
{
    return (row->whose == OPTIONS ? (char *)o : (char *)p) + row->slot;
}

static int S_common(struct options *o, struct parsed *p, struct extra *to)
{
    for (int i = 0; i < COMMONS; i++)
        to[i] = (struct extra){table[i].told.name, table[i].kind, S_slot(&table[i], o, p)};
    return COMMONS;
}

/* What a command says, writes and sends is text: so is what it is given. */
static bool S_text(const char *s)
{
    return str_utf8_len(str_of(s)) >= 0 && !s[strcspn(s, NOT_XML)];
}

static int S_texts(char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        if (!S_text(words[i]))
            return say_usage(tr("引数「%s」に、UTF-8 でないバイトか制御文字があります",
                                "the argument \"%s\" has bytes that are no UTF-8, or control characters"),
                             words[i]);
    return EXIT_FINE;
}

static int S_take(const struct extra *e, const char *value)
{
    if (value && !S_text(value))
        return say_usage(tr("--%s の値「%s」に、UTF-8 でないバイトか制御文字があります",
                            "--%s: \"%s\" has bytes that are no UTF-8, or control characters"),
                         e->name, value);
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

static bool S_is_own(const struct extra *own, const char *name)
{
    while (own && own->name && strcmp(own->name, name) != 0)
        own++;
    return own && own->name;
}

/* What they are told of by; own: the command's, some of which have taken the place of a common one. */
static void S_tell(const struct extra *all, int n, const struct extra *own)
{
    listener->n = n;
    for (int i = 0; i < n; i++) {
        listener->items[i].name = all[i].name;
        listener->items[i].value = all[i].kind != EXTRA_FLAG;
        listener->items[i].common = NULL;
        for (int k = 0; k < COMMONS && !S_is_own(own, all[i].name); k++)
            if (strcmp(table[k].told.name, all[i].name) == 0)
                listener->items[i].common = &table[k].told;
    }
}

/* What getopt could not read. While there are more letters in it, it is the next that getopt will go on with.
 */
static const char *S_unread(char **argv)
{
    const char *behind = argv[optind - 1];
    bool all = *behind == '-' && (behind[1] == '-' || (behind[1] == optopt && !behind[2]));
    return all ? behind : argv[optind];
}

static int S_unknown(const char *argument, const char *command)
{
    if (argument[1] >= '0' && argument[1] <= '9')
        return say_usage(tr("負の数は書けません。実際は「%s」（chukan help %s）",
                            "a number cannot be negative, have \"%s\" (chukan help %s)"),
                         argument, command);
    return say_usage(
        tr("%s というオプションはありません（chukan help %s）", "unknown option %s (chukan help %s)"),
        argument, command);
}

/* getopt_long over `all`, and what every command answers. */
static int S_scan(int argc, char **argv, const struct extra *all, int n, const char *const *lang)
{
    struct option longs[OPTIONS_MOST + 3] = {{0}};
    for (int i = 0; i < n; i++)
        longs[i] = (struct option){all[i].name, all[i].kind == EXTRA_FLAG ? no_argument : required_argument,
                                   NULL, i + 1};
    longs[n] = (struct option){"help", no_argument, NULL, 'h'};
    longs[n + 1] = (struct option){"version", no_argument, NULL, 'V'};
    opterr = 0;
    optind = 0; /* from the start, also when the last command line was left in the middle of a word */
    int c;
    while ((c = getopt_long(argc, argv, ":hV", longs, NULL)) != -1) {
        if (c == ':')
            return say_usage(tr("%s には値が必要です", "%s needs a value"), argv[optind - 1]);
        if (c == 'h' || c == 'V')
            return c == 'h' ? EXIT_HELP : EXIT_VERSION;
        if (c < 1 || c > n)
            return S_unknown(S_unread(argv), argv[0]);
        int bad = S_take(&all[c - 1], optarg);
        if (bad)
            return bad;
        if (*lang)
            lang_english = lang_everywhere = strcmp(*lang, "en") == 0;
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

/* A command's own option of a common one's name means something else, unless it goes to the same place. */
static int S_environment(const struct extra *all, const struct extra *common)
{
    int bad = EXIT_FINE;
    for (int i = 0; i < COMMONS && !bad; i++) {
        const char *value = table[i].told.env ? getenv(table[i].told.env) : NULL;
        if (value && *value && all[i].to == common[i].to)
            bad = S_take(&all[i], value);
    }
    return bad;
}

/* Where the command line names somebody else than the environment does, the password there is not theirs. */
static void S_somebody(struct options *o, const struct options *env)
{
    if (o->tanmatsu && o->system == env->system)
        o->system = NULL;
    bool same = env->system && o->system && strcmp(o->system, env->system) == 0;
    if (env->system && !same && o->password == env->password)
        o->password = NULL;
}

static const char default_control[] = "http://127.0.0.1:18080", default_world[] = "lot2";

int options_parse(struct options *o, int argc, char **argv, const struct extra *extras)
{
    struct parsed parsed = {0};
    struct extra all[OPTIONS_MOST], common[COMMONS];
    *o = (struct options){.url = "https://127.0.0.1:18443",
                          .control = default_control,
                          .world = default_world,
                          .busho = "B001",
                          .user = "u001",
                          .timeout = 60};
    int n = S_common(o, &parsed, all);
    memcpy(common, all, sizeof common);
    for (const struct extra *e = extras; e && e->name && n < OPTIONS_MOST; e++)
        n += S_own(all, n, e);
    if (listener) {
        S_tell(all, n, extras);
        return EXIT_HELP;
    }
    int bad = S_environment(all, common);
    const struct options env = *o;
    if (!bad)
        bad = S_scan(argc, argv, all, n, &parsed.lang);
    if (bad)
        return bad;
    S_somebody(o, &env);
    o->control_said = o->control != default_control;
    o->world_said = o->world != default_world;
    o->world_asked = o->world != env.world;
    o->rest = argv + optind;
    o->rest_count = argc - optind;
    bad = S_texts(o->rest, o->rest_count);
    return bad ? bad : S_judge(o, &parsed);
}

int options_own(int argc, char **argv, const struct extra *extras, char ***ret_rest, int *ret_count)
{
    int bad = options_files(argc, argv, extras, ret_rest, ret_count);
    return bad ? bad : S_texts(*ret_rest, *ret_count);
}

int options_files(int argc, char **argv, const struct extra *extras, char ***ret_rest, int *ret_count)
{
    const char *lang = NULL;
    struct extra all[OPTIONS_MOST] = {{"lang", EXTRA_TEXT, &lang}};
    int n = 1;
    for (const struct extra *e = extras; e->name && n < OPTIONS_MOST; e++)
        all[n++] = *e;
    if (listener) {
        S_tell(all, n, extras);
        return EXIT_HELP;
    }
    int bad = S_scan(argc, argv, all, n, &lang);
    *ret_rest = argv + optind;
    *ret_count = argc - optind;
    return bad ? bad : S_lang(lang);
}

const struct common *options_common(int i)
{
    return i < COMMONS ? &table[i].told : NULL;
}

void options_listen(struct options_list *to)
{
    listener = to;
}
