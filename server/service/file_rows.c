/* All rows of the link file that is at work; see file_rows.h. */
#include "service/file_rows.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "file/form/form.h"

struct judge file_rows_judge(const struct call *c)
{
    const struct link_file *f = c->file;
    return (struct judge){.l = f->layout, .cs = f->cs, .map = f->map, .references = f->form->angle};
}

enum status file_rows(struct call *c, enum status (*row)(void *cls, const struct record *rec), void *cls)
{
    const struct link_file *f = c->file;
    struct source s = {0};
    struct record rec;
    bool found = true;
    int fd = open(f->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return file_failed(c->diag, "受付ファイル", "開けるファイル", errno);
    enum status st = source_open(&s, f->form, f->layout, f->cs, fd, 0, 1, c->diag);
    for (bool header = s.header; st == ST_OK && found; header = false) {
        st = source_next(&s, &rec, &found, c->diag);
        if (st == ST_OK && found && !header)
            st = row(cls, &rec);
    }
    source_close(&s);
    close(fd);
    return st;
}
