/* A kanyushaToroku link file of COUNT made-up people on stdout, UTF-8 (iconv makes CP932 of it). The numbers
 * are those of tests/tools/desk.py, all valid and distinct. Called by bench.py. */
#include <stdio.h>
#include <stdlib.h>

#include "series.h"

int main(int argc, char **argv)
{
    char number[13];
    if (argc != 3) {
        fprintf(stderr, "usage: rows COUNT SALT\n");
        return 2;
    }
    long count = strtol(argv[1], NULL, 10), salt = strtol(argv[2], NULL, 10);
    for (long n = 0; n < count; n++) {
        series_kojin_bango(n, salt, number);
        printf("1,R%ld,,%s,３３,%ld,%d,仮山　見本子,カリヤマ　ミホンコ,%ld,19%02ld0%ld%02ld,"
               "架空県仮想市見本町%ld番地%ld号,2010%02ld01,,%s\r\n",
               n, number, n / 3, n % 3 ? 2 : 1, 1 + n % 2, 40 + n % 60, 1 + n % 9, 1 + n % 28, n % 5000,
               n % 40, 1 + n % 12, n % 3 ? "20110401" : "");
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
