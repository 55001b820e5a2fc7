#!/usr/bin/env bash
# How many attacks of tests/corpus/cases SipIds and Suricata report, and on how many honest captures each raises an alarm.
#   benchmarks/others.sh [RULES]      RULES: a folder of Suricata rules, such as the one that suricata-update fills
# A capture counts as reported when it raises an alert of severity 1 or 2. Every case is read by itself with default settings;
# "made" cases were written packet by packet, "recorded" ones come from tools and devices (the line "From" of their README).
set -euo pipefail
cd "$(dirname "$0")/.."

rules=${1:-}
work=artifacts/benchmark/others
sipids=${SIPIDS:-artifacts/bin/SipIds.Host/release/sipids}
command -v suricata >/dev/null || { echo 'this needs the Debian package "suricata"' >&2; exit 2; }
rm -rf "$work"
mkdir -p "$work"

cat /etc/suricata/rules/*.rules >"$work/packaged.rules"
[ -z "$rules" ] || awk 1 "$work/packaged.rules" "$rules"/*.rules >"$work/all.rules"

export work rules sipids
severe() { grep -cE '"event_type":"alert".*"severity":[12][,}]' "$1" || true; }

with_suricata() {
  local capture=$1 out=$2
  mkdir -p "$out"
  # Addresses of the corpus are neither ours nor theirs: rules look at all of them.
  suricata --runmode single -r "$capture" -l "$out" -S "$3" \
    --set vars.address-groups.HOME_NET=any --set vars.address-groups.EXTERNAL_NET=any >"$out/log" 2>&1
  severe "$out/eve.json"
}

judge() {
  local folder=$1 name kind input capture
  name=$(basename "$folder")
  kind=$(sed -n 's/^# kind: //p' "$folder/expected.txt")
  grep -q '^- From: made' "$folder/README.md" && kind=$kind-made || kind=$kind-recorded
  input=$folder/$(sed -n 's/^# input: //p' "$folder/expected.txt")
  capture=$work/$name.pcap
  zcat -f "$input" >"$capture"
  "$sipids" read "$capture" --eve - >"$work/$name.json" 2>/dev/null || true
  echo "$kind $name" "$(severe "$work/$name.json")" \
    "$(with_suricata "$capture" "$work/$name.packaged" "$work/packaged.rules")" \
    "$([ -z "$rules" ] && echo - || with_suricata "$capture" "$work/$name.all" "$work/all.rules")"
}

export -f severe with_suricata judge
printf '%s\n' tests/corpus/cases/*/ | xargs -P "$(nproc)" -I{} bash -c 'judge "${1%/}"' judge {} | sort | tee "$work/cases.txt"

awk '{ n[$1]++; for (i = 3; i <= 5; i++) reported[$1, i] += $i > 0 }
  END { for (kind in n) printf "%-18s %3d captures: sipids %d, suricata with its packaged rules %d, with those given %d\n",
    kind, n[kind], reported[kind, 3], reported[kind, 4], reported[kind, 5] }' "$work/cases.txt" | sort
