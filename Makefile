# chukan. `make help` lists the targets. Every target does its own set-up on a fresh Debian machine.
SHELL   := /bin/bash
SAN     ?=
VARIANT := $(if $(SAN),$(SAN),release)
B       := build/$(VARIANT)
PREFIX  ?= /usr/local
DESTDIR ?=
SUDO    := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# right to left, as data goes: each room needs only those after it
ROOMS   := http soap control web world service store file base
PKGS    := libmicrohttpd gnutls libxml-2.0 sqlite3 openssl zlib libzip jansson
CLIENT_PKGS := libcurl libxml-2.0 openssl libzip jansson

# WERROR=1 (.ci/run): a warning fails the build. Not for users, whose compiler may be of next year.
WERROR  ?=

# What building needs, and what the tests and the bench need on top. CC=clang: that, too.
APT_BUILD := build-essential pkg-config git libmicrohttpd-dev libgnutls28-dev libxml2-dev libsqlite3-dev libssl-dev \
             libcurl4-openssl-dev zlib1g-dev libzip-dev libjansson-dev $(filter clang%,$(CC))
APT_TEST  := check curl jq sqlite3 strace openssl xxd libxml2-utils valgrind chromium clang clang-format python3 python3-zeep python3-suds php-cli php-soap gsoap libgsoap-dev \
             libsoap-lite-perl default-jdk-headless jaxws libaxis-java mono-devel
# other Node.js packages than Debian's bring npm along, and apt has none beside them
APT_NPM   = $(shell command -v npm >/dev/null || echo nodejs npm)
APT_BENCH := gsoap libgsoap-dev wrk sqlite3 time

CC      ?= gcc
WARN    := -Wall -Wextra $(if $(WERROR),-Werror) -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla
CFLAGS_release := -O2 -g
CFLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_tsan    := -O1 -g -fsanitize=thread
CFLAGS_cov     := -O0 -g --coverage
CFLAGS_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer # clang: make fuzz
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -pthread -Iserver $(WARN) $(CFLAGS_$(VARIANT)) \
             $$(pkg-config --cflags $(PKGS)) $(CFLAGS)
ALL_LDFLAGS = -pthread $(CFLAGS_$(VARIANT)) $(LDFLAGS)

# A program of the build, which prints a source: the tables of double-byte codes.
codes_make := server/file/charset/codes_make.c
codes      := $(B)/server/file/charset/codes
server_src := $(filter-out $(codes_make),$(shell find server -name '*.c' | sort))
client_src := $(shell find client -name '*.c' | sort)
unit_src   := $(shell find tests/unit -name 'test_*.c' 2>/dev/null | sort)
room_libs  := $(ROOMS:%=$(B)/lib%.a)
link_libs  := $(room_libs)
shared_libs := $(B)/libfile.a $(B)/libbase.a
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

$(codes): $(codes_make) $(B)/flags
	@mkdir -p $(@D); rm -f $@
	@echo "  CC $<"
	@$(CC) -std=c17 -D_GNU_SOURCE -O1 $(WARN) -Iserver -MMD -MP -MF $@.d -o $@ $<
$(codes).c: $(codes)
	@$< >$@.tmp && mv $@.tmp $@
$(codes).o: $(codes).c $(B)/flags
	@$(CC) $(ALL_CFLAGS) -c $< -o $@

define room_rule
$(B)/lib$(1).a: $(patsubst %.c,$(B)/%.o,$(filter server/$(1)/%,$(server_src)))
	@rm -f $$@; ar rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call room_rule,$(r))))
$(B)/libfile.a: $(codes).o

$(B)/chukand: $(B)/server/main.o $(room_libs)
	@echo "  LD $@"
	@$(CC) $(ALL_LDFLAGS) -o $@ $(B)/server/main.o $(link_libs) $(server_libs)

