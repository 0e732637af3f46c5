/* chukan gen jumin: a part of the command gen. */
#ifndef CLIENT_CMD_GEN_JUMIN_H
#define CLIENT_CMD_GEN_JUMIN_H
/* argv[0] is "jumin". EXIT_…, as a command answers. */
int gen_jumin_run(int argc, char **argv);
#endif
