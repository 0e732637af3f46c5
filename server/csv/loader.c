/* The life of one link file on the loader thread; see loader.h. Applying a chunk: load_write.c. */
#include "csv/loader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "csv/ahead.h"
#include "csv/codemap.h"
#include "csv/load.h"
#include "csv/structure.h"

/* --- what is to be loaded ---------------------------------------------------------------------------------
 */

static enum status S_read_torikomi(struct call *c, void *cls)
{
    struct load *x = cls;
    enum status st = torikomi_get(c->tx, x->uketsuke, c->arena, &x->t, &x->found);
    if (st == ST_OK && x->found) {
        x->spool = arena_strdup(c->arena, c->spool);
        x->row_limit = c->policy->row_limit;
    }
    return st;
}

static enum status S_find(struct load *x)
{
    enum status st = ST_OK;
    for (int i = 0; st == ST_OK && !x->found && i < TORIKOMI_HOMES; i++) {
        struct call c = {.arena = x->arena, .caller = &x->caller, .diag = &x->diag};
        st = world_read(x->world, torikomi_homes[i], &c, S_read_torikomi, x);
        x->db = torikomi_homes[i];
    }
    if (st == ST_OK && !x->found)
        st = ST_UKETSUKE_NONE;
    x->caller = (struct caller){.hokensha = x->t.hokensha,
                                .system = x->t.system,
                                .busho = x->t.busho,
                                .user = x->t.user,
                                .encoding = x->t.encoding,
                                .roles = (unsigned)x->t.roles};
    return st;
}

static enum status S_code_map(struct load *x)
{
    const struct kanri_gyomu_code *lines;
    size_t n;
    enum status st = world_gyomu_codes(x->world, x->t.hokensha, x->arena, &lines, &n);
    if (st == ST_OK && !code_map_make(lines, n, x->arena, &x->binding.map))
        st = ST_LIMIT;
    return st == ST_OK ? ST_OK : diag_set(&x->diag, st, "業務コード", "メモリ", "不足");
}

static enum status S_bind(struct load *x)
{
    int32_t day = clock_date(x->t.at);
    struct binding *b = &x->binding;
    b->bulk = bulk_find(x->t.shubetsu);
    if (!b->bulk)
        return diag_set(&x->diag, ST_FILE_KIND, "ファイル種別", "一括登録のできる種別", x->t.shubetsu);
    b->cs = charset_find(x->t.encoding);
    if (!b->cs)
        return diag_set(&x->diag, ST_FILE_CHARSET, "医療保険者の文字コード", charset_names(), x->t.encoding);
    enum status st = layout_get(x->t.shubetsu, day, &b->in, &x->diag);
    if (st == ST_OK)
        st = layout_get(b->bulk->result_layout, day, &b->out, &x->diag);
    if (st == ST_OK)
        st = S_code_map(x);
    return st == ST_OK ? binding_make(b, x->arena, &x->diag) : st;
}

/* --- its files --------------------------------------------------------------------------------------------
 */

static enum status S_open_failed(struct load *x, const char *item)
{
    enum status st = errno == ENOENT || errno == EACCES ? ST_INTERNAL : ST_DISK;
    return diag_set(&x->diag, st, item, "開けるファイル", FILE_CAUSE(errno));
}

static enum status S_open_in(struct load *x)
{
    char *path = arena_printf(x->arena, "%s/%s", x->spool, x->t.path);
    x->in = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    return x->in < 0 ? S_open_failed(x, "受付ファイル") : ST_OK;
}

