#!/bin/sh
# Builds the fuzz targets and runs each for so many seconds (default 600), one after another.
# New inputs are kept under .build, so that the next run goes on from there; a finding ends the run, and its bytes
# are in .build/fuzz/findings.
#
# Usage: run.sh [SECONDS [TARGET…]]
set -eu
seconds=${1:-600}
[ $# -eq 0 ] || shift
targets=${*:-FuzzDescription FuzzSound FuzzArchive FuzzTar FuzzSheet FuzzMIDI}
cd "$(dirname "$0")/../.."
export BOUNCE_FUZZ=1
mkdir -p .build/fuzz/findings
for target in $targets; do
  swift build --scratch-path .build/fuzz -c release --sanitize address -Xswiftc -sanitize=fuzzer --product "$target"
done
for target in $targets; do
  mkdir -p ".build/fuzz/$target"
  # What a process leaks is not judged here: runtimes keep things on purpose.
  ASAN_OPTIONS=detect_leaks=0 nice -n 10 ".build/fuzz/release/$target" ".build/fuzz/$target" "Tests/Fuzz/Corpus/$target" \
    -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=2048 -artifact_prefix=.build/fuzz/findings/ \
    -print_final_stats=1 2>&1 | tee ".build/fuzz/$target.log" | grep -E 'ERROR|SUMMARY|BUG|Fatal|stat::|Done' || true
  grep -q '^Done' ".build/fuzz/$target.log" || { echo "$target: see .build/fuzz/$target.log"; exit 1; }
done
