# bounce: make for music.
#
#   make run                 install what is missing, build bounce, build the example production
#   make test                the same set-up, then all tests and the formatter's lint
#   make install PREFIX=…    the binary, and what it needs to compile manifests (default /usr/local)
#   make bench               time it (SEED_WORKFLOW=script.py times a Python workflow beside it)
#   make clean               remove what was built here

PREFIX ?= /usr/local
SWIFT ?= swift
RELEASE := -c release --static-swift-stdlib
BIN := .build/release
LIBRARIES := sqlite3 sndfile libxxhash zlib libisal libebur128
APT := libsqlite3-dev libsndfile1-dev libxxhash-dev zlib1g-dev libisal-dev libebur128-dev pkg-config
DNF := sqlite-devel libsndfile-devel xxhash-devel zlib-devel isa-l-devel libebur128-devel pkgconf
BREW := sqlite libsndfile xxhash zlib isa-l libebur128 pkgconf

SHELL := bash

.PHONY: all run test lint format install bench clean setup build

all: build

# Installs the system libraries, where they are missing and apt can; says what to install elsewhere.
setup:
	@command -v $(SWIFT) >/dev/null || { \
	  echo "There is no Swift compiler here: install Swift 6.2 or newer from https://swift.org/install"; exit 1; }
	@if ! pkg-config --exists $(LIBRARIES) 2>/dev/null; then \
	  if command -v apt-get >/dev/null; then \
	    echo "Installing: $(APT)"; \
	    sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	    $$sudo apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $(APT) >/dev/null; \
	  else \
	    echo "Some libraries are missing. Install them, then run make again:"; \
	    echo "  Fedora:  sudo dnf install $(DNF)"; \
	    echo "  macOS:   brew install $(BREW)"; exit 1; \
	  fi; \
	fi

build: setup
	@$(SWIFT) build $(RELEASE) --product bounce
	@$(SWIFT) build $(RELEASE) --product TargetDescription

run: build
	@[ -e Targets.swift ] || cp Targets.swift.example Targets.swift
	@echo
	@$(BIN)/bounce
	@echo
	@$(BIN)/bounce verify

test: setup lint
	@$(SWIFT) build --build-tests
	@set -o pipefail; $(SWIFT) test --skip-build 2>&1 | tee .build/test.log || { \
	  echo; echo "What failed:"; grep '✘' .build/test.log; exit 1; }

lint:
	@$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests Targets.swift.example docs

format:
	@$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests docs

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/lib/bounce"
	install -m 755 $(BIN)/bounce "$(DESTDIR)$(PREFIX)/bin/bounce"
	install -m 644 $(BIN)/libTargetDescription.a $(BIN)/Modules/TargetDescription.swiftmodule \
	  $(BIN)/Modules/TargetDescription.swiftdoc "$(DESTDIR)$(PREFIX)/lib/bounce/"

bench: build
	@python3 Tests/Benchmarks/bench.py $(BIN)/bounce

# bounce itself removes what it made: an output that somebody edited stays.
clean:
	@if [ -x $(BIN)/bounce ] && [ -e Targets.swift ]; then $(BIN)/bounce clean --cache || true; fi
	rm -rf .build
