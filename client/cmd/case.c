/* chukan case list|show|check|new: the test cases, as a tester reads and writes them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cases.h"
#include "cmd/command.h"
#include "file/layout/layout.h"
#include "options.h"
#include "places.h"
#include "say.h"
#include "scenario/runner.h"

struct case_options {
    const char *fixtures, *schema, *item, *out;
    int lot;
};

static int S_list(const struct case_options *u)
{
    struct bench b;
    struct words items = {0};
    const struct case_item *was = NULL;
    bool ok = bench_open(&b, u->fixtures, u->schema, NULL) && (!u->item || words_add(&items, u->item));
    char room[WORD];
    const char *unknown = ok ? bench_unknown(&b, &items, room) : NULL;
    int status = ok ? EXIT_FINE : EXIT_FAILED;
    if (unknown)
        status = say_usage(tr("テストケースのない項目です: 「%s」", "no test case of that: \"%s\""), unknown);
    size_t shown = 0;
    for (size_t i = 0; ok && !unknown && i < b.all.n; i++) {
        const struct test_case *c = &b.all.items[i];
        if ((u->lot && !case_of_lot(c, u->lot)) || !bench_asked(&items, c))
            continue;
        if (c->item != was)
            printf("%s（%s）\n", c->item->mei, c->item->key);
        was = c->item;
        printf("  %-12s %s\n", c->id, c->title);
        shown++;
    }
    if (status == EXIT_FINE && !shown)
        status =
            say_usage(tr("ロット %d にそのテストケースはありません", "lot %d has no such test case"), u->lot);
    words_release(&items);
    bench_release(&b);
    return status;
}

static void S_part(const char *title, const char *text)
{
    if (text)
        printf("\n%s\n  %s\n", title, text);
}

static void S_print(const struct test_case *c)
{
    printf("%s %s\n", c->id, c->title);
    printf("項目: %s\nロット:", c->item->mei);
    for (int i = 0; i < c->lot_count; i++)
        printf(" %d", c->lots[i]);
    printf("\n開始日時: %s\n", c->start ? c->start : "ロットの既定");
    S_part("確認観点", c->kanten);
    S_part("前提", c->zentei);
    printf("\nテストデータ（%s）\n", case_data_mei(c->item->data));
    if (c->data)
        printf("  %s\n", c->data);
    printf("\nテスト手順\n");
    for (int i = 0; i < c->tejun_count; i++)
        printf("  %d. %s\n", i + 1, c->tejun[i]);
    S_part("ロールモデル", c->role);
    S_part("期待する結果", c->expected);
}

static int S_show_one(const struct cases *all, const char *id)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->items[i].id, id) == 0) {
            S_print(&all->items[i]);
            return EXIT_FINE;
        }
    return say_usage(tr("そのテストケースはありません: 「%s」", "no such test case: \"%s\""), id);
}

static int S_show(const struct case_options *u, char **ids, int n)
{
    struct bench b;
    int status = bench_open(&b, u->fixtures, u->schema, NULL) ? EXIT_FINE : EXIT_FAILED;
    for (int i = 0; i < n && status == EXIT_FINE; i++) {
        if (i)
            putchar('\n');
        status = S_show_one(&b.all, ids[i]);
    }
    bench_release(&b);
    return status;
}

/* One file: its form, then its statements in each of its lots. */
static bool S_check_one(const struct case_options *u, const char *schema, const char *fixtures,
                        const char *path)
{
    struct arena *a = arena_new(1 << 20);
    struct test_case c;
    struct diag d = DIAG_INIT;
    bool ok = a && case_read(path, schema, a, &c, &d) == ST_OK;
    if (!ok)
        say_failed(tr("%s 期待: %s、実際: %s", "%s: want %s, have %s"), d.item, d.want, d.have);
    const struct runner r = {.fixtures = fixtures};
    for (int i = 0; ok && i < c.lot_count; i++)
        if (!u->lot || u->lot == c.lots[i])
            ok = runner_check_case(&r, &c, c.lots[i]);
    if (ok && c.observe && observe_check(c.observe, path, &d) != ST_OK)
        ok = !say_failed(tr("%s 期待: %s、実際: %s", "%s: want %s, have %s"), d.item, d.want, d.have);
    arena_free(a);
    return ok;
}

static int S_check(const struct case_options *u, char **files, int n)
{
    char found[2][PATH_MAX];
    const char *schema = u->schema ? u->schema : places_find(found[0], "schema");
    const char *fixtures = u->fixtures ? u->fixtures : places_find(found[1], "fixtures");
    struct bench b = {0};
    struct diag d = DIAG_INIT;
    char *layouts = schema ? path_join(schema, "layout") : NULL;
    if (layouts && layouts_open(layouts, NULL, &d) != ST_OK)
        say_failed("%s: %s (%s)", d.item, d.want, d.have);
    free(layouts);
    bool ok = d.status == ST_OK && schema && fixtures && (n || bench_open(&b, fixtures, schema, NULL));
    int failed = 0, all = n ? n : (int)b.all.n;
    for (int i = 0; ok && i < all; i++)
        failed += !S_check_one(u, schema, fixtures, n ? files[i] : b.all.items[i].path);
    if (ok)
        printf(tr("%d 件中 %d 件にエラーがあります\n", "of %d, %d are wrong\n"), all, failed);
    bench_release(&b);
    layouts_close();
    return ok && !failed ? EXIT_FINE : EXIT_FAILED;
}

