#!/usr/bin/env bash
# Builds samples/GlyphReader, which prunes its network on the way, and runs it.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

bash build/bootstrap.sh
dotnet run -c Release --project samples/GlyphReader -- "$@"
