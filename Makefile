# irsearch: one make for everything.  `make help` lists the targets.
# Variables to set: CC CXX CFLAGS CXXFLAGS LDFLAGS PREFIX DESTDIR BUILD WERROR=
CC ?= gcc
CXX ?= g++
CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)
PREFIX ?= /usr/local
BUILD ?= build
WERROR ?= -Werror

PACKAGES = gcc g++ make pkg-config libxapian-dev libstemmer-dev zlib1g-dev \
	libdeflate-dev libutf8proc-dev libjansson-dev libyajl-dev libxxhash-dev nettle-dev \
	libjemalloc-dev libxml2-dev libarchive-dev libcsv-dev \
	libgmime-3.0-dev libexttextcat-dev libexttextcat-data libmicrohttpd-dev \
	check python3 jq
LINT_PACKAGES = clang clang-format cppcheck libclang-rt-14-dev gcovr valgrind \
	xapian-tools mandoc abigail-tools
# The inspector and the conformance suite of the Model Context Protocol, the
# node that the latter needs, what drives a browser and checks the web page, and a
# validator of the description of the server.
NPM_PACKAGES = @modelcontextprotocol/inspector@2.12.0 \
	@modelcontextprotocol/conformance@0.2.0-alpha.12 node@22 \
	playwright-core@1.65.1 axe-core@4.14.1 \
	@apidevtools/swagger-parser@13.0.0
TEST_PACKAGES = curl python3-jsonschema chromium-headless-shell \
	fonts-noto-core fonts-noto-cjk
BENCH_PACKAGES = time xapian-omega sqlite3 liblucene8-java default-jdk-headless \
	groonga-bin groonga-token-filter-stem wrk sphinxsearch slowhttptest

# irindex spends a third of its time in malloc; jemalloc takes a fifth off the
# whole, and a quarter off tests that search with Xapian.  Empty in sanitizer builds, which bring their own.
ALLOCATOR = -ljemalloc

# Needed to read an index; only irindex links the others, as irsearch starts
# faster without them.
MODULES = xapian-core libutf8proc libdeflate libxxhash
WRITER_MODULES = $(MODULES) nettle zlib libexttextcat
INDEXER_MODULES = nettle jansson yajl zlib libarchive libxml-2.0 libexttextcat
# Loaded by irindex when it reads the first mail.
LOADED_MODULES = gmime-3.0
DEPENDENCY_CFLAGS := $(shell pkg-config --cflags $(MODULES) $(INDEXER_MODULES) \
	$(LOADED_MODULES) 2>/dev/null)
INDEXER_LIBS := $(filter-out -ljansson -lnettle,\
	$(shell pkg-config --libs $(INDEXER_MODULES) 2>/dev/null)) -lcsv
# Small libraries are linked statically where there is an archive: loading six
# shared ones takes a twentieth of the time of a single search.
archive = $(or $(filter /%,$(shell $(CC) -print-file-name=lib$1.a)),-l$1)
SMALL_LIBS := $(foreach lib,utf8proc jansson deflate xxhash nettle stemmer,\
	$(call archive,$(lib)))
DEPENDENCY_LIBS := $(SMALL_LIBS) -Wl,--as-needed $(shell pkg-config \
	--libs xapian-core zlib 2>/dev/null)
shared_libs = $(shell pkg-config --libs $1 2>/dev/null) -lstemmer

WARNINGS = -Wall -Wextra -Wshadow -Wpointer-arith -Wcast-qual -Wvla \
	-Wwrite-strings -Wundef -Wformat=2 -Wswitch-enum $(WERROR)
C_WARNINGS = $(WARNINGS) -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wdeclaration-after-statement
HARDENING = -fstack-protector-strong -fstack-clash-protection $(CONTROL_FLOW) \
	$(if $(findstring FORTIFY,$(CFLAGS)$(CPPFLAGS)),,\
	$(and $(call optimised,$(CFLAGS)),$(call optimised,$(CXXFLAGS)),$(FORTIFY)))
