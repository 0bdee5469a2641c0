#!/usr/bin/env bash
# Installs the telephone system and the telephones of the test of real calls, where that can be done: Debian or Ubuntu,
# as root. Where not, says so and leaves it at that: the test skips itself visibly.
set -uo pipefail
packages=(kamailio kamailio-utils-modules baresip-core)

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "Installed already: ${packages[*]}"
elif [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "The test of real telephone calls is skipped: it needs ${missing[*]}, which only root can install, with apt-get."
elif ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } </dev/null; then
  echo "The test of real telephone calls is skipped: apt-get could not install ${missing[*]}."
fi
