#!/usr/bin/env bash
# Makes the pinned packages that the NuGet feed lacks available in artifacts/feed, and records which ones it lacks.
set -euo pipefail

onnxruntime=1.29.0
verify=19.6.0
npm_package=com.github.asus4.onnxruntime@0.4.9
npm_integrity=sha512-BkzxduSZ9IkeDP6Q8lz2TFU2ie7hSSvS7ZIfzMooExoq0CNzJnuuGaUJ7IsojBgqO4ouD1jXah8OYyJbCN29Fg==

build=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
artifacts=$(dirname "$build")/artifacts
state=$artifacts/bootstrap
feed=$artifacts/feed
cache=${XDG_CACHE_HOME:-$HOME/.cache}/upscale-build
project=$build/onnxruntime/Microsoft.ML.OnnxRuntime.csproj
recipe=$(cat "$build/bootstrap.sh" "$project" | cksum | tr -d ' ')
assembled=$cache/onnxruntime-$onnxruntime-$(echo "$npm_integrity" | cat - "$project" | cksum | tr -d ' ')
nupkg=Microsoft.ML.OnnxRuntime.$onnxruntime.nupkg
tarball=$cache/$npm_package.tgz
log=$state/log.txt

fail() {
  echo "bootstrap: error: $1" >&2
  [ ! -s "$log" ] || tail -n 20 "$log" >&2
  exit 1
}

done_before() {
  [ "$(cat "$state/recipe" 2>/dev/null)" = "$recipe" ] && [ -f "$state/probe.props" ] || return 1
  grep -q '<OnnxRuntimeAvailable>true<' "$state/probe.props" || [ -f "$feed/$nupkg" ]
}

lock() {
  mkdir -p "$cache"
  if command -v flock >/dev/null; then
    exec 9>"$cache/lock"
    flock 9
  else
    until mkdir "$cache/lock.d" 2>/dev/null; do sleep 0.5; done
    trap 'rmdir "$cache/lock.d"' EXIT
  fi
}

blank_folder() {
  rm -rf "$1"
  mkdir -p "$1"
  echo '<Project />' | tee "$1/Directory.Build.props" "$1/Directory.Build.targets" >"$1/Directory.Packages.props"
}

# The packages folder is empty, so that a package assembled earlier does not pass for one of the feed's.
served() {
  local folder=$state/probe/$1 output
  blank_folder "$folder"
  cat >"$folder/probe.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <RestorePackagesPath>$folder/packages</RestorePackagesPath>
    <WarningsAsErrors>NU1603</WarningsAsErrors>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="$1" Version="[$2]" /></ItemGroup>
</Project>
XML
  output=$(dotnet restore "$folder/probe.csproj" 2>&1) && return 0
  grep -qE 'NU110[123]|NU1603' <<<"$output" && return 1
  echo "$output" >"$log"
  fail "the NuGet feed did not answer whether it has $1 $2"
}

integrity() {
  node -e 'process.stdout.write("sha512-" + require("crypto").createHash("sha512").update(require("fs").readFileSync(process.argv[1])).digest("base64"))' "$1"
}

download() {
  command -v npm >/dev/null || fail "the NuGet feed lacks Microsoft.ML.OnnxRuntime $onnxruntime, and npm, the other way to it, is not installed"
  if [ ! -f "$tarball" ]; then
    local folder=$cache/download.$$
    rm -rf "$folder" && mkdir -p "$folder"
    (cd "$folder" && npm pack "$npm_package" --ignore-scripts --silent </dev/null) >"$log" 2>&1 || fail "npm pack $npm_package failed"
    mv "$folder"/*.tgz "$tarball"
    rm -rf "$folder"
  fi
  local actual
  actual=$(integrity "$tarball")
  if [ "$actual" != "$npm_integrity" ]; then
    rm -f "$tarball"
    fail "$npm_package has integrity $actual, expected $npm_integrity"
  fi
}

assemble() {
  [ ! -f "$assembled/$nupkg" ] || return 0
  download
  local folder=$cache/assembly.$$
  blank_folder "$folder"
  cp "$project" "$folder"
  tar -xzf "$tarball" -C "$folder" package/LICENSE package/ThirdPartyNotices.txt package/Runtime \
    package/Plugins/Linux package/Plugins/Windows package/Plugins/macOS
  dotnet pack "$folder/Microsoft.ML.OnnxRuntime.csproj" -c Release -p:Version="$onnxruntime" -o "$folder/out" \
    -nodeReuse:false -p:UseSharedCompilation=false >"$log" 2>&1 || fail "packing ONNX Runtime $onnxruntime failed"
  mkdir -p "$assembled"
  mv "$folder/out/$nupkg" "$assembled/$nupkg"
  rm -rf "$folder"
}

if done_before; then
  echo "bootstrap: nothing to do"
  exit 0
fi
lock
if done_before; then
  echo "bootstrap: nothing to do"
  exit 0
fi

mkdir -p "$state"
rm -f "$log"
has_onnxruntime=false
has_verify=false
if served Microsoft.ML.OnnxRuntime "$onnxruntime"; then has_onnxruntime=true; fi
if served Verify.Xunit "$verify"; then has_verify=true; fi
rm -rf "$state/probe"

if $has_onnxruntime; then
  rm -rf "$feed"
  said="ONNX Runtime $onnxruntime comes from the feed"
else
  assemble
  mkdir -p "$feed"
  cp "$assembled/$nupkg" "$feed/$nupkg.$$"
  mv "$feed/$nupkg.$$" "$feed/$nupkg"
  said="ONNX Runtime $onnxruntime assembled from npm into artifacts/feed"
fi
cat >"$state/probe.props" <<XML
<Project>
  <PropertyGroup>
    <OnnxRuntimeAvailable>$has_onnxruntime</OnnxRuntimeAvailable>
    <VerifyAvailable>$has_verify</VerifyAvailable>
  </PropertyGroup>
</Project>
XML
echo "$recipe" >"$state/recipe"
if $has_verify; then said="$said; Verify comes from the feed"; else said="$said; its stand-in replaces Verify"; fi
echo "bootstrap: $said"
