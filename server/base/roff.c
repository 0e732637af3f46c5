/* Text for man(7); see roff.h. */
#include "base/roff.h"

#include <string.h>

#include "base/version.h"

/* What roff would take for a request, an escape or a typographic sign. */
static void S_add(struct buf *out, const char *text)
{
    bool begins = true;
    for (; *text; begins = *text++ == '\n')
        if (*text == '\\')
            buf_adds(out, "\\e");
        else if (*text == '-')
            buf_adds(out, "\\-");
        else if (*text == '\'')
            buf_adds(out, "\\(aq");
        else if (*text == '.' && begins)
            buf_adds(out, "\\&.");
        else
            buf_addc(out, *text);
}

void roff_head(struct buf *out, const char *name, int section, const char *title, const char *what)
{
    buf_adds(out, ".TH ");
    for (const char *p = name; *p; p++)
        buf_addc(out, *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p);
    buf_addf(out, " %d \"\" \"chukan " CHUKAN_VERSION "\"\n", section);
    roff_section(out, title);
    buf_addf(out, "%s \\- ", name);
    S_add(out, what);
    buf_addc(out, '\n');
}

void roff_section(struct buf *out, const char *title)
{
    buf_adds(out, ".SH \"");
    S_add(out, title);
    buf_adds(out, "\"\n");
}

void roff_term(struct buf *out, const char *term, const char *text)
{
    buf_adds(out, ".TP\n\\fB");
    S_add(out, term);
    buf_adds(out, "\\fR\n");
    S_add(out, text);
    buf_addc(out, '\n');
}

void roff_text(struct buf *out, const char *text)
{
    buf_adds(out, ".PP\n");
    S_add(out, text);
    buf_addc(out, '\n');
}

void roff_lines(struct buf *out, const char *text)
{
    buf_adds(out, ".PP\n.nf\n");
    S_add(out, text);
    buf_adds(out, text[0] && text[strlen(text) - 1] == '\n' ? ".fi\n" : "\n.fi\n");
}
