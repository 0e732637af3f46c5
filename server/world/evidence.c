/* Evidence of a run in the control API: versions, and the link files that the world has; see world.h. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/file.h"
#include "base/json.h"
#include "base/version.h"
#include "store/unyo_uketsuke.h"
#include "world/engine.h"

enum { ARENA = 64 << 20, HEX = 65, NAME = 600 };

/* A link file; of its names that which a caller chose is masked. */
struct sent {
    const char *uketsuke, *hokensha, *system, *shubetsu, *name, *at, *jotai, *sha256, *result_sha256,
        *keikoku_sha256;
    int64_t size, gyo, seijo, ijo, result_size, keikoku_size;
    const char *path, *result_path, *keikoku_path; /* in the spool */
};
static const struct field sent_fields[] = {
    FIELD_TEXT(struct sent, "uketsukeBango", uketsuke),
    FIELD_TEXT(struct sent, "hokensha", hokensha),
    FIELD_TEXT(struct sent, "system", system),
    FIELD_TEXT(struct sent, "shubetsu", shubetsu),
    FIELD_TEXT(struct sent, "fileMei", name),
    FIELD_TEXT(struct sent, "uketsukeAt", at),
    FIELD_INT(struct sent, "size", size),
    FIELD_TEXT(struct sent, "sha256", sha256),
    FIELD_TEXT(struct sent, "jotai", jotai),
    FIELD_INT(struct sent, "gyoSu", gyo),
    FIELD_INT(struct sent, "seijoSu", seijo),
    FIELD_INT(struct sent, "ijoSu", ijo),
    FIELD_INT(struct sent, "kekkaSize", result_size),
    FIELD_TEXT(struct sent, "kekkaSha256", result_sha256),
    FIELD_INT(struct sent, "keikokuSize", keikoku_size),
    FIELD_TEXT(struct sent, "keikokuSha256", keikoku_sha256),
    FIELD_TEXT(struct sent, "spool", path),
    FIELD_TEXT(struct sent, "kekkaSpool", result_path),
    FIELD_TEXT(struct sent, "keikokuSpool", keikoku_path),
    FIELD_END,
};

struct evidence {
    const char *world, *chukand, *fixture;
    char fixture_sum[HEX], layouts_sum[HEX], rules_sum[HEX];
    const char *fixture_sha256, *layouts_sha256, *rules_sha256;
    int64_t generation;
    struct list files; /* of struct sent */
};
static const struct field evidence_fields[] = {
    FIELD_TEXT(struct evidence, "world", world),
    FIELD_INT(struct evidence, "generation", generation),
    FIELD_TEXT(struct evidence, "chukand", chukand),
    FIELD_TEXT(struct evidence, "fixture", fixture),
    FIELD_TEXT(struct evidence, "fixtureSha256", fixture_sha256),
    FIELD_TEXT(struct evidence, "layoutSha256", layouts_sha256),
    FIELD_TEXT(struct evidence, "rulesSha256", rules_sha256),
    FIELD_LIST(struct evidence, "files", files, struct sent, sent_fields),
    FIELD_END,
};

/* --- what it was made of ----------------------------------------------------------------------------------
 */

static int S_is_plain(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

/* The name and the sum of one file; a folder has none. */
static void S_one(struct sha256 *all, const char *dir, const char *name)
{
    char hex[HEX];
    struct stat sb;
    char *path = path_join(dir, name);
    if (path && stat(path, &sb) == 0 && S_ISREG(sb.st_mode) && sha256_file(path, hex)) {
        sha256_add(all, name, strlen(name) + 1);
        sha256_add(all, hex, sizeof hex);
    }
    free(path);
}

/* Of the files of a folder, by their names; "": it can't be read. */
static void S_folder(const char *dir, char hex[HEX])
{
    struct dirent **list = NULL;
    unsigned char sum[32];
    const int n = scandir(dir, &list, S_is_plain, alphasort);
    struct sha256 *all = n >= 0 ? sha256_new() : NULL;
    hex[0] = 0;
    for (int i = 0; i < n; i++) {
        if (all)
            S_one(all, dir, list[i]->d_name);
        free(list[i]);
    }
    free(list);
    if (all) {
        sha256_end(all, sum);
        hex_text(sum, sizeof sum, hex);
    }
}

static void S_versions(const struct world *w, struct evidence *e)
{
    char *layouts = path_join(w->options->schema, "layout"),
         *rules = path_join(w->options->schema, "rules.xml");
    e->world = w->name;
    e->chukand = CHUKAN_VERSION;
    e->fixture = w->fixture ? file_base(w->fixture) : "";
    if (w->fixture)
        S_folder(w->fixture, e->fixture_sum);
    if (layouts)
        S_folder(layouts, e->layouts_sum);
    if (!rules || !sha256_file(rules, e->rules_sum))
        e->rules_sum[0] = 0;
    e->fixture_sha256 = e->fixture_sum;
    e->layouts_sha256 = e->layouts_sum;
    e->rules_sha256 = e->rules_sum;
    free(layouts);
    free(rules);
}

/* --- what it was sent -------------------------------------------------------------------------------------
 */

static const char *S_masked(struct arena *a, const char *name)
{
    char text[NAME];
    str_mask(text, sizeof text, str_of(name ? name : ""));
    return arena_strdup(a, text);
}

static enum status S_files(struct call *c, void *cls)
{
    struct evidence *e = cls;
    struct uketsuke *u;
    size_t n;
    e->generation = c->generation;
    enum status st = unyo_uketsuke_all(c->tx, c->arena, &u, &n);
    struct sent *all = st == ST_OK ? arena_array(c->arena, n + 1, sizeof *all) : NULL;
    for (size_t i = 0; all && i < n; i++)
        all[i] = (struct sent){.uketsuke = u[i].uketsuke,
                               .hokensha = u[i].hokensha,
                               .system = u[i].system,
                               .shubetsu = u[i].shubetsu,
                               .name = S_masked(c->arena, u[i].file_mei),
                               .at = clock_text_in(c->arena, u[i].uketsuke_at),
                               .jotai = u[i].jotai,
                               .sha256 = u[i].sha256,
                               .result_sha256 = u[i].result_sha256,
                               .keikoku_sha256 = u[i].keikoku_sha256,
                               .size = u[i].size,
                               .gyo = u[i].gyo,
                               .seijo = u[i].seijo,
                               .ijo = u[i].ijo,
                               .result_size = u[i].result_size,
                               .keikoku_size = u[i].keikoku_size,
                               .path = u[i].path,
                               .result_path = u[i].result_sha256 ? u[i].result_path : NULL,
                               .keikoku_path = u[i].keikoku_sha256 ? u[i].keikoku_path : NULL};
    e->files = (struct list){all, all ? n : 0};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

enum status sim_evidence(struct world *w, uint64_t generation, struct buf *json, struct diag *d)
{
    struct evidence e = {.generation = 0};
    struct arena *a = arena_new(ARENA);
    enum status st =
        a ? engine_settle(w, generation, "evidence", d) : diag_set(d, ST_LIMIT, "evidence", "メモリ", "不足");
    struct call c = {.arena = a, .diag = d, .generation = (int64_t)generation};
    if (st == ST_OK)
        st = world_read(w, DB_UNYO, &c, S_files, &e);
    if (st == ST_OK) {
        S_versions(w, &e);
        json_write(json, evidence_fields, &e);
    }
    arena_free(a);
    return st;
}
