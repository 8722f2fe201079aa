# Gloss. `make help` lists what can be asked for.
#
# Sources are found, header dependencies are generated, libraries come from pkg-config. Everything that
# is built lies under $(BUILD), so two variants can stand side by side: `make BUILD=build/clang CC=clang`.

VERSION := 0.1.0

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
DEPS    ?= yes
SAN     ?=
CASE    ?=
PORT    ?=

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
HEADERS   := $(sort $(wildcard gen/*/*.h))
PAGES     := $(sort $(wildcard gen/*.[157] gen/*/*.[157]))

# ---- How it is compiled ------------------------------------------------------------------------------

# Debian's libcmark-gfm.pc names the extensions' library, others' may not; named twice does no harm.
# These are looked up when a recipe runs, not when this file is read: `make site` on a new machine reads
# it before the libraries are there.
PKGS      := libcmark-gfm libfyaml lua5.4 libutf8proc libxxhash libxml-2.0 jansson libmicrohttpd
PKG_FLAGS  = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS)))
PKG_LIBS   = $(shell pkg-config --libs $(PKGS)) -lcmark-gfm-extensions -lcmark-gfm -lm
UNIT_LIBS  = $(shell pkg-config --libs cmocka)

WARNINGS  := -Wall -Wextra -Wshadow -Wconversion -Wswitch-enum -Wmissing-prototypes -Werror
DEFINES   := -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DGLOSS_VERSION='"$(VERSION)"'
CFLAGS    ?= -O2 -g

# The sanitizers bring their own checks of the same calls, and do not see through fortified ones.
ifeq ($(strip $(SAN)),)
HARDENING := -D_FORTIFY_SOURCE=2 -fstack-protector-strong
else
HARDENING := -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
endif

COMPILE = $(CC) -std=c11 $(CFLAGS) $(WARNINGS) $(DEFINES) $(HARDENING) -Igen $(PKG_FLAGS) -pthread
LINK    = $(CC) $(CFLAGS) $(HARDENING) -pthread $(LDFLAGS)

# A variant folder remembers how it was compiled; when that changes, everything in it is compiled anew.
STAMP   := $(BUILD)/compiled-with
WITH    := $(CC) $(VERSION) $(CFLAGS) $(WARNINGS) $(HARDENING) $(LDFLAGS)

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
	$(Q)$(LINK) -o $@ $^ $(PKG_LIBS)

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

$(STAMP): FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(WITH)' | cmp -s - $@ || printf '%s\n' '$(WITH)' > $@

.PHONY: FORCE
FORCE:

-include $(OBJECTS:.o=.d) $(BUILD)/obj/gen/main.d $(UNITS:%.c=$(BUILD)/obj/%.d)

# ---- Help --------------------------------------------------------------------------------------------

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z_.]+:.*## / {printf "  make %-22s %s\n", $$1, $$2}' Makefile

.PHONY: clean
clean: ## remove what make built under $(BUILD)
	rm -rf $(BUILD)
