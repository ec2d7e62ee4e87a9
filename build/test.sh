#!/usr/bin/env bash
# Builds everything, checks the format and runs all tests; the last line sums the tests up.
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

timed() {
  local start=$SECONDS status=0
  "$@" || status=$?
  echo "test: $1 $2 took $((SECONDS - start)) s"
  return "$status"
}

failed=0
rm -rf artifacts/test-results
bash build/bootstrap.sh || exit 1
timed dotnet build Upscale.Build.sln -c Release -v quiet || exit 1
Configuration=Release timed dotnet format Upscale.Build.sln --verify-no-changes --no-restore || failed=1
timed dotnet test Upscale.Build.sln -c Release --no-build -m:1 -p:WriteTestResults=true \
  --blame-hang-timeout 5m --blame-hang-dump-type none || failed=1
bash build/sum.sh || failed=1
exit "$failed"
