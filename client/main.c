/* chukan: the reference base system, scenario runner and operator's hand (DESIGN 5). Dispatch only.
 */
#include <curl/curl.h>
#include <libxml/parser.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/core.h"
#include "base/lang.h"
#include "base/version.h"
#include "cmd/command.h"
#include "help.h"
#include "options.h"
#include "say.h"

static int S_version(void)
{
    puts("chukan " CHUKAN_VERSION);
    return EXIT_FINE;
}

/* --lang may stand before the command as well. Answers how many words to pass over. */
static int S_leading(int argc, char **argv)
{
    int i = 1;
    while (i < argc && strncmp(argv[i], "--lang", 6) == 0)
        i += strcmp(argv[i], "--lang") == 0 ? 2 : 1;
    return i < argc ? i - 1 : argc - 1;
}

static int S_run(const struct command *c, int argc, char **argv)
{
    /* A daemon that hangs up in the middle is an error to tell, not a reason to die. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is told of like a full disk */
    const struct sub *sub = argc > 1 ? command_sub(c, argv[1]) : NULL; /* getopt changes the order */
    curl_global_init(CURL_GLOBAL_DEFAULT);
    xmlInitParser();
    int status = c->run(argc, argv);
    xmlCleanupParser();
    curl_global_cleanup();
    if (status == EXIT_HELP)
        help_command(c, sub);
    return status == EXIT_VERSION ? S_version() : status == EXIT_HELP ? EXIT_FINE : status;
}

static int S_dispatch(int argc, char **argv)
{
    if (argc < 2) {
        help_overview(stderr);
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
        return S_version();
    if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        int status = help_run(argc - 1, argv + 1);
        if (status == EXIT_HELP)
            help_overview(stdout);
        return status == EXIT_VERSION ? S_version() : status == EXIT_HELP ? EXIT_FINE : status;
    }
    const struct command *c = command_find(name);
    if (c)
        return S_run(c, argc - 1, argv + 1);
    say_usage(tr("「%s」というコマンドはありません", "no command \"%s\""), name);
    help_overview(stderr);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    core_off();
    lang_english = lang_everywhere = lang_asked(argc, argv);
    int passed = S_leading(argc, argv);
    int status = S_dispatch(argc - passed, argv + passed);
    if (fflush(stdout) != 0 || ferror(stdout))
        return say_failed(tr("結果を書き出せません", "cannot write the output"));
    return status;
}
