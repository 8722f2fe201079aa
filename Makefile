# Gloss. `make help` lists what can be asked for.
#
# Sources are found, header dependencies are generated, libraries come from pkg-config. Everything that
# is built lies under $(BUILD), so two variants can stand side by side: `make BUILD=build/clang CC=clang`.

VERSION := 0.1.0

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
DEPS    ?= yes
SUITES  ?=
SAN     ?=
CASE    ?=

ifeq ($(origin CC),default)
CC := gcc
endif

# ---- What there is -----------------------------------------------------------------------------------

MAIN      := gen/main.c
SOURCES   := $(sort $(wildcard gen/*/*.c))
OBJECTS   := $(SOURCES:%.c=$(BUILD)/obj/%.o)
ARCHIVE   := $(BUILD)/libgloss.a
GLOSS     := $(BUILD)/gloss
UNITS     := $(sort $(wildcard tests/unit/*.c))
UNIT_BINS := $(UNITS:tests/unit/%.c=$(BUILD)/unit/%)
TREE      := $(BUILD)/cases/tree
BENCHES   := $(BUILD)/bench/anchors $(BUILD)/bench/filters
HEADERS   := $(sort $(wildcard gen/*/*.h))
PAGES     := $(sort $(wildcard gen/*.[157] gen/*/*.[157]))

# ---- How it is compiled ------------------------------------------------------------------------------

# Debian's libcmark-gfm.pc names the extensions' library, others' may not; named twice does no harm.
# These are looked up when a recipe runs, not when this file is read: `make site` on a new machine reads
# it before the libraries are there.
PKGS      := libcmark-gfm libfyaml lua5.4 libutf8proc libxxhash libxml-2.0 libxslt jansson libmicrohttpd
PKG_FLAGS  = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS)))
PKG_LIBS   = $(shell pkg-config --libs $(PKGS)) -lcmark-gfm-extensions -lcmark-gfm -lm
UNIT_LIBS  = $(shell pkg-config --libs cmocka)

WARNINGS  := -Wall -Wextra -Wshadow -Wconversion -Wswitch-enum -Wmissing-prototypes -Werror
# POSIX 2008 and the few calls beyond it that spare us code of our own, such as memmem.
DEFINES   := -D_GNU_SOURCE -DGLOSS_VERSION='"$(VERSION)"'
CFLAGS    ?= -O2 -g

# The sanitizers bring their own checks of the same calls, and do not see through fortified ones.
ifeq ($(strip $(SAN)),)
HARDENING := -D_FORTIFY_SOURCE=2 -fstack-protector-strong
else
HARDENING := -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
endif

# The program is optimised across files, which the tests, linked many times a day, need not be: so the
# objects hold both kinds of code. Sanitized builds and other compilers go without.
LTO := $(if $(strip $(SAN)),,$(if $(filter gcc,$(CC)),-flto=auto))

COMPILE_FLAGS = -std=c11 $(CFLAGS) $(WARNINGS) $(DEFINES) $(HARDENING) -Igen $(PKG_FLAGS) -pthread
COMPILE = $(CC) $(COMPILE_FLAGS) $(LTO:%=% -ffat-lto-objects)
LINK    = $(CC) $(CFLAGS) $(HARDENING) -pthread $(LDFLAGS)

# A variant folder remembers how it was compiled; when that changes, everything in it is compiled anew.
STAMP   := $(BUILD)/compiled-with
WITH    := $(CC) $(VERSION) $(CFLAGS) $(WARNINGS) $(HARDENING) $(LTO) $(LDFLAGS)

# `make V=1` shows each command in full.
ifneq ($(V),1)
Q := @
say = @echo '  $(1)'
endif

.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL := all

# ---- Building ----------------------------------------------------------------------------------------

.PHONY: all
all: $(GLOSS) ## build gloss (into $(BUILD))

$(GLOSS): $(BUILD)/obj/gen/main.o $(ARCHIVE)
	$(call say,link $@)
	$(Q)$(LINK) $(LTO) -o $@ $^ $(PKG_LIBS)

$(ARCHIVE): $(OBJECTS)
	@rm -f $@
	$(Q)ar rcs $@ $^

