/* No core dumps: memory holds 個人番号 and passwords. Called by both programs' main. */
#ifndef BASE_CORE_H
#define BASE_CORE_H

void core_off(void);
#endif
