/* chukan explain CODE: what a message code means, what is behind it and what to do. Of status.def, without a
 * daemon.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/status.h"
#include "cmd/command.h"
#include "options.h"
#include "say.h"

enum { CODE = 6 };

static const char *const faults[] = {[FAULT_NONE] = NULL,
                                     [FAULT_CLIENT] = "Client / Sender",
                                     [FAULT_SERVER] = "Server / Receiver",
                                     [FAULT_VERSION] = "VersionMismatch",
                                     [FAULT_UNDERSTAND] = "MustUnderstand",
                                     [FAULT_AUTH] = "wsse:FailedAuthentication",
                                     [FAULT_EXPIRED] = "wsu:MessageExpired"};

static void S_line(const struct status_info *s)
{
    printf("%s  %s\n", s->code, tr(s->text, s->text_en));
}

static void S_print(const struct status_info *s)
{
    S_line(s);
    printf("  %s %s / %s\n", tr("分類:", "kind:"), status_service(s->code[0], lang_english),
           status_category(s->code[1], lang_english));
    if (s->fault == FAULT_NONE)
        printf("  %s\n", tr("返り方: 処理結果（HTTP 200）", "comes as: 処理結果 (HTTP 200)"));
    else
        printf(tr("  返り方: SOAP Fault（%s）、SOAP でなければ HTTP %d\n",
                  "  comes as: a SOAP Fault (%s), outside of SOAP HTTP %d\n"),
               faults[s->fault], s->http);
    printf("  %s %s\n", tr("原因と対処:", "what to do:"), tr(s->todo, s->todo_en));
    if (s->origin == ORIGIN_OURS)
        printf("  %s\n", tr("chukan が定めたコードです [A]", "a code of chukan's own [A]"));
}

/* The first n signs of a code; how many have them. */
static int S_near(const char *code, size_t n)
{
    int found = 0;
    for (int i = 0; i < ST_COUNT; i++) {
        const struct status_info *s = status_info((enum status)i);
        if (strncmp(s->code, code, n) != 0)
            continue;
        if (!found++)
            fprintf(stderr, tr("近いもの:\n", "near it:\n"));
        fprintf(stderr, "%s  %s\n", s->code, tr(s->text, s->text_en));
    }
    return found;
}

static void S_services(void)
{
    for (const char *p = "CAKFPGSTRJHM"; *p; p++)
        fprintf(stderr, "%c…  %s\n", *p, status_service(*p, lang_english));
}

/* Upper case, as codes are. */
static int S_explain(const char *said)
{
    char code[CODE + 2];
    snprintf(code, sizeof code, "%s", said);
    for (char *p = code; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    enum status st = status_find(code);
    if (st != ST_COUNT) {
        S_print(status_info(st));
        return EXIT_FINE;
    }
    int status = say_failed(tr("「%s」というメッセージコードはありません（chukan explain で一覧）",
                               "no message code \"%s\" (chukan explain lists them)"),
                            said);
    size_t n = CODE - 1;
    while (n && !S_near(code, n))
        n--;
    if (!n)
        S_services();
    return status;
}

static int S_list(void)
{
    for (int i = 0; i < ST_COUNT; i++)
        S_line(status_info((enum status)i));
    return EXIT_FINE;
}

static int S_run(int argc, char **argv)
{
    char **rest;
    int n;
    const struct extra extras[] = {{NULL, EXTRA_FLAG, NULL}};
    int status = options_own(argc, argv, extras, &rest, &n);
    if (status)
        return status;
    if (!n)
        return S_list();
    for (int i = 0; i < n; i++) {
        if (i)
            putchar('\n');
        int one = S_explain(rest[i]);
        status = status ? status : one;
    }
    return status;
}

const struct command cmd_explain = {
    .name = "explain",
    .usage = "[コード…]",
    .usage_en = "[CODE…]",
    .ja = "メッセージコードの意味、原因と対処（コードがなければ一覧）",
    .en = "what a message code means and what to do (no code: the list)",
    .run = S_run,
    .offline = true,
};
