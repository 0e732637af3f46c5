/* CSV and XML as one; see form.h. */
#include "file/form/form.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"
#include "file/form/writer.h"
#include "file/form/xml_reader.h"
#include "file/form/xml_writer.h"

enum { FIRST = 4096 };

/* A pipe stands at its start. */
static bool S_seek(int fd, int64_t offset)
{
    return lseek(fd, offset, SEEK_SET) >= 0 || (errno == ESPIPE && offset == 0);
}

/* --- CSV --------------------------------------------------------------------------------------------------
 */

struct reader_form form_csv(const struct layout *l)
{
    return (struct reader_form){.delimiter = l->delimiter,
                                .no_quotes = l->quote == QUOTE_NONE,
                                .columns = l->n,
                                .least = l->least,
                                .record_limit = l->record_limit,
                                .trailer = l->trailer_mark,
                                .line_end = l->line_end_taken};
}

static void *S_csv_open(const struct layout *l, const struct charset *cs, int fd, int64_t offset,
                        int64_t line)
{
    const struct reader_form form = form_csv(l);
    return !S_seek(fd, offset) ? NULL : reader_new(&form, cs, fd, offset, line);
}

static void S_csv_close(void *reader)
{
    reader_free(reader);
}

static enum status S_csv_next(void *reader, struct record *ret, bool *ret_found, struct diag *d)
{
    return reader_next(reader, ret, ret_found, d);
}

static int64_t S_csv_offset(void *reader)
{
    return reader_offset(reader);
}

static int64_t S_csv_line(void *reader)
{
    return reader_line(reader);
}

static const char *S_csv_trailer(void *reader)
{
    return reader_trailer(reader);
}

static const struct line_ends *S_csv_line_ends(void *reader)
{
    return reader_line_ends(reader);
}

static const struct layout *S_csv_version(void *reader, const struct layout *l, const struct record *first,
                                          bool good)
{
    (void)reader;
    return good ? NULL : layout_of_columns(l, first->n);
}

static void S_csv_end(struct buf *out, const struct layout *l, const struct charset *cs)
{
    (void)out, (void)l, (void)cs; /* the last record is the end */
}

/* --- XML --------------------------------------------------------------------------------------------------
 */

struct xml_source {
    struct xml_reader *reader;
    const char *columns[];
};

static void S_xml_close(void *reader)
{
    struct xml_source *x = reader;
    if (x)
        xml_reader_free(x->reader);
    free(x);
}

/* Bytes of XML say nothing of where they stand: a source goes on behind so many rows. */
static void *S_xml_open(const struct layout *l, const struct charset *cs, int fd, int64_t rows, int64_t line)
{
    (void)line;
    struct xml_source *x = calloc(1, sizeof *x + (size_t)l->n * sizeof x->columns[0]);
    for (int i = 0; x && i < l->n; i++)
        x->columns[i] = l->columns[i].name;
    if (x) {
        const struct xml_form form = {l->xml_root, l->xml_row, x->columns, l->n, l->record_limit, 0};
        x->reader = !S_seek(fd, 0) ? NULL : xml_reader_new(&form, cs, fd, rows);
    }
    if (x && x->reader)
        return x;
    S_xml_close(x);
    return NULL;
}

static enum status S_xml_next(void *reader, struct record *ret, bool *ret_found, struct diag *d)
{
    return xml_reader_next(((struct xml_source *)reader)->reader, ret, ret_found, d);
}

static int64_t S_xml_offset(void *reader)
{
    return xml_reader_rows(((struct xml_source *)reader)->reader);
}

static int64_t S_xml_line(void *reader)
{
    return xml_reader_line(((struct xml_source *)reader)->reader);
}

/* The children are columns of the version, in their order, and none is missing that every row must have. */
static bool S_follows(const struct layout *l, const char *const *names, int n)
{
    int at = 0;
    for (int i = 0; i < l->n; i++)
        if (at < n && strcmp(names[at], l->columns[i].name) == 0)
            at++;
        else if (l->columns[i].presence == PRESENCE_REQUIRED && !l->columns[i].when_count)
            return false;
    return at == n;
}

