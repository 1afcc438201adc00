# shellcheck shell=bash
# What run, test and measure share: packages, npm, presets. Sourced, never run.
# Each step leaves a stamp in build/stamps, so that a second run has nothing to do.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
stamps=$root/build/stamps
mkdir -p "$stamps"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
jobs=${ONEPOT_JOBS:-2}

# A machine without a usable home directory still needs somewhere to keep its caches.
if [ -z "${HOME:-}" ] || [ ! -d "$HOME" ] || [ ! -w "$HOME" ]; then
  export HOME=$root/build/home
  mkdir -p "$HOME"
fi
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root}

say() { printf '%s\n' "$*" >&2; }
die() { say "$0: $*"; exit 3; }

# The words of the lists, without comments.
listed() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' -- "$@" | awk '{print $1}'; }

# True where a node of at least 18 and an npm are there already, from Debian or from anywhere else.
have_node() {
  command -v npm >/dev/null && command -v node >/dev/null &&
    [ "$(node -p 'parseInt(process.versions.node)' 2>/dev/null || echo 0)" -ge 18 ]
}

# need_packages NAME LIST… : installs by name those Debian packages of the lists that are not there.
need_packages() {
  local name=$1; shift
  local hash missing=() package
  hash=$(cat -- "$@" | sha256sum | cut -c1-16)
  [ -e "$stamps/packages-$name-$hash" ] && return
  for package in $(listed "$@"); do
    case $package in nodejs | npm) have_node && continue ;; esac
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
      command -v sudo >/dev/null || die "these packages are missing and there is no sudo to install them: ${missing[*]}"
      as_root=(sudo -E)
    fi
    say "Installing: ${missing[*]}"
    "${as_root[@]}" apt-get -q update </dev/null >&2 || die "apt-get update failed"
    "${as_root[@]}" apt-get -q install -y --no-install-recommends "${missing[@]}" </dev/null >&2 ||
      die "apt-get install failed"
  fi
  touch "$stamps/packages-$name-$hash"
}

# The npm packages of package-lock.json, exactly.
need_npm() {
  [ -f package-lock.json ] || return 0
  local hash
  hash=$(cat package.json package-lock.json | sha256sum | cut -c1-16)
  [ -e "$stamps/npm-$hash" ] && [ -d node_modules ] && return
  say "Installing the npm packages of package-lock.json"
  npm ci --no-audit --no-fund --loglevel=error </dev/null >&2 || die "npm ci failed"
  rm -f "$stamps"/npm-*
  touch "$stamps/npm-$hash"
}

# build PRESET [TARGET…] : configures once, then lets ninja see what there is to do. (measure is the release with more
# targets in it: ./measure configures it itself.)
build() {
  local preset=$1 log=$root/build/$1.log; shift
  if [ "$preset" != measure ] && [ ! -f "build/$preset/build.ninja" ]; then
    say "Configuring $preset"
    cmake --preset "$preset" </dev/null >"$log" 2>&1 || { cat "$log" >&2; die "cmake --preset $preset failed"; }
  fi
  cmake --build --preset "$preset" -j "$jobs" ${1:+--target "$@"} </dev/null >"$log" 2>&1 ||
    { grep -v '^\[' "$log" | tail -n 80 >&2; die "the build of preset $preset failed; the whole of it is in $log"; }
}
