#!/usr/bin/env bash
# What a PrunedModel item costs a build in which nothing changed: median of RUNS (10), with the item and without it, in turns.
# MODEL names an ONNX file to prune; by default it is the sample's.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
runs=${RUNS:-10}
model=$(realpath "${MODEL:-$repository/samples/GlyphReader/glyphs.onnx}")
exec </dev/null
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

cd "$repository"
bash build/bootstrap.sh
version=0.1.0-nochange.$(date +%s)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
for package in Runtime Build; do
  dotnet pack "src/Upscale.$package" -c Release -v quiet -p:Version="$version" -o "$root/feed"
done

project() {
  mkdir -p "$root/$1"
  echo 'return 0;' >"$root/$1/Program.cs"
  cat >"$root/$1/App.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <RestorePackagesPath>$root/packages</RestorePackagesPath>
    <RestoreAdditionalProjectSources>$root/feed;$repository/artifacts/feed</RestoreAdditionalProjectSources>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Upscale.Build" Version="$version" />
    $2
  </ItemGroup>
</Project>
XML
  dotnet build "$root/$1" -v quiet
  dotnet build "$root/$1" -v quiet --no-restore
}

# Milliseconds by the clock, and of processor time.
build() {
  local TIMEFORMAT='%R %U %S' times
  times=$({ time dotnet build "$root/$1" -v quiet --no-restore >"$root/$1/log.txt"; } 2>&1)
  awk '{ printf "%d %d\n", $1 * 1000, ($2 + $3) * 1000 }' <<<"$times" >>"$root/$1.times"
}

fastest() { sort -n "$root/$1.times" | awk 'NR == 1 { print $1 }'; }
median() { sort -n -k"$2","$2" "$root/$1.times" | awk -v column="$2" '{ value[NR] = $column } END { print int((value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2) }'; }

for name in Directory.Build.props Directory.Build.targets Directory.Packages.props; do echo '<Project />' >"$root/$name"; done
project with "<PrunedModel Include=\"$model\" />"
project without ""
for _ in $(seq "$runs"); do
  build with
  build without
done

echo "a build with nothing changed, medians of $runs, ms: by the clock $(median with 1) with the item, $(median without 1) without it, $(($(median with 1) - $(median without 1))) more; fastest $(fastest with), $(fastest without); of processor time $(median with 2), $(median without 2), $(($(median with 2) - $(median without 2))) more"
dotnet build "$root/with" --no-restore -v normal -clp:PerformanceSummary | sed -n '/Target Performance Summary/,$p' | grep -E 'pscale|ResolvePrunedModels' || true
