/* file.getResult: the result file of a finished receipt (2.12.2 ③). */
#include <string.h>
#include <strings.h>

#include "service/unyo/file_kaishi.h"

struct request {
    const char *uketsuke;
    const char *shurui; /* kekka, keikoku; NULL: kekka */
};

struct reply {
    const char *file_mei;
    int64_t size;
    const char *sha256;
    struct download naiyo;
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "uketsukeBango", uketsuke),
    FIELD_TEXT_AS(struct request, "shurui", shurui, FIELD_TAISHO),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_TEXT(struct reply, "fileMei", file_mei),
    FIELD_INT(struct reply, "size", size),
    FIELD_TEXT(struct reply, "sha256", sha256),
    FIELD_FILE(struct reply, "naiyo", naiyo),
    FIELD_END,
};

/* KANYUSHA.csv -> KANYUSHA-kekka.csv, KANYUSHA-keikoku.csv (also of a zip: it is one file) */
static const char *S_result_name(struct arena *a, const char *file_mei, const char *shurui, const char *path)
{
    const char *suffix = file_suffix(file_mei);
    size_t n = strlen(file_mei), k = strlen(suffix);
    if (n > k && strcasecmp(file_mei + n - k, suffix) == 0)
        n -= k;
    return arena_printf(a, "%.*s-%s%s", (int)n, file_mei, shurui, path ? file_suffix(path) : suffix);
}

static void S_keikoku(struct call *c, const struct uketsuke *u, struct reply *ret)
{
    *ret = (struct reply){
        .file_mei = S_result_name(c->arena, u->file_mei, "keikoku", u->keikoku_path),
        .size = u->keikoku_size,
        .sha256 = u->keikoku_sha256,
        .naiyo = {.path = arena_printf(c->arena, "%s/%s", c->spool, u->keikoku_path),
                  .size = u->keikoku_size,
                  .sha256 = u->keikoku_sha256},
    };
}

static enum status S_busy(struct call *c, const struct uketsuke *u, const char *jotai)
{
    return diag_setf(c->diag, ST_UKETSUKE_BUSY, "受付番号", UKETSUKE_KANRYO, "%s（%s）", jotai, u->uketsuke);
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct uketsuke u;
    enum status st = file_require(c, r->uketsuke, &u);
    if (st == ST_OK)
        st = file_may_read(c, &u);
    if (st == ST_OK && call_finds(c, FIND_SHORICHU, NULL, NULL))
        return S_busy(c, &u, UKETSUKE_SHORICHU);
    if (st == ST_OK)
        st = file_halted(c, &u);
    if (st != ST_OK)
        return st;
    if (strcmp(u.jotai, UKETSUKE_KANRYO) != 0 || u.result_size == INT64_MIN)
        return S_busy(c, &u, u.jotai);
    if (r->shurui && strcmp(r->shurui, "keikoku") == 0) {
        if (!u.keikoku_path)
            return diag_setf(c->diag, ST_KEIKOKU_NONE, "受付番号", "警告のある受付番号",
                             "%s（%s、警告 0 件）", u.uketsuke, u.jotai);
        S_keikoku(c, &u, rep);
        return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
    }
    *(struct reply *)rep = (struct reply){
        .file_mei = S_result_name(c->arena, u.file_mei, "kekka", NULL),
        .size = u.result_size,
        .sha256 = u.result_sha256,
        .naiyo = {.path = arena_printf(c->arena, "%s/%s", c->spool, u.result_path),
                  .size = u.result_size,
                  .sha256 = u.result_sha256},
    };
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_file_get_result = {
    .service = "file",
    .name = "getResult",
    .db = DB_UNYO,
    .flags = OP_BY_KIND,
    .sosa = SOSA_NONE,
    .finds = FIND_SHORICHU,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