# It needs an optimising compiler, and yields to a level that the user chose.
FORTIFY = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
optimised = $(filter -O -O1 -O2 -O3 -Os -Og -Ofast,$1)
# Debian's start-up files and archives lack the mark of control-flow protection,
# so that the linker is told to set it.  It counts only in a process all of whose
# shared libraries have it.
MARKS = -Wl,-z,ibt,-z,shstk
CONTROL_FLOW := $(shell $(CC) -fcf-protection $(MARKS) -shared -x c /dev/null \
	-o /dev/null 2>/dev/null && echo -fcf-protection)
# Hidden, position-independent code costs a program nothing: no call and no
# variable of ours goes through a table.
PIC = -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections
# gcc's unique names could not be hidden; clang makes none.
NOT_UNIQUE := $(shell $(CXX) -fno-gnu-unique -x c++ -c /dev/null \
	-o /dev/null 2>/dev/null && echo -fno-gnu-unique)
ours = -Iinclude -Ilib -I. -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 \
	$(PIC) $(HARDENING) -MMD -MP $(DEPENDENCY_CFLAGS)
OUR_LDFLAGS = -Wl,-z,relro,-z,now -Wl,--gc-sections -pthread \
	$(if $(filter -fcf-protection,$(HARDENING)),$(MARKS))

# Files of a folder and its subfolders.
files = $(sort $(foreach pattern,$2,$(wildcard $1/$(pattern) $1/*/$(pattern) \
	$1/*/*/$(pattern))))
lib_sources = $(call files,lib,*.c)
lib_cxx = $(call files,lib,*.cc)
indexer_sources = $(filter-out indexer/main.c,$(call files,indexer,*.c))
searcher_sources = $(filter-out searcher/main.c,$(call files,searcher,*.c))
test_sources = $(wildcard tests/*.c tests/*.cc)
bench_sources = $(wildcard tests/bench/*.c tests/bench/*.cc)
fuzz_sources = $(wildcard tests/fuzz/*.[ch])

programs = $(patsubst indexer/main.c,$(BUILD)/irindex, \
	$(patsubst searcher/main.c,$(BUILD)/irsearch,$(wildcard */main.c)))
# Sources that are made from files.
shipped = $(addprefix $(BUILD)/,lib/search/topics_shipped.o \
	searcher/serve/openapi_shipped.o searcher/serve/page_shipped.o)
lib_objects = $(lib_sources:%.c=$(BUILD)/%.o) $(lib_cxx:%.cc=$(BUILD)/%.o) \
	$(filter $(BUILD)/lib/%,$(shipped))
# The libraries have no command line; the writing one has no search.
engine_objects = $(filter-out $(BUILD)/lib/command/%,$(lib_objects))
writer_objects = $(filter-out $(BUILD)/lib/search/%,$(engine_objects)) \
	$(filter $(BUILD)/indexer/document/% $(BUILD)/indexer/writer/%,\
	$(indexer_objects))
indexer_objects = $(indexer_sources:%.c=$(BUILD)/%.o)
searcher_objects = $(searcher_sources:%.c=$(BUILD)/%.o) \
	$(filter $(BUILD)/searcher/%,$(shipped))
