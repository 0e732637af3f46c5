/* Measures the budget "start to first answered SOAP request": starts the daemon, waits for its ready line,
 * sends the request in REQUEST to the plain port, reads the reply, stops the daemon. Prints "ready_ms
 * answered_ms rss_kb cpu_ms", the last until the answer. Called by bench.py. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double S_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The value of KEY in a file of "key=…:N" or "key: N kB" lines; 0 when it is not there. */
static long S_value(const char *path, const char *key)
{
    char line[256];
    long value = 0;
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, key, strlen(key)) == 0) {
            const char *p = strrchr(line, ':');
            value = strtol(p ? p + 1 : strchr(line, '=') + 1, NULL, 10);
        }
    if (f)
        fclose(f);
    return value;
}

/* Milliseconds of a processor that the process has had, of all its threads. */
static double S_cpu(pid_t pid)
{
    clockid_t clock;
    struct timespec t = {0, 0};
    if (clock_getcpuclockid(pid, &clock) == 0)
        clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int S_ask(int port, const char *request, size_t n)
{
    char reply[8192];
    size_t have = 0;
    ssize_t got;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) != 0 || write(fd, request, n) != (ssize_t)n)
        return -1;
    while ((got = read(fd, reply + have, sizeof reply - 1 - have)) > 0) {
        have += (size_t)got;
        reply[have] = '\0';
        if (strstr(reply, "Envelope>") && strstr(strstr(reply, "Body"), "Envelope>"))
            break;
    }
    close(fd);
    return strstr(reply, "kubun>1<") ? 0 : -1;
}

int main(int argc, char **argv)
{
    static char request[8192];
    char line[256], status[64];
    int ends[2];
    if (argc < 4) {
        fprintf(stderr, "usage: first REQUEST READYFILE CHUKAND…\n");
        return 2;
    }
    FILE *f = fopen(argv[1], "rb");
    size_t n = f ? fread(request, 1, sizeof request, f) : 0;
    if (n == 0 || pipe(ends) != 0)
        return 1;
    fclose(f);
    double began = S_now();
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], 1);
        close(ends[0]);
        execv(argv[3], argv + 3);
        _exit(127);
    }
    close(ends[1]);
    if (read(ends[0], line, sizeof line) <= 0)
        return 1;
    double ready = S_now();
    int rc = S_ask((int)S_value(argv[2], "plain"), request, n);
    double answered = S_now(), cpu = S_cpu(child);
    snprintf(status, sizeof status, "/proc/%d/status", (int)child);
    printf("%.2f %.2f %ld %.2f\n", ready - began, answered - began, S_value(status, "VmRSS"), cpu);
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
    return rc == 0 ? 0 : 1;
}
