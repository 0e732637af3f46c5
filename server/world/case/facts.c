/* The log as facts in memory; see facts.h. */
#include "world/case/facts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "world/case/numbers.h"

/* --- what is known besides the list ------------------------------------------------------------------------
 */

struct people {
    struct numbers sought; /* 枝番 and 個人番号 of who is seen elsewhere than in a large file */
    struct numbers first;  /* index + 1 of the last fact put, by kind, insurer and 枝番 */
    struct numbers rows;   /* how many of a file, kind and outcome are held */
    struct numbers done;   /* the highest row that was read, by branch, file and kind */
    struct numbers saved;  /* order + 1 of what was saved, by its number */
    size_t sought_then;    /* how many were sought when the large files were last gone through */
    size_t left;           /* rows that are not held */
};

struct names {
    struct numbers by; /* of the text's sum */
    uint32_t n;
};

static uint64_t S_person_key(uint8_t koto, uint32_t hokensha, uint64_t edaban)
{
    return numbers_spread(edaban) ^ ((uint64_t)hokensha << 24) ^ koto;
}

void facts_init(struct facts *x)
{
    *x = (struct facts){.map = MAP_FAILED};
    x->people = calloc(1, sizeof *x->people);
    x->names = calloc(1, sizeof *x->names);
    for (int i = 0; i < KOTO_COUNT; i++)
        x->keikoku[i] = (unsigned char)(koto_item(koto_kind((enum koto)i), "keikoku") + 1);
}

void facts_release(struct facts *x)
{
    if (x->map != MAP_FAILED)
        munmap(x->map, x->mapped);
    if (x->people) {
        numbers_free(&x->people->sought);
        numbers_free(&x->people->first);
        numbers_free(&x->people->rows);
        numbers_free(&x->people->done);
        numbers_free(&x->people->saved);
    }
    if (x->names)
        numbers_free(&x->names->by);
    free(x->people);
    free(x->names);
    free(x->list);
    free(x->branches);
    for (int i = 0; i < KOTO_COUNT; i++)
        free(x->of[i]);
}

/* --- reading -----------------------------------------------------------------------------------------------
 */

static const struct block_head *S_block(const struct facts *x, uint64_t at)
{
    return block_at(x->map, at);
}

static const struct fact_head *S_head(const struct facts *x, uint64_t at)
{
    return (const void *)(x->map + at);
}

static bool S_more(void **list, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return true;
    size_t more = *cap ? *cap * 2 : 256;
    void *grown = realloc(*list, more * size);
    if (!grown)
        return false;
    *list = grown;
    *cap = more;
    return true;
}

static bool S_index(struct facts *x, uint8_t koto)
{
    void *of = x->of[koto];
    if (!S_more(&of, x->of_n[koto], &x->of_cap[koto], sizeof(uint32_t)))
        return false;
    x->of[koto] = of;
    x->of[koto][x->of_n[koto]++] = (uint32_t)x->n;
    return true;
}

static uint32_t S_uketsuke(struct facts *x, const char *uketsuke)
{
    uint64_t key = numbers_text(uketsuke);
    uint32_t known = *uketsuke ? numbers_get(&x->names->by, key) : 0;
    if (!*uketsuke || known)
        return known;
    return numbers_put(&x->names->by, key, x->names->n + 1) ? ++x->names->n : 0;
}

/* --- branches ---------------------------------------------------------------------------------------------
 */

static bool S_branch(struct facts *x, uint32_t parent, uint32_t upto)
{
    void *list = x->branches;
    if (!S_more(&list, x->branch_n, &x->branch_cap, sizeof *x->branches))
        return false;
    x->branches = list;
    x->branches[x->branch_n++] = (struct branch){x->blocks, parent, upto};
    return true;
}

/* The one that a block belongs to. */
static uint32_t S_branch_of(const struct facts *x, uint32_t order)
{
    size_t b = x->branch_n - 1;
    while (b > 0 && x->branches[b].first > order)
        b--;
    return (uint32_t)b;
}