test_objects = $(addprefix $(BUILD)/,$(addsuffix .o,$(basename $(test_sources))))
test_scripts = $(filter-out tests/valgrind.sh tests/tsan.sh tests/tsan_serve.sh,\
	$(wildcard tests/*.sh))
all_files = $(foreach folder,include lib indexer searcher tests,\
	$(call files,$(folder),*.[ch] *.cc))
public_headers := $(sort $(wildcard include/*.h))
VERSION := $(shell sed -n 's/^\#define IR_VERSION "\([^"]*\)".*/\1/p' include/irsearch.h)
bench_programs = $(patsubst tests/bench/%,$(BUILD)/bench/%,$(basename $(bench_sources)))
manual_pages = $(wildcard indexer/*.[1-9] searcher/*.[1-9])

.PHONY: all
all: $(programs) libraries ## build the two programs and the library (the default)

# Other flags make everything anew.
$(BUILD)/flags: always
	@mkdir -p $(@D)
	@echo '$(ours) $(CFLAGS) $(CXXFLAGS) $(CPPFLAGS)' | cmp -s - $@ || \
		echo '$(ours) $(CFLAGS) $(CXXFLAGS) $(CPPFLAGS)' > $@

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) -std=c11 $(ours) $(C_WARNINGS) $(CFLAGS) $(CPPFLAGS) -c $< -o $@

$(BUILD)/%.o: %.cc $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cxx $<"
	@$(CXX) -std=c++17 $(ours) $(NOT_UNIQUE) $(WARNINGS) $(CXXFLAGS) $(CPPFLAGS) -c $< -o $@

# Where it was installed to, irsearch knows; another PREFIX makes it anew.
$(BUILD)/prefix: always
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@
.PHONY: always
$(BUILD)/searcher/session/open.o: $(BUILD)/prefix
$(BUILD)/searcher/session/open.o: private ours += \
	-DIR_DATA_DIR='"$(PREFIX)/share/irsearch"'

# Lines as C strings; ?? could begin a trigraph.
quote = sed 's/[\\"?]/\\&/g; s/.*/    "&\\n"/' $<

# The topics that ship with irsearch are compiled in as well.
$(BUILD)/lib/search/topics_shipped.c: lib/search/topics.txt Makefile
	@mkdir -p $(@D)
	@{ echo '#include "search/plan/topics.h"'; \
		echo 'const char topics_shipped[] ='; \
		$(quote); echo '    "";'; } > $@

# So is the web page, with a policy that allows its one script and one style by
# the hashes of their texts, from tag to tag, and requests to its own server.
# The icon is an image within the page.
page_hash = sha256-$$({ echo; sed -n '/^<$1>$$/,/^<\/$1>$$/{//!p}' $<; } | \
	sha256sum | cut -c 1-64 | tr a-f A-F | basenc -d --base16 | basenc --base64)
page_policy = default-src 'none'; script-src '$(call page_hash,script)'; \
	style-src '$(call page_hash,style)'; img-src data:; connect-src 'self'; \
	base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
	require-trusted-types-for 'script'; trusted-types 'none'
$(BUILD)/searcher/serve/page_shipped.c: searcher/serve/page.html Makefile
	@mkdir -p $(@D)
	@{ echo '#include "searcher/serve/shipped.h"'; \
		echo "const char page_policy[] = \"$(page_policy)\";"; \
		echo 'const char page_shipped[] ='; $(quote); echo '    "";'; \
		echo 'const size_t page_shipped_size = sizeof(page_shipped) - 1;'; } > $@

# And the description of the server's requests.
$(BUILD)/searcher/serve/openapi_shipped.c: searcher/serve/openapi.json Makefile
	@mkdir -p $(@D)
	@{ echo '#include "searcher/serve/shipped.h"'; \
		echo 'const char openapi_shipped[] ='; $(quote); echo '    "";'; } > $@

$(shipped): %.o: %.c $(BUILD)/flags
	@echo "  cc $<"
	@$(CC) -std=c11 $(ours) $(C_WARNINGS) $(CFLAGS) $(CPPFLAGS) -c $< -o $@

# For the two programs and the tests, with all names visible.
$(BUILD)/internal.a: $(lib_objects)
	$(AR) rcs $@.new $^ && mv $@.new $@

# The libraries as installed export only the names of the header.  An archive
# is one object, so that its other names cannot clash with a caller's.
.PHONY: libraries
libraries: $(foreach name,irsearch irsearch-writer,\
	$(BUILD)/lib$(name).a $(BUILD)/lib$(name).so.$(VERSION))

$(BUILD)/libirsearch.so.$(VERSION) $(BUILD)/libirsearch.a: $(engine_objects)
$(BUILD)/libirsearch.so.$(VERSION): needed = $(call shared_libs,$(MODULES))
$(BUILD)/libirsearch-writer.so.$(VERSION) $(BUILD)/libirsearch-writer.a: \
	$(writer_objects)
$(BUILD)/libirsearch-writer.so.$(VERSION): needed = \
	$(call shared_libs,$(WRITER_MODULES))

$(BUILD)/lib%.so.$(VERSION): lib/%.map
	@echo "  ld $@"
	@$(CXX) $(CXXFLAGS) -shared $(OUR_LDFLAGS) $(LDFLAGS) -Wl,-z,defs \
		-Wl,-soname,lib$*.so.0 -Wl,--version-script=lib/$*.map \
		-o $@.new $(filter %.o,$^) -Wl,--as-needed $(needed)
	@mv $@.new $@

$(BUILD)/libirsearch.a: visible = ir_*
$(BUILD)/libirsearch-writer.a: visible = ir_writer_*
$(BUILD)/lib%.a:
	@echo "  ld $@"
	@$(LD) -r --force-group-allocation --gc-sections --gc-keep-exported \
		-o $@.o $(filter %.o,$^)
	@$(OBJCOPY) --wildcard --keep-global-symbol='$(visible)' \
		--localize-hidden --strip-unneeded $@.o
	@rm -f $@ && $(AR) rcs $@ $@.o && rm $@.o
OBJCOPY ?= objcopy

link = $(CXX) $(CXXFLAGS) -pie $(OUR_LDFLAGS) $(PROGRAM_LDFLAGS) $(LDFLAGS) -o $@ \
	$(filter %.o %.a,$^) $(DEPENDENCY_LIBS)

$(BUILD)/irindex: $(BUILD)/indexer/main.o $(indexer_objects) $(BUILD)/internal.a
	$(link) $(INDEXER_LIBS) $(ALLOCATOR)

$(BUILD)/irsearch: $(BUILD)/searcher/main.o $(searcher_objects) $(BUILD)/internal.a
	$(link)

$(BUILD)/tests/run: $(test_objects) $(indexer_objects) $(searcher_objects) $(BUILD)/internal.a
	$(link) $(INDEXER_LIBS) $(shell pkg-config --libs check 2>/dev/null) $(ALLOCATOR)

$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(indexer_objects) $(searcher_objects) $(BUILD)/internal.a
	@mkdir -p $(@D)
	$(link) $(INDEXER_LIBS)

# make -j check runs scripts and suites of unit tests side by side: first those
# that take longest, so that none is left alone at the end.  Scripts that mostly
# wait run beside all of these: as jobs they would leave a processor idle.
script_targets = $(test_scripts:tests/%=check/%)
suites = $(or $(CK_RUN_SUITE),\
	$(shell sed -n 's/^SUITE(\(.*\))$$/\1/p' tests/suites.h))
suite_targets = $(suites:%=check/unit/%)
waiting = watch.sh client.sh serve_load.sh update.sh kill.sh whole.sh segment.sh
longest = check/page.sh check/mcp.sh check/unit/oracle check/unit/bulk \
	check/serve.sh check/quality.sh check/gaps.sh check/torture.sh \
	check/total.sh check/unit/copies check/why.sh check/rows.sh \
	check/html.sh check/unit/bulk_news check/library.sh
job_targets = check/corpus $(suite_targets) \
	$(filter-out $(waiting:%=check/%),$(script_targets))
.PHONY: check check/unit check/jobs check/waiting check/corpus \
	$(script_targets) $(suite_targets)
# All is built before, as two makes must not build the same.  What runs in the
# background ignores Ctrl-C unless it is told not to.
check: all $(BUILD)/tests/run $(BUILD)/bench/xapian $(BUILD)/bench/html $(BUILD)/bench/exhaustive ## run every test (CK_RUN_SUITE=name runs one suite)
	@trap 'kill $$running 2>/dev/null' INT TERM; for part in check/waiting check/jobs; do \
		env --default-signal=INT $(MAKE) --no-print-directory $$part & \
		running="$$running $$!"; done; status=0; \
		for each in $$running; do wait $$each || status=1; done; exit $$status

check/jobs: $(filter $(job_targets),$(longest)) $(job_targets)

# What tests write goes to memory where there is room for it, as the disk would
# take a fifth of their time; but not where programs in it cannot be run.
test_folder = $(eval test_folder := $$(or $$(TMPDIR),$$(shell \
	free=$$$$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1); \
	[ "$$$${free:-0}" -gt 4000000 ] && try=$$$$(mktemp -d -p /dev/shm) && \
	cp /bin/true "$$$$try/true" && "$$$$try/true" && echo /dev/shm; \
	rm -rf "$$$$try"),/tmp))$(test_folder)
run_suite = TMPDIR="$(test_folder)" CK_RUN_SUITE=$1 ./$(BUILD)/tests/run
run_script = echo tests/$1 && exec env --default-signal=INT TMPDIR="$(test_folder)" \
	$(if $(filter $1,$(repeating)),ASAN_OPTIONS="$$ASAN_OPTIONS:detect_leaks=0") \
	PATH="$(python_dir):$$PATH" bash tests/$1 $(BUILD)
# Scripts that start one program in one way many times.  To look for leaks takes
# a third of the time of each under the sanitizers, and the other scripts, the
# suites and valgrind look for them in the same ways.
repeating = budget.sh cases.sh changing.sh gaps.sh html.sh identity.sh kill.sh \
	language.sh quality.sh rows.sh segment.sh stories.sh strict.sh torture.sh \
	total.sh update.sh whole.sh

check/unit: $(suite_targets)
$(suite_targets): check/unit/%: $(BUILD)/tests/run
	@$(call run_suite,$*)

check/corpus:
	python3 tests/corpus.py

check/bench.sh: $(BUILD)/bench/xapian
check/html.sh: $(BUILD)/bench/html
check/torture.sh: $(BUILD)/bench/exhaustive
check/schema.sh: $(BUILD)/tests/run

# pyenv's python3 is a script that starts five times as slowly: ask it once
# where the real one is.
python_dir = $(eval python_dir := $$(shell python3 -c \
	'import os, sys; print(os.path.dirname(sys.executable))'))$(python_dir)

$(script_targets): check/%: all
	@$(call run_script,$*)

check/waiting: all
	@mkdir -p $(BUILD)/waiting
	@trap 'kill $$running 2>/dev/null' INT TERM; $(foreach script,$(waiting),\
		($(call run_script,$(script))) >$(BUILD)/waiting/$(script).log 2>&1 & \
		running="$$running $$!";) \
		status=0; set -- $$running; $(foreach script,$(waiting),\
		wait $$1 || status=1; shift; cat $(BUILD)/waiting/$(script).log;) \
		exit $$status

# EVAL_OPTIONS="--rank best" tries other options; ACCEPT=1 accepts the numbers.
.PHONY: copies
copies: all $(BUILD)/bench/copies ## measure how well copies are found, on ../shared/corpora
	python3 tests/copies.py $(BUILD)/irindex $(BUILD)/irsearch \
		$(BUILD)/bench/copies ../shared

.PHONY: eval
eval: all ## judge the ranking on ../shared/ir and on passages
	python3 tests/eval.py $(BUILD) $(if $(ACCEPT),--accept) -- $(EVAL_OPTIONS)

# What the test runner has freed would be copied to, and searched for leaks in,
# each of 1,500 tests: 32 MB of it instead of 256.  And thousands of programs
# start faster without the sanitizers' shared libraries.
.PHONY: asan
asan: ## run the tests under address and undefined-behaviour sanitizers
	ASAN_OPTIONS=new_delete_type_mismatch=0:quarantine_size_mb=32:$$ASAN_OPTIONS \
		IR_QUERIES=$${IR_QUERIES:-200} $(MAKE) check BUILD=$(BUILD)/asan QUALITY=corpus HARDENING= ALLOCATOR= WERROR= \
		PROGRAM_LDFLAGS="$(if $(findstring clang,$(CXX)),,-static-libasan -static-libubsan)" \
		CFLAGS="-O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer \
		-fno-sanitize-recover=undefined"

# gmime and glib are not built for it, nor told to it: our code is.
.PHONY: tsan
tsan: ## run the programs and the libraries under the thread sanitizer
	$(MAKE) $(addprefix $(BUILD)/tsan/,irindex irsearch threads) \
		BUILD=$(BUILD)/tsan \
		HARDENING= ALLOCATOR= WERROR= CFLAGS="-O1 -g -fsanitize=thread"
	bash tests/tsan.sh $(BUILD)/tsan
	bash tests/tsan_serve.sh $(BUILD)/tsan

$(BUILD)/threads: $(BUILD)/tests/tsan/threads.o $(BUILD)/libirsearch.a \
	$(BUILD)/libirsearch-writer.a
	$(link) $(call shared_libs,libexttextcat)

# The two programs' main paths, and with UNITS=1 every unit test as well.
.PHONY: valgrind
valgrind: $(if $(UNITS),$(BUILD)/tests/run) all ## run the main paths under valgrind (UNITS=1: the unit tests)
	VALGRIND="$(VALGRIND)" bash tests/valgrind.sh $(BUILD)
	$(if $(UNITS),IR_QUERIES=50 $(VALGRIND) ./$(BUILD)/tests/run)

# LOOPS="faults", SEED=N and CASE=NAME choose what runs; see tests/torture.
.PHONY: torture
torture: all $(BUILD)/bench/exhaustive ## let everything that can fail, fail: long loops, with SEED=N again
	python3 tests/torture/torture.py $(BUILD) $(LOOPS) \
		$(if $(SEED),--seed $(SEED)) $(if $(CASE),--case $(CASE))

# The same tests, by another compiler.
.PHONY: clang
clang: ## build with clang and run every test
	$(MAKE) check BUILD=$(BUILD)/clang CC=clang CXX=clang++

# The descriptions that tests/library.sh compares the interface with.
descriptions = tests/irsearch.abi tests/irsearch-writer.abi
.PHONY: abi $(descriptions)
abi: $(descriptions) ## describe the interfaces anew in tests/*.abi (abigail-tools)
$(descriptions): tests/%.abi: $(BUILD)/lib%.so.$(VERSION)
	abidw --headers-dir include --drop-private-types --no-show-locs \
		--no-corpus-path --no-comp-dir-path --no-elf-needed \
		--exported-interfaces-only $< > $@

.PHONY: facts
facts: all ## count and cite ../shared/corpora beside doing so by hand
	@[ -d ../shared/corpora ] || { echo "skipped: needs ../shared"; exit 0; }; \
		mkdir -p $(BUILD)/why && tar xzf ../shared/corpora/tehran-times.tar.gz \
		-C $(BUILD)/why && bash tests/facts.sh $(BUILD) $(BUILD)/why 500 10000

.PHONY: why
why: all ## ask --why 1,000 times of ../shared/corpora, and mend what it says
	@[ -d ../shared/corpora ] || { echo "skipped: needs ../shared"; exit 0; }; \
		mkdir -p $(BUILD)/why && tar xzf ../shared/corpora/tehran-times.tar.gz \
		-C $(BUILD)/why && bash tests/why.sh $(BUILD) $(BUILD)/why 1000

.PHONY: mutants
mutants: $(BUILD)/tests/run all ## small faults, each to be found by the unit tests
	python3 tests/mutants.py $(BUILD)
VALGRIND = valgrind -q --leak-check=full --error-exitcode=9 \
	--errors-for-leak-kinds=definite --soname-synonyms=somalloc=*jemalloc*

.PHONY: coverage
coverage: ## print how many lines of lib/ the tests run
	$(MAKE) check BUILD=$(BUILD)/coverage QUALITY=corpus CFLAGS="-O0 -g --coverage -fprofile-update=atomic"
	gcovr -r . --object-directory $(BUILD)/coverage -f 'lib/' \
		--exclude-unreachable-branches --exclude-throw-branches

.PHONY: lint
lint: all $(bench_programs) ## check layers, circles, lengths, format, and what cppcheck finds
	python3 tests/lint.py
	python3 tests/house.py $(BUILD)
	clang-format --dry-run -Werror $(all_files)
	cppcheck --quiet --std=c11 --language=c --error-exitcode=1 --inline-suppr \
		--enable=warning,performance,portability \
		--suppress=missingIncludeSystem -Iinclude -Ilib -I. \
		$(lib_sources) $(call files,indexer,*.c) $(call files,searcher,*.c)
	bash -n $(wildcard tests/*.sh tests/*.bash tests/bench/*.sh .ci/run)
	@if command -v mandoc >/dev/null; then \
		mandoc -Tlint -W warning $(manual_pages); fi

.PHONY: format
format: ## rewrite the sources in the house's format
	clang-format -i $(all_files)

# IR_ARCHIVE=FILE, QUERIES=FILE, ONE_SHOT=N and PEERS="sqlite lucene" choose
# what is measured; TMPDIR is where the indexes are for a while.
.PHONY: bench
bench: all $(BUILD)/bench/xapian ## compare speed, size and memory with others
	python3 tests/bench/compare.py $(BUILD)

GROWTH ?= 1 2 4 8 30
.PHONY: bench-growth
bench-growth: all $(BUILD)/bench/xapian ## the same for GROWTH="1 2 4 8 30" times the articles
	python3 tests/bench/compare.py $(BUILD) --growth "$(GROWTH)"

ROUNDS ?= 50
.PHONY: bench-rounds
bench-rounds: all ## add, replace and delete for ROUNDS=50 rounds
	python3 tests/bench/rounds.py $(BUILD) $(ROUNDS)

.PHONY: bench-seal
bench-seal: all ## measure what it costs to compare blocks with the seal
	python3 tests/bench/seal.py $(BUILD)

# SERVERS="searchd" chooses what is compared.
.PHONY: bench-serve
bench-serve: all $(BUILD)/bench/library ## compare the server with others, and with the library
	python3 tests/bench/load.py $(BUILD) $(SECONDS)

.PHONY: bench-writer
bench-writer: all ## measure the server beside an irindex that commits every second
	python3 tests/bench/load.py $(BUILD) $(or $(SECONDS),10) writer

# ATTACKS="slow queries": one or both.
.PHONY: serve-hostile
serve-hostile: all ## attack the server, and measure what others notice
	python3 tests/bench/attack.py $(BUILD) $(ATTACKS)

# At least ten minutes and a million requests, or SECONDS=30 REQUESTS=1.
.PHONY: serve-soak
serve-soak: all ## load the server for long, and see what it keeps
	python3 tests/bench/soak.py $(BUILD) $(SECONDS) $(REQUESTS)

.PHONY: bench-parts
bench-parts: all $(bench_programs) ## measure analysis, readers and the steps of a query
	bash tests/bench/parts.sh $(BUILD)

# Each target runs for FUZZ_SECONDS on top of the inputs it has found so far;
# make -j2 fuzz runs two at a time.  Those that read queries start from the
# queries of tests/query.txt, those of the server from the requests of its test.
FUZZ_SECONDS ?= 60
FUZZ_CC ?= clang
FUZZ_CXX ?= clang++
fuzz_targets = $(patsubst tests/fuzz/%.c,%,$(filter %.c,$(fuzz_sources)))
fuzz_build = $(MAKE) -s BUILD=$(BUILD)/fuzz CC="$(FUZZ_CC)" CXX="$(FUZZ_CXX)" \
	HARDENING= CFLAGS="-O1 -g -fno-sanitize-recover=undefined \
	-fsanitize=fuzzer-no-link,address,undefined"
fuzz_files = $(BUILD)/fuzz/$1/$*
fuzz_query = -dict=tests/fuzz/query.dict $(call fuzz_files,seeds)
fuzz_options_query = $(fuzz_query)
fuzz_options_search = $(fuzz_query)
fuzz_options_serve = $(call fuzz_files,seeds)
fuzz_options_exchange = $(call fuzz_files,seeds)
fuzz_options_mcp = -dict=tests/fuzz/mcp.dict $(call fuzz_files,seeds)

.PHONY: fuzz
fuzz: $(fuzz_targets:%=fuzz/%) ## fuzz every parser for FUZZ_SECONDS each (clang)

.PHONY: fuzz-programs
fuzz-programs:
	$(fuzz_build) $(fuzz_targets:%=$(BUILD)/fuzz/run/%)

.PHONY: $(fuzz_targets:%=fuzz/%)
$(fuzz_targets:%=fuzz/%): fuzz/%: fuzz-programs
	@mkdir -p $(call fuzz_files,found)
	$(if $(fuzz_options_$*),python3 tests/fuzz/seeds.py $* \
		$(call fuzz_files,seeds))
	$(BUILD)/fuzz/run/$* -max_total_time=$(FUZZ_SECONDS) -verbosity=0 \
		-print_final_stats=1 -timeout=300 -rss_limit_mb=4096 \
		-artifact_prefix=$(BUILD)/fuzz/$*- $(call fuzz_files,found) \
		$(fuzz_options_$*)

$(BUILD)/run/%: $(BUILD)/tests/fuzz/%.o $(indexer_objects) $(searcher_objects) $(BUILD)/internal.a
	@mkdir -p $(@D)
	$(link) $(INDEXER_LIBS) -fsanitize=fuzzer,address,undefined

pkg_config = printf '%s\n' 'prefix=$(PREFIX)' 'Name: $1' 'Description: $2' \
	'Version: $(VERSION)' 'Requires.private: $3' \
	'Cflags: -I$${prefix}/include' 'Libs: -L$${prefix}/lib -l$1' \
	'Libs.private: -lstemmer -lstdc++ -lm' \
	> $(DESTDIR)$(PREFIX)/lib/pkgconfig/$1.pc

.PHONY: install
install: all ## install programs, library, manual pages and completions
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin lib/pkgconfig include \
		$(addprefix share/man/,man1 man5 man7) \
		share/bash-completion/completions share/irsearch \
		lib/systemd/system)
	install $(BUILD)/irindex $(BUILD)/irsearch $(DESTDIR)$(PREFIX)/bin
	for name in irsearch irsearch-writer; do \
		lib=$(DESTDIR)$(PREFIX)/lib/lib$$name && \
		install -m 644 $(BUILD)/lib$$name.a $(DESTDIR)$(PREFIX)/lib && \
		install $(BUILD)/lib$$name.so.$(VERSION) $(DESTDIR)$(PREFIX)/lib && \
		ln -sf lib$$name.so.$(VERSION) $$lib.so.0 && \
		ln -sf lib$$name.so.0 $$lib.so || exit; done
	install -m 644 $(public_headers) $(DESTDIR)$(PREFIX)/include
	for page in $(manual_pages); do \
		install -m 644 $$page \
			$(DESTDIR)$(PREFIX)/share/man/man$${page##*.} || exit; done
	install -m 644 searcher/irsearch-1.schema.json lib/search/topics.txt \
		$(DESTDIR)$(PREFIX)/share/irsearch
	for unit in irsearch.service irsearch.socket; do \
		sed 's:@PREFIX@:$(PREFIX):' searcher/$$unit \
			> $(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit && \
		chmod 644 $(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit || exit; done
	install -m 644 indexer/irindex.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/irindex
	install -m 644 searcher/irsearch.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/irsearch
	$(call pkg_config,irsearch,search a news index,$(MODULES))
	$(call pkg_config,irsearch-writer,write a news index,$(WRITER_MODULES))
	@[ -n "$(DESTDIR)" ] || PATH=$$PATH:/sbin:/usr/sbin ldconfig 2>/dev/null || :

.PHONY: uninstall
uninstall: ## remove what install put there
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,bin/irindex bin/irsearch \
		$(public_headers) \
		$(foreach name,irsearch irsearch-writer,lib/pkgconfig/$(name).pc \
		$(addprefix lib/lib$(name),.a .so .so.0 .so.$(VERSION))) \
		$(foreach page,$(manual_pages),\
		share/man/man$(subst .,,$(suffix $(page)))/$(notdir $(page))) \
		lib/systemd/system/irsearch.service lib/systemd/system/irsearch.socket \
		share/irsearch/irsearch-1.schema.json share/irsearch/topics.txt \
		share/bash-completion/completions/irindex \
		share/bash-completion/completions/irsearch)

.PHONY: deps
deps: ## install the Debian packages that building and testing need
	$(SUDO) apt-get update
	DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y \
		--no-install-recommends $(PACKAGES)
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)

.PHONY: lint-deps
lint-deps: ## install what lint, asan, valgrind, coverage and fuzz need
	DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y \
		--no-install-recommends $(LINT_PACKAGES)

.PHONY: test-deps
test-deps: ## install the clients that tests of the server talk to it with
	DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y \
		--no-install-recommends $(TEST_PACKAGES)
	if command -v npm >/dev/null; then \
		npm install --prefix $(BUILD)/npm --no-audit --no-fund $(NPM_PACKAGES); \
	else echo "no npm: tests/mcp.sh and tests/page.sh skip the clients of others"; fi

.PHONY: bench-deps
bench-deps: ## install what bench compares with
	DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y \
		--no-install-recommends $(BENCH_PACKAGES)

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile | expand -t 16

.PHONY: clean
clean: ## remove what was built
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
