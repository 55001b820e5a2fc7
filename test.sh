#!/usr/bin/env bash
# Builds everything and runs every test. Installs the Debian packages that the tests compare with.
# --quick installs nothing and leaves out what takes long: the lab, the tests that run the program as its users do, and those with the trait takes=long.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

install() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local sudo=''
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  echo "installing ${missing[*]}"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Each assembly is a program of its own, and as many run at once as there are processors.
quick() {
  dotnet build SipIds.sln -c Release -v q
  find tests -name '*.Tests.csproj' -printf '%f\n' | sed 's/\.csproj$//' | sort |
    xargs -P "$(nproc)" -I{} bash -c '
      said=$("artifacts/bin/$1/release/$1" -trait- takes=long -namespace- "SipIds.Host.Tests.CommandLine*" -namespace- "SipIds.Host.Tests.Reports*" -namespace- "SipIds.Host.Tests.Live*" -namespace- "SipIds.Host.Tests.Calls*" -nocolor "${@:2}" 2>&1) && kept="Total:" || kept=""
      grep -a -e "$kept" <<<"$said"
      [ -n "$kept" ]' quick {} "$@"
}

if [ "${1:-}" = --quick ]; then
  quick "${@:2}"
  exit
fi

install baresip ethtool iproute2 iptables iputils-ping kamailio libpcap0.8 nftables procps sip-tester sipvicious tshark
dotnet build SipIds.sln -c Release
dotnet test --solution SipIds.sln -c Release --no-build "$@"
