/* chukan report: the report of a world's test cases, and what is put into it by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "cmd/command.h"
#include "evidence.h"
#include "options.h"
#include "say.h"
#include "watched.h"
#include "wire/remote.h"

struct report_options {
    struct options o;
    const char *form, *lot, *hokensha, *jisshisha, *kakuninsha, *out;
    const char *id, *comment, *overrule, *reason;
    const char *zip;
    bool files;
};

struct hand {
    const char *comment, *hantei, *riyu, *dare;
};

static const struct field hand_fields[] = {
    FIELD_TEXT(struct hand, "comment", comment), FIELD_TEXT(struct hand, "hantei", hantei),
    FIELD_TEXT(struct hand, "riyu", riyu), FIELD_TEXT(struct hand, "dare", dare), FIELD_END};

static int S_hand(const struct report_options *u)
{
    struct buf body = BUF_INIT;
    char tail[400], id[300];
    const struct hand h = {u->comment, u->overrule, u->reason, u->kakuninsha};
    json_write_given(&body, hand_fields, &h);
    if (!http_segment(id, sizeof id, u->id))
        return say_usage(tr("--case が長すぎます", "too long a --case"));
    snprintf(tail, sizeof tail, "/report/%s", id);
    int status = buf_ok(&body) ? remote_world(&u->o, "PUT", tail, body.data)
                               : say_failed(tr("メモリが足りません", "out of memory"));
    buf_release(&body);
    return status;
}

static int S_get(const struct report_options *u)
{
    char tail[CONTROL_PATH - 700]; /* behind the name of a world */
    snprintf(tail, sizeof tail, "/report?format=%.20s", u->form ? u->form : "html");
    bool fits = watched_argument(tail, sizeof tail, "lot", u->lot) &&
                watched_argument(tail, sizeof tail, "hokensha", u->hokensha) &&
                watched_argument(tail, sizeof tail, "jisshisha", u->jisshisha) &&
                watched_argument(tail, sizeof tail, "kakuninsha", u->kakuninsha);
    return fits ? remote_fetch(&u->o, tail, u->out)
                : say_usage(tr("実施者・確認者が長すぎます", "too long a name"));
}

static int S_run(int argc, char **argv)
{
    struct report_options u = {.form = NULL};
    const struct extra extras[] = {{"format", EXTRA_TEXT, &u.form},
                                   {"lot", EXTRA_TEXT, &u.lot},
                                   {"hokensha", EXTRA_TEXT, &u.hokensha},
                                   {"jisshisha", EXTRA_TEXT, &u.jisshisha},
                                   {"kakuninsha", EXTRA_TEXT, &u.kakuninsha},
                                   {"out", EXTRA_TEXT, &u.out},
                                   {"case", EXTRA_TEXT, &u.id},
                                   {"comment", EXTRA_TEXT, &u.comment},
                                   {"overrule", EXTRA_TEXT, &u.overrule},
                                   {"reason", EXTRA_TEXT, &u.reason},
                                   {"zip", EXTRA_TEXT, &u.zip},
                                   {"with-files", EXTRA_FLAG, &u.files},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&u.o, argc, argv, extras);
    if (status)
        return status;
    bool hand = u.comment || u.overrule;
    if (u.o.rest_count || hand != (u.id != NULL))
        return say_usage(
            tr("--case 番号 は、--comment 文 か --overrule pass|fail|auto --reason 理由 と使います",
               "--case ID goes with --comment TEXT or --overrule pass|fail|auto --reason TEXT"));
    if (u.zip ? hand || u.form || u.out : u.files)
        return say_usage(
            tr("--zip ファイル は --format、--out、--case と一緒に使えません（--with-files は --zip "
               "と使います）",
               "--zip FILE goes without --format, --out and --case (--with-files goes with --zip)"));
    const struct evidence_wanted w = {u.lot, u.hokensha, u.jisshisha, u.kakuninsha, u.files};
    return hand ? S_hand(&u) : u.zip ? evidence_zip(&u.o, &w, u.zip) : S_get(&u);
}

const struct command cmd_report = {
    .name = "report",
    .usage = "[--format html|junit|csv|json] [--out F] | --zip F [--with-files] | --case 番号 --comment 文 | "
             "--case 番号 --overrule "
             "pass|fail|auto --reason 文",
    .usage_en = "[--format html|junit|csv|json] [--out F] | --zip F [--with-files] | --case ID --comment "
                "TEXT | --case ID --overrule "
                "pass|fail|auto --reason TEXT",
    .ja = "テストケースの報告を出す。コメントや手での判定を書き込む",
    .en = "the report of the test cases; comments and verdicts by hand",
    .more =
        "  --format 形式      html（既定）、junit、csv、json\n"
        "  --out F            ファイルに書く\n"
        "  --lot N --hokensha N   そのロット、その医療保険者の報告\n"
        "  --jisshisha 名前 --kakuninsha 名前   実施者、確認者\n"
        "  --zip F            報告・電文の記録・送ったファイルの一覧・版・ダイジェストを一つの zip にする\n"
        "  --with-files       --zip: 連携ファイルと結果ファイルも入れる（個人番号が入る。--data "
        "も指定する）\n"
        "  --case 番号        そのテストケースに --comment 文、または --overrule pass|fail|auto と "
        "--reason 文を書き込む\n",
    .more_en = "  --format FORM      html (default), junit, csv, json\n"
               "  --out F            writes a file\n"
               "  --lot N --hokensha N   only of that lot, of that insurer\n"
               "  --jisshisha NAME --kakuninsha NAME   who did it, who looked at it\n"
               "  --zip F            report, journal, list of files sent, versions and digest as one zip\n"
               "  --with-files       --zip: with the link files and results (they have individual numbers; "
               "give --data)\n"
               "  --case ID          writes --comment TEXT, or --overrule pass|fail|auto with --reason TEXT, "
               "to that case\n",
    .run = S_run,
};
