/* What a daemon that was killed while it wrote certificates has left of their keys. Called at the start, when
 * nobody else writes there. */
#ifndef BASE_PKI_SWEEP_H
#define BASE_PKI_SWEEP_H

/* dir: the folder pki. Removes file_write's temporary names, and of clients each key and .p12 whose
 * certificate, which is written last, is not there: nobody has had them. */
void pki_sweep(const char *dir);
#endif
