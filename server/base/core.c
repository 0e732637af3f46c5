/* No core dumps; see core.h. */
#include "base/core.h"

#include <sys/resource.h>

/* One byte, and not zero: a program that core_pattern names ("|/usr/lib/systemd/systemd-coredump …") is given
 * the memory under every limit but that of one, by which the kernel knows such a program's own crash
 * (fs/coredump.c); a file needs at least a page. The process stays one that its owner may trace. */
void core_off(void)
{
    const struct rlimit one = {1, 1}, none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &one) != 0)
        setrlimit(RLIMIT_CORE, &none); /* who started us allows none at all */
}