$(BUILD)/obj/%.o: %.c $(STAMP)
	@mkdir -p $(@D)
	$(call say,$(CC) $<)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(ARCHIVE)
	@mkdir -p $(@D)
	$(call say,link $@)
	$(Q)$(LINK) -o $@ $^ $(UNIT_LIBS) $(PKG_LIBS)

# What the golden cases look at an essay's tree with.
$(TREE): $(BUILD)/obj/tests/cases/tree.o $(ARCHIVE)
	@mkdir -p $(@D)
	$(call say,link $@)
	$(Q)$(LINK) -o $@ $^ $(PKG_LIBS)

# What anchoring and filters cost by themselves; optimised as the program is.
$(BUILD)/bench/%: $(BUILD)/obj/tests/bench/%.o $(ARCHIVE)
	@mkdir -p $(@D)
	$(call say,link $@)
	$(Q)$(LINK) $(LTO) -o $@ $^ $(PKG_LIBS)

$(STAMP): FORCE
	@pkg-config --print-errors --exists $(PKGS) || { echo 'make site installs what is missing'; exit 1; }
	@mkdir -p $(@D)
	@printf '%s\n' '$(WITH)' | cmp -s - $@ || printf '%s\n' '$(WITH)' > $@

.PHONY: FORCE
FORCE:

-include $(OBJECTS:.o=.d) $(BUILD)/obj/gen/main.d $(BUILD)/obj/tests/cases/tree.d \
    $(BENCHES:$(BUILD)/%=$(BUILD)/obj/tests/%.d) $(UNITS:%.c=$(BUILD)/obj/%.d)

# The drivers of the PDF formatters; that of Typst runs beside the packages that it imports.
DRIVERS := $(patsubst gen/print/%,build/print/%,$(wildcard gen/print/driver.*))
all: $(DRIVERS)
build/print/driver.%: gen/print/driver.%
	@mkdir -p $(@D)
	$(Q)cp $< $@

# ---- Using -------------------------------------------------------------------------------------------

NEED  = @DEPS=$(DEPS) gen/setup/need
AGAIN = $(MAKE) --no-print-directory

.PHONY: site
site: ## install what is missing (DEPS=no: only say it), build, publish content into public
	$(NEED) build
	@$(AGAIN) all
	$(GLOSS) build --validate

.PHONY: serve
serve: ## write with the page open: build, serve on this machine, reload on each change
	$(NEED) build
	@$(AGAIN) all
	$(GLOSS) serve

# ---- Testing -----------------------------------------------------------------------------------------

.PHONY: test
test: ## install what the tests need, run them all (SUITES="unit layers" for some)
	$(NEED) build test
	@$(AGAIN) all units
	@SUITES="$(SUITES)" CASE="$(CASE)" tests/run.sh $(BUILD) $(UNIT_BINS)

.PHONY: units
units: $(UNIT_BINS) $(TREE)
	@:

.PHONY: bless
bless: all $(TREE) ## take what CASE=feature/case now gives as what it should give
	@test -n "$(CASE)" || { echo 'say which: make bless CASE=feature/case'; exit 1; }
	@BLESS=1 CASE="$(CASE)" tests/run.sh $(BUILD)

.PHONY: sanitize
sanitize: ## the tests under the address and undefined-behaviour sanitizers
	@$(AGAIN) test BUILD=build/sanitize SAN=address,undefined

.PHONY: bench
bench: all $(BENCHES) ## time of anchoring, filters and PDFs, time and memory of whole builds
	$(BUILD)/bench/anchors
	GLOSS=$(abspath $(GLOSS)) FILTERS=$(abspath $(BUILD)/bench/filters) tests/bench/run
	GLOSS=$(abspath $(GLOSS)) tests/bench/print

# ---- Checking ----------------------------------------------------------------------------------------

.PHONY: check
check: ## all that a commit must pass: gcc and clang, tests, layers, format, tidy, pages
	$(NEED) build test check
	@$(AGAIN) all units BUILD=build CC=gcc
	@$(AGAIN) all units BUILD=build/clang CC=clang
	@$(AGAIN) layers format-check tidy cppcheck pages scripts
	@$(AGAIN) test BUILD=build CC=gcc

