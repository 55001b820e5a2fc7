#!/usr/bin/env bash
# NFQUEUE in network namespaces: caller -- sensor -- callee, 700-byte INVITEs, the sender on core 0, the sensor on core 1.
#   benchmarks/live/queue.sh [SECONDS] [OFFER...]      each measurement takes SECONDS; OFFERs are messages a second
# Neither lets anything by that it did not see, so what is forwarded of an offer was judged.
# Compares plain forwarding, a C program that accepts every packet (accept.c), the source alone, and the source with every preprocessor on.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-10}
[ $# -gt 0 ] && shift
offers=("$@")
[ $# -gt 0 ] || offers=(200000 220000 240000)
programs=artifacts/benchmark/live
prefix=sipids-queue-$$
running=
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Compiled fully from the start, as it is after some time: the compiler would run on the sensor's core, while packets wait.
export DOTNET_TieredCompilation=0 DOTNET_ReadyToRun=0

[ "$(id -u)" -eq 0 ] || { echo 'this needs root, for network namespaces' >&2; exit 2; }
command -v iptables >/dev/null || { echo 'this needs the Debian package "iptables"' >&2; exit 2; }
benchmarks/live/build.sh
dotnet build benchmarks/SipIds.Benchmarks -c Release >"$programs/build.log" || { cat "$programs/build.log"; exit 1; }
ours=(dotnet artifacts/bin/SipIds.Benchmarks/release/SipIds.Benchmarks.dll queue 0 600)

on() {
  local host=$1
  shift
  ip netns exec "$prefix-$host" "$@"
}

teardown() {
  stop_sensor
  for host in caller sensor callee; do
    ip netns del "$prefix-$host" 2>/dev/null || true
  done
}
trap teardown EXIT

# The address 10.8.1.9 is nobody's, so that nothing answers what floods it.
lab() {
  for host in caller sensor callee; do
    ip netns add "$prefix-$host"
    ip -n "$prefix-$host" link set lo up
  done
  ip link add eth0 netns "$prefix-caller" type veth peer name eth1 netns "$prefix-sensor"
  ip link add eth0 netns "$prefix-callee" type veth peer name eth2 netns "$prefix-sensor"
  for interface in caller:eth0 sensor:eth1 sensor:eth2 callee:eth0; do
    ip -n "$prefix-${interface%:*}" link set "${interface#*:}" addrgenmode none up
  done
  ip -n "$prefix-caller" address add 10.8.0.1/24 dev eth0
  ip -n "$prefix-callee" address add 10.8.1.2/24 dev eth0
  ip -n "$prefix-sensor" address add 10.8.0.254/24 dev eth1
  ip -n "$prefix-sensor" address add 10.8.1.254/24 dev eth2
  ip -n "$prefix-caller" route add default via 10.8.0.254
  ip -n "$prefix-callee" route add default via 10.8.1.254
  ip -n "$prefix-sensor" neighbour add 10.8.1.9 lladdr 02:00:00:00:00:09 dev eth2
  on sensor sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
}

start_sensor() {
  [ $# -gt 0 ] || return 0
  ip netns exec "$prefix-sensor" taskset -c 1 "$@" >"$programs/sensor.log" 2>&1 &
  running=$!
  until [ "$1" != dotnet ] || grep -q ready "$programs/sensor.log"; do
    kill -0 "$running" || { cat "$programs/sensor.log"; exit 1; }
    sleep 0.1
  done
  sleep 0.5
}

stop_sensor() {
  [ -n "$running" ] || return 0
  kill "$running" 2>/dev/null || true
  wait "$running" 2>/dev/null || true
  running=
}

arrived() { ip -n "$prefix-callee" -s -j link show eth0 | sed 's/.*"rx":{"bytes":[0-9]*,"packets":\([0-9]*\).*/\1/'; }
ticks() { if [ -n "$running" ]; then awk '{ print $14 + $15 }' "/proc/$running/stat"; else echo 0; fi; }

# measure NAME COMMAND...: the delay at two rates, then what is forwarded of each offer; the command is the sensor.
measure() {
  local name=$1
  shift
  start_sensor "$@"
  on caller taskset -c 0 "$programs/flood" 10.8.1.2 5060 5000 2 >/dev/null
  for rate in 1000 10000; do
    on callee taskset -c 0 "$programs/sink" 5060 $((seconds + 1)) >"$programs/sink.log" &
    local sink=$!
    sleep 0.3
    on caller taskset -c 0 "$programs/flood" 10.8.1.2 5060 "$rate" "$seconds" >/dev/null
    wait "$sink"
    printf '%-22s %7s/s  %s\n' "$name" "$rate" "$(cat "$programs/sink.log")"
  done
  for offer in "${offers[@]}"; do
    local before cpu said packets
    before=$(arrived) cpu=$(ticks)
    said=$(on caller taskset -c 0 "$programs/flood" 10.8.1.9 5060 "$offer" "$seconds")
    sleep 0.2
    packets=$(($(arrived) - before))
    cpu=$(($(ticks) - cpu))
    printf '%-22s %7s/s  %s; forwarded %s/s, %s us of CPU a packet\n' "$name" "$offer" "$said" $((packets / seconds)) \
      "$(awk -v ticks="$cpu" -v hertz="$(getconf CLK_TCK)" -v packets="$packets" 'BEGIN { printf "%.2f", packets ? ticks / hertz / packets * 1e6 : 0 }')"
  done
  stop_sensor
}

lab
measure 'plain forwarding'
on sensor iptables -t security -I FORWARD -p udp --dport 5060 -j NFQUEUE --queue-num 0 --queue-bypass
measure 'C, accepts all' "$programs/accept" 0
measure 'ours, no pipeline' "${ours[@]}" bare
measure 'ours, all on' "${ours[@]}"
