#!/usr/bin/env bash
# Installs the Debian packages that the tests drive: those named, else all of them. The tests call it for what they miss.
set -euo pipefail

packages=("$@")
[ ${#packages[@]} -gt 0 ] || packages=(chromium-headless-shell shellcheck xmlsec1)

exec 9>/tmp/install-prerequisites.lock
flock 9

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "Install these with root's rights on Debian or Ubuntu: apt-get update && apt-get install -y ${missing[*]}" >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=600 update -q
apt-get -o DPkg::Lock::Timeout=600 install -y -q --no-install-recommends "${missing[@]}"
