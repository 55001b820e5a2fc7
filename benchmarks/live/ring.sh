#!/usr/bin/env bash
# The ring and the bridge in network namespaces: caller -- sensor -- callee, the sender on core 0, the sensor on core 1.
# The ring sees ordinary calls, then INVITEs that nobody answers; the bridge the latter, 700 bytes each.
#   benchmarks/live/ring.sh [RATE] [SECONDS]      RATE for the ring, in messages a second; the bridge is offered RATE and 1.2 times it
# The bridge is compared with no sensor at all (the kernel's own bridge) and, where benchmarks/live/accept.c is there, with NFQUEUE and a program that accepts all.
set -euo pipefail
cd "$(dirname "$0")/../.."

rate=${1:-200000}
seconds=${2:-5}
programs=artifacts/benchmark/live
prefix=sipids-bench-$$
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Compiled fully from the start, as sipids is when it has warmed up: the compiler would run on the sensor's core, while packets wait.
export DOTNET_TieredCompilation=0 DOTNET_ReadyToRun=0

[ "$(id -u)" -eq 0 ] || { echo 'this needs root, for network namespaces' >&2; exit 2; }
benchmarks/live/build.sh
dotnet build benchmarks/SipIds.Benchmarks -c Release >"$programs/build.log" || { cat "$programs/build.log"; exit 1; }
sensor=(dotnet artifacts/bin/SipIds.Benchmarks/release/SipIds.Benchmarks.dll)

on() {
  local host=$1
  shift
  ip netns exec "$prefix-$host" "$@"
}

teardown() {
  for host in caller sensor callee; do
    ip netns del "$prefix-$host" 2>/dev/null || true
  done
}
trap teardown EXIT

# lab CALLEE-ADDRESS: three hosts, their interfaces up; the address .9 of the callee's network is nobody's, so that nothing answers.
lab() {
  teardown
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
  ip -n "$prefix-callee" address add "$1/24" dev eth0
}

bridged() {
  lab 10.8.0.2
  ip -n "$prefix-caller" neighbour add 10.8.0.9 lladdr 02:00:00:00:00:09 dev eth0
  callee=10.8.0.2 nobody=10.8.0.9
}

routed() {
  lab 10.8.1.2
  ip -n "$prefix-sensor" address add 10.8.0.254/24 dev eth1
  ip -n "$prefix-sensor" address add 10.8.1.254/24 dev eth2
  ip -n "$prefix-caller" route add default via 10.8.0.254
  ip -n "$prefix-callee" route add default via 10.8.1.254
  ip -n "$prefix-sensor" neighbour add 10.8.1.9 lladdr 02:00:00:00:00:09 dev eth2
  on sensor sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  callee=10.8.1.2 nobody=10.8.1.9
}

arrived() { ip -n "$prefix-callee" -s -j link show eth0 | sed 's/.*"rx":{"bytes":[0-9]*,"packets":\([0-9]*\).*/\1/'; }

# What the kernel's queue between the ends of the caller's cable had no room for, in this lab so far.
lost_on_cable() { ip -n "$prefix-caller" -s -j link show eth0 | sed 's/.*"tx":{[^}]*"dropped":\([0-9]*\).*/\1/'; }

# measure NAME COMMAND...: what crosses under load, then the delay at two rates; the command is the sensor, which ends by itself or is stopped.
measure() {
  local name=$1
  shift
  for offer in "$rate" $((rate * 6 / 5)); do
    start_sensor "$@"
    local before after
    before=$(arrived)
    local said
    said=$(on caller taskset -c 0 "$programs/flood" "$nobody" 5060 "$offer" "$seconds")
    after=$(arrived)
    stop_sensor
    printf '%-28s %s; crossed %s, %s a second\n' "$name" "$said" $((after - before)) $(((after - before) / seconds))
    report_sensor
  done
  for pace in 1000 10000; do
    start_sensor "$@"
    on caller taskset -c 0 "$programs/flood" "$callee" 5060 5000 1 >/dev/null
    on callee taskset -c 0 "$programs/sink" 5060 $((seconds + 2)) >"$programs/sink.log" &
    local sink=$!
    on caller taskset -c 0 "$programs/flood" "$callee" 5060 "$pace" "$seconds" >/dev/null
    wait "$sink"
    stop_sensor
    printf '%-28s at %s a second: %s\n' "$name" "$pace" "$(cat "$programs/sink.log")"
  done
}

start_sensor() {
  running=
  : >"$programs/sensor.log"
  [ $# -gt 0 ] || return 0
  ip netns exec "$prefix-sensor" taskset -c 1 "$@" >"$programs/sensor.log" 2>&1 &
  running=$!
  sleep 1.5
}

stop_sensor() {
  [ -n "$running" ] || return 0
  case $mode in
    timed) wait "$running" ;;
    *) kill "$running" 2>/dev/null || true; wait "$running" 2>/dev/null || true ;;
  esac
}

report_sensor() { sed 's/^/    /' "$programs/sensor.log"; }

# listen NAME SWITCH COMMAND...: the ring while the command sends.
listen() {
  local name=$1 switch=$2
  shift 2
  # shellcheck disable=SC2086
  start_sensor "${sensor[@]}" ring eth1 $((seconds + 4)) $switch
  local said
  said=$(on caller taskset -c 0 "$@")
  stop_sensor
  printf '%-28s %s; lost on the cable %s\n' "$name" "$said" "$(lost_on_cable)"
  report_sensor
}

bridged
mode=timed
packets=$((rate * seconds))
capture=artifacts/benchmark/calls-$packets.pcap
[ -s "$capture" ] || "${sensor[@]}" calls "$capture" "$packets" 1

echo "== ring: $rate messages a second for $seconds s"
listen 'ring, bare' bare "$programs/replay" eth0 "$capture" "$rate"
listen 'ring, calls' '' "$programs/replay" eth0 "$capture" "$rate"
listen 'ring, INVITE flood' '' "$programs/flood" "$nobody" 5060 "$rate" "$seconds"

echo "== bridge"
measure 'bridge, bare' "${sensor[@]}" bridge eth1:eth2 $((seconds + 6)) bare
measure 'bridge, all' "${sensor[@]}" bridge eth1:eth2 $((seconds + 6))
ip -n "$prefix-sensor" link add br0 type bridge
for interface in eth1 eth2; do
  ip -n "$prefix-sensor" link set "$interface" master br0
done
ip -n "$prefix-sensor" link set br0 addrgenmode none up
measure "kernel's bridge"

if [ -x "$programs/accept" ]; then
  routed
  mode=stopped
  on sensor iptables -A FORWARD -j NFQUEUE --queue-num 0
  measure 'NFQUEUE, C accepts all' "$programs/accept" 0
fi
