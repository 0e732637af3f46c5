/* What chukand tells of itself: help, version, chukand(8), completion; see options.h. */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/roff.h"
#include "base/version.h"
#include "http/options.h"

#define EXITS                                                                                                \
    lang_tr("終了コード: 0 正常、1 失敗、2 使い方のエラー\n", "exit status: 0 fine, 1 failed, 2 wrong "      \
                                                              "use\n")

static void S_left(const struct option_row *r, char out[48])
{
    snprintf(out, 48, "--%s%s%s", r->name, r->argument ? " " : "", r->argument ? r->argument : "");
}

static void S_help(struct buf *out)
{
    char left[48];
    buf_adds(out, lang_tr("使い方: chukand [オプション]...\n", "usage: chukand [OPTION]...\n"));
    for (int i = 0; options_row(i); i++) {
        const struct option_row *r = options_row(i);
        S_left(r, left);
        buf_addf(out, "  %-22s %s\n", left, lang_tr(r->ja, r->en));
    }
    buf_adds(out, EXITS);
}

static void S_man(struct buf *out)
{
    char left[48];
    roff_head(out, "chukand", 8, lang_tr("名前", "NAME"),
              lang_tr("医療保険者等向け中間サーバー等の代わりをするデーモン",
                      "stands in for the intermediate servers of health insurers"));
    roff_section(out, lang_tr("書式", "SYNOPSIS"));
    roff_text(out, lang_tr("chukand [オプション]...", "chukand [OPTION]..."));
    roff_section(out, lang_tr("オプション", "OPTIONS"));
    for (int i = 0; options_row(i); i++) {
        S_left(options_row(i), left);
        roff_term(out, left, lang_tr(options_row(i)->ja, options_row(i)->en));
    }
    roff_section(out, lang_tr("設定ファイル", "CONFIG FILE"));
    roff_text(out, lang_tr("--config FILE の行は「名前 = 値」。次の名前は書けない:",
                           "Lines of --config FILE are NAME = VALUE; these names may not stand there:"));
    for (int i = 0; options_row(i); i++)
        if (!options_row(i)->from_file)
            buf_addf(out, "%s\n", options_row(i)->name);
    roff_section(out, lang_tr("終了コード", "EXIT STATUS"));
    roff_text(out, EXITS);
    roff_section(out, lang_tr("関連項目", "SEE ALSO"));
    roff_text(out, "chukan(1)");
}

static void S_few(const struct option_row *r, char out[48])
{
    snprintf(out, 48, "%s", r->argument && strchr(r->argument, '|') ? r->argument : "");
    for (char *p = out; *p; p++)
        *p = *p == '|' ? ' ' : *p;
}

static void S_bash(struct buf *out)
{
    char few[48];
    buf_adds(out, "# bash completion of chukand: made by chukand --completion bash\n_chukand() {\n"
                  "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
                  "    COMPREPLY=()\n    case $prev in\n");
    for (int i = 0; options_row(i); i++) {
        S_few(options_row(i), few);
        if (*few)
            buf_addf(out, "    --%s) COMPREPLY=($(compgen -W \"%s\" -- \"$cur\")); return ;;\n",
                     options_row(i)->name, few);
        else if (options_row(i)->argument)
            buf_addf(out, "    --%s) return ;;\n", options_row(i)->name);
    }
    buf_adds(out, "    esac\n    COMPREPLY=($(compgen -W \"");
    for (int i = 0; options_row(i); i++)
        buf_addf(out, "%s--%s", i ? " " : "", options_row(i)->name);
    buf_adds(out, "\" -- \"$cur\"))\n}\ncomplete -o default -F _chukand chukand\n");
}

/* A text within a quoted specification of _arguments. */
static void S_zsh_text(struct buf *out, const char *text)
{
    for (; *text; text++)
        if (*text == '\'')
            buf_adds(out, "'\\''");
        else if (strchr("[]:\\", *text))
            buf_addf(out, "\\%c", *text);
        else
            buf_addc(out, *text);
}

static void S_zsh(struct buf *out)
{
    char few[48];
    buf_adds(out, "#compdef chukand\n# made by chukand --completion zsh\n_arguments -S");
    for (int i = 0; options_row(i); i++) {
        const struct option_row *r = options_row(i);
        buf_addf(out, " \\\n    '*--%s[", r->name);
        S_zsh_text(out, lang_tr(r->ja, r->en));
        buf_addc(out, ']');
        S_few(r, few);
        if (*few)
            buf_addf(out, ":%s:(%s)", r->name, few);
        else if (r->argument)
            buf_addf(out, ":%s:_files", r->name);
        buf_addc(out, '\'');
    }
    buf_addc(out, '\n');
}

void options_tell(const struct options *o, struct buf *out)
{
    if (o->help)
        S_help(out);
    else if (o->version)
        buf_adds(out, "chukand " CHUKAN_VERSION "\n");
    else if (o->man)
        S_man(out);
    else if (strcmp(o->completion, "bash") == 0)
        S_bash(out);
    else
        S_zsh(out);
}
