#!/usr/bin/env bash
# Builds the C programs of this folder into artifacts/benchmark/live.
set -euo pipefail
cd "$(dirname "$0")"

command -v gcc >/dev/null || { echo 'this needs the Debian package "gcc"' >&2; exit 2; }
out=../../artifacts/benchmark/live
mkdir -p "$out"
for source in *.c; do
  gcc -O2 -Wall -o "$out/${source%.c}" "$source"
done
