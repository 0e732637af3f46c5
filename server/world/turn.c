/* Delays by a seed; see turn.h. The n-th turn of a kind waits the same in every run of a seed. */
#include "world/turn.h"

#include <stdatomic.h>
#include <time.h>

#include "base/mix.h"

static uint64_t seed;
static atomic_ullong taken[TURN_COUNT];

void turns_seed(uint64_t value)
{
    seed = value;
}

static int64_t S_delay_us(uint64_t dice, enum turn turn)
{
    int64_t most = turn == TURN_BURIAL ? 200000 : 3000;
    switch (dice % 16) {
    case 0:
        return (int64_t)(dice >> 8) % (10 * most);
    case 1:
    case 2:
    case 3:
        return (int64_t)(dice >> 8) % most;
    }
    return 0;
}

void turn_wait(enum turn turn)
{
    if (!seed)
        return;
    uint64_t n = atomic_fetch_add(&taken[turn], 1);
    int64_t us = S_delay_us(mix64(seed * 1000003 + n * TURN_COUNT + turn), turn);
    if (us)
        nanosleep(&(struct timespec){us / 1000000, us % 1000000 * 1000}, NULL);
}
