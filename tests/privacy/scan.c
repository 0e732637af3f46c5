/* Finds 個人番号 and 機関別符号 in any file, however it is written: ASCII (UTF-8 and CP932 alike), Arabic,
 * full width in UTF-8 and CP932, UTF-16 both ways, hyphens or spaces between, hexadecimal, base64 at every
 * alignment (and what was coded before that), and a 個人番号 as an integer in a database. A line of eleven
 * digits is one whose zero is lost. Called by privacy.sh and golden.sh; C, for it reads a hundred MB.
 * Usage: scan [-w WORDS] NUMBERS FUGO FILE…   (lists one a line; "-" for none). WORDS: identifiers that hold
 * a number and are shown whole; there alone, in plain ASCII, it is none. Exit 3 when something was found. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 12, LOST = DIGITS - 1, LEAST_BASE64 = 15, LEAST_HEX = 22, KEY = 8 };
#define LIMIT 1000000000000u     /* of a number of DIGITS digits */
#define LOST_LIMIT 100000000000u /* of one of LOST, which is known by LIMIT and more */

enum what { PLAIN, INTEGER, CODED, FUGO, WHATS };
static const char *const WORDS[WHATS] = {"個人番号", "個人番号 (整数)", "個人番号 (coded)", "機関別符号"};

/* The lines of a list, sorted. seen[what][i]: line i was found in the file at hand. */
struct list {
    char **line;
    size_t count;
    bool *seen[WHATS];
};
static struct list numbers, fugo, words;

static void *must(void *p)
{
    if (!p) {
        fprintf(stderr, "scan: out of memory\n");
        exit(2);
    }
    return p;
}

static unsigned char *read_all(const char *path, size_t *ret_len)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    long len = ftell(f);
    rewind(f);
    unsigned char *data = must(malloc((size_t)len + 1));
    if (fread(data, 1, (size_t)len, f) != (size_t)len) {
        perror(path);
        exit(2);
    }
    fclose(f);
    data[len] = 0;
    *ret_len = (size_t)len;
    return data;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_load(struct list *l, const char *path)
{
    size_t len;
    if (strcmp(path, "-") != 0) {
        char *text = (char *)read_all(path, &len);
        l->line = must(malloc((len + 1) * sizeof *l->line));
        for (char *s = text, *end; *(s += strspn(s, " \r\n")); s = end) {
            end = s + strcspn(s, " \r\n");
            l->line[l->count++] = must(strndup(s, (size_t)(end - s)));
        }
        free(text);
        qsort(l->line, l->count, sizeof *l->line, by_text);
    }
    for (int w = 0; w < WHATS; w++)
        l->seen[w] = must(calloc(l->count + 1, sizeof(bool)));
}

/* --- 個人番号 ---------------------------------------------------------------------------------------------
 */

static uint32_t *slots; /* open addressing: the index + 1 of a number; zero: free */
static uint64_t *values;
static size_t mask;

static size_t slot_of(uint64_t value)
{
    return (size_t)((value * 0x9e3779b97f4a7c15u) >> 40) & mask;
}

static void numbers_load(const char *path)
{
    list_load(&numbers, path);
    for (mask = 1; mask < 8 * numbers.count; mask *= 2)
        ;
    slots = must(calloc(mask, sizeof *slots));
    values = must(calloc(numbers.count + 1, sizeof *values));
    mask--;
    for (size_t i = 0; i < numbers.count; i++) {
        const size_t n = strlen(numbers.line[i]);
        if ((n != DIGITS && n != LOST) || strspn(numbers.line[i], "0123456789") != n) {
            fprintf(stderr, "%s: want %d digits, or %d, have %s\n", path, DIGITS, LOST, numbers.line[i]);
            exit(2);
        }
        values[i] = strtoull(numbers.line[i], NULL, 10) + (n == LOST ? LIMIT : 0);
        size_t s = slot_of(values[i]);
        while (slots[s])
            s = (s + 1) & mask;
        slots[s] = (uint32_t)i + 1;
    }
}

/* Where it is noted that this one was seen; NULL: it is none. */
static bool *find(uint64_t value, enum what what)
{
    for (size_t s = slot_of(value); slots[s]; s = (s + 1) & mask)
        if (values[slots[s] - 1] == value)
            return &numbers.seen[what][slots[s] - 1];
    return NULL;
}