.PHONY: layers
layers: ## do the rooms include one another as the table in gen/README.md says?
	@tests/layers/check.sh
	@echo 'layers: as the table says'

C_FILES := $(MAIN) $(SOURCES) $(HEADERS) $(UNITS) $(wildcard tests/bench/*.c tests/cases/*.c tests/unit/*.h)

.PHONY: format
format: ## lay the code out as .clang-format says
	clang-format -i $(C_FILES)

.PHONY: format-check
format-check:
	@clang-format --dry-run -Werror $(C_FILES) || { echo 'make format lays it out'; exit 1; }
	@! LC_ALL=C.UTF-8 grep -nE '^.{101,}' $(C_FILES) || { echo 'comments are wrapped by hand'; exit 1; }
	@echo 'format: as .clang-format says'

# A file is looked at again when it was compiled again, that is, when it or a header of it changed.
TIDIED := $(patsubst %.c,$(BUILD)/tidy/%,$(MAIN) $(SOURCES))

.PHONY: tidy
tidy: $(TIDIED)
	@echo 'tidy: nothing found'

$(BUILD)/tidy/%: %.c $(BUILD)/obj/%.o .clang-tidy
	@mkdir -p $(@D)
	$(call say,tidy $<)
	$(Q)clang-tidy --quiet --warnings-as-errors='*' $< -- $(filter-out $(WARNINGS),$(COMPILE_FLAGS)) 2>$@.err || { cat $@.err; exit 1; }
	@touch $@

.PHONY: cppcheck
cppcheck:
	@mkdir -p $(BUILD)/cppcheck
	@cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --cppcheck-build-dir=$(BUILD)/cppcheck -Igen -DGLOSS_VERSION='"$(VERSION)"' $(MAIN) $(SOURCES)
	@echo 'cppcheck: nothing found'

.PHONY: pages
pages:
	@$(if $(PAGES),mandoc -Tlint -Wwarning $(PAGES))
	@echo 'pages: $(words $(PAGES)) read'

.PHONY: scripts
scripts:
	@shellcheck -S warning $$(grep -lE '^#!.*\bsh$$|^#!.*bash$$' .ci/run gen/setup/* tests/run.sh $(wildcard tests/*/*.sh tests/*/run))
	@echo 'scripts: nothing found'

compile_commands.json: Makefile $(MAIN) $(SOURCES) $(UNITS) ## the compilation database, for editors
	@gen/setup/compile-commands $(MAIN) $(SOURCES) $(UNITS) -- $(COMPILE) > $@

# ---- Installing --------------------------------------------------------------------------------------

bindir   = $(DESTDIR)$(PREFIX)/bin
sharedir = $(DESTDIR)$(PREFIX)/share/gloss
libdir   = $(DESTDIR)$(PREFIX)/lib/gloss
mandir   = $(DESTDIR)$(PREFIX)/share/man

.PHONY: install
install: all ## install under PREFIX (/usr/local), staged in DESTDIR
	install -D -m 755 $(GLOSS) $(bindir)/gloss
	rm -rf $(sharedir) $(libdir)
	mkdir -p $(sharedir) $(libdir)
	cp -R themes filters $(sharedir)/
	$(if $(wildcard build/print/node_modules),cp -R build/print $(libdir)/,@echo 'without the PDF formatter, which make site brings')
	for page in $(PAGES); do install -D -m 644 $$page $(mandir)/man$${page##*.}/$${page##*/} || exit; done

.PHONY: uninstall
uninstall: ## remove what install brought
	rm -rf $(sharedir) $(libdir)
	rm -f $(bindir)/gloss $(foreach page,$(PAGES),$(mandir)/man$(subst .,,$(suffix $(page)))/$(notdir $(page)))

# ---- Help --------------------------------------------------------------------------------------------

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z_.-]+:.*## / {printf "  make %-22s %s\n", $$1, $$2}' Makefile

# The npm packages are kept: they are not built here, and bringing them again needs a network.
.PHONY: clean
clean: ## remove what was built, all variants, but not what was installed for it
	@for thing in build/* $(BUILD)/*; do \
	    case $$thing in build/print|build/tests) ;; *) rm -rf "$$thing" ;; esac; done
	rm -f compile_commands.json