# The client shares base/ and file/ (the same library judges files on both sides).
$(B)/chukan: $(client_src:%.c=$(B)/%.o) $(shared_libs)
	@echo "  LD $@"
	@$(CC) $(ALL_LDFLAGS) -o $@ $(client_src:%.c=$(B)/%.o) $(shared_libs) $$(pkg-config --libs $(CLIENT_PKGS))
$(B)/client/%.o: ALL_CFLAGS += $$(pkg-config --cflags $(CLIENT_PKGS)) -Iclient
# What chukan help operator names: the client includes no file of service/.
$(B)/client/cmd/operator.o: server/service/operator.def
$(B)/client/cmd/operator.o: ALL_CFLAGS += -DOPERATORS='"$(shell sed -n 's/^OPERATOR(\(.*\))$$/\1/p' server/service/operator.def | tr _ -)"'

# tests/unit/ROOM/test_x.c tests server/ROOM/x.c and links the rooms to its right. What does not build must not leave
# what was built before, or the old one would be run. The tests themselves need no optimizer: that of what they test counts.
UNIT_CFLAGS_release := -O0
# Near two hundred programs are linked: by a linker that takes half the time, where there is one.
UNIT_LD := $(firstword $(foreach ld,gold lld,$(if $(shell command -v ld.$(ld)),-fuse-ld=$(ld))))
define unit_cc
@mkdir -p $(@D); rm -f $@ $(@:.o=)
@echo "  CC $<"
@$(CC) $(ALL_CFLAGS) $(UNIT_CFLAGS_$(VARIANT)) -Itests/unit $$(pkg-config --cflags check) -MMD -MP -c $< -o $@
endef
.PRECIOUS: $(B)/tests/unit/%.o $(B)/tests/unit/client/%.o
$(B)/tests/unit/%.o: tests/unit/%.c $(B)/flags
	$(unit_cc)
$(B)/tests/unit/%: $(B)/tests/unit/%.o $(room_libs)
	@rm -f $@; $(CC) $(ALL_LDFLAGS) $(UNIT_LD) -o $@ $< $(link_libs) $(server_libs) $$(pkg-config --libs check)

# tests/unit/client/test_x.c tests client/x.c and links all of the client but its main.
client_objs := $(patsubst %.c,$(B)/%.o,$(filter-out client/main.c,$(client_src)))
$(B)/tests/unit/client/%.o: ALL_CFLAGS += -Iclient
$(B)/tests/unit/client/%.o: tests/unit/client/%.c $(B)/flags
	$(unit_cc)
$(B)/tests/unit/client/%: $(B)/tests/unit/client/%.o $(client_objs) $(shared_libs)
	@rm -f $@; $(CC) $(ALL_LDFLAGS) $(UNIT_LD) -o $@ $< $(client_objs) $(shared_libs) $$(pkg-config --libs $(CLIENT_PKGS) check)