static const char frame[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<case id=\"%s\" item=\"%s\" lots=\"2 3\" title=\"（題）\">\n"
                            "  <kanten>（確認観点）</kanten>\n"
                            "  <zentei>（前提。要らなければ消す）</zentei>\n"
                            "%s"
                            "  <tejun>\n"
                            "    <te>（基幹システムで行うこと。一つずつ）</te>\n"
                            "  </tejun>\n"
                            "%s"
                            "  <expected>（期待する結果）</expected>\n"
                            "  <observe>\n"
                            "    <step id=\"接続\" te=\"1\" what=\"kanri.ping\"/>\n"
                            "  </observe>\n"
                            "  <drive><![CDATA[\n"
                            "step \"（手順の題）\"\n"
                            "as KS${hokenshaA}A\n"
                            "call ping kanri.ping message=接続確認\n"
                            "expect ping kekka.kubun = 1\n"
                            "]]></drive>\n"
                            "</case>\n";

static int S_new(const struct case_options *u, const char *id)
{
    const struct case_item *item = u->item ? case_item_find(u->item) : NULL;
    struct buf text = BUF_INIT, path = BUF_INIT;
    struct diag d = DIAG_INIT;
    if (!item)
        return say_usage(tr("--item に項目（kikannai、rendo、1〜7、iko、nittei）を指定してください",
                            "give --item (kikannai, rendo, 1 to 7, iko, nittei)"));
    buf_addf(&text, frame, id, item->key,
             item->data == CASE_DATA_NONE ? "" : "  <data>（テストデータ）</data>\n",
             item->role ? "  <role>（ロールモデル）</role>\n" : "");
    buf_addf(&path, "%s/%s.xml", u->out ? u->out : "fixtures/cases", id);
    bool ok = buf_ok(&text) && buf_ok(&path) && file_write(path.data, 0644, text.data, text.len, &d) == ST_OK;
    int status =
        ok ? EXIT_FINE : say_failed(tr("%s に書き込めません: %s", "cannot write %s: %s"), path.data, d.have);
    if (ok)
        printf("%s\n", path.data);
    buf_release(&text);
    buf_release(&path);
    return status;
}

static int S_run(int argc, char **argv)
{
    struct case_options u = {0};
    char **rest;
    int n;
    const struct extra extras[] = {{"fixtures", EXTRA_TEXT, &u.fixtures},
                                   {"schema", EXTRA_TEXT, &u.schema},
                                   {"item", EXTRA_TEXT, &u.item},
                                   {"out", EXTRA_TEXT, &u.out},
                                   {"lot", EXTRA_INT, &u.lot},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_own(argc, argv, extras, &rest, &n);
    if (status)
        return status;
    const char *what = n ? rest[0] : "list";
    if (strcmp(what, "list") == 0 && n <= 1)
        return S_list(&u);
    if (strcmp(what, "check") == 0)
        return S_check(&u, rest + 1, n - 1);
    if (n >= 2 && strcmp(what, "show") == 0)
        return S_show(&u, rest + 1, n - 1);
    if (n == 2 && strcmp(what, "new") == 0)
        return S_new(&u, rest[1]);
    return say_usage(tr("list、show 番号…、check [ファイル…]、new 番号 --item 項目 のどれかです",
                        "wants list, show ID…, check [FILE…] or new ID --item ITEM"));
}

static const struct sub subs[] = {
    {"list", "[--lot N] [--item 項目]", "[--lot N] [--item ITEM]", "一覧", "the list"},
    {"show", "番号…", "ID…", "一つずつ全部を表示する", "all of each"},
    {"check", "[ファイル…]", "[FILE…]", "形と文を確かめる", "their form and statements"},
    {"new", "番号 --item 項目", "ID --item ITEM", "新しいケースの枠を作る", "makes the frame of a new one"},
    {NULL, NULL, NULL, NULL, NULL}};

const struct command cmd_case = {
    .name = "case",
    .usage = "",
    .ja = "テストケースを一覧・表示・検査・作成する",
    .en = "list, show, check, make test cases",
    .more = "  --lot N --item 項目   そのロット、その項目（kikannai、rendo、1〜7、iko、nittei）だけ\n"
            "  --fixtures D --schema D   fixtures と schema のフォルダー\n"
            "  --out D            new で作るファイルのフォルダー（既定 fixtures/cases）\n",
    .more_en =
        "  --lot N --item ITEM   only of that lot, of that item (kikannai, rendo, 1 to 7, iko, nittei)\n"
        "  --fixtures D --schema D   folders of fixtures and schema\n"
        "  --out D            new: the folder of the file (default fixtures/cases)\n",
    .run = S_run,
    .offline = true,
    .subs = subs,
};
