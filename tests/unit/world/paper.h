/* A fixture without files for the tests of the worlds: one insurer, a frozen clock, files that nobody loads.
 */
#ifndef TESTS_UNIT_WORLD_PAPER_H
#define TESTS_UNIT_WORLD_PAPER_H
#include "store/import.h"
#include "world/fixture/manifest.h"
#include "world/load/loader.h"
#include "world/orders.h"
#include "world/world.h"

static enum status S_manifest(const char *dir, struct manifest *m, struct diag *d)
{
    (void)dir, (void)d;
    *m = (struct manifest){.start = 1000000, .frozen = true};
    m->policy = (struct policy){
        .settle_ms = 2000, .upload_limit = 1000, .seed = 5, .lot = "9", .kansa_saidai = 64 << 20};
    m->kido = true;
    return ST_OK;
}

static inline enum status S_compile(const struct manifest *m, const char *dir, struct diag *d)
{
    static const char *const hc[] = {"hokensha", "mei", "hojin_bango", "encoding"};
    static const char *const hv[] = {"06139992", "試験健保", NULL, "CP932"};
    struct import *im;
    (void)m;
    enum status st = import_open(dir, "hokensha", hc, 4, &im, d);
    if (st == ST_OK)
        st = import_row(im, hv, d);
    return st == ST_OK ? import_close(im, true, d) : st;
}

static inline enum status S_load(struct world *w, const char *uketsuke, struct diag *d)
{
    (void)w, (void)uketsuke, (void)d;
    return ST_BUSY;
}

/* The linker takes these instead of world/fixture and world/load. */
struct paper {
    enum status (*manifest)(const char *dir, struct manifest *ret, struct diag *d);
    enum status (*compile)(const struct manifest *m, const char *dir, struct diag *d);
    enum status (*load)(struct world *w, const char *uketsuke, struct diag *d);
};
static struct paper paper = {S_manifest, S_compile, S_load};

enum status fixture_manifest(const char *dir, struct manifest *ret, struct diag *d)
{
    return paper.manifest(dir, ret, d);
}

enum status fixture_compile(const struct manifest *m, const char *dir, bool (*stops)(void), struct diag *d)
{
    (void)stops;
    return paper.compile(m, dir, d);
}

enum status loader_run(struct world *w, const char *uketsuke, struct diag *d)
{
    return paper.load(w, uketsuke, d);
}
#endif
