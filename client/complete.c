/* Completion of bash and zsh, from the tables of the commands; see help.h. */
#include <string.h>

#include "help.h"
#include "options.h"
#include "told.h"

/* --- bash -------------------------------------------------------------------------------------------------
 */

static const char bash_head[] =
    "# bash completion of chukan: made by chukan help --completion bash\n"
    "_chukan() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} options= values= subs= few=\n"
    "    COMPREPLY=()\n"
    "    if [ $COMP_CWORD = 1 ]; then\n";

/* A value that is none of few is left to bash, which knows files. */
static const char bash_tail[] =
    "    esac\n"
    "    case \" $values \" in\n"
    "    *\" $prev \"*) COMPREPLY=($(compgen -W \"$few\" -- \"$cur\")); return ;;\n"
    "    esac\n"
    "    case $cur in\n"
    "    -*) COMPREPLY=($(compgen -W \"$options --help --version\" -- \"$cur\")) ;;\n"
    "    *) [ $COMP_CWORD -gt 2 ] || COMPREPLY=($(compgen -W \"$subs\" -- \"$cur\")) ;;\n"
    "    esac\n"
    "}\n"
    "complete -o default -F _chukan chukan\n";

static void S_bash_options(FILE *to, const struct options_list *l, bool values)
{
    const char *between = "";
    for (int i = 0; i < l->n; i++)
        if (!values || l->items[i].value) {
            fprintf(to, "%s--%s", between, l->items[i].name);
            between = " ";
        }
}

static void S_bash_few(FILE *to, const struct command *c, const struct options_list *l)
{
    char few[TOLD];
    bool any = false;
    for (int i = 0; i < l->n; i++) {
        if (!l->items[i].value || !*told_choices(c, l->items[i].name, l->items[i].common, few))
            continue;
        for (char *p = few; *p; p++)
            *p = *p == '|' ? ' ' : *p;
        fprintf(to, "%s        --%s) few='%s' ;;\n", any ? "" : "        case $prev in\n", l->items[i].name,
                few);
        any = true;
    }
    if (any)
        fputs("        esac\n", to);
}

void complete_bash(FILE *to)
{
    fputs(bash_head, to);
    fputs("        COMPREPLY=($(compgen -W \"help", to);
    for (const struct command *const *c = commands; *c; c++)
        fprintf(to, " %s", (*c)->name);
    fputs(" --help --version --lang\" -- \"$cur\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n",
          to);
    fputs("    help)\n        options='--completion --man --lang'\n        subs='", to);
    for (const struct command *const *c = commands; *c; c++)
        fprintf(to, "%s%s", c == commands ? "" : " ", (*c)->name);
    fputs("' ;;\n", to);
    for (const struct command *const *c = commands; *c; c++) {
        struct options_list l;
        command_options(*c, &l);
        fprintf(to, "    %s)\n        options='", (*c)->name);
        S_bash_options(to, &l, false);
        fputs("'\n        values='", to);
        S_bash_options(to, &l, true);
        fputs("'\n        subs='", to);
        for (const struct sub *s = (*c)->subs; s && s->name; s++)
            fprintf(to, "%s%s", s == (*c)->subs ? "" : " ", s->name);
        fputs("'\n", to);
        S_bash_few(to, *c, &l);
        fputs("        ;;\n", to);
    }
    fputs(bash_tail, to);
}

/* --- zsh --------------------------------------------------------------------------------------------------
 */

/* Within a quoted specification of _arguments. */
static void S_zsh_text(FILE *to, const char *text)
{
    for (; *text; text++)
        if (*text == '\'')
            fputs("'\\''", to);
        else if (strchr("[]:\\", *text))
            fprintf(to, "\\%c", *text);
        else
            fputc(*text, to);
}

static void S_zsh_option(FILE *to, const struct command *c, const struct options_list *l, int i)
{
    char said[TOLD], few[TOLD];
    const struct common *common = l->items[i].common;
    fprintf(to, " \\\n        '*--%s[", l->items[i].name);
    S_zsh_text(to, common ? told_tr(common->ja, common->en) : told_of(c, l->items[i].name, said));
    fputc(']', to);
    if (l->items[i].value) {
        told_choices(c, l->items[i].name, common, few);
        for (char *p = few; *p; p++)
            *p = *p == '|' ? ' ' : *p;
        fprintf(to, *few ? ":%s:(%s)" : ":%s:_files", l->items[i].name, few);
    }
    fputc('\'', to);
}

static void S_zsh_command(FILE *to, const struct command *c)
{
    struct options_list l;
    command_options(c, &l);
    fprintf(to, "    %s)\n        _arguments -S '--help' '--version'", c->name);
    for (int i = 0; i < l.n; i++)
        S_zsh_option(to, c, &l, i);
    for (const struct sub *s = c->subs; s && s->name; s++)
        fprintf(to, "%s%s", s == c->subs ? " \\\n        '1:sub:(" : " ", s->name);
    fprintf(to, "%s \\\n        '*:file:_files' ;;\n", c->subs ? ")'" : "");
}

void complete_zsh(FILE *to)
{
    fputs("#compdef chukan\n# made by chukan help --completion zsh\n_chukan() {\n    local -a commands\n    "
          "commands=(help",
          to);
    for (const struct command *const *c = commands; *c; c++) {
        fprintf(to, "\n        '%s:", (*c)->name);
        S_zsh_text(to, told_tr((*c)->ja, (*c)->en));
        fputc('\'', to);
    }
    fputs(")\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        return\n    fi\n"
          "    shift words\n    (( CURRENT-- ))\n    case $words[1] in\n    help) _describe command commands "
          ";;\n",
          to);
    for (const struct command *const *c = commands; *c; c++)
        S_zsh_command(to, *c);
    fputs("    esac\n}\n_chukan \"$@\"\n", to);
}
