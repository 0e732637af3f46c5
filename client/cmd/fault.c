/* chukan fault list|add|drop: faults on purpose. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "cmd/command.h"
#include "wire/remote.h"
#include "say.h"

struct fault_options {
    const char *op, *shubetsu, *hokensha, *edaban, *kikan, *when, *code, *until;
    int gyo, nth, times, ms, http;
};

struct fault_body {
    const char *kind;
    struct fault_options o; /* the numbers apart */
    int64_t gyo, nth, times, ms, http;
};

static const struct field fault_body[] = {FIELD_TEXT(struct fault_body, "kind", kind),
                                          FIELD_TEXT(struct fault_body, "op", o.op),
                                          FIELD_TEXT(struct fault_body, "shubetsu", o.shubetsu),
                                          FIELD_INT(struct fault_body, "gyo", gyo),
                                          FIELD_TEXT(struct fault_body, "hokensha", o.hokensha),
                                          FIELD_TEXT(struct fault_body, "edaban", o.edaban),
                                          FIELD_TEXT(struct fault_body, "kikan", o.kikan),
                                          FIELD_TEXT(struct fault_body, "when", o.when),
                                          FIELD_INT(struct fault_body, "nth", nth),
                                          FIELD_INT(struct fault_body, "times", times),
                                          FIELD_INT(struct fault_body, "ms", ms),
                                          FIELD_INT(struct fault_body, "http", http),
                                          FIELD_TEXT(struct fault_body, "code", o.code),
                                          FIELD_TEXT(struct fault_body, "until", o.until),
                                          FIELD_END};

enum { UNSAID = -1 };

static int64_t S_number(int n)
{
    return n == UNSAID ? INT64_MIN : n;
}

static int S_add(const struct options *o, const struct fault_options *f)
{
    struct buf body = BUF_INIT;
    if (o->rest_count != 2)
        return say_usage("%s", tr("障害の種類を一つ指定してください（delay, http, code など）",
                                  "give one kind of fault (delay, http, code …)"));
    json_write_given(&body, fault_body,
                     &(struct fault_body){.kind = o->rest[1],
                                          .o = *f,
                                          .gyo = S_number(f->gyo),
                                          .nth = S_number(f->nth),
                                          .times = S_number(f->times),
                                          .ms = S_number(f->ms),
                                          .http = S_number(f->http)});
    int status = buf_ok(&body) ? remote_world(o, "POST", "/faults", body.data) : EXIT_FAILED;
    buf_release(&body);
    return status;
}

static int S_drop(const struct options *o)
{
    char tail[60];
    const char *number = o->rest_count > 1 ? o->rest[1] : NULL;
    if (o->rest_count > 2 || (number && (!str_all_digits(str_of(number)) || strlen(number) > 15)))
        return say_usage("%s", tr("fault drop に書けるのは番号一つです（なければ全部）",
                                  "fault drop wants one number (all, without)"));
    snprintf(tail, sizeof tail, "/faults%s%.15s", number ? "/" : "", number ? number : "");
    return remote_world(o, "DELETE", tail, NULL);
}

static int S_do(const struct options *o, const struct fault_options *f)
{
    const char *what = o->rest_count ? o->rest[0] : "list";
    if (strcmp(what, "add") == 0)
        return S_add(o, f);
    if (strcmp(what, "drop") == 0)
        return S_drop(o);
    if (strcmp(what, "list") == 0 && o->rest_count < 2)
        return remote_world(o, "GET", "/faults", NULL);
    return say_usage(
        "%s", tr("list, add 種類, drop [番号] のどれかです", "wants list, add KIND, or drop [NUMBER]"));
}

