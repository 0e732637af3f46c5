/* The report as JUnit XML, which CI servers read; see report.h. */
#include <string.h>

#include "report.h"

static void S_attribute(struct buf *out, const char *name, const char *value)
{
    buf_addf(out, " %s=\"", name);
    buf_xml(out, value, strlen(value));
    buf_addc(out, '"');
}

static void S_step(const struct pass *p, const struct step *s, struct buf *out)
{
    buf_adds(out, "    <testcase");
    S_attribute(out, "classname", p->file);
    S_attribute(out, "name", s->title);
    buf_addf(out, " assertions=\"%d\" time=\"%.3f\"", s->checks, (double)s->us / 1e6);
    if (s->state == STEP_PASSED && !s->notes) {
        buf_adds(out, "/>\n");
        return;
    }
    buf_adds(out, ">\n");
    if (s->state == STEP_SKIPPED)
        buf_adds(out, "      <skipped/>\n");
    if (s->state == STEP_FAILED) {
        buf_adds(out, "      <failure");
        S_attribute(out, "message", s->why ? s->why : "");
        buf_adds(out, "/>\n");
    }
    if (s->notes) {
        buf_adds(out, "      <system-out>");
        buf_xml(out, s->notes, strlen(s->notes));
        buf_adds(out, "</system-out>\n");
    }
    buf_adds(out, "    </testcase>\n");
}

static void S_pass(const struct pass *p, struct buf *out)
{
    int n[3] = {0};
    int64_t us = 0;
    for (const struct step *s = p->steps; s; s = s->next) {
        n[s->state]++;
        us += s->us;
    }
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s (%s, %d)", p->title, p->world, p->repeat);
    buf_adds(out, "  <testsuite");
    S_attribute(out, "name", name.data ? name.data : "");
    buf_release(&name);
    buf_addf(out, " tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\" time=\"%.3f\">\n",
             n[STEP_PASSED] + n[STEP_FAILED] + n[STEP_SKIPPED], n[STEP_FAILED], n[STEP_SKIPPED],
             (double)us / 1e6);
    buf_adds(out, "    <properties>\n");
    for (const struct tally *t = p->tallies; t; t = t->next) {
        buf_adds(out, "      <property");
        S_attribute(out, "name", t->name);
        buf_addf(out, " value=\"%lld\"/>\n", (long long)t->n);
    }
    for (const struct mark *m = p->marks; m; m = m->next) {
        buf_adds(out, "      <property");
        S_attribute(out, "name", m->name);
        S_attribute(out, "value", m->hex);
        buf_adds(out, "/>\n");
    }
    buf_adds(out, "    </properties>\n");
    for (const struct step *s = p->steps; s; s = s->next)
        S_step(p, s, out);
    buf_adds(out, "  </testsuite>\n");
}

void report_junit(const struct report *r, struct buf *out)
{
    buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"chukan\">\n");
    for (const struct pass *p = r->passes; p; p = p->next)
        S_pass(p, out);
    buf_adds(out, "</testsuites>\n");
}
