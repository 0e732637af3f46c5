/* A calendar as text and as SVG; see calendar.h. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "columns.h"
#include "nittei/calendar.h"
#include "say.h"

enum { CELL = 5, CELLS = 6, DATE = 12 };                              /* days of a cell, cells of a month */
enum { PX = 3, LEFT = 240, TOP = 60, ROW = 24, BAR = 16, SIDE = 20 }; /* pixels */

/* "2017-05-29"; "" of what does not end. */
static const char *S_day(int32_t day, char out[16])
{
    int year, month, of;
    out[0] = 0;
    if (day == INT32_MAX)
        return out;
    calendar_day(day, &year, &month, &of);
    snprintf(out, 16, "%04d-%02d-%02d", year, month, of);
    return out;
}

static void S_pad(struct buf *out, const char *text, int width)
{
    buf_adds(out, text);
    for (int n = columns_of(text); n < width; n++)
        buf_addc(out, ' ');
}

static void S_title(const struct calendar *c, struct buf *out)
{
    char day[16];
    buf_addf(out, tr("ロット %s の日程", "schedule of lot %s"), c->lot);
    if (c->kyo != INT32_MIN)
        buf_addf(out, tr("（仮想のきょうは %s）", " (today in the world: %s)"), S_day(c->kyo, day));
}

/* --- text ------------------------------------------------------------------------------------------------
 */

static int S_widest(const struct calendar *c)
{
    int most = 0;
    for (int i = 0; i < c->n; i++) {
        const int n = columns_of(c->bars[i].mei);
        most = n > most ? n : most;
    }
    return most + 2;
}

static void S_head(const struct calendar *c, int width, struct buf *out)
{
    char text[16];
    int year, month, of, was = 0;
    S_pad(out, "", width);
    for (int32_t day = c->first; day <= c->last; day = calendar_next_month(day)) {
        calendar_day(day, &year, &month, &of);
        snprintf(text, sizeof text, year == was ? "%d" : "%d-%d", year == was ? month : year, month);
        S_pad(out, text, day + 31 > c->last && year == was ? 0 : CELLS + 1);
        was = year;
    }
    buf_addc(out, '\n');
}

/* The days from `from` to `to` are one cell. */
static char S_mark(const struct calendar *c, const struct calendar_bar *b, int32_t from, int32_t to)
{
    const bool bar = b->kara <= to && b->made >= from, kyo = c->kyo >= from && c->kyo <= to;
    return bar && kyo ? '#' : bar ? '=' : kyo ? '|' : '.';
}

static void S_cells(const struct calendar *c, const struct calendar_bar *b, struct buf *out)
{
    for (int32_t month = c->first; month <= c->last; month = calendar_next_month(month)) {
        const int32_t end = calendar_next_month(month) - 1;
        for (int i = 0; i < CELLS; i++)
            buf_addc(out, S_mark(c, b, month + i * CELL, i + 1 < CELLS ? month + i * CELL + CELL - 1 : end));
        buf_addc(out, ' ');
    }
}

void calendar_text(const struct calendar *c, struct buf *out)
{
    char kara[16], made[16];
    const int width = S_widest(c);
    S_title(c, out);
    buf_adds(out, "\n\n");
    S_head(c, width, out);
    for (int i = 0; i < c->n; i++) {
        const struct calendar_bar *b = &c->bars[i];
        S_pad(out, b->mei, width);
        S_cells(c, b, out);
        buf_addf(out, " %s～", S_day(b->kara, kara));
        S_pad(out, S_day(b->made, made), DATE);
        buf_addf(out, "%s\n", b->nittei);
    }
    buf_addf(out, "\n%s\n",
             tr("= 期間  | きょう  # 期間の中のきょう  （1 文字は 5 日、月の最後は残り）",
                "= window  | today  # today in it  (a sign: 5 days, the last of a month the rest)"));
}

/* --- SVG -------------------------------------------------------------------------------------------------
 */

static int S_x(const struct calendar *c, int32_t day)
{
    return LEFT + (day - c->first) * PX;
}

static void S_text(struct buf *out, int x, int y, const char *text)
{
    buf_addf(out, "<text x=\"%d\" y=\"%d\">", x, y);
    buf_xml(out, text, strlen(text));
    buf_adds(out, "</text>\n");
}

static void S_grid(const struct calendar *c, int height, struct buf *out)
{
    char text[16];
    int year, month, of;
    for (int32_t day = c->first; day <= c->last; day = calendar_next_month(day)) {
        calendar_day(day, &year, &month, &of);
        snprintf(text, sizeof text, "%d-%02d", year, month);
        buf_addf(out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ccc\"/>\n", S_x(c, day),
                 TOP - 18, S_x(c, day), height - SIDE);
        S_text(out, S_x(c, day) + 4, TOP - 6, text);
    }
}

static void S_bar(const struct calendar *c, int i, struct buf *out)
{
    const struct calendar_bar *b = &c->bars[i];
    const int32_t end = b->made < c->last ? b->made : c->last;
    char kara[16], made[16];
    const int y = TOP + i * ROW;
    S_text(out, SIDE, y + BAR - 3, b->mei);
    buf_adds(out, "<rect id=\"");
    buf_xml(out, b->nittei, strlen(b->nittei));
    buf_addf(out, "\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#4a7ebb\"><title>", S_x(c, b->kara),
             y, (end - b->kara + 1) * PX, BAR);
    buf_xml(out, b->mei, strlen(b->mei));
    buf_addf(out, " %s～%s</title></rect>\n", S_day(b->kara, kara), S_day(b->made, made));
}

void calendar_svg(const struct calendar *c, struct buf *out)
{
    const int width = S_x(c, c->last + 1) + SIDE, height = TOP + c->n * ROW + SIDE;
    struct buf title = BUF_INIT;
    S_title(c, &title);
    buf_addf(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
        "height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">\n<title>",
        width, height, width, height);
    buf_xml(out, title.data ? title.data : "", title.len);
    buf_addf(out, "</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", width, height);
    S_text(out, SIDE, SIDE, title.data ? title.data : "");
    S_grid(c, height, out);
    for (int i = 0; i < c->n; i++)
        S_bar(c, i, out);
    if (c->kyo >= c->first && c->kyo <= c->last)
        buf_addf(
            out,
            "<line id=\"kyo\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#c00\" stroke-width=\"2\"/>\n",
            S_x(c, c->kyo), TOP - 18, S_x(c, c->kyo), height - SIDE);
    buf_adds(out, "</svg>\n");
    buf_release(&title);
}
