/* Inside csv/ only: a link file on its way, and what is done to the databases for it. Between loader.c, which
 * knows files, and load_write.c, which runs on the world's writer thread. */
#ifndef CSV_LOAD_H
#define CSV_LOAD_H
#include "csv/chunk.h"
#include "service/sim/world.h"
#include "store/torikomi.h"

enum { LOAD_TEXTS = 256 * 1024, LOAD_SCRATCH = 96 << 20 };

struct load {
    struct world *world;
    const char *uketsuke;
    struct arena *arena;   /* texts for the whole file */
    struct arena *scratch; /* of the present write */
    bool found;
    enum db db;
    struct torikomi t; /* as committed */
    struct caller caller;
    const char *spool;
    int64_t row_limit;
    struct binding binding;
    int in, out;
    struct buf lines; /* result records of the present chunk */
    struct diag diag;
};

/* Each is one write, committed when it answers ST_OK. */
enum status load_start(struct load *x, int64_t rows);
/* Applies every row, appends their results durably to the result file, moves the cursor. */
enum status load_chunk(struct load *x, const struct chunk *k);
enum status load_finish(struct load *x, const char *sha256);
/* 処理中止 with st and x->diag as the reason. */
enum status load_halt(struct load *x, enum status st);
#endif
