#!/usr/bin/env bash
# Sums up the result files of the last test run; fails when a test failed or none ran.
set -euo pipefail

results=$(dirname "${BASH_SOURCE[0]}")/../artifacts/test-results
shopt -s nullglob
files=("$results"/*.trx)
[ ${#files[@]} -gt 0 ] || { echo "0 passed, 0 failed"; exit 1; }

grep -h '<Counters ' "${files[@]}" | awk '
  function counter(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
  {
    passed += counter("passed")
    failed += counter("failed") + counter("error") + counter("timeout") + counter("aborted")
    skipped += counter("total") - counter("executed")
  }
  END {
    printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
    exit passed == 0 || failed > 0
  }'
