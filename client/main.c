/* chukan: the reference base system, scenario runner and operator's hand (DESIGN 5). Dispatch and help only.
 */
#include <curl/curl.h>
#include <libxml/parser.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/core.h"
#include "cmd/command.h"
#include "options.h"
#include "say.h"

#define COMMAND(name) extern const struct command cmd_##name;
#include "cmd/commands.def"
#undef COMMAND

static const struct command *const S_commands[] = {
#define COMMAND(name) &cmd_##name,
#include "cmd/commands.def"
#undef COMMAND
    NULL};

static const struct command *S_find(const char *name)
{
    for (const struct command *const *c = S_commands; *c; c++)
        if (strcmp((*c)->name, name) == 0)
            return *c;
    return NULL;
}

static void S_overview(FILE *to)
{
    fputs(tr("使い方: chukan コマンド [選択肢] [引数]\n\nコマンド:\n",
             "usage: chukan COMMAND [options] [arguments]\n\ncommands:\n"),
          to);
    for (const struct command *const *c = S_commands; *c; c++)
        fprintf(to, "  %-9s %s\n", (*c)->name, tr((*c)->ja, (*c)->en));
    fputs(tr("\nchukan help コマンド で詳しい説明を表示します。\n終了状態: 0 正常、1 失敗あり、2 "
             "使い方の誤り\n",
             "\nchukan help COMMAND tells more.\nexit status: 0 fine, 1 something failed, 2 wrong use\n"),
          to);
}

static int S_help(int argc, char **argv)
{
    if (argc < 2) {
        S_overview(stdout);
        return EXIT_FINE;
    }
    const struct command *c = S_find(argv[1]);
    if (!c)
        return say_usage(tr("「%s」というコマンドはありません", "no command \"%s\""), argv[1]);
    printf("%s chukan %s %s\n  %s\n\n", tr("使い方:", "usage:"), c->name, c->usage, tr(c->ja, c->en));
    if (c->more)
        printf("%s%s\n", tr("このコマンドの選択肢:\n", "own options:\n"), c->more);
    fputs(c->offline
              ? tr("  --lang ja|en       メッセージの言語\n", "  --lang ja|en       language of messages\n")
              : options_help(),
          stdout);
    return EXIT_FINE;
}

int main(int argc, char **argv)
{
    core_off();
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], "--lang") == 0)
            say_english = strcmp(argv[i + 1], "en") == 0;
    if (argc < 2) {
        S_overview(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return S_help(argc - 1, argv + 1);
    const struct command *c = S_find(argv[1]);
    if (!c) {
        say_usage(tr("「%s」というコマンドはありません", "no command \"%s\""), argv[1]);
        S_overview(stderr);
        return EXIT_USAGE;
    }
    if (argc > 2 && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0)) {
        argv[2] = argv[1];
        return S_help(argc - 1, argv + 1);
    }
    /* A daemon that hangs up in the middle is an error to tell, not a reason to die. */
    signal(SIGPIPE, SIG_IGN);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    xmlInitParser();
    int status = c->run(argc - 1, argv + 1);
    xmlCleanupParser();
    curl_global_cleanup();
    if (fflush(stdout) != 0 || ferror(stdout))
        return say_failed(tr("結果を書き出せません", "cannot write the output"));
    return status;
}
