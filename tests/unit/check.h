/* Found before the library's <check.h>: there a check that holds is written to a pipe and flushed, here it is
 * noted, so that a table of a million costs no million system calls. A check that fails tells its line as
 * ever; a crash tells the line of the last check that held. */
#ifndef TESTS_UNIT_CHECK_H
#define TESTS_UNIT_CHECK_H

#include_next <check.h>

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static _Thread_local const char *volatile check_file;
static _Thread_local volatile int check_line;

#define _mark_point(file, line) ((void)(check_line = (line), check_file = (file)))

static inline void check_crashed(int sig)
{
    char said[256];
    int n = snprintf(said, sizeof said, "%s:%d: last check before signal %d\n", check_file ? check_file : "?",
                     check_line, sig);
    size_t most = sizeof said - 1, len = n < 0 ? 0 : (size_t)n;
    if (write(STDERR_FILENO, said, len < most ? len : most) < 0)
        _exit(128 + sig);
    raise(sig); /* by now as if nobody had caught it */
}

/* Not in place of what a sanitizer has put there. */
__attribute__((constructor)) static void check_catch(void)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction was, tells = {.sa_handler = check_crashed};
        tells.sa_flags = (int)(SA_RESETHAND | SA_NODEFER);
        if (sigaction(signals[i], NULL, &was) == 0 && was.sa_handler == SIG_DFL)
            sigaction(signals[i], &tells, NULL);
    }
}

#endif
