/* chukan call SERVICE.OPERATION: any operation, its fields given as name=value. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "cmd/command.h"
#include "say.h"
#include "wire/session.h"

struct call_options {
    struct words fields;
    bool dump, show; /* --dump-request: nothing is sent; --show-password */
};

#define HIDDEN "*****"

/* A field that sets or proves a password (kanri.passwordHenko …); NULL: out of memory. */
static const char *S_hidden(struct arena *a, const char *field)
{
    int n = (int)strcspn(field, "=");
    bool secret = memmem(field, (size_t)n, "assword", 7) != NULL;
    return secret ? arena_printf(a, "%.*s=" HIDDEN, n, field) : field;
}

/* What would be sent, to be read or kept: passwords are none of it unless that is wished. */
static int S_dump(struct session *s, struct soap_request *q, struct words *fields, bool show)
{
    char error[1400];
    struct buf out = BUF_INIT;
    struct arena *a = arena_new(1 << 20);
    bool ok = a != NULL;
    for (size_t i = 0; ok && !show && i < fields->n; i++)
        ok = (fields->items[i] = S_hidden(a, fields->items[i])) != NULL;
    if (!show)
        s->t.password = HIDDEN;
    q->fields = fields->items;
    int status = EXIT_FINE;
    if (!ok)
        status = say_failed(tr("メモリが足りません", "out of memory"));
    else if (!soap_dump(&s->t, q, &out, error))
        status = say_failed("%s", error);
    if (!status) {
        fwrite(out.data, 1, out.len, stdout);
        putchar('\n');
    }
    buf_release(&out);
    arena_free(a);
    return status;
}

static int S_call(struct session *s, struct call_options *u)
{
    struct words *fields = &u->fields;
    char service[64];
    if (s->o.rest_count < 1)
        return say_usage(tr("サービス.操作 を指定してください（例 kanyusha.get）",
                            "give SERVICE.OPERATION (kanyusha.get)"));
    const char *dot = strchr(s->o.rest[0], '.');
    if (!dot || (size_t)(dot - s->o.rest[0]) >= sizeof service)
        return say_usage(tr("「%s」は サービス.操作 の形ではありません", "\"%s\" is not SERVICE.OPERATION"),
                         s->o.rest[0]);
    snprintf(service, sizeof service, "%.*s", (int)(dot - s->o.rest[0]), s->o.rest[0]);
    for (int i = 1; i < s->o.rest_count; i++)
        if (!words_add(fields, s->o.rest[i]))
            return say_failed(tr("メモリが足りません", "out of memory"));
    for (size_t i = 0; i < fields->n; i++)
        if (!strchr(fields->items[i], '='))
            return say_usage(tr("項目は「名前=値」の形で書きます: %s", "a field is written name=value: %s"),
                             fields->items[i]);
    struct soap_request q = {.service = service,
                             .op = dot + 1,
                             .fields = fields->items,
                             .field_count = fields->n,
                             .result_fd = -1};
    if (u->dump)
        return S_dump(s, &q, fields, u->show);
    int status = session_connect(s);
    return status ? status : session_call(s, &q);
}

static int S_run(int argc, char **argv)
{
    struct session s;
    struct call_options u = {.dump = false};
    const struct extra extras[] = {{"field", EXTRA_LIST, &u.fields},
                                   {"dump-request", EXTRA_FLAG, &u.dump},
                                   {"show-password", EXTRA_FLAG, &u.show},
                                   {NULL, EXTRA_FLAG, NULL}};
    s = (struct session){0};
    int status = options_parse(&s.o, argc, argv, extras);
    if (!status)
        status = target_login(&s.t, &s.o);
    if (!status)
        status = S_call(&s, &u);
    session_close(&s);
    words_release(&u.fields);
    return status;
}

const struct command cmd_call = {
    .name = "call",
    .usage = "サービス.操作 [項目=値]… --system ID",
    .usage_en = "SERVICE.OPERATION [FIELD=VALUE]… --system ID",
    .ja = "操作を 1 回呼び出す",
    .en = "make one call",
    .more = "  --field 項目=値    要求の項目。繰り返せる。引数に「項目=値」と書いても同じ\n"
            "                     a.b=値 は a の中の b。同じ名前を繰り返すと要素も繰り返す\n"
            "                     値 @ファイル はファイルの中身（MTOM）を送る\n"
            "  --dump-request     送らずに、送るはずの要求（ヘッダーと電文）を表示する。パスワードは ***** "
            "にする\n"
            "  --show-password    --dump-request でパスワードも表示する\n",
    .more_en =
        "  --field NAME=VALUE   a field of the request, may be repeated; the same as an argument NAME=VALUE\n"
        "                     a.b=VALUE is b within a; a name that repeats gives a repeated element\n"
        "                     a value @FILE sends what the file has (MTOM)\n"
        "  --dump-request     sends nothing, prints what would be sent (headers, envelope); the password as "
        "*****\n"
        "  --show-password    prints the password as well, with --dump-request\n",
    .run = S_run,
};
