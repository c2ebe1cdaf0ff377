#!/usr/bin/env bash
# What a CI job runs, in the directory of Targets.swift: builds, verifies, leaves reports, and makes what is kept for the
# next run as small as asked for. A TERM or an INT, for a job that is called off, ends bounce as Ctrl-C does: nothing is
# left half-written, and the status is 130.
#
#   BOUNCE            the command (default: bounce)
#   REPORTS           where reports go (default: reports)
#   CACHE_LIMIT       how much of earlier builds is kept (default: 2GiB)
#   REPRODUCIBLE=yes  renders everything twice and compares the bytes
set -euo pipefail

bounce=${BOUNCE:-bounce}
reports=${REPORTS:-reports}
mkdir -p "$reports"

# A signal reaches this script, and bounce through it, once: a second one would end it at once. So what is started has a
# process group of its own (set -m), which a signal to the group of this script does not reach.
set -m
process='' stopped=no waited=no
stop() {
    waited=no
    if [ "$stopped" = no ] && [ -n "$process" ]; then kill -TERM "$process" 2>/dev/null || true; fi
    stopped=yes
}
trap stop INT TERM

# Runs bounce, and ends with its status. When the job was called off, nothing more is begun.
run() {
    local result=0
    if [ "$stopped" = yes ]; then return 130; fi
    "$bounce" "$@" &
    process=$!
    # One that came between the question above and here.
    if [ "$stopped" = yes ]; then kill -TERM "$process" 2>/dev/null || true; fi
    # A signal ends the waiting, and not what is waited for.
    until [ "$waited" = yes ]; do
        waited=yes result=0
        wait "$process" || result=$?
    done
    process='' waited=no
    return "$result"
}

# Why there is something to do goes to the log. It changes nothing, and where it fails the build says why.
GITHUB_ACTIONS=no run status || true

options=(--keep-going --events "$reports/events.jsonl" --junit "$reports/junit.xml")
if [ "${REPRODUCIBLE:-no}" = yes ]; then options+=(--check-reproducible); fi
status=0
run build "${options[@]}" || status=$?

# Every file is read again from the disk, also those that came out of the cache.
if [ "$status" = 0 ]; then run verify --json >"$reports/verify.json" || status=$?; fi

# Whatever became of the build: what it finished is worth keeping. With a manifest that is refused (2) that is nothing.
if [ "$status" != 2 ]; then run gc --max-size "${CACHE_LIMIT:-2GiB}"; fi
exit "$status"
