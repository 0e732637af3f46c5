/* Rows of a result file as nodes, columns named by the layout; see run.h. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "csv/reader.h"
#include "run.h"

static const struct {
    const char *layout;
    const char *columns[8];
} S_layouts[] = {
    {"kanyushaKekka", {"gyo", "shoriKubun", "seiriBango", "edaban", "kekkaCode", "kekkaMessage", NULL}},
    {"fukuhonKekka", {"gyo", "shoriKubun", "edaban", "kekkaCode", "kekkaMessage", NULL}},
};

static const char *const *S_columns(const char *layout)
{
    for (size_t i = 0; i < sizeof S_layouts / sizeof *S_layouts; i++)
        if (strcmp(S_layouts[i].layout, layout) == 0)
            return S_layouts[i].columns;
    return NULL;
}

/* Reads the rows in one encoding; FILE_CHARSET when the file is of another. */
static enum status S_rows(struct label *l, int fd, const char *encoding, const char *const *columns,
                          struct diag *d)
{
    const struct reader_form form = {.delimiter = ',', .record_limit = 65536};
    const struct charset *cs = charset_find(encoding);
    struct reader *reader = cs ? reader_new(&form, cs, fd, 0, 1) : NULL;
    struct record record;
    bool found = reader != NULL;
    enum status st = reader ? ST_OK : ST_LIMIT;
    while (found && st == ST_OK && (st = reader_next(reader, &record, &found, d)) == ST_OK && found) {
        struct node *row = node_add(l->arena, l->root, "row", NULL);
        for (int i = 0; row && i < record.n && st == ST_OK; i++) {
            const char *cell =
                columns[i] ? arena_strndup(l->arena, record.cells[i].p, record.cells[i].n) : NULL;
            if (!columns[i])
                st = diag_set(d, ST_FILE_STRUCTURE, "処理結果ファイル", "レイアウトのとおりの列数",
                              "列が多い");
            else if (!cell || !node_add(l->arena, row, columns[i], cell))
                st = ST_LIMIT;
        }
        if (!row)
            st = ST_LIMIT;
    }
    reader_free(reader);
    return st;
}

bool table_load(struct run *r, struct label *l, const char *path, const char *layout)
{
    struct diag d = DIAG_INIT;
    const char *const *columns = S_columns(layout);
    if (!columns)
        return run_why(r, "レイアウト「%s」を知りません", layout);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return run_why(r, "%s を開けません: %s", path, strerror(errno));
    struct node *last = l->root->last;
    enum status st = S_rows(l, fd, "UTF-8", columns, &d);
    if (st == ST_FILE_CHARSET && lseek(fd, 0, SEEK_SET) == 0) {
        /* Not UTF-8, so the other encoding that an insurer can choose; rows of the first try are dropped. */
        l->root->last = last;
        if (last)
            last->next = NULL;
        else
            l->root->child = NULL;
        st = S_rows(l, fd, "CP932", columns, &d);
    }
    close(fd);
    if (st == ST_OK)
        return true;
    struct buf text = BUF_INIT;
    d.status = st;
    diag_text(&d, &text);
    run_why(r, "処理結果ファイルを読めません: %s", text.data ? text.data : "");
    buf_release(&text);
    return false;
}
