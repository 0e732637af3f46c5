/* Baseline of the bench: what one fsync per request allows. Appends a record of the size of a 加入者情報 and
 * waits for the disk, over and over, on the file system given. Prints records per second. Called by bench.py.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double S_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: fsync1 FILE BYTES SECONDS\n");
        return 2;
    }
    size_t size = strtoul(argv[2], NULL, 10);
    double limit = strtod(argv[3], NULL), began, took;
    long n = 0;
    char *record = calloc(1, size);
    int fd = open(argv[1], O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (!record || fd < 0)
        return 1;
    memset(record, 'x', size);
    began = S_now();
    do {
        if (write(fd, record, size) != (ssize_t)size || fdatasync(fd) != 0)
            return 1;
        n++;
        took = S_now() - began;
    } while (took < limit);
    printf("%.1f\n", (double)n / took);
    close(fd);
    unlink(argv[1]);
    free(record);
    return 0;
}
