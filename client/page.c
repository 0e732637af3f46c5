/* chukan(1), from the tables of the commands; see help.h. */
#include "base/roff.h"
#include "help.h"
#include "options.h"
#include "say.h"
#include "told.h"

static void S_usage(struct buf *out, const struct command *c, const struct sub *s)
{
    const char *own = told_tr(c->usage, c->usage_en), *its = s ? told_tr(s->usage, s->usage_en) : "";
    struct buf line = BUF_INIT;
    buf_addf(&line, "chukan %s%s%s%s%s%s%s", c->name, s ? " " : "", s ? s->name : "", *its ? " " : "", its,
             *own ? " " : "", own);
    roff_term(out, line.data ? line.data : "", s ? tr(s->ja, s->en) : tr(c->ja, c->en));
    buf_release(&line);
}

static void S_command(struct buf *out, const struct command *c)
{
    buf_addf(out, ".SS \"%s\"\n", c->name);
    if (c->subs)
        roff_text(out, tr(c->ja, c->en));
    else
        S_usage(out, c, NULL);
    for (const struct sub *s = c->subs; s && s->name; s++)
        S_usage(out, c, s);
    if (c->more)
        roff_lines(out, tr(c->more, c->more_en));
}

static void S_common(struct buf *out)
{
    char term[60];
    roff_section(out, tr("共通のオプション", "COMMON OPTIONS"));
    for (int i = 0; options_common(i); i++) {
        const struct common *o = options_common(i);
        snprintf(term, sizeof term, "--%s%s%s", o->name, o->argument ? " " : "",
                 o->argument ? o->argument : "");
        roff_term(out, term, tr(o->ja, o->en));
    }
}

static void S_environment(struct buf *out)
{
    char text[80];
    roff_section(out, tr("環境変数", "ENVIRONMENT"));
    for (int i = 0; options_common(i); i++) {
        const struct common *o = options_common(i);
        if (!o->env)
            continue;
        snprintf(text, sizeof text, tr("--%s がないときの値。", "Where there is no --%s."), o->name);
        roff_term(out, o->env, text);
    }
    roff_term(out, "CHUKAN_CONTROL_TOKEN",
              tr("制御用のエンドポイントのトークン。", "Token of the control port."));
}

void page_man(FILE *to)
{
    struct buf out = BUF_INIT;
    roff_head(&out, "chukan", 1, tr("名前", "NAME"),
              tr("chukand に基幹システムとしてつなぎ、動かし、調べる",
                 "talk to chukand as a base system, drive it and look at it"));
    roff_section(&out, tr("書式", "SYNOPSIS"));
    roff_text(&out, tr("chukan コマンド [オプション] [引数]", "chukan COMMAND [options] [arguments]"));
    roff_section(&out, tr("コマンド", "COMMANDS"));
    for (const struct command *const *c = commands; *c; c++)
        S_command(&out, *c);
    S_common(&out);
    S_environment(&out);
    roff_section(&out, tr("終了コード", "EXIT STATUS"));
    roff_text(&out, tr("0 正常、1 失敗あり、2 使い方のエラー", "0 fine, 1 something failed, 2 wrong use"));
    roff_section(&out, tr("関連項目", "SEE ALSO"));
    roff_text(&out, "chukand(8)");
    fputs(out.data ? out.data : "", to);
    buf_release(&out);
}
