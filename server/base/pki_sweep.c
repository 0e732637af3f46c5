/* Keys that were left half made; see pki_sweep.h. */
#include "base/pki_sweep.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static bool S_alone(int dir, const char *name)
{
    static const char *const ends[] = {".key", ".p12"};
    char crt[NAME_MAX + 1];
    const size_t n = strlen(name);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (n > 4 && strcmp(name + n - 4, ends[i]) == 0) {
            snprintf(crt, sizeof crt, "%.*s.crt", (int)(n - 4), name);
            return faccessat(dir, crt, F_OK, 0) != 0;
        }
    return false;
}

static void S_folder(const char *path, bool clients)
{
    DIR *at = opendir(path);
    for (struct dirent *e; at && (e = readdir(at));)
        if (file_temporary(e->d_name) || (clients && S_alone(dirfd(at), e->d_name)))
            unlinkat(dirfd(at), e->d_name, 0);
    if (at)
        closedir(at);
}

void pki_sweep(const char *dir)
{
    char *clients = path_join(dir, "clients");
    S_folder(dir, false);
    if (clients)
        S_folder(clients, true);
    free(clients);
}
