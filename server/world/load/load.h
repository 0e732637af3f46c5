/* Inside world/load/ only: a link file on its way, and what is done to the databases for it. Between
 * loader.c, which knows files, and load_write.c, which runs on the world's writer thread. */
#ifndef WORLD_LOAD_LOAD_H
#define WORLD_LOAD_LOAD_H
#include "file/form/parts.h"
#include "store/torikomi.h"
#include "world/fault.h"
#include "world/case/tell.h"
#include "world/load/chunk.h"
#include "world/world.h"

/* Texts: 業務コード too, of which each code list may have 500 (gyomu_code_toroku.c). */
enum { LOAD_TEXTS = 8 << 20, LOAD_SCRATCH = 96 << 20, LOAD_ROW = 64 << 20 };

struct load {
    struct world *world;
    const char *uketsuke;
    struct arena *arena;   /* texts for the whole file */
    struct arena *scratch; /* of the present write */
    struct arena *row;     /* of the row that it is at */
    bool found;
    enum db db;
    struct torikomi t; /* as committed */
    struct caller caller;
    const char *spool;
    int64_t row_limit;
    int64_t upload_limit; /* bytes, also of all that a zip holds */
    struct binding binding;
    struct parts parts;
    const struct part *part; /* the link file in work */
    bool unpacked;           /* all of them, by this run */
    int in, out;             /* its bytes, its results; -1: closed */
    struct buf lines;        /* result records of the present chunk */
    struct tell_plan plan;
    struct telling tell; /* of the present chunk */
    struct keikoku_kensu keikoku[RULE_COUNT];
    struct fault_act fault; /* the first that struck a row in this run */
    struct diag diag;
};

/* What became of one row. */
struct fate {
    const struct chunk_row *row;
    enum status st;
    const char *edaban, *message;
    const char *code; /* of a record of 配信マスター */
    const char *kagi; /* of a kind that waits, applied: what its answer will be found by */
    const void *line; /* the same, answered: one line of the answer; NULL: there is none */
    int64_t renban;
    bool simulated; /* refused on purpose */
};

/* The upload is what its receipt says, or x->diag says that it is not (FILE_LOST) and how many of its rows
 * are applied already: load_kept.c. */
enum status load_verify(struct load *x);
/* x->diag, of something that was kept and is lost, says that in the words for who sent the file. */
enum status load_lost(struct load *x);
/* Where the bytes are: load_files.c. Opens part i of x->parts for reading and says so in x->part. */
enum status load_open_in(struct load *x, int i);
/* The part's result file up to the cursor: what a daemon that died wrote behind it is cut off. */
enum status load_open_out(struct load *x);
void load_close(struct load *x);
/* Writes x->lines at *offset, durably, and moves it on. Before the commit that counts them. */
enum status load_append(struct load *x, int64_t *offset);
/* All parts are done: the result of the upload stands whole. Its sum and size. */
enum status load_result(struct load *x, char sha256[65], int64_t *ret_size);
bool load_stop(void *cls); /* of a struct load *: must it go? */
/* What would begin anew at its next turn (reading all of a file, packing, unpacking) looks at
 * world_loader_ends: not for another insurer's turn, or two large files would keep each other from ever
 * getting through. */

/* Each is one write, unless it says otherwise, committed when it answers ST_OK. */
enum status load_start(struct load *x, int64_t rows);
/* Gets the kind ready for the rows that are left; as many writes as it takes. */
enum status load_ready(struct load *x);
/* Applies every row, appends their results durably to the result file, moves the cursor: in one write, or in
 * several when its rows are much work. RESET: it has to go, the cursor is where it stopped. */
enum status load_chunk(struct load *x, const struct chunk *k);
/* Every row has been applied: t becomes MACHI, or KAITO when all answers have come (load_answers.c). */
enum status load_wait(struct load *x);
/* A link file of several is done: on to the start of the next. */
enum status load_part_done(struct load *x);
enum status load_finish(struct load *x, const char *sha256, int64_t size);

/* What rules warn of: load_keikoku.c. Of the row just applied, in the write of its chunk; then all of them as
 * a file beside the result, told to x->t (nothing when there are none). */
enum status load_keikoku_keep(struct call *c, const struct load *x, const struct fate *f, int64_t juni);
enum status load_keikoku_file(struct load *x);
/* They are counted into x->keikoku and forgotten; of a file that is halted that is all. Many writes. */
enum status load_keikoku_drop(struct load *x);
/* The file has come to its end, which the world's journal says before anybody can read it: counts, warnings,
 * why it was halted. */
void load_event(const struct load *x);
/* 処理中止 with st and x->diag as the reason. */
enum status load_halt(struct load *x, enum status st);

/* Rows of a kind that waits, in the write of their chunk: load_answers.c. juni: which row of the file,
 * from 1. The first way through the file keeps what became of the row, the second finds it again with its
 * answer. */
enum status load_keep(struct call *c, const struct load *x, const struct fate *f, int64_t juni);
enum status load_answer(struct call *c, const struct load *x, struct fate *f, int64_t juni,
                        struct row_answer *ret);
/* What a row's own institution says of it, f->st with c->diag, for the result file: load_write.c. */
enum status load_refused(struct call *c, struct fate *f);
/* One write on the world's writer: load_submit.c. */
enum status load_submit(struct load *x, enum status (*run)(struct call *c, void *cls), void *cls);
#endif
