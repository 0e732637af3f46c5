/* Help; see help.h. */
#include "help.h"

#include <string.h>

#include "options.h"
#include "say.h"
#include "told.h"

void help_overview(FILE *to)
{
    fputs(tr("使い方: chukan コマンド [オプション] [引数]\n\nコマンド:\n",
             "usage: chukan COMMAND [options] [arguments]\n\ncommands:\n"),
          to);
    for (const struct command *const *c = commands; *c; c++)
        fprintf(to, "  %-9s %s\n", (*c)->name, tr((*c)->ja, (*c)->en));
    fputs(tr("\nchukan help コマンド で詳しい説明を、chukan --version で版を表示します。\n終了コード: 0 "
             "正常、1 失敗あり、2 使い方のエラー\n",
             "\nchukan help COMMAND tells more, chukan --version the version.\nexit status: 0 fine, 1 "
             "something "
             "failed, 2 wrong use\n"),
          to);
}

static void S_usage(const struct command *c, const struct sub *s)
{
    const char *own = told_tr(c->usage, c->usage_en), *its = s ? told_tr(s->usage, s->usage_en) : "";
    printf("%s chukan %s%s%s%s%s%s%s\n", tr("使い方:", "usage:"), c->name, s ? " " : "", s ? s->name : "",
           *its ? " " : "", its, *own ? " " : "", own);
}

static void S_common(void)
{
    char left[40];
    fputs(tr("共通のオプション:\n", "common options:\n"), stdout);
    for (int i = 0; options_common(i); i++) {
        const struct common *o = options_common(i);
        snprintf(left, sizeof left, "--%s%s%s", o->name, o->argument ? " " : "",
                 o->argument ? o->argument : "");
        printf("  %-20s %s", left, tr(o->ja, o->en));
        if (o->env)
            printf(tr("（環境変数 %s）", " (environment: %s)"), o->env);
        putchar('\n');
    }
    fputs(tr("環境変数はオプションがないときの値です。CHUKAN_SYSTEM があるとき、CHUKAN_PASSWORD "
             "はその接続システムのも"
             "のです。\n",
             "The environment counts where there is no option. With CHUKAN_SYSTEM, CHUKAN_PASSWORD is that "
             "system's.\n"),
          stdout);
}

void help_command(const struct command *c, const struct sub *sub)
{
    if (!c->subs)
        S_usage(c, NULL);
    for (const struct sub *s = c->subs; s && s->name; s++)
        if (!sub || sub == s) {
            S_usage(c, s);
            printf("    %s\n", tr(s->ja, s->en));
        }
    printf("  %s\n\n", tr(c->ja, c->en));
    if (c->more)
        printf("%s%s\n", tr("このコマンドのオプション:\n", "own options:\n"), tr(c->more, c->more_en));
    if (c->offline)
        printf("  --lang ja|en       %s\n", tr("メッセージの言語", "language of messages"));
    else
        S_common();
}

static int S_no_command(const char *name)
{
    return say_usage(tr("「%s」というコマンドはありません", "no command \"%s\""), name);
}

/* The words that are no option, at most two. */
static int S_of_words(char **words, int n)
{
    const struct command *c = n ? command_find(words[0]) : NULL;
    const struct sub *s = c && n > 1 ? command_sub(c, words[1]) : NULL;
    if (n && !c)
        return S_no_command(words[0]);
    if (n > 2 || (n > 1 && !s))
        return say_usage(tr("chukan %s に「%s」はありません", "chukan %s has no \"%s\""), c->name,
                         words[n > 2 ? 2 : 1]);
    if (c)
        help_command(c, s);
    else
        help_overview(stdout);
    return EXIT_FINE;
}

static int S_completion(const char *shell)
{
    bool bash = strcmp(shell, "bash") == 0;
    if (!bash && strcmp(shell, "zsh") != 0)
        return say_usage(tr("--completion は bash か zsh です。実際は「%s」",
                            "--completion wants bash or zsh, have \"%s\""),
                         shell);
    (bash ? complete_bash : complete_zsh)(stdout);
    return EXIT_FINE;
}

int help_run(int argc, char **argv)
{
    char **words;
    int n;
    const char *completion = NULL;
    bool man = false;
    const struct extra extras[] = {
        {"completion", EXTRA_TEXT, &completion}, {"man", EXTRA_FLAG, &man}, {NULL, EXTRA_FLAG, NULL}};
    int status = options_own(argc, argv, extras, &words, &n);
    if (status)
        return status;
    if (completion)
        return S_completion(completion);
    if (man) {
        page_man(stdout);
        return EXIT_FINE;
    }
    return S_of_words(words, n);
}