static const struct layout *S_xml_version(void *reader, const struct layout *l, const struct record *first,
                                          bool good)
{
    (void)first, (void)good;
    const char *const *names;
    int versions, n = xml_reader_first(((struct xml_source *)reader)->reader, &names);
    if (n == 0 || S_follows(l, names, n))
        return NULL;
    const struct layout *all = layout_versions(l->name, &versions);
    for (int i = 0; i < versions; i++)
        if (&all[i] != l && S_follows(&all[i], names, n))
            return &all[i];
    return NULL;
}

/* --- the table --------------------------------------------------------------------------------------------
 */

/* The last is what every other name means. */
static const struct form forms[] = {
    {".xml", true, S_xml_open, S_xml_close, S_xml_next, S_xml_offset, S_xml_line, NULL, NULL, S_xml_version,
     xml_writer_start, xml_writer_record, xml_writer_end},
    {".csv", false, S_csv_open, S_csv_close, S_csv_next, S_csv_offset, S_csv_line, S_csv_trailer,
     S_csv_line_ends, S_csv_version, writer_start, writer_record, S_csv_end},
};
enum { FORMS = sizeof forms / sizeof forms[0] };

const struct form *form_of(const char *file_name)
{
    size_t n = strlen(file_name);
    int i = 0;
    for (size_t k; i < FORMS - 1; i++)
        if ((k = strlen(forms[i].suffix)) < n && strcasecmp(file_name + n - k, forms[i].suffix) == 0)
            break;
    return &forms[i];
}

static bool S_angle(const struct charset *cs, const char *p, size_t n)
{
    char text[3 * FIRST];
    size_t made, i = 0, bom = charset_bom(cs, p, n);
    bool bad;
    charset_decode(cs, p + bom, n - bom, text, &made, &bad);
    while (i < made && strchr(" \t\r\n", text[i]))
        i++;
    return i < made && text[i] == '<';
}

enum status form_check(const struct form *f, const struct charset *cs, int fd, struct diag *d)
{
    char first[FIRST];
    ssize_t n = pread(fd, first, sizeof first, 0);
    if (n < 0 && errno == ESPIPE)
        return ST_OK; /* the reader will see */
    if (n < 0)
        return file_failed(d, "受付ファイル", "読めるファイル", errno);
    /* for another encoding the reader has better words */
    if (S_angle(cs, first, (size_t)n) == f->angle || charset_mistaken(cs, first, (size_t)n))
        return ST_OK;
    if (n == 0) /* of a CSV who reads it says so, for a difference may have no rows */
        return diag_set(d, ST_FILE_EMPTY, "ファイル", "1行以上", "0行");
    return f->angle
               ? diag_set(d, ST_FILE_XML, "ファイルの形", "ファイル名（.xml）のとおり XML", "< で始まらない")
               : diag_set(d, ST_FILE_STRUCTURE, "ファイルの形", "ファイル名のとおり CSV（XML の名前は .xml）",
                          "< で始まる XML");
}

/* --- a source ---------------------------------------------------------------------------------------------
 */

enum status source_open(struct source *s, const struct form *f, const struct layout *l,
                        const struct charset *cs, int fd, int64_t offset, int64_t line, struct diag *d)
{
    *s = (struct source){f, l, f->open(l, cs, fd, offset, line), l->header && f->trailer && offset == 0};
    return s->reader ? ST_OK : diag_set(d, ST_LIMIT, "受付ファイル", "メモリ", "不足");
}

void source_close(struct source *s)
{
    if (s->form)
        s->form->close(s->reader);
}

enum status source_next(struct source *s, struct record *ret, bool *ret_found, struct diag *d)
{
    s->header = false;
    return s->form->next(s->reader, ret, ret_found, d);
}

int64_t source_offset(struct source *s)
{
    return s->form->offset(s->reader);
}

int64_t source_line(struct source *s)
{
    return s->form->line(s->reader);
}
