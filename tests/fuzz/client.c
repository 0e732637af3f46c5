/* What chukan is told: options of a command, words about the clock, bodies of control requests, answers of
 * the daemon and paths into them. An input is a byte that says which, and a line a word. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/lang.h"
#include "clock_body.h"
#include "drive/fuzz.h"
#include "json.h"
#include "json_body.h"
#include "options.h"
#include "say.h"

enum { WORDS = 24 };

static struct arena *arena;

static int S_words(char *text, char **to)
{
    int n = 0;
    for (char *save, *w = strtok_r(text, "\n", &save); w && n < WORDS; w = strtok_r(NULL, "\n", &save))
        to[n++] = w;
    return n;
}

/* --- options ----------------------------------------------------------------------------------------------
 */

/* Each line begins as it should, and does nothing to a terminal. */
static void S_said(char *said)
{
    for (char *save, *line = strtok_r(said, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
        if (*line)
            fuzz_legible(line);
}

static void S_judge(int st, const struct options *o, const char *said)
{
    if (st == EXIT_FINE &&
        (*said || !o->url || !o->control || !o->world || o->timeout < 1 || (o->soap != 11 && o->soap != 12)))
        fuzz_fail("taken, and says %s", said);
    if ((st == EXIT_USAGE || st == EXIT_FAILED) && !*said)
        fuzz_fail("refused, and says nothing");
    for (int i = 0; st == EXIT_FINE && i < o->rest_count; i++)
        if (str_utf8_len(str_of(o->rest[i])) < 0)
            fuzz_fail("an argument that is no text was taken");
}

static void S_options(char *text, unsigned how)
{
    static struct words list;
    bool flag = false;
    int number = 0;
    const char *value = NULL;
    const struct extra extras[] = {{"all", EXTRA_FLAG, &flag},
                                   {"max", EXTRA_INT, &number},
                                   {"field", EXTRA_LIST, &list},
                                   {"world", EXTRA_TEXT, &value},
                                   {0}};
    char *argv[WORDS + 2] = {"ping"}, **rest, said[8192];
    struct options o = {0};
    int argc = 1 + S_words(text, argv + 1), count = 0;
    FILE *was = stderr, *to = fmemopen(said, sizeof said, "w");
    said[0] = 0;
    if (!to)
        fuzz_fail("no room");
    stderr = to;
    int st = how % 3 == 0   ? options_parse(&o, argc, argv, extras)
             : how % 3 == 1 ? options_own(argc, argv, extras, &rest, &count)
                            : options_files(argc, argv, extras, &rest, &count);
    fclose(to);
    stderr = was;
    if (how % 3 == 0)
        S_judge(st, &o, said);
    S_said(said);
    lang_english = lang_everywhere = false;
    list.n = 0;
}

/* --- words ------------------------------------------------------------------------------------------------
 */

static void S_clock(char *text)
{
    char *word[WORDS];
    struct clock_request q;
    int n = S_words(text, word);
    if (n && clock_request(&q, word[0], n > 1 ? word[1] : NULL) && !json_strict(q.body))
        fuzz_fail("no JSON: %s", q.body);
}

static void S_body(char *text)
{
    static struct buf out;
    char *word[WORDS];
    bool all = true;
    int n = S_words(text, word);
    for (int i = 0; i < n; i++)
        all = all && str_utf8_len(str_of(word[i])) >= 0; /* options_parse lets nothing else pass */
    buf_clear(&out);
    int wrong = json_body(&out, (const char *const *)word, n);
    if (wrong < -1 || wrong >= n)
        fuzz_fail("word %d of %d", wrong, n);
    if (all && wrong < 0 && !(n == 1 && *word[0] == '{') && !json_strict(out.data) &&
        !strstr(out.data, "\\u0000"))
        for (int i = 0; i < n; i++) /* a name that comes twice */
            if (i == n - 1 || strncmp(word[i], word[n - 1], strcspn(word[i], "=") + 1) == 0)
                return;
    buf_clear(&out);
    reset_body(&out, (const char *const *)word, (size_t)n);
    if (all && !json_strict(out.data))
        fuzz_fail("no JSON: %s", out.data);
}

/* --- answers ----------------------------------------------------------------------------------------------
 */

/* A path, and an answer that it goes into: what is written of that is JSON, and says the same. */
static void S_answer(const char *path, const char *text)
{
    static struct buf first, second;
    const char *value = NULL;
    struct node *root = json_nodes(arena, text), *again;
    bool ok = node_path_ok(path);
    if (root && (node_value(root, path, arena, &value) == NODE_BAD_PATH) == ok && !arena_failed(arena))
        fuzz_fail("is %s a path?", path);
    if (!root)
        return;
    buf_clear(&first);
    node_json(root, &first);
    if (!json_strict(first.data))
        fuzz_fail("no JSON: %s", first.data);
    again = json_nodes(arena, first.data);
    if (!again && !arena_failed(arena))
        fuzz_fail("no nodes: %s", first.data);
    buf_clear(&second);
    if (again)
        node_json(again, &second);
    if (again && !json_strict(second.data))
        fuzz_fail("no JSON: %s", second.data);
    buf_clear(&first);
    node_print(root, false, &first);
    if (first.len && str_utf8_len((struct str){first.data, first.len}) < 0)
        fuzz_fail("no UTF-8 is printed");
}

static void S_run(const char *p, size_t n)
{
    const unsigned how = fuzz_byte(&p, &n);
    arena_reset(arena);
    if (how % 4 == 3) {
        const char *path = arena_strdup(arena, fuzz_text(&p, &n, '\n'));
        S_answer(path, fuzz_text(&p, &n, 0));
        return;
    }
    char *text = fuzz_text(&p, &n, 0);
    if (how % 4 == 0)
        S_options(text, how / 4);
    else if (how % 4 == 1)
        S_clock(text);
    else
        S_body(text);
}

static void S_open(void)
{
    arena = arena_new(1 << 20);
}

static void S_seeds(void)
{
    static const char *const some[] = {
        "\4--url\nhttps://"
        "a\n--soap=1.1\n--format\njson\n--timeout\n5\n--lang\nen\nx\n--all\n--max=3\n--field\na=b\n--"
        "world\nlot3\n-h",
        "\x10--user\nu001\n--plain\n--raw\n--\n-a",
        "\x18-5",
        "\x18--max\n-1",
        "\x18-hV",
        "\x1C-x",
        "\x20--al\n--fie",
        "\x0C--nothing=1\xFF",
        "\x14--all\n\x1B[31m",
        "\5set\n2017-05-08T09:00:00+09:00",
        "\5advance\n86400",
        "\5advance\n2017-05-08",
        "\5freeze",
        "\5run\n1",
        "\5set\n2017-05-08 09:00",
        "\6a=b\nc=\xE3\x81\x82",
        "\6{\"a\":1}",
        "\6=",
        "\6journal",
        "\6a=\x01\"\\",
        "\7kekka.kubun\n{\"kekka\":{\"kubun\":\"1\",\"item\":[1,2,{\"jotai\":\"x\"}]}}",
        "\7count(item[jotai=a])\n{\"item\":[{\"jotai\":\"a\"}]}",
        "\7item[2].jotai\n{\"item\":[{},{\"jotai\":null}]}",
        "\7row[a=b].c\n{\"row\":{\"a\":\"b\",\"c\":true}}"};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        fuzz_seed(some[i], strlen(some[i]));
}

static const char *const words[] = {"--",
                                    "=",
                                    "\n",
                                    "--all",
                                    "--max",
                                    "--field",
                                    "--world",
                                    "--lang",
                                    "en",
                                    "--format=json",
                                    "--timeout",
                                    "-h",
                                    "set",
                                    "advance",
                                    "freeze",
                                    "run",
                                    "2017-05-08T09:00:00+09:00",
                                    "count(",
                                    ")",
                                    "[",
                                    "]",
                                    ".",
                                    "item",
                                    "row",
                                    "komoku",
                                    "{\"",
                                    "\":",
                                    "null",
                                    "[]",
                                    "{}",
                                    "\\u0000",
                                    "\\ud83d\\ude00",
                                    NULL};

const struct fuzz fuzz = {S_open, S_seeds, S_run, 300, 15000, words};
