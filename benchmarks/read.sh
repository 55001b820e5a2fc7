#!/usr/bin/env bash
# Whole-process speed of `sipids read`: a seeded capture of ordinary calls, every preprocessor on, no alert firing.
# Prints packets per second of CPU time after start-up, and peak memory, as medians of RUNS runs on one core.
#   benchmarks/read.sh [PACKETS] [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."

packets=${1:-1000000}
runs=${2:-7}
work=artifacts/benchmark
capture=$work/calls-$packets.pcap
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v /usr/bin/time >/dev/null || { echo 'this needs the Debian package "time"' >&2; exit 2; }
mkdir -p "$work"
dotnet publish src/SipIds.Host -c Release -o "$work/sipids" >"$work/publish.log" || { cat "$work/publish.log"; exit 1; }
if [ ! -s "$capture" ]; then
  dotnet run -c Release --project benchmarks/SipIds.Benchmarks -- calls "$capture" "$packets" 1
fi
[ -s "$work/calls-1.pcap" ] || dotnet run -c Release --project benchmarks/SipIds.Benchmarks -- calls "$work/calls-1.pcap" 1 1

# measure COMMAND...: CPU seconds and wall seconds of the run with the median CPU time, largest peak memory in MiB
measure() {
  for _ in $(seq "$runs"); do
    taskset -c 0 /usr/bin/time -f '%U %S %e %M' -o "$work/time" "$@" >/dev/null
    tail -n 1 "$work/time"
  done | awk '{ print $1 + $2, $3, $4 }' | sort -n | awk '{ cpu[NR] = $1; wall[NR] = $2; if ($3 > peak) peak = $3 }
    END { middle = int((NR + 1) / 2); printf "%.3f %.3f %.0f\n", cpu[middle], wall[middle], peak / 1024 }'
}

report() {
  local name=$1 cpu=$2 wall=$3 peak=$4 start=$5
  awk -v name="$name" -v cpu="$cpu" -v wall="$wall" -v peak="$peak" -v start="$start" -v packets="$packets" 'BEGIN {
    rate = (cpu > start) ? packets / (cpu - start) : 0
    printf "%-34s %8.3f %8.3f %8.0f %12.0f\n", name, cpu, wall, peak, rate }'
}

"$work/sipids/sipids" read "$capture" | tail -n 8
read -r start_cpu start_wall start_peak <<<"$(measure "$work/sipids/sipids" read "$work/calls-1.pcap")"
printf '\n%-34s %8s %8s %8s %12s\n' "$packets packets, one core" 'CPU s' 'wall s' 'MiB' 'packets/CPU s'
printf '%-34s %8.3f %8.3f %8.0f\n' 'start-up (one packet)' "$start_cpu" "$start_wall" "$start_peak"
# shellcheck disable=SC2046
report 'sipids read' $(measure "$work/sipids/sipids" read "$capture") "$start_cpu"
calls_off='--set sessions.enabled=false --set thresholds.enabled=false --set origin.enabled=false --set identity.enabled=false'
# shellcheck disable=SC2046,SC2086
report '  syntax and mandatory alone' $(measure "$work/sipids/sipids" read "$capture" $calls_off) "$start_cpu"
# shellcheck disable=SC2046,SC2086
report '  no preprocessor' $(measure "$work/sipids/sipids" read "$capture" $calls_off --set syntax.enabled=false --set mandatory.enabled=false) "$start_cpu"
for preprocessor in syntax mandatory sessions thresholds origin identity; do
  # shellcheck disable=SC2046
  report "  without $preprocessor" $(measure "$work/sipids/sipids" read "$capture" --set "$preprocessor.enabled=false") "$start_cpu"
done
# shellcheck disable=SC2046
report 'cat (reads the bytes once)' $(measure sh -c "cat '$capture' | tail -c 1") 0
if command -v tcpdump >/dev/null; then
  # shellcheck disable=SC2046
  report 'tcpdump -r -w /dev/null' $(measure tcpdump -r "$capture" -w /dev/null) 0
fi