/* It begins where that state was saved; of one that this log does not know, nothing before it counts. */
static bool S_restored(struct facts *x, const char *no)
{
    uint32_t saved = numbers_get(&x->people->saved, numbers_text(no));
    return saved ? S_branch(x, S_branch_of(x, saved - 1), saved - 1) : S_branch(x, NO_BRANCH, 0);
}

bool facts_happened(const struct facts *x, const struct fact *f, uint32_t branch)
{
    uint32_t upto = UINT32_MAX;
    while (branch != NO_BRANCH && f->branch != branch) {
        upto = x->branches[branch].upto;
        branch = x->branches[branch].parent;
    }
    return branch != NO_BRANCH && f->order <= upto;
}

/* --- what is held -----------------------------------------------------------------------------------------
 */

/* That of a fact in the table `rows`, which has counts as well. */
static uint64_t S_held(uint64_t at)
{
    return at | (uint64_t)1 << 63;
}

static bool S_hold(struct facts *x, uint64_t block, uint32_t order, uint64_t at)
{
    const struct block_head *b = S_block(x, block);
    const struct fact_head *h = S_head(x, at);
    void *list = x->list;
    if (!S_more(&list, x->n, &x->cap, sizeof *x->list))
        return false;
    x->list = list;
    x->list[x->n] = (struct fact){.block = block,
                                  .head = at,
                                  .edaban = h->edaban,
                                  .ningen = h->ningen,
                                  .at = b->at,
                                  .order = order,
                                  .branch = S_branch_of(x, order),
                                  .hokensha = b->hokensha,
                                  .setai = h->setai,
                                  .juni = h->juni,
                                  .uketsuke = S_uketsuke(x, b->uketsuke),
                                  .status = h->status,
                                  .koto = h->koto,
                                  .edaban_digits = h->edaban_digits,
                                  .next = UINT32_MAX};
    struct fact *f = &x->list[x->n];
    if (h->edaban_digits) {
        uint64_t key = S_person_key(f->koto, f->hokensha, f->edaban);
        f->next = numbers_get(&x->people->first, key) - 1; /* 0 - 1: none */
        if (!numbers_put(&x->people->first, key, (uint32_t)x->n + 1))
            return false;
    }
    if (!S_index(x, h->koto) || (h->juni && !numbers_put(&x->people->rows, S_held(at), 1)))
        return false;
    x->n++;
    return true;
}

static void S_seek(struct facts *x, const struct fact_head *h)
{
    if (h->edaban_digits)
        numbers_put(&x->people->sought, numbers_spread(h->edaban), 1);
    if (h->ningen)
        numbers_put(&x->people->sought, h->ningen, 1);
}

static bool S_sought(const struct facts *x, const struct fact_head *h)
{
    return (h->edaban_digits && numbers_get(&x->people->sought, numbers_spread(h->edaban))) ||
           (h->ningen && numbers_get(&x->people->sought, h->ningen));
}

/* A restored world gives the same 受付番号 once more. */
static uint64_t S_file(const struct facts *x, const struct block_head *b, uint32_t order)
{
    return numbers_spread(numbers_text(b->uketsuke) + S_branch_of(x, order));
}

/* The sum of the first rule that warned of it, which stands before all other items; 0: none did. */
static uint64_t S_keikoku(const struct facts *x, const struct fact_head *h)
{
    const char *items = (const char *)(h + 1);
    bool warned = h->item_bytes && x->keikoku[h->koto] && (unsigned char)*items == x->keikoku[h->koto];
    return warned ? numbers_text(items + 1) : 0;
}

