# Open Liberty with the EAR: built by Maven, run from a folder of the stack.

SERVER_USR=$STATE/server
SERVER_DIR=$SERVER_USR/servers/lethe
BUILT_USR=$TREE/liberty-config/target/usr
BUILD_STAMP=$TREE/liberty-config/target/built

# what a build is made from, so that an unchanged tree is not built again
sources_fingerprint() {
  (cd "$TREE" && find . -path ./.git -prune -o -path './.lethe*' -prune -o -name target -prune -o \
    \( -path '*/src/main/*' -o -name pom.xml \) -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}
source_files() { (cd "$TREE" && find . -path ./.git -prune -o -path './.lethe*' -prune -o -name target -prune -o -path '*/src/main/*' -type f -print | sort | sha256sum); }
# classes whose source was removed stay in target: then everything is built anew
stale_targets() { [ -s "$BUILD_STAMP.files" ] && [ "$(cat "$BUILD_STAMP.files")" = "$(source_files)" ] || echo clean; }
built() {
  sources_fingerprint >"$BUILD_STAMP"
  source_files >"$BUILD_STAMP.files"
}
# one build of a tree at a time: that of an `up` which has given up may still be running
with_build_lock() {
  exec 7<"$TREE/pom.xml"
  flock -n 7 || { say "waiting for another build of this tree"; flock -w 1800 7 || die "another build of $TREE does not end"; }
}
build() {
  local fingerprint goals
  with_build_lock
  fingerprint=$(sources_fingerprint)
  if [ "$(cat "$BUILD_STAMP" 2>/dev/null)" = "$fingerprint" ] && [ -d "$BUILT_USR" ]; then exec 7<&-; return 0; fi
  say "building with Maven (the first time it fetches libraries; log: $LOGS/build.log)"
  goals=$(stale_targets)
  # shellcheck disable=SC2086
  (umask 022 && cd "$TREE" && mvn_quiet $goals package -Dmaven.test.skip=true "-DinstallDirectory=$WLP") >"$LOGS/build.log" 2>&1 ||
    { grep -m 5 ERROR "$LOGS/build.log" >&2 || true; die "the build failed; see $LOGS/build.log"; }
  built
  exec 7<&-
  say "built"
}

lethe_tools() { # COMMAND ARGUMENT...
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -Dslf4j.internal.verbosity=ERROR -cp "$TREE/tools/target/tools.jar:$TREE/tools/target/lib/*" \
    dev.lethe.tools.Main "$@"
}

migrate() {
  say "bringing the database schema up to date"
  LETHE_DATABASE_URL="jdbc:postgresql://127.0.0.1:$POSTGRES_PORT/lethe" LETHE_DATABASE_PASSWORD=$(secret postgres-lethe-owner) \
    lethe_tools migrate "$TREE/ejb-module/src/main/resources/db/migration" "$TREE/liberty-config/src/main/db/migration" >"$LOGS/migrate.log" 2>&1 ||
    die "the migration failed: $(grep -m 1 -iE 'mismatch|not applied to database|Migration .* failed|ERROR:' "$LOGS/migrate.log" || true); see $LOGS/migrate.log (./lethe down --wipe begins anew)"
}

# the exact recognition models come with npm; without it the smaller English model of the OCR library serves
models() {
  local language missing=
  for language in eng deu fra spa ita nld por; do
    [ -f "$CACHE/models/$language.traineddata" ] || missing=$language
  done
  [ -n "$missing" ] || return 0
  command -v npm >/dev/null || { say "npm is not there: the smaller English recognition model is used"; return; }
  say "fetching the recognition models of seven languages"
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$TREE/engine-module/target/worker/*" \
    dev.lethe.engine.assembly.Models "$CACHE/models" >"$LOGS/models.log" 2>&1 ||
    say "not all recognition models could be fetched: what is there is used; see $LOGS/models.log"
}

# what the sandboxed workers see as their whole file system; made again only when the engine has changed
worker_root() {
  models
  [ -d "$STATE/worker-root" ] || say "making the workers' private root (a small Java runtime, the engine, its models)"
  (umask 022 && "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$TREE/engine-module/target/worker/*" \
    dev.lethe.engine.assembly.WorkerRoot "$STATE/worker-root" "$CACHE/models" "${LETHE_TEMPLATES_DIR:-$STATE/templates}") >"$LOGS/worker-root.log" 2>&1 ||
    die "the workers' root could not be made; $(grep -m 1 '^broken template: ' "$LOGS/worker-root.log" || echo "see $LOGS/worker-root.log")"
}

# the built server is copied, so that a later build never changes what runs
server_files() {
  mkdir -p "$SERVER_DIR" "$SERVER_USR/shared" "$STATE/store" "$STATE/epochs" "$STATE/journal"
  # builds are reproducible, so archives of different builds carry one date: the server would take its cache for theirs
  cmp -s "$BUILT_USR/servers/lethe/apps/lethe.ear" "$SERVER_DIR/apps/lethe.ear" ||
    rm -rf "$SERVER_DIR"/workarea/org.eclipse.osgi/*/data/{cache,cacheAdapt,cacheOverlay,anno}
  rm -rf "$SERVER_DIR/apps" "$SERVER_DIR/dropins" "$SERVER_DIR/policy" "$SERVER_USR/shared/resources" "$SERVER_USR/shared/config"
  cp -a "$BUILT_USR/servers/lethe/." "$SERVER_DIR/"
  cp -a "$BUILT_USR/shared/." "$SERVER_USR/shared/"
}

# what is signed and approved here is the bundle of the build: whoever runs ./lethe is who installs it
install_policy() { # DIR
  local said
  policy_keys
  said=$(lethe_tools policy sign "$1" "$POLICY_KEYS/signing.key") || die "$said"
  approve_policy "$1" "$POLICY_KEYS/signing.pub"
}
# a deployment's own bundle is signed by whoever releases policy: here it is only checked
own_policy() { [ -n "${LETHE_POLICY_DIR:-}" ]; }
check_own_policy() {
  local said
  [ -d "$LETHE_POLICY_DIR" ] || die "LETHE_POLICY_DIR is no folder: '$LETHE_POLICY_DIR'"
  [ -f "${LETHE_POLICY_KEYS:-}" ] || die "LETHE_POLICY_DIR needs LETHE_POLICY_KEYS, a file with the public keys of who may sign it"
  said=$(lethe_tools policy verify "$LETHE_POLICY_DIR" "$LETHE_POLICY_KEYS") || die "the policy is not run: $said"
}
policy_stamp() { ! own_policy || cat "$LETHE_POLICY_DIR"/* "${LETHE_POLICY_KEYS:-/dev/null}" 2>/dev/null | sha256sum | cut -c -16; }
approve_policy() { # DIR KEYS
  local said
  said=$(LETHE_DATABASE_URL="jdbc:postgresql://127.0.0.1:$POSTGRES_PORT/lethe" LETHE_DATABASE_PASSWORD=$(secret postgres-lethe-owner) \
    lethe_tools policy deploy "$1" "$2" 2>>"$LOGS/policy.log") || die "the policy was not approved: $said; see $LOGS/policy.log"
}

server_environment() {
  # what a soak leaves behind is looked for every minute instead of every hour
  [ "${LETHE_IN_TEST:-}" != yes ] || export LETHE_RETENTION_SWEEP_ORPHANS_INTERVAL=PT1M
  export WLP_USER_DIR=$SERVER_USR LOG_DIR=$LOGS/server SERVER_NAME=lethe
  export VARIABLE_SOURCE_DIRS=$SECRETS/server # secrets are read from files and never enter the environment
  # the launcher gives them to the shell once more: quoted, so that the folder may have any name
  export JVM_ARGS="'-Dlethe.stack=${STATE//\'/\'\\\'\'}' -Dlethe.part=server"
  export LETHE_HTTPS_PORT=$HTTPS_PORT LETHE_BIND_HOST=$BIND_HOST LETHE_POSTGRES_PORT=$POSTGRES_PORT LETHE_TLS_DIR=$TLS
  LETHE_PUBLIC_URL=$(base_url)
  LETHE_ISSUER=$(keycloak_url)/realms/lethe
  export LETHE_PUBLIC_URL LETHE_ISSUER
  if own_policy; then
    LETHE_POLICY_DIR=$(realpath "$LETHE_POLICY_DIR")
    LETHE_POLICY_KEYS=$(realpath "$LETHE_POLICY_KEYS")
  else
    LETHE_POLICY_DIR=$SERVER_DIR/policy
    LETHE_POLICY_KEYS=$POLICY_KEYS/signing.pub
  fi
  export LETHE_POLICY_DIR LETHE_POLICY_KEYS LETHE_WORKER_ROOT=$STATE/worker-root LETHE_STORE_DIR=$STATE/store LETHE_EPOCH_DIR=$STATE/epochs LETHE_JOURNAL_DIR=$STATE/journal
  signing_keys
  export LETHE_MASTER_KEY_FILE=$MASTER_KEY LETHE_SIGNING_KEY_FILE=$SIGNING_KEYS/signing.key
  unset LETHE_MASTER_KEY_PREVIOUS_FILE
  [ ! -s "$PREVIOUS_MASTER_KEY" ] || export LETHE_MASTER_KEY_PREVIOUS_FILE=$PREVIOUS_MASTER_KEY
  # most machines that this is tried on have a swap file; a server without this setting refuses them
  export LETHE_MEMORY_EXPOSURE=${LETHE_MEMORY_EXPOSURE:-warn}
}
# whatever a crash leaves, it is without what was in memory; also where the kernel hands it to a program
without_cores() {
  ulimit -c 0
  echo 0 >/proc/self/coredump_filter 2>/dev/null || true
}
memory_finding() { grep -m 1 -o 'what is in memory may get to a disk in clear: [a-z, -]*' "$LOGS/server/messages.log" 2>/dev/null; }

server_pids() { comm -12 <(pids_with_argument "-Dlethe.stack=$STATE" | sort) <(pids_with_argument "-Dlethe.part=server" | sort); }
server_ready() { answers "$(base_url)/health/ready"; }
server_started() {
  if [ "${SERVER_SEEN:-}" = yes ]; then
    [ -n "$(server_pids)" ] || die "the server ended while starting; see $LOGS/server/messages.log"
    ! grep -q CWWKZ0002E "$LOGS/server/messages.log" 2>/dev/null || application_failed
    server_ready
  else
    if [ -n "$(server_pids)" ]; then SERVER_SEEN=yes; elif ! kill -0 "$LAUNCHED" 2>/dev/null; then
      die "the server did not start: $(tail -n 1 "$LOGS/server/console.log")"
    fi
    return 1
  fi
}
# the application server would stay up without its application
application_failed() {
  stop_server
  die "the application did not start: $(why_not_started); see $LOGS/server/messages.log"
}
# a wrong policy or setting and a machine that is refused are told by their own sentences
why_not_started() {
  if [ "${LETHE_MEMORY_EXPOSURE:-}" = refuse ] && memory_finding; then return; fi
  grep -m 1 -o 'InvalidPolicyException: [^"\\]*' "$LOGS/server/messages.log" | head -n 1 ||
    grep -m 1 -o 'IllegalStateException: [^"\\]*' "$LOGS/server/messages.log" | head -n 1 ||
    grep -m 1 -o 'CWWKZ0002E[^"]*' "$LOGS/server/messages.log" | cut -c -600
}
running_build() { cat "$RUN/running-build" 2>/dev/null || true; }

start_server() (
  ! own_policy || check_own_policy # before a server is stopped that runs a good one
  build_now=$(cat "$BUILD_STAMP")-$HTTPS_PORT-$KEYCLOAK_PORT-$POSTGRES_PORT-$(policy_stamp)-$(master_key_stamp)
  if [ -n "$(server_pids)" ]; then
    if [ "$(running_build)" = "$build_now" ] && server_ready; then exit 0; fi
    stop_server
  fi
  port_is_free "$HTTPS_PORT" LETHE_HTTPS_PORT
  server_files
  if own_policy; then approve_policy "$LETHE_POLICY_DIR" "$LETHE_POLICY_KEYS"; else install_policy "$SERVER_DIR/policy"; fi
  worker_root
  server_environment
  mkdir -p "$LOG_DIR"
  rm -f "$LOG_DIR/messages.log" # so that what is read in it is of this start
  say "starting the server on $(base_url)"
  # standard output carries what is hidden from the log because it quotes tokens; the log has all else
  (close_inherited && without_cores && exec setsid "$WLP/bin/server" run lethe) >/dev/null 2>"$LOGS/server/console.log" </dev/null &
  LAUNCHED=$!
  await "the server" 300 server_started
  echo "$build_now" >"$RUN/running-build"
)
stop_server() {
  local pids
  mapfile -t pids < <(server_pids)
  [ ${#pids[@]} -gt 0 ] || return 0
  say "stopping the server"
  stop_pids 30 "${pids[@]}"
}