/* How a digit may be written: the bytes before that which tells it, its zero, the bytes after; what may stand
 * between two. */
static const struct form {
    const char *before;
    size_t before_len;
    unsigned char zero;
    const char *after;
    size_t after_len;
    const char *between[6];
} FORMS[] = {
    {"", 0, '0', "", 0, {"-", " "}},
    {"\xd9", 1, 0xa0, "", 0, {"-", " "}},
    {"\xef\xbc", 2, 0x90, "", 0, {"-", "\xe2\x80\x90", "\xef\xbc\x8d", "\xe3\x80\x80", " "}},
    {"\x82", 1, 0x4f, "", 0, {NULL}},
    {"", 0, '0', "\0", 1, {NULL}},
    {"\0", 1, '0', "", 0, {NULL}},
    {"", 0, 0x10, "\xff", 1, {NULL}},
    {"\xff", 1, 0x10, "", 0, {NULL}},
};
enum { FORM_COUNT = sizeof FORMS / sizeof *FORMS };
static unsigned char starts[256]; /* a bit for each form that a byte may begin */

static void forms_init(void)
{
    for (size_t f = 0; f < FORM_COUNT; f++)
        for (int d = 0; d < 10; d++)
            starts[FORMS[f].before_len ? (unsigned char)FORMS[f].before[0] : FORMS[f].zero + d] |=
                (unsigned char)(1 << f);
}

/* The digit at p, or -1. */
static int digit(const struct form *f, const unsigned char *p, const unsigned char *end)
{
    if ((size_t)(end - p) < f->before_len + 1 + f->after_len || memcmp(p, f->before, f->before_len) != 0)
        return -1;
    p += f->before_len;
    int d = *p - f->zero;
    return d >= 0 && d <= 9 && memcmp(p + 1, f->after, f->after_len) == 0 ? d : -1;
}

static size_t between(const struct form *f, const unsigned char *p, const unsigned char *end)
{
    for (size_t i = 0; f->between[i]; i++) {
        size_t len = strlen(f->between[i]);
        if ((size_t)(end - p) >= len && memcmp(p, f->between[i], len) == 0)
            return len;
    }
    return 0;
}

