#!/usr/bin/env bash
# What the call table costs at its fullest, and what a flood with forged everything does to it.
#   benchmarks/tables.sh [LIVE_CALLS] [FLOOD_PACKETS]
# Captures are piped in, so nothing large is written to disk; the time of the generator is not in the figures.
set -euo pipefail
cd "$(dirname "$0")/.."

calls=${1:-1000000}
flood=${2:-10000000}
work=artifacts/benchmark
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v /usr/bin/time >/dev/null || { echo 'this needs the Debian package "time"' >&2; exit 2; }
mkdir -p "$work"
dotnet publish src/SipIds.Host -c Release -o "$work/sipids" >"$work/publish.log" || { cat "$work/publish.log"; exit 1; }
dotnet build benchmarks/SipIds.Benchmarks -c Release >"$work/build.log" || { cat "$work/build.log"; exit 1; }
generate=artifacts/bin/SipIds.Benchmarks/release/SipIds.Benchmarks

run() {
  local kind=$1 count=$2
  shift 2
  echo "== $kind $count"
  "$generate" "$kind" - "$count" | /usr/bin/time -f 'CPU %U + %S s, peak %M KiB' "$work/sipids/sipids" read - "$@"
}

run live "$calls" --set call_table.capacity="$calls" --set limit=8000000
run flood "$flood"
