/* A harness without libFuzzer: NAME [--seed N] [--runs N] [--at FILE] runs its seeds, and then inputs that
 * are made of them; the same number makes the same ones. NAME FILE… runs those. FILE of --at has the present
 * input, also when the process ends there. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static uint64_t state;

/* 0 to below: xorshift64* */
static size_t S_pick(size_t below)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return below ? (size_t)((state * 0x2545F4914F6CDD1D) >> 32) % below : 0;
}

/* --- mutations --------------------------------------------------------------------------------------------
 */

static void S_put(struct buf *b, size_t at, size_t old, const char *p, size_t n)
{
    struct buf made = BUF_INIT;
    buf_add(&made, b->data, at);
    buf_add(&made, p, n);
    buf_add(&made, b->data + at + old, b->len - at - old);
    buf_release(b);
    *b = made;
    if (b->len > fuzz.most)
        b->len = fuzz.most;
}

static void S_byte(struct buf *b, size_t at)
{
    static const char some[] = "\0\t\n\r \"#%&',-./0:;<=>?@[\\]_{|}\x7F\x80\x81\xC2\xE3\xFF";
    char c = S_pick(2) ? some[S_pick(sizeof some - 1)] : (char)S_pick(256);
    if (b->len)
        b->data[at] = c;
    else
        buf_addc(b, c);
}

static void S_number(struct buf *b, size_t at)
{
    static const char *const numbers[] = {"0",
                                          "-1",
                                          "1",
                                          "2147483647",
                                          "4294967296",
                                          "9223372036854775807",
                                          "9223372036854775808",
                                          "99999999999999999999",
                                          "00000000000000000001",
                                          "1e400"};
    size_t from = at, to = at;
    while (to < b->len && b->data[to] >= '0' && b->data[to] <= '9')
        to++;
    const char *n = numbers[S_pick(sizeof numbers / sizeof *numbers)];
    S_put(b, from, to - from, n, strlen(n));
}

static void S_word(struct buf *b, size_t at)
{
    size_t n = 0;
    while (fuzz.words && fuzz.words[n])
        n++;
    const char *w = n ? fuzz.words[S_pick(n)] : "";
    size_t old = S_pick(2) ? strlen(w) : 0;
    S_put(b, at, old < b->len - at ? old : b->len - at, w, strlen(w));
}

/* Bytes from somewhere, of this input or of another, to here. */
static void S_splice(struct buf *b, size_t at)
{
    char some[64];
    const struct buf *from = S_pick(2) ? &fuzz_seeds.items[S_pick(fuzz_seeds.n)] : b;
    size_t start = S_pick(from->len), n = S_pick(sizeof some);
    n = n < from->len - start ? n : from->len - start;
    if (n)
        memcpy(some, from->data + start, n);
    S_put(b, at, S_pick(2) && n < b->len - at ? n : 0, some, n);
}

static void S_mutate(struct buf *b)
{
    size_t at = S_pick(b->len), left = b->len - at, n = S_pick(S_pick(4) ? 8 : 256);
    switch (S_pick(8)) {
    case 0:
        if (b->len)
            b->data[at] = (char)(b->data[at] ^ 1 << S_pick(8));
        break;
    case 1:
    case 2:
        S_byte(b, at);
        break;
    case 3:
        S_number(b, at);
        break;
    case 4:
        S_put(b, at, n < left ? n : left, "", 0);
        break;
    case 5:
        S_word(b, at);
        break;
    case 6:
        S_splice(b, at);
        break;
    default:
        if (!S_pick(4)) /* the end goes */
            b->len = at;
        else
            S_splice(b, at);
    }
}

/* --- running ----------------------------------------------------------------------------------------------
 */

static int shown = -1; /* the file of --at */

static void S_run(const struct buf *b)
{
    char *p = malloc(b->len ? b->len : 1); /* of its very size, for who looks beyond the end */
    if (b->len)
        memcpy(p, b->data, b->len);
    if (shown >= 0 && (ftruncate(shown, 0) != 0 || pwrite(shown, p, b->len, 0) != (ssize_t)b->len))
        fuzz_fail("--at: not written");
    LLVMFuzzerTestOneInput((const uint8_t *)p, b->len);
    free(p);
}

static void S_show(const char *path)
{
    shown = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (shown < 0)
        fuzz_fail("%s: no file", path);
}

static void S_files(char **path, int n)
{
    for (int i = 0; i < n; i++) {
        struct buf b = BUF_INIT;
        struct diag d = DIAG_INIT;
        fprintf(stderr, "%s\n", path[i]);
        if (file_read(path[i], 16 << 20, &b, &d) != ST_OK)
            fuzz_fail("%s: %s", path[i], d.have);
        if (b.len > fuzz.most)
            fuzz_fail("%s: more than %zu bytes", path[i], fuzz.most);
        S_run(&b);
        buf_release(&b);
    }
}

static void S_made(unsigned runs)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < fuzz_seeds.n; i++)
        S_run(&fuzz_seeds.items[i]);
    for (unsigned i = 0; i < runs; i++) {
        const struct buf *seed = &fuzz_seeds.items[S_pick(fuzz_seeds.n)];
        buf_clear(&b);
        buf_add(&b, seed->data, seed->len);
        for (size_t k = 1 + S_pick(4); k; k--)
            S_mutate(&b);
        S_run(&b);
    }
    buf_release(&b);
}

int main(int argc, char **argv)
{
    unsigned long seed = 1, runs = fuzz.runs;
    int i = 1;
    LLVMFuzzerInitialize(&argc, &argv);
    for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2)
        if (strcmp(argv[i], "--seed") == 0)
            seed = strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--runs") == 0)
            runs = strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--at") == 0)
            S_show(argv[i + 1]);
        else
            fuzz_fail("%s: --seed, --runs, --at or --seeds", argv[i]);
    state = seed * 0x9E3779B97F4A7C15 + 1;
    fuzz.seeds();
    if (i < argc)
        S_files(argv + i, argc - i);
    else
        S_made((unsigned)runs);
    for (size_t k = 0; k < fuzz_seeds.n; k++)
        buf_release(&fuzz_seeds.items[k]);
    free(fuzz_seeds.items);
    return 0;
}
