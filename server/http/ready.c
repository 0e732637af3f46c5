/* Telling others that the ports are open; see ready.h. */
#include "http/ready.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/file.h"

enum status ready_file(const char *path, uint16_t data, uint16_t control, uint16_t plain, struct diag *d)
{
    char text[80], off[8] = "off";
    if (plain)
        snprintf(off, sizeof off, "%u", plain);
    int n = snprintf(text, sizeof text, "data=%u\ncontrol=%u\nplain=%s\n", data, control, off);
    return file_write(path, 0644, text, (size_t)n, d);
}

void ready_file_remove(const char *path)
{
    struct stat s;
    if (path && lstat(path, &s) == 0 && S_ISREG(s.st_mode))
        unlink(path);
}

void ready_notify(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    size_t n = path ? strlen(path) : 0;
    if (n < 2 || n >= sizeof a.sun_path)
        return;
    memcpy(a.sun_path, path, n);
    if (a.sun_path[0] == '@') /* the abstract namespace */
        a.sun_path[0] = 0;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    ssize_t sent = sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&a,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
    (void)sent; /* a manager that does not listen has nothing to lose */
    close(fd);
}