/* A row: some of its file, kind and outcome are held. */
static bool S_few(struct facts *x, const struct block_head *b, const struct fact_head *h)
{
    uint64_t key = (S_file(x, b, x->blocks) ^ ((uint64_t)h->koto << 40) ^ ((uint64_t)h->status << 48) ^
                    S_keikoku(x, h)) >>
                   1;
    uint32_t n = numbers_get(&x->people->rows, key);
    return n < FACTS_ROWS && numbers_put(&x->people->rows, key, n + 1);
}

/* A row, or the end of a file, that was told once more after kill -9. done: the highest row so far, by file
 * and kind. */
static bool S_again(struct numbers *done, uint64_t file, const struct fact_head *h)
{
    uint32_t juni = h->juni ? h->juni : 1;
    if (juni <= numbers_get(done, file ^ h->koto))
        return true;
    numbers_put(done, file ^ h->koto, juni);
    return false;
}

/* What was saved, or is restored, under which number. */
static bool S_state(struct facts *x, const struct fact *f)
{
    if (f->koto != KOTO_SAVED && f->koto != KOTO_RESTORED)
        return true;
    const char *told = fact_item(x, f, "no"), *no = told ? told : "";
    return f->koto == KOTO_SAVED ? numbers_put(&x->people->saved, numbers_text(no), f->order + 1)
                                 : S_restored(x, no);
}

static bool S_fact(struct facts *x, uint64_t block, uint64_t at)
{
    const struct fact_head *h = S_head(x, at);
    const struct block_head *b = S_block(x, block);
    bool row = h->juni != 0, once = row || (h->koto == KOTO_FILE_END && *b->uketsuke);
    if (h->koto >= KOTO_COUNT || (once && S_again(&x->people->done, S_file(x, b, x->blocks), h)))
        return true;
    if (row && !S_sought(x, h) && !S_few(x, b, h)) {
        x->people->left++;
        return true;
    }
    S_seek(x, h);
    return S_hold(x, block, x->blocks, at) && S_state(x, &x->list[x->n - 1]);
}

/* It lies inside its block: what a power cut left of one may be zeroes. */
static bool S_sound(const struct facts *x, uint64_t at, uint64_t end)
{
    const struct fact_head *h = S_head(x, at);
    return at + sizeof *h <= end && h->size >= sizeof *h && at + h->size <= end &&
           h->item_bytes <= h->size - sizeof *h;
}

static bool S_facts(struct facts *x, uint64_t block)
{
    const struct block_head *b = S_block(x, block);
    uint64_t at = block + sizeof *b, end = block + b->size;
    for (uint32_t i = 0; i < b->count && S_sound(x, at, end); i++) {
        if (!S_fact(x, block, at))
            return false;
        at += S_head(x, at)->size;
    }
    return true;
}

/* The map grows with the log; what points into it are offsets. */
static bool S_map(struct facts *x, const struct run_log *log)
{
    if (log->size <= x->mapped)
        return true;
    if (x->map != MAP_FAILED)
        munmap(x->map, x->mapped);
    x->map = mmap(NULL, log->size, PROT_READ, MAP_SHARED, log->fd, 0);
    x->mapped = x->map == MAP_FAILED ? 0 : log->size;
    return x->map != MAP_FAILED;
}

static bool S_hold_late(struct facts *x, uint64_t block, uint32_t order, uint64_t at)
{
    x->late++;
    return S_hold(x, block, order, at);
}

/* People who came to be looked for after a large file was read: its other rows about them. Facts that are
 * held out of order keep their block's order. */
static bool S_again_through(struct facts *x, size_t upto)
{
    struct numbers done = {0};
    uint32_t order = 0;
    bool ok = true;
    x->people->sought_then = x->people->sought.n;
    for (size_t block = 0; ok && (block = block_next(x->map, block, upto)) != BLOCK_NONE; order++) {
        const struct block_head *b = S_block(x, block);
        uint64_t at = block + sizeof *b, end = block + b->size, file = S_file(x, b, order);
        for (uint32_t i = 0; ok && i < b->count && S_sound(x, at, end); i++) {
            const struct fact_head *h = S_head(x, at);
            if (h->koto < KOTO_COUNT && h->juni && !S_again(&done, file, h) && S_sought(x, h) &&
                !numbers_get(&x->people->rows, S_held(at)))
                ok = S_hold_late(x, block, order, at);
            at += h->size;
        }
        block += b->size;
    }
    numbers_free(&done);
    return ok;
}

