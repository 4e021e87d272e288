# Settings and small helpers that every part uses.

STATE=$(realpath -m "${LETHE_STATE_DIR:-$TREE/.lethe}")
SECRETS=$STATE/secrets
TLS=$STATE/tls
RUN=$STATE/run
LOGS=$STATE/log
CACHE=${LETHE_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-$STATE}/.cache}/lethe}
HTTPS_PORT=${LETHE_HTTPS_PORT:-9443}
KEYCLOAK_PORT=${LETHE_KEYCLOAK_PORT:-8543}
POSTGRES_PORT=${LETHE_POSTGRES_PORT:-15432}
BIND_HOST=${LETHE_BIND_HOST:-localhost}

# a stack remembers its ports, so that `status`, `token` and `down` find it without being told again
remember_ports() {
  printf 'HTTPS_PORT=%s\nKEYCLOAK_PORT=%s\nPOSTGRES_PORT=%s\n' "$HTTPS_PORT" "$KEYCLOAK_PORT" "$POSTGRES_PORT" >"$RUN/ports"
}
recall_ports() {
  local key value
  [ -f "$RUN/ports" ] || return 0
  while IFS='=' read -r key value; do
    case $key in
      HTTPS_PORT) [ -n "${LETHE_HTTPS_PORT:-}" ] || HTTPS_PORT=$value ;;
      KEYCLOAK_PORT) [ -n "${LETHE_KEYCLOAK_PORT:-}" ] || KEYCLOAK_PORT=$value ;;
      POSTGRES_PORT) [ -n "${LETHE_POSTGRES_PORT:-}" ] || POSTGRES_PORT=$value ;;
    esac
  done <"$RUN/ports"
}
base_url() { echo "https://localhost:$HTTPS_PORT"; }
keycloak_url() { echo "https://localhost:$KEYCLOAK_PORT"; }
console_url() { echo "$(base_url)/console/"; }

BEGAN=$SECONDS
say() { printf '[%3ds] %s\n' $((SECONDS - BEGAN)) "$*" >&2; }
die() { printf 'lethe: %s\n' "$*" >&2; exit 1; }

property() { # NAME: a version from the root pom, so that it is written down once
  local value
  value=$(sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$TREE/pom.xml" | head -n 1)
  [ -n "$value" ] || die "pom.xml has no property $1"
  echo "$value"
}

fetch() { curl --silent --show-error --cacert "$TLS/ca.pem" --max-time 30 "$@"; }
answers() { curl --silent --fail --output /dev/null --cacert "$TLS/ca.pem" --max-time 5 "$1" 2>/dev/null; }

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# await WHAT SECONDS CHECK...: waits with a sign of life, gives up when the time is over or the process is gone
await() {
  local what=$1 limit=$2 start=$SECONDS told=$SECONDS
  shift 2
  until "$@"; do
    [ $((SECONDS - start)) -lt "$limit" ] || die "$what was not ready after $limit s; see $LOGS"
    if [ $((SECONDS - told)) -ge 10 ]; then
      say "  still waiting for $what ($((SECONDS - start)) s)"
      told=$SECONDS
    fi
    sleep 0.3
  done
}

# pids of processes whose command line carries this exact argument; other people's processes never do. One process for
# all of /proc, since this is asked again and again while something starts; the argument comes by a pipe, so that grep
# does not find itself
pids_with_argument() {
  printf '%s\n' "$1" | grep -lzxFf - /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3 | grep -vx "$$" || true
}

# stop_pids SECONDS PID...: asks first, insists later
stop_pids() {
  local patience=$1 pid start=$SECONDS
  shift
  [ $# -gt 0 ] || return 0
  kill -TERM "$@" 2>/dev/null || true
  for pid in "$@"; do
    while kill -0 "$pid" 2>/dev/null && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null; do
      [ $((SECONDS - start)) -lt "$patience" ] || kill -KILL "$pid" 2>/dev/null || true
      [ $((SECONDS - start)) -lt $((patience + 30)) ] || break
      sleep 0.1
    done
  done
}

# from here on what is made is for its owner alone; the build sets its own mask
state_folders() {
  umask 077
  mkdir -p "$STATE" "$SECRETS" "$TLS" "$RUN" "$LOGS" 2>/dev/null || die "cannot write to $STATE; set LETHE_STATE_DIR to a folder that can be written"
  chmod 700 "$STATE" "$SECRETS" "$TLS" "$RUN" "$LOGS"
}

# what goes on running keeps nothing open of who started it: not our lock, and no lock or pipe of the caller's
close_inherited() {
  local fd
  for fd in /proc/$BASHPID/fd/*; do
    fd=${fd##*/}
    [ "$fd" -le 2 ] || [ "$fd" = 255 ] || eval "exec $fd>&-"
  done
}

# one change to a stack at a time
with_lock() {
  exec 9>"$RUN/lock"
  flock -w 900 9 || die "another ./lethe is busy with $STATE"
}
unlock() { exec 9>&-; }
