/* chukan master list|get|apply|prove: the 配信マスター as a base system takes it (2.7.8): which releases
 * there are, a release as link files, applied onto what is held, and the proof that nothing differs. */
#include <string.h>
#include <sys/stat.h>

#include "cmd/command.h"
#include "file/charset/charset.h"
#include "layouts.h"
#include "master/apply.h"
#include "master/folder.h"
#include "master/get.h"
#include "master/hokoku.h"
#include "master/prove.h"
#include "say.h"

enum { HELD_MEMORY = 256 << 20 };

struct master_options {
    struct session s;
    const char *release, *out, *dir, *encoding, *hokoku;
    struct layouts_options layouts;
    bool zenken, sabun, digest;
};

static int S_list(struct master_options *m)
{
    const struct soap_request q = {.service = "master", .op = "list", .result_fd = -1};
    return session_call(&m->s, &q);
}

static int S_get(struct master_options *m)
{
    if (!m->release)
        return say_usage(
            tr("--release リリース を指定してください（例 --release 2.5）", "give --release R (2.5)"));
    return get_release(&m->s, m->release, m->out ? m->out : ".");
}

/* --- what needs what is held -------------------------------------------------------------------------------
 */

/* All files or none. */
static int S_apply_held(struct master_options *m, struct held held[MASTER_KINDS])
{
    const enum master_kubun kubun = m->zenken ? MASTER_ZENKEN : m->sabun ? MASTER_SABUN : MASTER_BY_NAME;
    for (int i = 1; i < m->s.o.rest_count; i++) {
        const int status = apply_file(held, m->s.o.rest[i], kubun, m->encoding);
        if (status) {
            say_failed(tr("どのファイルも適用しませんでした（%s は前のまま）",
                          "no file was applied (%s is as it was)"),
                       m->dir);
            return status;
        }
    }
    return folder_write(held, m->dir);
}

static int S_prove_held(struct master_options *m, struct held held[MASTER_KINDS])
{
    return m->hokoku ? hokoku_write(held, m->release, m->hokoku, m->encoding)
                     : prove_report(&m->s, held, m->release, m->digest);
}

static int S_with_held(struct master_options *m,
                       int (*run)(struct master_options *m, struct held held[MASTER_KINDS]))
{
    struct held held[MASTER_KINDS];
    struct arena *a = arena_new(HELD_MEMORY);
    int status = a ? layouts_begin(&m->layouts) : say_failed(tr("メモリが足りません", "out of memory"));
    if (!status)
        status = folder_read(held, m->dir, a);
    if (!status)
        status = run(m, held);
    layouts_end(&m->layouts);
    arena_free(a);
    return status;
}

static int S_apply(struct master_options *m)
{
    if (!m->dir || m->s.o.rest_count < 2)
        return say_usage(tr("--dir 持つマスターのフォルダー と、適用するファイルを指定してください",
                            "give --dir FOLDER and the files to apply"));
    if (m->zenken && m->sabun)
        return say_usage(
            tr("--zenken と --sabun は一方だけ指定してください", "--zenken or --sabun, not both"));
    return S_with_held(m, S_apply_held);
}

static int S_prove(struct master_options *m)
{
    struct stat st;
    if (!m->dir || !m->release)
        return say_usage(tr("--release リリース と --dir 持つマスターのフォルダー を指定してください",
                            "give --release R and --dir FOLDER"));
    if (m->hokoku && !m->encoding) /* which the insurer's is, the definition of the insurer knows alone */
        return say_usage(tr("--hokoku には、--encoding "
                            "で自機関の文字コード（医療保険者等定義のもの）を指定してください: %s",
                            "--hokoku wants the insurer's encoding, by --encoding: %s"),
                         charset_names());
    if (stat(m->dir, &st) != 0 || !S_ISDIR(st.st_mode))
        return say_failed(tr("%s というフォルダーがありません", "no folder %s"), m->dir);
    return S_with_held(m, S_prove_held);
}

/* --- the command -----------------------------------------------------------------------------------------
 */

static const struct verb {
    const char *name;
    bool offline, files; /* needs no daemon, no 接続システム; has words of its own */
    int (*run)(struct master_options *m);
} verbs[] = {{"list", false, false, S_list},
             {"get", false, false, S_get},
             {"apply", true, true, S_apply},
             {"prove", false, false, S_prove}};

