# bounce: make for music.
#
#   make run                 install what is missing, build bounce, build the example production
#   make test                the same set-up, then all tests, the formatter's lint, and a cut of the fault plan
#   make test-page           the page of a report in a browser (chromium, chromium-driver, python3-selenium)
#   make test-faults         the whole fault plan: kills, failing calls, power cuts, damage, … (about an hour)
#   make test-asan           all tests under the address sanitizer; test-tsan: the thread sanitizer
#   make fuzz                fuzz what reads from strangers, FUZZ_SECONDS=600 for each (FUZZ_TARGETS="FuzzTar FuzzMIDI")
#   make serve               build bounce-serve, the server of the live page (fetches some twenty packages)
#   make man                 the manual pages, in .build/man
#   make install PREFIX=…    the binary, what it needs to compile manifests, manual pages, completions, and bounce-serve
#                            where it was built (default /usr/local)
#   make docs                the documentation as a site, in .build/site
#   make bench               time it (SEED_WORKFLOW=script.py times a Python workflow beside it), then each stage
#                            beside scipy, sox and ffmpeg, each meter beside other meters, then bench-scale
#   make bench-scale         time graphs of 1,000 to 100,000 targets beside ninja and make (SIZES=1000,10000)
#   make clean               remove what was built here

PREFIX ?= /usr/local
SWIFT ?= swift
FUZZ_SECONDS ?= 600
SIZES ?= 1000,10000,100000
RELEASE := -c release --static-swift-stdlib
BIN := .build/release
LIBRARIES := sqlite3 sndfile libxxhash zlib libisal libebur128 libarchive nettle soxr
APT := libsqlite3-dev libsndfile1-dev libxxhash-dev zlib1g-dev libisal-dev libebur128-dev libarchive-dev nettle-dev \
  libsoxr-dev pkg-config
DNF := sqlite-devel libsndfile-devel xxhash-devel zlib-devel isa-l-devel libebur128-devel libarchive-devel nettle-devel \
  soxr-devel pkgconf
BREW := sqlite libsndfile xxhash zlib isa-l libebur128 libarchive nettle libsoxr pkgconf

SHELL := bash

.PHONY: all man run test test-page test-faults test-asan test-tsan fuzz lint format docs serve install bench bench-scale \
  clean setup build

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
	@if [ -n "$(SELENIUM)" ] && command -v chromium >/dev/null && command -v chromedriver >/dev/null; then $(SELENIUM) Tests/Page/page.py $(SEEN); \
	else echo "There is no chromium, or no python3-selenium: the page is not looked at."; fi

# The python3 that has selenium: of several, the distribution's.
SELENIUM = $(firstword $(foreach python,python3 /usr/bin/python3,$(shell \
  $(python) -c 'import selenium' 2>/dev/null && echo $(python))))

# Besides its own documents, it looks at what these make of a small production.
SEEN = $(addprefix --bounce ,$(firstword $(wildcard .build/debug/bounce $(BIN)/bounce))) \
  $(addprefix --serve ,$(wildcard $(BIN)/bounce-serve))

# PAGE="--pictures DIR" leaves pictures, PAGE="--report FILE" looks at a page that `bounce report` wrote, too.
test-page:
	@$(or $(SELENIUM),python3) Tests/Page/page.py $(SEEN) $(PAGE)

# ROWS=2,3 runs some of it, FAULTS="--seed 7" passes options on.
test-faults: build
	@python3 Tests/Faults/faults.py --bounce $(BIN)/bounce $(if $(ROWS),--rows $(ROWS)) $(FAULTS)

