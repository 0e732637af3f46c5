/* The n-th number of a series of valid, made-up 個人番号, as tests/tools/desk.py makes it. Used by load.c and
 * rows.c. */
#ifndef BENCH_SERIES_H
#define BENCH_SERIES_H
#include <stdint.h>

static inline void series_kojin_bango(int64_t n, int64_t salt, char out[13])
{
    static const int weight[11] = {6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int64_t rest = (n * 7368787 + 1234567) % 10000000000LL;
    int sum = 0;
    for (int i = 10; i > 0; i--, rest /= 10)
        out[i] = (char)('0' + rest % 10);
    out[0] = (char)('0' + salt % 10);
    for (int i = 0; i < 11; i++)
        sum += (out[i] - '0') * weight[i];
    out[11] = (char)(sum % 11 <= 1 ? '0' : '0' + 11 - sum % 11);
    out[12] = '\0';
}
#endif