enum status facts_read(struct facts *x, const struct run_log *log, bool *ret_new, struct diag *d)
{
    size_t was = x->size, at;
    x->tracker = log->tracker;
    bool ok = x->people && x->names && S_map(x, log) && (x->branch_n || S_branch(x, NO_BRANCH, 0));
    while (ok && (at = block_next(x->map, x->size, log->size)) != BLOCK_NONE) {
        x->damaged += at != x->size;
        ok = S_facts(x, at);
        x->size = at + S_block(x, at)->size;
        x->blocks++;
    }
    *ret_new = x->size != was;
    if (ok && x->people->left && x->people->sought.n != x->people->sought_then)
        ok = S_again_through(x, x->size);
    return ok ? ST_OK : diag_set(d, ST_LIMIT, "テストケースの記録", "メモリ", "不足");
}

/* --- what a fact says --------------------------------------------------------------------------------------
 */

const char *fact_uketsuke(const struct facts *x, const struct fact *f)
{
    return S_block(x, f->block)->uketsuke;
}

int64_t fact_real(const struct facts *x, const struct fact *f)
{
    return S_block(x, f->block)->real_us;
}

bool fact_items(const struct facts *x, const struct fact *f, size_t *at, const char **name,
                const char **value)
{
    static _Thread_local char named[48];
    const struct fact_head *h = S_head(x, f->head);
    const char *items = (const char *)(h + 1);
    if (*at >= h->item_bytes)
        return false;
    unsigned char tag = (unsigned char)items[*at];
    const char *text = items + *at + 1;
    *at += strlen(text) + 2;
    *value = text;
    if (tag == TAG_NO || tag == TAG_WHY) {
        *name = tag == TAG_NO ? "no" : "why";
    } else if (tag == TAG_NAMED) {
        size_t n = strcspn(text, "=");
        memcpy(named, text, n < sizeof named ? n : sizeof named - 1);
        named[n < sizeof named ? n : sizeof named - 1] = 0;
        *name = named;
        *value = text + n + (text[n] == '=');
    } else {
        const struct koto_kind *k = koto_kind((enum koto)f->koto);
        *name = tag && tag <= k->n ? k->items[tag - 1].name : "";
    }
    return true;
}

/* By its tag, from that item on: most are asked for by one. */
static const char *S_tagged(const struct facts *x, const struct fact *f, const char *from, unsigned char tag)
{
    const struct fact_head *h = S_head(x, f->head);
    const char *end = (const char *)(h + 1) + h->item_bytes;
    for (const char *p = from; p < end; p += strlen(p) + 1)
        if ((unsigned char)*p == tag)
            return p + 1;
    return NULL;
}

const char *fact_item(const struct facts *x, const struct fact *f, const char *name)
{
    const char *have, *value;
    int tag = koto_item(koto_kind((enum koto)f->koto), name);
    if (tag >= 0)
        return S_tagged(x, f, (const char *)(S_head(x, f->head) + 1), (unsigned char)(tag + 1));
    for (size_t at = 0; fact_items(x, f, &at, &have, &value);)
        if (strcmp(have, name) == 0)
            return value;
    return NULL;
}

const char *fact_next(const struct facts *x, const struct fact *f, const char *value)
{
    return S_tagged(x, f, value + strlen(value) + 1, (unsigned char)value[-1]);
}

uint32_t facts_of_person(const struct facts *x, enum koto koto, uint32_t hokensha, uint64_t edaban)
{
    return numbers_get(&x->people->first, S_person_key((uint8_t)koto, hokensha, edaban)) - 1;
}