# Each sanitizer has a build of its own: everything is compiled for it. What it finds in a bounce that a test starts
# ends that with a status that no test expects. TEST_PATIENCE: things take up to so many times longer.
SANITIZERS := $(CURDIR)/Tests/Sanitizers
test-asan test-tsan: export BOUNCE_SWIFTC := $(SANITIZERS)/swiftc
test-asan test-tsan: export TEST_PATIENCE := 10
test-asan: export SANITIZER := address
test-asan: export ASAN_OPTIONS := exitcode=86
test-asan: export LSAN_OPTIONS := suppressions=$(SANITIZERS)/leaks.txt:print_suppressions=0
test-asan: setup
	@$(SWIFT) build --build-tests --sanitize address --scratch-path .build/asan
	@$(SWIFT) test --skip-build --sanitize address --scratch-path .build/asan

test-tsan: export SANITIZER := thread
# Without the second of sleep that every process ends with otherwise: the tests start thousands.
test-tsan: export TSAN_OPTIONS := exitcode=86:atexit_sleep_ms=0:suppressions=$(SANITIZERS)/races.txt:print_suppressions=0
test-tsan: setup
	@$(SWIFT) build --build-tests --sanitize thread --scratch-path .build/tsan
	@$(SWIFT) test --skip-build --sanitize thread --scratch-path .build/tsan

fuzz: setup
	@Tests/Fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ_TARGETS)

lint:
	@$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests Targets.swift.example docs

format:
	@$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests docs

# Built for itself, since it takes packages that nothing else does, and put beside bounce, which looks for it there.
serve: build
	@BOUNCE_SERVE=1 $(SWIFT) build $(RELEASE) --scratch-path .build/serve --product bounce-serve
	@install -m 755 .build/serve/release/bounce-serve $(BIN)/bounce-serve

man: build
	@$(SWIFT) build $(RELEASE) --product ManualPages
	@rm -rf .build/man
	@$(BIN)/bounce --experimental-dump-help | $(BIN)/ManualPages "$$($(BIN)/bounce --version)" .build/man

# SITE=… is another directory for it.
SITE ?= .build/site
docs:
	@python=python3; for other in python3 /usr/bin/python3; do \
	  if $$other -c "import markdown_it" 2>/dev/null; then python=$$other; break; fi; done; \
	$$python docs/site/build.py $(SITE)

install: build man
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/lib/bounce"
	install -m 755 $(BIN)/bounce "$(DESTDIR)$(PREFIX)/bin/bounce"
	[ ! -e $(BIN)/bounce-serve ] || install -m 755 $(BIN)/bounce-serve "$(DESTDIR)$(PREFIX)/bin/bounce-serve"
	install -m 644 $(BIN)/libTargetDescription.a $(BIN)/Modules/TargetDescription.swiftmodule \
	  $(BIN)/Modules/TargetDescription.swiftdoc "$(DESTDIR)$(PREFIX)/lib/bounce/"
	install -d "$(DESTDIR)$(PREFIX)/share/man/man1" "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	install -m 644 .build/man/*.1 "$(DESTDIR)$(PREFIX)/share/man/man1/"
	$(BIN)/bounce completions bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/bounce"
	$(BIN)/bounce completions zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_bounce"
	$(BIN)/bounce completions fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/bounce.fish"

bench: build
	@python3 Tests/Benchmarks/bench.py $(BIN)/bounce
	@python3 Tests/Benchmarks/report.py $(BIN)/bounce
	@$(SWIFT) build $(RELEASE) --product StageBench
	@python3 Tests/Benchmarks/stages.py $(BIN)/StageBench
	@python3 Tests/Benchmarks/units.py $(BIN)/StageBench
	@python3 Tests/Benchmarks/meters.py $(BIN)/StageBench
	@python3 Tests/Benchmarks/scale.py $(BIN)/bounce --sizes $(SIZES)

bench-scale: build
	@python3 Tests/Benchmarks/scale.py $(BIN)/bounce --sizes $(SIZES)

# bounce itself removes what it made: an output that somebody edited stays.
clean:
	@if [ -x $(BIN)/bounce ] && [ -e Targets.swift ]; then $(BIN)/bounce clean --cache || true; fi
	rm -rf .build
