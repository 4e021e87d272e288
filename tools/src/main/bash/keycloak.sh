# Keycloak: optimised once per version in the cache, one home per stack, TLS only, bounded heap.

KC_HOME=$STATE/keycloak/home
KC_TEMP=$STATE/keycloak/tmp # the machine's own may hold folders of another user under the names that Keycloak wants
REALM=$TREE/liberty-config/src/main/keycloak/lethe-realm.json

unpack_keycloak() {
  unpack_zip_top "$1" "$2"
  say "building Keycloak for PostgreSQL (once)"
  env -u KC_DB "$2/bin/kc.sh" build --db=postgres --cache=local --health-enabled=false --metrics-enabled=false \
    >"$LOGS/keycloak-build.log" 2>&1
}

# hard links where they are possible: each stack needs folders of its own, not another 190 MB
keycloak_home() {
  local stamp
  stamp=$(basename "$KC_DIST")
  [ "$(cat "$KC_HOME/.made-from" 2>/dev/null)" != "$stamp" ] || return 0
  rm -rf "$KC_HOME"
  mkdir -p "$STATE/keycloak"
  cp -al "$KC_DIST" "$KC_HOME" 2>/dev/null || { rm -rf "$KC_HOME"; cp -a "$KC_DIST" "$KC_HOME"; }
  rm -rf "$KC_HOME/data" "$KC_HOME/conf/keycloak.conf"
  mkdir -p "$KC_HOME/data/import"
  echo "$stamp" >"$KC_HOME/.made-from"
}

# passwords reach Keycloak and the realm's placeholders by the environment of this one process
keycloak_environment() {
  local name
  export KC_DB_URL="jdbc:postgresql://127.0.0.1:$POSTGRES_PORT/keycloak" KC_DB_USERNAME=keycloak
  export KC_DB_PASSWORD KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD KC_HTTPS_KEY_STORE_PASSWORD
  KC_DB_PASSWORD=$(secret postgres-keycloak)
  KC_BOOTSTRAP_ADMIN_PASSWORD=$(secret keycloak-admin)
  KC_HTTPS_KEY_STORE_PASSWORD=$(secret server/store_password)
  export KC_DB_POOL_MAX_SIZE=20 KC_HTTPS_KEY_STORE_FILE=$TLS/server.p12 KC_HTTPS_PORT=$KEYCLOAK_PORT KC_HTTP_ENABLED=false
  export KC_HTTP_HOST=$BIND_HOST KC_HTTPS_PROTOCOLS=TLSv1.3,TLSv1.2 KC_LOG=console
  KC_HOSTNAME=$(keycloak_url)
  LETHE_PUBLIC_URL=$(base_url)
  export KC_HOSTNAME LETHE_PUBLIC_URL
  LETHE_SECRET_CONSOLE=$(secret server/console_client_secret)
  export LETHE_SECRET_CONSOLE
  for name in $SERVICE_CLIENTS lethe-cli; do export "LETHE_SECRET_$(upper "$name")=$(secret "clients/$name")"; done
  for name in $PEOPLE; do export "LETHE_PASSWORD_$(upper "$name")=$(password_of "$name")"; done
}
upper() { tr 'a-z-' 'A-Z_' <<<"$1"; }

# a connection is tried before it is used: those to a database that was restarted are dead
keycloak_java() { # HEAP ARGUMENT...
  local heap=$1
  shift
  "$JAVA_HOME/bin/java" -Xms64m "-Xmx$heap" -XX:MaxMetaspaceSize=256m -XX:+ExitOnOutOfMemoryError \
    -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Djava.net.preferIPv4Stack=true -Dfile.encoding=UTF-8 \
    --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED \
    --add-opens=java.base/java.security=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED -Duser.language=en -Duser.country=US \
    "-Dlethe.stack=$STATE" -Dlethe.part=keycloak "-Djava.io.tmpdir=$KC_TEMP" "-Dkc.home.dir=$KC_HOME" "-Djboss.server.config.dir=$KC_HOME/conf" \
    -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory \
    -Dquarkus.datasource.jdbc.validate-on-borrow=true -Dquarkus-log-max-startup-records=10000 -Dpicocli.disable.closures=true -cp "$KC_HOME/lib/quarkus-run.jar" \
    io.quarkus.bootstrap.runner.QuarkusEntryPoint "$@"
}

keycloak_pids() { comm -12 <(pids_with_argument "-Dlethe.stack=$STATE" | sort) <(pids_with_argument "-Dlethe.part=keycloak" | sort); }
keycloak_ready() { answers "$(keycloak_url)/realms/lethe/.well-known/openid-configuration"; }
keycloak_ready_or_dead() {
  [ -n "$(keycloak_pids)" ] || die "Keycloak ended while starting: $(grep -m 1 -E 'ERROR|Exception' "$LOGS/keycloak.log" || echo "see $LOGS/keycloak.log")"
  keycloak_ready
}

# what the realm was made from; an edited file, another port or a new secret is imported again
realm_fingerprint() {
  { cat "$REALM"; base_url; cat "$SECRETS"/clients/* "$SECRETS"/people/* "$SECRETS/server/console_client_secret"; } | sha256sum | cut -d' ' -f1
}

start_keycloak() (
  fingerprint=$(realm_fingerprint)
  imported=$(cat "$STATE/keycloak/realm" 2>/dev/null || true)
  if [ -n "$(keycloak_pids)" ]; then
    if [ "$imported" = "$fingerprint" ] && keycloak_ready; then exit 0; fi
    stop_keycloak
  fi
  port_is_free "$KEYCLOAK_PORT" LETHE_KEYCLOAK_PORT
  keycloak_home
  rm -rf "$KC_TEMP" # what a killed one has left
  mkdir -p "$KC_TEMP"
  keycloak_environment
  if [ -n "$imported" ] && [ "$imported" != "$fingerprint" ]; then
    say "the realm file has changed: importing it again"
    keycloak_java 384m import --optimized "--file=$REALM" --override=true >"$LOGS/keycloak-import.log" 2>&1 ||
      die "the realm could not be imported; see $LOGS/keycloak-import.log"
    rm -f "$KC_HOME/data/import/"*
  else
    cp "$REALM" "$KC_HOME/data/import/lethe-realm.json"
  fi
  say "starting Keycloak on $(keycloak_url)"
  declare -fx keycloak_java
  export KC_HOME KC_TEMP STATE JAVA_HOME
  (close_inherited && exec setsid bash -c 'keycloak_java 384m start --optimized --import-realm --cache=local') >"$LOGS/keycloak.log" 2>&1 </dev/null &
  LAUNCHED=$!
  await Keycloak 240 keycloak_started
  echo "$fingerprint" >"$STATE/keycloak/realm"
)
# the process needs a moment to appear
keycloak_started() {
  if [ "${KEYCLOAK_SEEN:-}" = yes ]; then keycloak_ready_or_dead; else
    if [ -n "$(keycloak_pids)" ]; then KEYCLOAK_SEEN=yes; elif ! kill -0 "$LAUNCHED" 2>/dev/null; then keycloak_ready_or_dead; fi
    return 1
  fi
}
stop_keycloak() {
  local pids
  mapfile -t pids < <(keycloak_pids)
  [ ${#pids[@]} -gt 0 ] || return 0
  say "stopping Keycloak"
  stop_pids 20 "${pids[@]}"
}
