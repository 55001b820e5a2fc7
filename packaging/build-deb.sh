#!/usr/bin/env bash
# Builds artifacts/deb/sipids_VERSION_amd64.deb: the program with the .NET runtime in it, the services, the configuration.
# Where the runtime cannot be restored, or with --framework-dependent, the package depends on dotnet-runtime-10.0 instead.
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
project=src/SipIds.Host
tree=artifacts/deb/tree
program=$tree/usr/lib/sipids
contained=true
[ "${1:-}" = --framework-dependent ] && contained=false

die() { echo "build-deb.sh: $1" >&2; exit 1; }
installed() { grep -v '^#' packaging/debian/files; }
# The manual page is compressed, as Debian wants it.
compressed() { case $1 in */man1/*) echo "$1.gz" ;; *) echo "$1" ;; esac; }

publish() {
  dotnet publish $project -c Release -p:SelfContained="$contained" -o "$program" -v q
}

stage() {
  rm -rf "$tree"
  if [ $contained = true ] && ! dotnet restore $project -p:SelfContained=true -v q; then
    echo 'build-deb.sh: the runtime cannot be restored; the package will depend on dotnet-runtime-10.0.' >&2
    contained=false
  fi
  publish
  rm -f "$program"/*.xml
  find "$program" -type f -exec chmod 644 {} +
  chmod 755 "$program/sipids"
  if [ -e "$program/createdump" ]; then chmod 755 "$program/createdump"; fi
  install -d "$tree/usr/bin"
  ln -s ../lib/sipids/sipids "$tree/usr/bin/sipids"
  while read -r source target; do
    install -D -m 644 "$source" "$tree/$target"
    if [ "$(compressed "$target")" != "$target" ]; then gzip -9n "$tree/$target"; fi
  done < <(installed)
  # Editors complete the file by the schema of the package.
  sed -i "1s#=docs/#=/usr/share/doc/sipids/docs/#" "$tree/etc/sipids/sipcnf.yaml"
  if [ $contained = true ]; then notices; fi
}

# The runtime's licence asks that its notices go with it.
notices() {
  local version packages notices
  version=$(sed -n '/includedFrameworks/,/]/s/.*"version": "\(.*\)".*/\1/p' "$program/sipids.runtimeconfig.json")
  packages=$(dotnet msbuild $project -getProperty:NuGetPackageRoot)
  notices=$packages/microsoft.netcore.app.runtime.linux-x64/$version/THIRD-PARTY-NOTICES.TXT
  [ -f "$notices" ] || die "the runtime's notices are missing: $notices"
  install -m 644 "$notices" "$tree/usr/share/doc/sipids/THIRD-PARTY-NOTICES.TXT"
}

describe() {
  local depends='libc6 (>= 2.27), libgcc-s1, libstdc++6, libssl3 | libssl3t64'
  [ $contained = true ] || depends="$depends, dotnet-runtime-10.0"
  install -d "$tree/DEBIAN"
  sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/$(du -sk "$tree" | cut -f1)/" \
    -e "s/@DEPENDS@/$depends, passwd, procps/" packaging/debian/control.in >"$tree/DEBIAN/control"
  install -m 644 packaging/debian/conffiles "$tree/DEBIAN/"
  install -m 755 packaging/debian/{postinst,prerm,postrm} "$tree/DEBIAN/"
}

# What was built is taken apart again: nothing is missing, /etc holds the configuration of this checkout, and the program takes it.
verify() {
  local out=artifacts/deb/verify target
  rm -rf $out
  dpkg-deb -x "$package" $out
  while read -r _ target; do
    [ -f "$out/$(compressed "$target")" ] || die "the package lacks $target"
  done < <(installed)
  while read -r target; do
    [ -f "$out$target" ] || die "$target is a conffile and not in the package"
  done <packaging/debian/conffiles
  cmp <(tail -n +2 sipcnf.yaml) <(tail -n +2 $out/etc/sipids/sipcnf.yaml) || die '/etc/sipids/sipcnf.yaml is not the sipcnf.yaml of this checkout'
  $out/usr/bin/sipids config check $out/etc/sipids/sipcnf.yaml >/dev/null || die 'the program refuses its own configuration'
  [ "$($out/usr/bin/sipids --version)" = "$version" ] || die "the program does not say that it is $version"
  rm -rf $out
}

version=$(dotnet msbuild $project -getProperty:Version)
package=artifacts/deb/sipids_${version}_amd64.deb
# The same checkout makes the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
umask 022

stage
describe
dpkg-deb --root-owner-group -Zxz --build "$tree" "$package" >/dev/null
verify
rm -rf "$tree"
echo "$package"