static const struct verb *S_verb(const char *name)
{
    for (size_t i = 0; name && i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

static int S_do(struct master_options *m)
{
    const struct options *o = &m->s.o;
    const struct verb *v = S_verb(o->rest_count ? o->rest[0] : NULL);
    if (!v)
        return say_usage(
            tr("list、get、apply、prove のいずれかを指定してください", "give list, get, apply or prove"));
    if (!v->files && o->rest_count > 1)
        return say_usage(tr("master %s に「%s」は要りません", "master %s takes no \"%s\""), v->name,
                         o->rest[1]);
    const bool offline = v->offline || m->hokoku;
    int status = offline ? EXIT_FINE : session_connect(&m->s);
    return status ? status : v->run(m);
}

static int S_run(int argc, char **argv)
{
    struct master_options m = {0};
    const struct extra extras[] = {{"release", EXTRA_TEXT, &m.release},
                                   {"out", EXTRA_TEXT, &m.out},
                                   {"dir", EXTRA_TEXT, &m.dir},
                                   {"encoding", EXTRA_TEXT, &m.encoding},
                                   {"hokoku", EXTRA_TEXT, &m.hokoku},
                                   {"zenken", EXTRA_FLAG, &m.zenken},
                                   {"sabun", EXTRA_FLAG, &m.sabun},
                                   {"digest", EXTRA_FLAG, &m.digest},
                                   {"schema", EXTRA_TEXT, &m.layouts.schema},
                                   {"layout", EXTRA_TEXT, &m.layouts.layout},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&m.s.o, argc, argv, extras);
    m.encoding = layouts_encoding(m.encoding);
    if (!status)
        status = S_do(&m);
    session_close(&m.s);
    return status;
}

static const struct sub subs[] = {
    {"list", "", NULL, "リリースの一覧: 配信日、自機関のロットの適用期間、適用済みか",
     "the releases: day, window of the lot, whether it is applied"},
    {"get", "--release R [--out DIR]", NULL,
     "リリースの三つのマスターを連携ファイルで受け取る。Digital PMO からのもの（リリース2）も",
     "fetches the three masters of a release as link files, also those of Digital PMO (release 2)"},
    {"apply", "ファイル… --dir DIR", "FILE… --dir DIR",
     "連携ファイルを、基幹システムが持つマスター（--dir）に適用する。chukand は要らない",
     "applies link files to the masters of one's own (--dir), without chukand"},
    {"prove", "--release R --dir DIR [--hokoku ファイル --encoding 名前]",
     "--release R --dir DIR [--hokoku FILE --encoding NAME]",
     "持つマスターを報告し、不足・余分・重複・版違い・値違いの記録を示す。三つとも違いがなければ終了コードは "
     "0",
     "reports the masters of one's own and shows what differs; exit status 0 if nothing does"},
    {NULL, NULL, NULL, NULL, NULL}};

const struct command cmd_master = {
    .name = "master",
    .usage = "",
    .ja = "配信マスターを受け取り、適用し、違いのないことを確かめる",
    .en = "take masters, apply them, prove that nothing differs",
    .more = "  --release R        リリース（2、2.5、3 など）\n"
            "  --out DIR          get: 受け取る先（既定は今のフォルダー）。名前は kikanMaster-2.5-sabun.csv "
            "など\n"
            "  --dir DIR          持つマスターのフォルダー: マスターごとに kikan.csv などの一つのファイル\n"
            "                     （コードの順、UTF-8、変更区分のない CSV。ないファイルは 1 "
            "件も持たないマスター）\n"
            "  --zenken / --sabun apply: "
            "全件（すべてを置き換える）か差分（追加・変更・削除）か。既定は名前の -zenken・-sabun\n"
            "  --encoding 名前    apply: ファイルの文字コード（既定は内容から判定）。prove --hokoku: "
            "書くファイルの文字コード\n"
            "  --digest           prove: 記録の代わりに SHA-256 を報告する（どの記録が違うかは分からない）\n"
            "  --hokoku ファイル  prove: 報告する代わりに、連携ファイル masterHokoku に書く（chukand "
            "は要らない）\n"
            "                     --encoding に自機関の文字コードを。chukan upload --shubetsu masterHokoku "
            "で送る\n"
            "  --schema DIR --layout DIR   スキーマの置き場と、差し替えるレイアウトの置き場\n",
    .more_en =
        "  --release R        release (2, 2.5, 3 …)\n"
        "  --out DIR          get: where to (default: the present folder); names as "
        "kikanMaster-2.5-sabun.csv\n"
        "  --dir DIR          folder of one's own masters: of each one file such as kikan.csv\n"
        "                     (by code, UTF-8, CSV without 変更区分; no file: a master with no record)\n"
        "  --zenken / --sabun apply: all (takes the place of everything) or a difference; default by "
        "-zenken, -sabun of the name\n"
        "  --encoding NAME    apply: character set (default: by what the file has); prove --hokoku: that of "
        "the file written\n"
        "  --digest           prove: reports SHA-256 instead of the records (so nobody knows which differ)\n"
        "  --hokoku FILE      prove: writes a link file masterHokoku instead of reporting, without chukand;\n"
        "                     --encoding has the insurer's; chukan upload --shubetsu masterHokoku sends it\n"
        "  --schema DIR --layout DIR   folders of the schemas, and of layouts in their place\n",
    .run = S_run,
    .subs = subs,
};
