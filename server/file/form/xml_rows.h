/* Inside file/ only: what libxml2's push parser tells of an XML link file, made into rows, and refused where
 * it is more than rows. The half of xml_reader.c that knows XML. */
#ifndef FILE_FORM_XML_ROWS_H
#define FILE_FORM_XML_ROWS_H
#include "file/form/xml_reader.h"

struct xml_span {
    uint32_t at, n; /* in texts, from the row's start */
};
struct xml_row {
    size_t at; /* in texts */
    int64_t line;
};

struct xml_rows {
    struct xml_form form;
    const struct charset *cs;
    void *parser;     /* xmlParserCtxtPtr, owned */
    int64_t skip;     /* rows still to be passed over */
    bool root;        /* an element has begun */
    int depth;        /* open elements: 1 root, 2 row, 3 cell */
    int next;         /* column that may come next */
    bool any, soft;   /* a first row began; an error waits for its end, so that all its children are known */
    struct buf texts; /* of the rows in the queue and of the open one; every cell ends with a NUL */
    struct xml_row *row;
    struct xml_span *span;               /* form.n a row */
    size_t row_n, row_cap, taken;        /* whole rows; row[row_n] is the open one */
    size_t cell_at;                      /* start of the open cell in texts */
    const char *first[XML_READER_FIRST]; /* children of the first row, owned */
    int first_n;
    struct diag diag; /* the first error */
};

bool xml_rows_open(struct xml_rows *x, const struct xml_form *form, const struct charset *cs, int64_t skip);
void xml_rows_release(struct xml_rows *x);
/* Text of any length; errors go into x->diag, rows into the queue. Only when the queue is empty. */
void xml_rows_feed(struct xml_rows *x, const char *text, size_t n);
void xml_rows_end(struct xml_rows *x);
/* The next row of the queue: cells valid until the next feed. False when it is empty. */
bool xml_rows_take(struct xml_rows *x, struct str *cells, int64_t *ret_line);
/* The line on which the parser stands. */
int64_t xml_rows_line(const struct xml_rows *x);
#endif
