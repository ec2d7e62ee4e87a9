#!/usr/bin/env bash
# Installs Debian's Chromium, which tests/Upscale.Samples.Tests draws in; where that cannot be, those tests are skipped.
set -uo pipefail

command -v chromium >/dev/null && { echo "chromium: nothing to do"; exit 0; }
command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || { echo "chromium: not installed, and only root can with apt-get: the page's tests will be skipped"; exit 0; }

export DEBIAN_FRONTEND=noninteractive
if output=$( (apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core) 2>&1 </dev/null); then
  echo "chromium: $(chromium --version)"
else
  tail -n 5 <<<"$output"
  echo "chromium: apt-get could not install it: the page's tests will be skipped"
fi
