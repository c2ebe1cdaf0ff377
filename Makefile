# bounce: make for music.
#
#   make run                 install what is missing, build bounce, build the example production
#   make test                the same set-up, then all tests, the formatter's lint, and a cut of the fault plan
#   make test-faults         the whole fault plan: kills, failing calls, power cuts, damage, … (about an hour)
#   make test-asan           all tests under the address sanitizer; test-tsan: the thread sanitizer
#   make fuzz                fuzz what reads from strangers, FUZZ_SECONDS=600 for each
#   make install PREFIX=…    the binary, and what it needs to compile manifests (default /usr/local)
#   make bench               time it (SEED_WORKFLOW=script.py times a Python workflow beside it), then each stage
#                            beside scipy, sox and ffmpeg, then bench-scale
#   make bench-scale         time graphs of 1,000 to 100,000 targets beside ninja and make (SIZES=1000,10000)
#   make clean               remove what was built here

PREFIX ?= /usr/local
SWIFT ?= swift
FUZZ_SECONDS ?= 600
SIZES ?= 1000,10000,100000
RELEASE := -c release --static-swift-stdlib
BIN := .build/release
LIBRARIES := sqlite3 sndfile libxxhash zlib libisal libebur128
APT := libsqlite3-dev libsndfile1-dev libxxhash-dev zlib1g-dev libisal-dev libebur128-dev pkg-config
DNF := sqlite-devel libsndfile-devel xxhash-devel zlib-devel isa-l-devel libebur128-devel pkgconf
BREW := sqlite libsndfile xxhash zlib isa-l libebur128 pkgconf

SHELL := bash

.PHONY: all run test test-faults test-asan test-tsan fuzz lint format install bench bench-scale clean setup build

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
	@if command -v python3 >/dev/null; then python3 Tests/Faults/faults.py --fast --bounce .build/debug/bounce; \
	else echo "There is no python3: the cut of the fault plan is left out."; fi

# ROWS=2,3 runs some of it, FAULTS="--seed 7" passes options on.
test-faults: build
	@python3 Tests/Faults/faults.py --bounce $(BIN)/bounce $(if $(ROWS),--rows $(ROWS)) $(FAULTS)

# Each sanitizer has a build of its own: everything is compiled for it.
test-asan: setup
	@$(SWIFT) build --build-tests --sanitize address --scratch-path .build/asan
	@$(SWIFT) test --skip-build --sanitize address --scratch-path .build/asan

test-tsan: setup
	@$(SWIFT) build --build-tests --sanitize thread --scratch-path .build/tsan
	@$(SWIFT) test --skip-build --sanitize thread --scratch-path .build/tsan

fuzz: setup
	@Tests/Fuzz/run.sh $(FUZZ_SECONDS)

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
	@$(SWIFT) build $(RELEASE) --product StageBench
	@python3 Tests/Benchmarks/stages.py $(BIN)/StageBench
	@python3 Tests/Benchmarks/scale.py $(BIN)/bounce --sizes $(SIZES)

bench-scale: build
	@python3 Tests/Benchmarks/scale.py $(BIN)/bounce --sizes $(SIZES)

# bounce itself removes what it made: an output that somebody edited stays.
clean:
	@if [ -x $(BIN)/bounce ] && [ -e Targets.swift ]; then $(BIN)/bounce clean --cache || true; fi
	rm -rf .build
