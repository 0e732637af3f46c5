# chukan. `make help` lists the targets. Every target does its own set-up on a fresh Debian machine.
SHELL   := /bin/bash
SAN     ?=
VARIANT := $(if $(SAN),$(SAN),release)
B       := build/$(VARIANT)
PREFIX  ?= /usr/local
DESTDIR ?=
SUDO    := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

ROOMS   := base store service csv soap http
PKGS    := libmicrohttpd gnutls libxml-2.0 sqlite3 openssl zlib
CLIENT_PKGS := libcurl libxml-2.0 openssl

# What building needs, and what the tests and the bench need on top.
APT_BUILD := build-essential pkg-config git libmicrohttpd-dev libgnutls28-dev libxml2-dev libsqlite3-dev libssl-dev \
             libcurl4-openssl-dev zlib1g-dev
APT_TEST  := check curl jq sqlite3 openssl xxd libxml2-utils valgrind clang-format-14 python3 python3-zeep php-cli php-soap
APT_BENCH := gsoap libgsoap-dev wrk sqlite3 time

CC      ?= gcc
WARN    := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla
CFLAGS_release := -O2 -g
CFLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_tsan    := -O1 -g -fsanitize=thread
CFLAGS_cov     := -O0 -g --coverage
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -pthread -Iserver $(WARN) $(CFLAGS_$(VARIANT)) \
             $$(pkg-config --cflags $(PKGS)) $(CFLAGS)
ALL_LDFLAGS = -pthread $(CFLAGS_$(VARIANT)) $(LDFLAGS)

server_src := $(shell find server -name '*.c' | sort)
client_src := $(shell find client -name '*.c' | sort)
unit_src   := $(shell find tests/unit -name 'test_*.c' 2>/dev/null | sort)
room_libs  := $(ROOMS:%=$(B)/lib%.a)
# right to left: each room needs only those after it
link_libs  := $(B)/libhttp.a $(B)/libsoap.a $(B)/libcsv.a -Wl,--start-group $(B)/libservice.a $(B)/libstore.a -Wl,--end-group $(B)/libbase.a
server_libs = $$(pkg-config --libs $(PKGS))

.PHONY: all build
all: build
build: $(B)/chukand $(B)/chukan

$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(WARN) $(CFLAGS_$(VARIANT)) $(CFLAGS) $(LDFLAGS)' | cmp -s - $@ || \
	 echo '$(CC) $(WARN) $(CFLAGS_$(VARIANT)) $(CFLAGS) $(LDFLAGS)' > $@
.PHONY: FORCE

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

$(B)/server/store/migrate.o: $(wildcard server/store/sql/*.sql)

define room_rule
$(B)/lib$(1).a: $(patsubst %.c,$(B)/%.o,$(filter server/$(1)/%,$(server_src)))
	@rm -f $$@; ar rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call room_rule,$(r))))

$(B)/chukand: $(B)/server/main.o $(room_libs)
	@echo "  LD $@"
	@$(CC) $(ALL_LDFLAGS) -o $@ $(B)/server/main.o $(link_libs) $(server_libs)

# The client shares base/ and csv/ (the same reader judges files on both sides).
$(B)/chukan: $(client_src:%.c=$(B)/%.o) $(room_libs)
	@echo "  LD $@"
	@$(CC) $(ALL_LDFLAGS) -o $@ $(client_src:%.c=$(B)/%.o) $(link_libs) $(server_libs) $$(pkg-config --libs $(CLIENT_PKGS))
$(B)/client/%.o: ALL_CFLAGS += $$(pkg-config --cflags $(CLIENT_PKGS)) -Iclient

# tests/unit/ROOM/test_x.c tests server/ROOM/x.c and links the rooms to its right.
$(B)/tests/unit/%: tests/unit/%.c $(room_libs) $(B)/flags
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(ALL_CFLAGS) -Itests/unit -MMD -MP -MF $@.d $(ALL_LDFLAGS) -o $@ $< $(link_libs) $(server_libs) $$(pkg-config --cflags --libs check)

-include $(shell find $(B) -name '*.d' 2>/dev/null)
