/* CSV for a spreadsheet: what is shown to a person as a table, written so that no program takes a cell for a
 * formula. UTF-8; SHEET_MARK before the first line, so that Excel reads it. Called by world/case/report_csv
 * and world/pmo_control. */
#ifndef FILE_CASE_SHEET_H
#define FILE_CASE_SHEET_H
#include "base/buf.h"
#include "base/field.h"

#define SHEET_MARK "\xEF\xBB\xBF"
#define SHEET_END "\r\n"

/* Quoted, with end behind it: "," or SHEET_END. text NULL: an empty one. */
void sheet_cell(struct buf *out, const char *text, const char *end);
/* A line of the fields' labels (file/case/label.h), and one of each struct of the list. fields: F_TEXT and
 * F_INT only; what is absent is empty. */
void sheet_rows(struct buf *out, const struct field *fields, size_t size, const struct list *rows);
#endif