/* What was written behind the cursor by a daemon that died is cut off; a new name is made durable. */
static enum status S_open_out(struct load *x)
{
    char *path = arena_printf(x->arena, "%s/%s", x->spool, x->t.result_path);
    x->out = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (x->out < 0 || ftruncate(x->out, x->t.out_offset) != 0)
        return S_open_failed(x, "結果ファイル");
    int dir = x->t.out_offset == 0 ? open(x->spool, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (dir >= 0) {
        fsync(dir);
        close(dir);
    }
    return ST_OK;
}

static enum status S_result_sha256(struct load *x, char text[65])
{
    enum { PIECE = 64 * 1024 };
    struct sha256 *h = sha256_new();
    char *piece = malloc(PIECE);
    enum status st = h && piece ? ST_OK : diag_set(&x->diag, ST_LIMIT, "結果ファイル", "メモリ", "不足");
    for (int64_t at = 0; st == ST_OK && at < x->t.out_offset;) {
        int64_t left = x->t.out_offset - at;
        ssize_t n = pread(x->out, piece, left < PIECE ? (size_t)left : PIECE, at);
        if (n <= 0)
            st = diag_set(&x->diag, ST_DISK, "結果ファイル", "読めるファイル",
                          n < 0 ? FILE_CAUSE(errno) : "短い");
        else
            sha256_add(h, piece, (size_t)n);
        at += n;
    }
    unsigned char sum[32];
    if (h) {
        sha256_end(h, sum);
        hex_text(sum, sizeof sum, text);
    }
    free(piece);
    return st;
}

/* --- its way ----------------------------------------------------------------------------------------------
 */

static bool S_stop(void *cls)
{
    struct load *x = cls;
    return world_loader_stop(x->world);
}

static enum status S_structure(struct load *x)
{
    const struct structure_watch watch = {.stop = S_stop, .cls = x};
    int64_t rows;
    enum status st =
        structure_check(x->binding.in, x->binding.cs, x->in, x->row_limit, &watch, &rows, &x->diag);
    return st == ST_OK ? load_start(x, rows) : st;
}

static enum status S_rows(struct load *x)
{
    if (lseek(x->in, x->t.in_offset, SEEK_SET) < 0)
        return diag_set(&x->diag, ST_DISK, "受付ファイル", "読めるファイル", FILE_CAUSE(errno));
    struct reader *r = structure_reader(x->binding.in, x->binding.cs, x->in, x->t.in_offset, x->t.next_line);
    struct ahead *ahead = r ? ahead_start(&x->binding, r) : NULL;
    enum status st = ahead ? ST_OK : diag_set(&x->diag, ST_BUSY, "受付ファイル", "メモリとスレッド", "不足");
    for (bool last = false; st == ST_OK && !last;) {
        const struct chunk *k = ahead_take(ahead);
        last = k->last;
        st = k->st;
        if (st != ST_OK)
            x->diag = k->diag;
        else if (S_stop(x))
            st = ST_RESET;
        else if (k->n)
            st = load_chunk(x, k);
        ahead_give_back(ahead);
    }
    if (ahead)
        ahead_stop(ahead);
    reader_free(r);
    return st;
}

/* Every row is applied; of a kind that waits for answers, once these are all there, every row is told of
 * then. */
static enum status S_ways(struct load *x)
{
    enum status st = x->t.state == TORIKOMI_SHORICHU ? S_rows(x) : ST_OK;
    if (st == ST_OK && x->t.state == TORIKOMI_SHORICHU && x->binding.bulk->waits)
        st = load_wait(x);
    return st == ST_OK && x->t.state == TORIKOMI_KAITO ? S_rows(x) : st;
}

/* Trouble that passes (or a world that goes): the file stays as it is and is taken up again. */
static bool S_passes(enum status st)
{
    return st == ST_DISK || st == ST_BUSY || st == ST_RESET || st == ST_STOPPING;
}

static enum status S_load(struct load *x)
{
    char sha[65];
    enum status st = S_bind(x);
    if (st == ST_OK)
        st = S_open_in(x);
    if (st == ST_OK && x->t.state == TORIKOMI_UKETSUKE)
        st = S_structure(x);
    if (st == ST_OK)
        st = S_open_out(x);
    if (st == ST_OK)
        st = S_ways(x);
    if (st != ST_OK || x->t.state == TORIKOMI_MACHI)
        return st;
    st = S_result_sha256(x, sha);
    return st == ST_OK ? load_finish(x, sha) : st;
}

bool loader_run(struct world *w, const char *uketsuke)
{
    struct load *x = calloc(1, sizeof *x);
    bool again = true;
    if (!x)
        return true;
    *x = (struct load){.world = w, .uketsuke = uketsuke, .in = -1, .out = -1};
    x->arena = arena_new(LOAD_TEXTS);
    x->scratch = arena_new(LOAD_SCRATCH);
    if (x->arena && x->scratch && S_find(x) == ST_OK) {
        enum status st = x->t.state < TORIKOMI_MACHI ? S_load(x) : ST_OK;
        again = S_passes(st) || (st != ST_OK && load_halt(x, st) != ST_OK);
    }
    if (x->in >= 0)
        close(x->in);
    if (x->out >= 0)
        close(x->out);
    buf_release(&x->lines);
    arena_free(x->scratch);
    arena_free(x->arena);
    free(x);
    return again;
}
