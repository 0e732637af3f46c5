/* Both rings in one order; see journal_merge.h. */
#include "world/journal_merge.h"

/* The next one that is a row. */
static bool S_step(struct journal_merge *m, int i)
{
    struct journal_merged *n = &m->next[i];
    do
        m->there[i] = journal_walk_next(&m->walks[i], &n->record);
    while (m->there[i] && !journal_row_read(n->record.row, &n->row));
    m->there[i] = m->there[i] && n->record.order <= m->until;
    return m->there[i];
}

void journal_merge_begin(struct journal_merge *m, const struct journal *j, size_t last, int64_t until)
{
    *m = (struct journal_merge){.until = until, .taken = -1};
    for (int i = 0; i < JOURNAL_RINGS; i++) {
        m->next[i].ring = (enum journal_ring)i;
        journal_walk_begin(&m->walks[i], &j->parts[i].disk, last);
        if (S_step(m, i) || !last)
            continue;
        journal_walk_end(&m->walks[i]); /* of daemons that had no room, or died at once */
        journal_walk_begin(&m->walks[i], &j->parts[i].disk, 0);
        S_step(m, i);
    }
}

const struct journal_merged *journal_merge_next(struct journal_merge *m)
{
    int least = -1;
    if (m->taken >= 0)
        S_step(m, m->taken);
    for (int i = 0; i < JOURNAL_RINGS; i++)
        if (m->there[i] && (least < 0 || m->next[i].record.order < m->next[least].record.order))
            least = i;
    m->taken = least;
    return least < 0 ? NULL : &m->next[least];
}

void journal_merge_end(struct journal_merge *m)
{
    for (int i = 0; i < JOURNAL_RINGS; i++)
        journal_walk_end(&m->walks[i]);
}
