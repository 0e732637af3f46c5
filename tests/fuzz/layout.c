/* Layouts and code lists of an overlay folder: an input is a byte that says which of the two, and the XML. */
#include <string.h>

#include "drive/fuzz.h"
#include "file/form/writer.h"
#include "file/layout/judge.h"
#include "file/layout/layout_load.h"

enum { ROOM = 4 << 20 };

static xmlSchemaPtr schema;
static struct arena *lasting, *arena, *words_of;
static struct code_list *lists;
static int list_count;

/* A layout that is taken judges a row, whatever that holds, and writes it. */
static void S_use(const struct layout *l)
{
    static struct buf out;
    struct str cells[LAYOUT_COLUMNS], values[LAYOUT_COLUMNS];
    struct diag errors[JUDGE_ERRORS];
    static const char *const texts[] = {"", "1", "20170401", "06139992", "4290401", "試験　太郎"};
    if (l->n < 1 || l->n > LAYOUT_COLUMNS || l->least > l->n)
        fuzz_fail("%d columns, %d at least", l->n, l->least);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        const struct judge j = {.l = l, .cs = charset_find(k % 2 ? "UTF-8" : "CP932")};
        for (int i = 0; i < l->n; i++)
            cells[i] = str_of(texts[(k + (size_t)i * (k % 2)) % (sizeof texts / sizeof *texts)]);
        int n = judge_row(&j, cells, arena, values, errors);
        for (int i = 0; i < n; i++)
            fuzz_told(errors[i].status, &errors[i]);
        buf_clear(&out);
        writer_start(&out, l, j.cs);
        writer_record(&out, l, j.cs, cells);
    }
}

/* The name that the text gives itself: a layout has that of its file. */
static const char *S_name(const char *p, size_t n)
{
    static const char mark[] = "<layout name=\"";
    const char *at = memmem(p, n, mark, sizeof mark - 1);
    at = at ? at + sizeof mark - 1 : NULL;
    const char *end = at ? memchr(at, '"', n - (size_t)(at - p)) : NULL;
    return end ? arena_strndup(arena, at, (size_t)(end - at)) : "x";
}

static void S_run(const char *p, size_t n)
{
    struct diag d = DIAG_INIT;
    const unsigned how = fuzz_byte(&p, &n);
    arena_reset(arena);
    arena_reset(words_of);
    struct loading g = {.a = arena,
                        .words = words_of,
                        .schema = schema,
                        .lists = lists,
                        .list_count = list_count,
                        .of = "",
                        .d = &d};
    struct layout_file f = {.name = S_name(p, n)};
    fuzz_file(p, n);
    fuzz_short = how / 2;
    enum status st = how % 2 ? layout_load_codes(&g, fuzz_path()) : layout_load_file(&g, fuzz_path(), &f);
    if (st == ST_OK && how % 2 == 0)
        st = layout_known(&g, &f);
    fuzz_told(st, &d);
    for (int i = 0; st == ST_OK && i < f.n; i++)
        S_use(&f.versions[i]);
}

static void S_open(void)
{
    struct diag d = DIAG_INIT;
    lasting = arena_new(ROOM);
    arena = arena_new(ROOM);
    words_of = arena_new(ROOM);
    schema = xml_schema("schema/layout/layout.xsd", &d);
    struct loading g = {.a = lasting, .words = words_of, .schema = schema, .of = "", .d = &d};
    if (!schema || layout_load_codes(&g, "schema/layout/codes.xml") != ST_OK)
        fuzz_fail("%s %s %s", d.item, d.want, d.have);
    lists = g.lists;
    list_count = g.list_count;
}

#define LIST(name, more)                                                                                     \
    "<codeLists><codeList name=\"" name "\" mei=\"c\" standing=\"A\"><code value=\"1\" mei=\"m\"/>" more     \
    "</codeList></codeLists>"
#define COLUMN(name, rest)                                                                                   \
    "<column name=\"" name "\" mei=\"" name "\" standing=\"A\" presence=\"optional\" " rest "/>"
#define LAYOUT(version, columns)                                                                             \
    "<layout name=\"x\" mei=\"m\"><version from=\"20170101\" recordLimit=\"100\" standing=\"A\" " version    \
    ">" columns "</version></layout>"

static void S_seeds(void)
{
    static const char *const texts[] = {
        "\1" LIST("flag", ""), "\1" LIST("a", "<code value=\"2\" mei=\"n\"/>"),
        "x" LAYOUT("", COLUMN("a", "type=\"digits\" max=\"3\" pad=\"zeroLeft\" default=\"1\"")),
        "x" LAYOUT(
            "header=\"names\" trailer=\"count\" trailerMark=\"E\" delimiter=\"tab\" quote=\"none\" "
            "lineEnd=\"LF\" han=\"2\"",
            COLUMN("a", "type=\"text\" max=\"10\" maxBytes=\"5\"") COLUMN("b", "type=\"date\"") COLUMN(
                "c",
                "type=\"date\" era=\"12345\"") "<order from=\"b\" to=\"c\" standing=\"A\"/><days from=\"b\" "
                                               "to=\"c\" min=\"1\" max=\"9\" standing=\"A\"/>"),
        "x" LAYOUT(
            "fileName=\"^a\"",
            COLUMN("a", "type=\"code\" codes=\"flag\"") COLUMN(
                "b",
                "type=\"kana\" max=\"9\" noKojinBango=\"true\"") "<some columns=\"a b\" "
                                                                 "standing=\"A\"/><unique columns=\"a b\" "
                                                                 "code=\"F30001\" standing=\"A\"/>")};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        fuzz_seed(texts[i], strlen(texts[i]));
    fuzz_seed_folder("\4", "schema/layout", "Kekka.xml");
    fuzz_seed_folder("\4", "schema/layout", "Toroku.xml");
    fuzz_seed_folder("\4", "schema/layout", "Master.xml");
    fuzz_seed_folder("\4", "schema/layout", "aisoryo.xml");
    fuzz_seed_file("\5", "schema/layout/codes.xml");
}

static const char *const words[] = {"<layout name=\"x\" mei=\"m\">",
                                    "</layout>",
                                    "<version ",
                                    "</version>",
                                    "<column ",
                                    "/>",
                                    "name=\"",
                                    "mei=\"",
                                    "type=\"",
                                    "digits",
                                    "code",
                                    "date",
                                    "text",
                                    "kana",
                                    "namae",
                                    "alnum",
                                    "min=\"",
                                    "max=\"",
                                    "maxBytes=\"",
                                    "pad=\"",
                                    "zeroLeft",
                                    "spaceRight",
                                    "default=\"",
                                    "check=\"",
                                    "kojinBango",
                                    "hokensha",
                                    "presence=\"",
                                    "required",
                                    "forbidden",
                                    "<when column=\"",
                                    "values=\"",
                                    "<order ",
                                    "<days ",
                                    "<monthDay ",
                                    "<some ",
                                    "<unique ",
                                    "columns=\"",
                                    "code=\"F30001\"",
                                    "trailer=\"count\"",
                                    "recordLimit=\"",
                                    "rowLimit=\"",
                                    "from=\"",
                                    "to=\"",
                                    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
                                    "&b;",
                                    "<!--",
                                    "-->",
                                    "<![CDATA[",
                                    "&#12354;",
                                    "mayLack=\"true\"",
                                    "himitsu=\"true\"",
                                    NULL};

const struct fuzz fuzz = {S_open, S_seeds, S_run, 1500, 1000, words};