static bool alphanumeric(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Letters and digits around the byte at p, in plain ASCII, are one of the words. */
static bool in_word(const unsigned char *data, const unsigned char *p, const unsigned char *end)
{
    const unsigned char *from = p, *to = p;
    while (from > data && alphanumeric(from[-1]))
        from--;
    while (to < end && alphanumeric(*to))
        to++;
    for (size_t i = 0; i < words.count; i++)
        if (strlen(words.line[i]) == (size_t)(to - from) &&
            memcmp(words.line[i], from, (size_t)(to - from)) == 0)
            return true;
    return false;
}

/* Bytes that are looked through, and digits of which form. */
struct text {
    const unsigned char *data, *end;
    const struct form *form;
    enum what what;
};

/* The n digits that end at p, all of them in a row, are of an identifier that is shown whole. */
static bool is_shown(const struct text *t, const unsigned char *p, size_t n)
{
    if (!words.count || t->form != FORMS || t->what != PLAIN || (size_t)(p - t->data) + 1 < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (p[-(ptrdiff_t)i] < '0' || p[-(ptrdiff_t)i] > '9')
            return false;
    return in_word(t->data, p, t->end);
}

static void look_at(const struct text *t, uint64_t value, const unsigned char *p, size_t n)
{
    bool *seen = find(value, t->what);
    if (seen && !is_shown(t, p, n))
        *seen = true;
}

/* Looks up every DIGITS digits of the run at p, and every LOST; answers its end. */
static const unsigned char *run(const struct text *t, const unsigned char *p)
{
    const struct form *f = t->form;
    uint64_t value = 0;
    size_t n = 0;
    for (int d; (d = digit(f, p, t->end)) >= 0; p += between(f, p, t->end)) {
        value = (value * 10 + (unsigned)d) % LIMIT;
        if (++n >= DIGITS)
            look_at(t, value, p, DIGITS);
        if (n >= LOST)
            look_at(t, value % LOST_LIMIT + LIMIT, p, LOST);
        p += f->before_len + 1 + f->after_len;
    }
    return p;
}

static void in_digits(const unsigned char *data, size_t len, enum what what)
{
    const unsigned char *end = data + len, *until[FORM_COUNT];
    for (size_t f = 0; f < FORM_COUNT; f++)
        until[f] = data;
    for (const unsigned char *p = data; p < end; p++)
        for (unsigned bits = starts[*p]; bits; bits &= bits - 1) {
            int f = __builtin_ctz(bits);
            if (p >= until[f])
                until[f] = run(&(struct text){data, end, &FORMS[f], what}, p);
        }
}

static void look_up(uint64_t value)
{
    bool *seen = find(value, INTEGER);
    if (seen)
        *seen = true;
}

/* A 個人番号 as an integer of a record: SQLite writes it in six bytes, the first of them zero. Only in
 * databases and their logs, where such bytes mean a number. */
static void in_records(const unsigned char *data, size_t len)
{
    bool database = len >= 15 && memcmp(data, "SQLite format 3", 15) == 0;
    if (!database && (len < 3 || memcmp(data, "\x37\x7f\x06", 3) != 0))
        return;
    for (size_t i = 0; i + 6 <= len; i++) {
        const unsigned char *p = data + i;
        if (p[0] == 0 && (p[1] | p[2]))
            look_up((uint64_t)p[1] << 32 | (uint64_t)p[2] << 24 | (uint64_t)p[3] << 16 | (uint64_t)p[4] << 8 |
                    p[5]);
    }
}

/* --- what base64 and hexadecimal runs may stand for, at every alignment ------------------------------------
 */

struct coding {
    unsigned bits; /* of one character */
    size_t least;  /* characters of a run */
    signed char value[256];
};
static struct coding base64 = {.bits = 6, .least = LEAST_BASE64},
                     hexadecimal = {.bits = 4, .least = LEAST_HEX};
static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void coding_init(struct coding *c, const char *alphabet)
{
    if (c->value[0] == 0)
        memset(c->value, -1, sizeof c->value);
    for (int i = 0; alphabet[i]; i++)
        c->value[(unsigned char)alphabet[i]] = (signed char)i;
}

static size_t decode(const struct coding *c, const unsigned char *p, const unsigned char *end,
                     unsigned char *out)
{
    unsigned held = 0, bits = 0;
    size_t n = 0;
    for (; p < end; p++) {
        held = held << c->bits | (unsigned)c->value[*p];
        bits += c->bits;
        if (bits >= 8) {
            bits -= 8;
            out[n++] = (unsigned char)(held >> bits);
        }
    }
    return n;
}

static void in_runs(const struct coding *c, const unsigned char *p, const unsigned char *end,
                    unsigned char *room)
{
    for (const unsigned char *from; p < end; p++) {
        for (from = p; p < end && c->value[*p] >= 0; p++)
            ;
        if ((size_t)(p - from) < c->least)
            continue;
        for (size_t shift = 0; shift < 8 / (8 - c->bits); shift++)
            in_digits(room, decode(c, from + shift, p, room), CODED);
    }
}

/* The lines are joined, because base64 may be folded. */
static void in_coded(const unsigned char *data, size_t len)
{
    unsigned char *joined = must(malloc(len + 1)), *room = must(malloc(len + 1));
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        joined[n] = data[i];
        n += data[i] != '\r' && data[i] != '\n';
    }
    in_runs(&base64, joined, joined + n, room);
    in_runs(&hexadecimal, joined, joined + n, room);
    free(room);
    free(joined);
}

/* --- 機関別符号 --------------------------------------------------------------------------------------------
 */

/* One way to write a 符号; next: the next of the same key, or zero. A fold is looked for in capitals, too. */
struct pattern {
    unsigned char *bytes;
    size_t len, fugo, next;
    bool fold;
};
static struct pattern *patterns; /* the first is none */
static size_t pattern_count = 1;
static uint32_t heads[2][1 << 15]; /* of exact ones and folds, by their first KEY bytes */

static uint32_t *head(const unsigned char *p, bool fold)
{
    uint64_t key;
    memcpy(&key, p, KEY);
    key |= fold ? 0x2020202020202020u : 0; /* digits have that bit already */
    return &heads[fold][(key * 0x9e3779b97f4a7c15u) >> 49];
}

static void pattern_add(const void *bytes, size_t len, size_t i, bool fold)
{
    struct pattern *p = &patterns[pattern_count];
    *p = (struct pattern){.bytes = must(malloc(len)), .len = len, .fugo = i, .fold = fold};
    memcpy(p->bytes, bytes, len);
    uint32_t *h = head(p->bytes, fold);
    p->next = *h;
    *h = (uint32_t)pattern_count++;
}

static size_t encode64(const unsigned char *in, size_t len, unsigned char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i += 3) {
        unsigned v =
            (unsigned)in[i] << 16 | (i + 1 < len ? in[i + 1] << 8 : 0) | (i + 2 < len ? in[i + 2] : 0);
        for (size_t k = 0; k < 4; k++)
            out[n++] = i + k <= len ? (unsigned char)ALPHABET[v >> (18 - 6 * k) & 63] : '=';
    }
    return n;
}