static int S_run(int argc, char **argv)
{
    struct options o;
    struct fault_options f = {.gyo = UNSAID, .nth = UNSAID, .times = UNSAID, .ms = UNSAID, .http = UNSAID};
    const struct extra extras[] = {{"op", EXTRA_TEXT, &f.op},         {"shubetsu", EXTRA_TEXT, &f.shubetsu},
                                   {"gyo", EXTRA_INT, &f.gyo},        {"hokensha", EXTRA_TEXT, &f.hokensha},
                                   {"edaban", EXTRA_TEXT, &f.edaban}, {"when", EXTRA_TEXT, &f.when},
                                   {"nth", EXTRA_INT, &f.nth},        {"times", EXTRA_INT, &f.times},
                                   {"ms", EXTRA_INT, &f.ms},          {"http", EXTRA_INT, &f.http},
                                   {"code", EXTRA_TEXT, &f.code},     {"until", EXTRA_TEXT, &f.until},
                                   {"kikan", EXTRA_TEXT, &f.kikan},   {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&o, argc, argv, extras);
    return status ? status : S_do(&o, &f);
}

static const struct sub subs[] = {
    {"list", "", NULL, "指定した障害と、当たった回数（既定）",
     "what was ordered, and how often it struck (default)"},
    {"add", "種類 [--op 操作] [--times N] …", "KIND [--op OPERATION] [--times N] …", "指定する",
     "orders one"},
    {"drop", "[番号]", "[NUMBER]", "取り消す（番号がなければ全部）", "takes it away (all, without a number)"},
    {NULL, NULL, NULL, NULL, NULL}};

const struct command cmd_fault = {
    .name = "fault",
    .usage = "[--world W]",
    .ja = "障害を指定して起こす（遅延、切断、エラーなど）",
    .en = "faults on purpose: delays, resets, errors",
    .more = "  種類: delay 遅延、silence 応答なし、reset 切断、half 途中までの応答、\n"
            "        garbage SOAP でない応答、http HTTP ステータス、fault SOAP Fault、\n"
            "        code 処理結果の異常、disk-full ディスクに空きがない、disk-slow 遅いディスク、\n"
            "        pending 処理中のまま、reverse 結果が逆順、no-fugo 符号を取得できない、\n"
            "        closed 機関が閉局\n"
            "  --op 操作          その操作だけ（kanyusha.register など）\n"
            "  --shubetsu 種別    code: その種別の連携ファイルの行だけ\n"
            "  --gyo N            code: 連携ファイルの N 行目だけ\n"
            "  --hokensha 番号    その保険者の要求だけ\n"
            "  --edaban 枝番      その枝番についての要求だけ\n"
            "  --kikan コード     closed: その機関だけ\n"
            "  --nth N            当てはまる N 番目の要求から（既定 1）\n"
            "  --times N          N 回だけ（既定 1、0 は取り消すまで）\n"
            "  --until 日時       その仮想の日時まで\n"
            "  --when before|after  処理をしないで（before）か、した後で（after）起こす\n"
            "  --ms N             delay, disk-slow: 実時間のミリ秒\n"
            "  --http N           http: 応答の HTTP ステータス（既定 503）\n"
            "  --code CODE        code, fault: 応答のメッセージコード\n",
    .more_en = "  kinds: delay, silence (no answer), reset (of the connection), half (of an answer),\n"
               "         garbage (no SOAP), http (a status), fault (a SOAP Fault), code (a refusal),\n"
               "         disk-full, disk-slow, pending (in progress), reverse (the order of results),\n"
               "         no-fugo (none can be had), closed (an institution)\n"
               "  --op OPERATION     of this operation alone (kanyusha.register)\n"
               "  --shubetsu KIND    code: of rows of link files of this kind alone\n"
               "  --gyo N            code: of the N-th row of a link file alone\n"
               "  --hokensha NUMBER  of this insurer's requests alone\n"
               "  --edaban NUMBER    of requests about this person alone\n"
               "  --kikan CODE       closed: of this institution alone\n"
               "  --nth N            from the N-th request on that it fits (default 1)\n"
               "  --times N          so many times (default 1; 0: until it is taken away)\n"
               "  --until TIME       until that virtual time\n"
               "  --when before|after  in place of the work, or when it is done\n"
               "  --ms N             delay, disk-slow: real milliseconds\n"
               "  --http N           http: the HTTP status (default 503)\n"
               "  --code CODE        code, fault: the message code\n",
    .run = S_run,
    .subs = subs,
};
