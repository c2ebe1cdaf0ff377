#!/usr/bin/env bash
# What a CI job runs, in the directory of Targets.swift: builds, verifies, leaves reports, and makes what is kept for the
# next run as small as asked for.
#
#   BOUNCE            the command (default: bounce)
#   REPORTS           where reports go (default: reports)
#   CACHE_LIMIT       how much of earlier builds is kept (default: 2GiB)
#   REPRODUCIBLE=yes  renders everything twice and compares the bytes
set -euo pipefail

bounce=${BOUNCE:-bounce}
reports=${REPORTS:-reports}
mkdir -p "$reports"

# Why there is something to do goes to the log. It changes nothing.
"$bounce" status

options=(--keep-going --events "$reports/events.jsonl" --junit "$reports/junit.xml")
if [ "${REPRODUCIBLE:-no}" = yes ]; then options+=(--check-reproducible); fi
status=0
"$bounce" build "${options[@]}" || status=$?

# Every file is read again from the disk, also those that came out of the cache.
if [ "$status" = 0 ]; then "$bounce" verify --json >"$reports/verify.json" || status=$?; fi

# Whatever became of the build: what it finished is worth keeping.
"$bounce" gc --max-size "${CACHE_LIMIT:-2GiB}"
exit "$status"
