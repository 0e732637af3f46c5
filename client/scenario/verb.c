/* The verbs; see verb.h. `include` is no verb: script.c reads it. */
#include "verb.h"

#include <stddef.h>
#include <string.h>

#include "script.h"

const struct verb verb_list[] = {
    /* name, kind, min, max, def, use, use_rest, from, usage, judge, run */
    {"title", VERB_FORM, 1, 1, -1, -1, false, false, "\"題\"", NULL, do_title},
    {"step", VERB_FORM, 1, 1, -1, -1, false, false, "\"手順の題\"", NULL, NULL},
    {"print", VERB_FORM, 1, -1, -1, -1, false, false, "文…", NULL, do_print},
    {"let", VERB_FORM, 3, 4, -1, 2, false, true, "名前 = 値、または 名前 from ラベル パス", judge_let,
     do_let},
    {"tally", VERB_FORM, 3, 4, -1, 2, false, true, "\"項目\" = 数、または \"項目\" from ラベル パス",
     judge_let, do_tally},
    {"world", VERB_FORM, 1, 1, -1, -1, false, false, "ワールド名", NULL, do_world},
    {"reset", VERB_ACT, 0, -1, -1, -1, false, false, "[残すもの…]", NULL, do_reset},
    {"clock", VERB_ACT, 1, 2, -1, -1, false, false, "freeze | run | set 日時 | advance 秒または日時",
     judge_clock, do_clock},
    {"progress", VERB_ACT, 2, 3, -1, -1, false, false,
     "ikkatsu|fugo|shokai|juki immediate | time 秒 | manual [回数]", judge_progress, do_progress},
    {"operator", VERB_ACT, 1, -1, -1, -1, false, false, "操作 [名前=値… | JSON]", NULL, do_operator},
    {"as", VERB_FORM, 1, 6, -1, -1, false, false,
     "システム識別子 [部署 ユーザー] [password=…] [cert=システム識別子] [soap=1.1|1.2]", NULL, do_as},
    {"call", VERB_ACT, 2, -1, 0, -1, false, false, "ラベル サービス.操作 [項目=値]…", NULL, do_call},
    {"refuse", VERB_CHECK, 3, -1, 0, -1, false, false, "ラベル コード サービス.操作 [項目=値]…", NULL,
     do_refuse},
    {"await", VERB_ACT, 2, -1, 0, -1, false, false, "ラベル サービス.操作 [項目=値]…", NULL, do_await},
    {"upload", VERB_ACT, 3, 6, 0, -1, false, false,
     "ラベル 種別 ファイル [inline] [name=名前] [refuse=コード]", NULL, do_upload},
    {"wait", VERB_ACT, 1, 2, -1, 0, false, false, "ラベル [処理完了|処理中止]", NULL, do_wait},
    {"result", VERB_ACT, 1, 2, -1, 0, false, false, "ラベル [レイアウト名]", NULL, do_result},
    {"fill", VERB_ACT, 4, -1, -1, 3, true, false, "出力 ひな形 from ラベル…", NULL, do_fill},
    {"save", VERB_ACT, 2, 2, -1, 0, false, false, "ラベル ファイル", NULL, do_save},
    {"expect", VERB_CHECK, 3, 4, -1, 0, false, false, "ラベル パス 演算子 [値]", judge_expect, do_expect},
    {"digest", VERB_ACT, 1, 1, -1, -1, false, false, "名前", NULL, do_digest},
    {"same", VERB_CHECK, 2, 2, -1, -1, false, false, "ダイジェスト名 ダイジェスト名", NULL, do_same},
    {"differ", VERB_CHECK, 2, 2, -1, -1, false, false, "ダイジェスト名 ダイジェスト名", NULL, do_differ},
    {"restart", VERB_ACT, 0, 0, -1, -1, false, false, "", NULL, do_restart},
    {NULL, VERB_FORM, 0, 0, -1, -1, false, false, NULL, NULL, NULL},
};

const struct verb *verb_find(const char *name)
{
    for (const struct verb *v = verb_list; v->name; v++)
        if (strcmp(v->name, name) == 0)
            return v;
    return NULL;
}

/* Edits from a to b, for short words. */
static size_t S_distance(const char *a, const char *b)
{
    size_t n = strlen(b), row[32];
    if (n >= sizeof row / sizeof *row || strlen(a) >= sizeof row / sizeof *row)
        return 99;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            row[j] = change < least ? change : least;
        }
    }
    return row[n];
}

const struct verb *verb_near(const char *name)
{
    const struct verb *best = NULL;
    size_t least = 3;
    for (const struct verb *v = verb_list; v->name; v++) {
        size_t d = S_distance(name, v->name);
        if (d < least) {
            least = d;
            best = v;
        }
    }
    return best;
}

bool verb_builtin_label(const char *label)
{
    static const char *const labels[] = {"operator", "clock", "reset", "progress", "digest", NULL};
    for (int i = 0; labels[i]; i++)
        if (strcmp(labels[i], label) == 0)
            return true;
    return false;
}