# tests/fuzz/X.c is a harness: with a driver that makes its inputs by a number, or (VARIANT fuzz) with libFuzzer.
fuzz_src  := $(wildcard tests/fuzz/*.c)
fuzz_bin  := $(fuzz_src:%.c=$(B)/%)
fuzz_objs := $(B)/tests/fuzz/drive/fuzz.o $(if $(filter fuzz,$(VARIANT)),,$(B)/tests/fuzz/drive/main.o)
FUZZ_LD   := $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer,$(UNIT_LD))
.PRECIOUS: $(B)/tests/fuzz/%.o
$(B)/tests/fuzz/%.o: ALL_CFLAGS += -Itests/fuzz/drive
$(B)/tests/fuzz/%.o: tests/fuzz/%.c $(B)/flags
	$(unit_cc)
$(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(fuzz_objs) $(room_libs)
	@rm -f $@; $(CC) $(ALL_LDFLAGS) $(FUZZ_LD) -o $@ $< $(fuzz_objs) $(link_libs) $(server_libs) $$(pkg-config --libs check)
$(B)/tests/fuzz/client.o: ALL_CFLAGS += -Iclient
$(B)/tests/fuzz/client: $(B)/tests/fuzz/client.o $(fuzz_objs) $(client_objs) $(shared_libs)
	@rm -f $@; $(CC) $(ALL_LDFLAGS) $(FUZZ_LD) -o $@ $< $(fuzz_objs) $(client_objs) $(shared_libs) $$(pkg-config --libs $(CLIENT_PKGS))

# What tests/privacy and tests/golden search their leavings with: the same in every variant.
scan_bin := $(B)/tests/privacy/scan
$(scan_bin): tests/privacy/scan.c $(B)/flags
	@mkdir -p $(@D); rm -f $@
	@echo "  CC $<"
	@$(CC) -std=c17 -D_GNU_SOURCE -O2 $(WARN) -o $@ $<

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# --- every target from here on does its own set-up ---------------------------------------------------------
# Only what dpkg does not know as installed is asked of apt-get; the package lists are fetched only when that fails.
APT_GET := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get
define install_missing
@mkdir -p $(@D); missing=; \
for p in $(1); do \
  [ "$$(dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null)" = installed ] || missing="$$missing $$p"; \
done; \
if [ -n "$$missing" ]; then \
  echo "導入:$$missing"; \
  $(APT_GET) install -y -q --no-install-recommends $$missing >$@.log 2>&1 || \
  { $(APT_GET) update -q >>$@.log 2>&1; $(APT_GET) install -y -q --no-install-recommends $$missing >>$@.log 2>&1; } || \
  { tail -20 $@.log; echo "導入できません:$$missing"; exit 1; }; \
fi; \
touch $@
endef
DEPS_BUILD := build/.deps-build$(addprefix -,$(filter clang%,$(CC)))
$(DEPS_BUILD): Makefile
	$(call install_missing,$(APT_BUILD))
build/.deps-test: Makefile
	$(call install_missing,$(APT_TEST) $(APT_NPM))
# The one package that a test has from the npm registry, with what it needs: versions and sums are locked.
build/npm/.installed: tests/interop/package.json tests/interop/package-lock.json | build/.deps-test
	@mkdir -p $(@D); cp $^ $(@D)
	@cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
build/.deps-bench: Makefile
	$(call install_missing,$(APT_BENCH))

# The set-up comes before make looks for pkg-config and sources again, so the build is a make of its own.
REMAKE := $(MAKE) --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))
DATA   ?= build/run
unit_bin := $(unit_src:%.c=$(B)/%)

.PHONY: help deps-build deps-test deps-bench unit fuzzers demo run test check fuzz bench install wsdl stories new-op clean
deps-build: $(DEPS_BUILD)
deps-test: build/.deps-test build/npm/.installed
deps-bench: build/.deps-bench
unit: $(unit_bin) $(fuzz_bin) $(scan_bin)
fuzzers: $(fuzz_bin)

demo: $(DEPS_BUILD)
	@$(REMAKE) build
	@mkdir -p build/demo
	@$(B)/chukan run fixtures/scenarios/main-job.scn --repeat 2 --lot 2 --lot 3 --html build/demo/main-job.html
	@$(B)/chukan run --lot 2 --lot 3 --html build/demo/report.html

run: $(DEPS_BUILD)
	@$(REMAKE) build
	@mkdir -p $(DATA)
	@exec $(B)/chukand --data $(DATA) --fixtures fixtures --schema schema $(ARGS)

# T=REGEX: only the tests whose names match. What does not build counts as a failed test, as does what npm can't fetch.
test: $(DEPS_BUILD) build/.deps-test
	@$(REMAKE) -k build unit >build/test-build.log 2>&1; built=$$?; \
	$(REMAKE) build/npm/.installed >>build/test-build.log 2>&1; \
	[ $$built = 0 ] || grep -E 'error|Error' build/test-build.log | head -20; \
	VARIANT=$(VARIANT) BUILT=$$built tests/run.sh '$(T)'

check: $(DEPS_BUILD)
	@$(REMAKE) build
	@VARIANT=$(VARIANT) tests/run.sh '^gate/'

# RUNS inputs for each harness of tests/fuzz (T=REGEX: only those) by libFuzzer, under ASan and UBSan
RUNS ?= 100000
fuzz: $(DEPS_BUILD) build/.deps-test
	@$(REMAKE) SAN=fuzz CC=clang fuzzers
	@tests/fuzz/libfuzzer.sh '$(T)' $(RUNS)

bench: $(DEPS_BUILD) build/.deps-bench
	@$(REMAKE) build
	@VARIANT=release tests/bench/run.sh $(ARGS)

# Pages of the manual and completion are what the programs say of themselves.
SHARE := $(DESTDIR)$(PREFIX)/share
told = $(B)/$(1) >$(SHARE)/$(2) && chmod 644 $(SHARE)/$(2)
install: $(DEPS_BUILD)
	@$(REMAKE) build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/chukan
	install -m 755 $(B)/chukand $(B)/chukan $(DESTDIR)$(PREFIX)/bin/
	cp -R schema wsdl fixtures $(DESTDIR)$(PREFIX)/share/chukan/
	chmod -R u=rwX,go=rX $(DESTDIR)$(PREFIX)/share/chukan
	install -d $(addprefix $(SHARE)/,man/man1 man/man8 man/ja/man1 man/ja/man8 bash-completion/completions zsh/site-functions)
	$(call told,chukan help --man --lang en,man/man1/chukan.1)
	$(call told,chukand --man --lang en,man/man8/chukand.8)
	$(call told,chukan help --man --lang ja,man/ja/man1/chukan.1)
	$(call told,chukand --man --lang ja,man/ja/man8/chukand.8)
	$(call told,chukan help --completion bash,bash-completion/completions/chukan)
	$(call told,chukand --completion bash,bash-completion/completions/chukand)
	$(call told,chukan help --completion zsh,zsh/site-functions/_chukan)
	$(call told,chukand --completion zsh,zsh/site-functions/_chukand)

# wsdl/ and README's tables of operations, rules, message codes and people, from the registry, schema/, status.def and the fixtures
wsdl: build/.deps-test
	@python3 tests/tools/wsdl.py

# fixtures/common/stories/ and the stories' test cases, from fixtures/common/stories*.csv
stories: build/.deps-test
	@python3 tests/tools/stories.py

new-op: build/.deps-test
	@tests/new-op.sh $(NAME)

clean:
	rm -rf build

help:
	@echo 'make demo      導入・ビルド・ロット2と3の通しテストを二回、結果は build/demo/report.html'
	@echo 'make run       両ワールドで chukand を前面で動かす（ARGS= でオプション、DATA= で置き場）'
	@echo 'make test      全テスト。最終行は "N passed, N failed"（T=正規表現 で選ぶ、SAN=asan|tsan|cov）'
	@echo 'make check     規則の検査 (tests/check-*.sh) だけ'
	@echo 'make fuzz      ファズテスト（libFuzzer と clang。RUNS= で各ハーネスの回数、T=正規表現 で選ぶ）'
	@echo 'make bench     性能の目標値と実測値'
	@echo 'make build     ビルドだけ（build/release/chukand, chukan）'
	@echo 'make unit      単体テストのビルドだけ'
	@echo 'make install   PREFIX=/usr/local DESTDIR= へ導入'
	@echo 'make new-op NAME=サービス.操作   操作のひな型（C・XSD・登録・テスト、そこから WSDL と README の表）を作り、次に書くものと足すテストを示す'
	@echo 'make wsdl      wsdl/ と README の操作・規則・コード・人の表を、登録と schema/ と status.def と fixtures から作り直す'
	@echo 'make stories   話（fixtures/common/stories*.csv）から、ロットごとのファイルとテストケースを作り直す'
	@echo 'make deps-build deps-test deps-bench   足りないパッケージの導入'
	@echo 'make clean     build/ を消す'
