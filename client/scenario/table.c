/* Rows of a result file as nodes, columns named by the layout; see run.h. */
#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "file/form/reader.h"
#include "file/layout/layout.h"
#include "run.h"

/* Reads the rows in one encoding; FILE_CHARSET when the file is of another. */
static enum status S_rows(struct label *l, int fd, const char *encoding, const struct layout *layout,
                          const char *row_name, struct diag *d)
{
    const struct reader_form form = {.delimiter = ',', .record_limit = 65536};
    const struct charset *cs = charset_find(encoding);
    struct reader *reader = cs ? reader_new(&form, cs, fd, 0, 1) : NULL;
    struct record record;
    bool found = reader != NULL;
    enum status st = reader ? ST_OK : ST_LIMIT;
    while (found && st == ST_OK && (st = reader_next(reader, &record, &found, d)) == ST_OK && found) {
        struct node *row = node_add(l->arena, l->root, row_name, NULL);
        for (int i = 0; row && i < record.n && st == ST_OK; i++) {
            const char *cell =
                i < layout->n ? arena_strndup(l->arena, record.cells[i].p, record.cells[i].n) : NULL;
            if (i >= layout->n)
                st = diag_set(d, ST_FILE_STRUCTURE, "処理結果ファイル", "レイアウトのとおりの列数",
                              "列が多い");
            else if (!cell || !node_add(l->arena, row, layout->columns[i].name, cell))
                st = ST_LIMIT;
        }
        if (!row)
            st = ST_LIMIT;
    }
    reader_free(reader);
    return st;
}

bool table_load(struct run *r, struct label *l, const char *path, const char *name, const char *row)
{
    struct diag d = DIAG_INIT;
    const struct layout *layout = NULL;
    if (layout_get(name, INT32_MAX, &layout, &d) != ST_OK)
        return run_why(r, "レイアウト「%s」を使えません（--schema）: %s %s", name, d.item, d.have);
    int fd = file_open(path);
    if (fd < 0)
        return run_why(r, "%s を開けません: %s", path, FILE_CAUSE(errno));
    struct node *last = l->root->last;
    enum status st = S_rows(l, fd, "UTF-8", layout, row, &d);
    if (st == ST_FILE_CHARSET && lseek(fd, 0, SEEK_SET) == 0) {
        /* Not UTF-8, so the other encoding that an insurer can choose; rows of the first try are dropped. */
        l->root->last = last;
        if (last)
            last->next = NULL;
        else
            l->root->child = NULL;
        st = S_rows(l, fd, "CP932", layout, row, &d);
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