static void fugo_load(const char *path)
{
    list_load(&fugo, path);
    patterns = must(calloc(4 * fugo.count + 1, sizeof *patterns));
    for (size_t i = 0; i < fugo.count; i++) {
        const unsigned char *text = (const unsigned char *)fugo.line[i];
        size_t len = strlen(fugo.line[i]);
        unsigned char raw[64], coded[256];
        if (len < 2 * KEY || len > 2 * sizeof raw || len % 2 ||
            strspn(fugo.line[i], "0123456789abcdef") != len) {
            fprintf(stderr, "%s: want an even number of lower case hexadecimal digits, %d or more, have %s\n",
                    path, 2 * KEY, fugo.line[i]);
            exit(2);
        }
        size_t n = decode(&hexadecimal, text, text + len, raw);
        pattern_add(text, len, i, true);
        pattern_add(raw, n, i, false);
        pattern_add(coded, encode64(raw, n, coded), i, false);
        pattern_add(coded, encode64(text, len, coded), i, false);
    }
}

static bool matches(const struct pattern *p, const unsigned char *data)
{
    if (!p->fold)
        return memcmp(data, p->bytes, p->len) == 0;
    for (size_t i = 0; i < p->len; i++)
        if ((data[i] >= 'A' && data[i] <= 'Z' ? data[i] + 'a' - 'A' : data[i]) != p->bytes[i])
            return false;
    return true;
}

static void in_fugo(const unsigned char *data, size_t len)
{
    for (size_t i = 0; i + KEY <= len; i++)
        for (int fold = 0; fold < 2; fold++)
            for (size_t k = *head(data + i, fold); k; k = patterns[k].next)
                if (patterns[k].len <= len - i && matches(&patterns[k], data + i))
                    fugo.seen[FUGO][patterns[k].fugo] = true;
}

/* --- files
 * --------------------------------------------------------------------------------------------------- */

/* Prints what was found, once each, and forgets it. */
static bool tell(struct list *l, const char *path)
{
    bool any = false;
    for (int w = 0; w < WHATS; w++)
        for (size_t i = 0; i < l->count; i++)
            if (l->seen[w][i]) {
                printf("%s: %s %.4s…\n", path, WORDS[w], l->line[i]);
                l->seen[w][i] = false;
                any = true;
            }
    return any;
}

static bool scan(const char *path)
{
    size_t len;
    unsigned char *data = read_all(path, &len);
    if (numbers.count) {
        in_digits(data, len, PLAIN);
        in_records(data, len);
        in_coded(data, len);
    }
    if (fugo.count)
        in_fugo(data, len);
    free(data);
    bool any = tell(&numbers, path);
    return tell(&fugo, path) || any;
}

int main(int argc, char **argv)
{
    const bool given = argc > 2 && strcmp(argv[1], "-w") == 0;
    if (given)
        list_load(&words, argv[2]);
    argv += given ? 2 : 0;
    argc -= given ? 2 : 0;
    if (argc < 4) {
        fprintf(stderr, "usage: scan [-w WORDS] NUMBERS FUGO FILE...\n");
        return 2;
    }
    forms_init();
    coding_init(&base64, ALPHABET);
    coding_init(&hexadecimal, "0123456789ABCDEF");
    coding_init(&hexadecimal, "0123456789abcdef");
    numbers_load(argv[1]);
    fugo_load(argv[2]);
    int status = 0;
    for (int i = 3; i < argc; i++)
        if (scan(argv[i]))
            status = 3;
    return status;
}
