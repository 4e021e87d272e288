# up, down, status, logs

prepare() {
  state_folders
  check_machine
  check_namespaces
}

# what runs keeps its ports, unless others are asked for: then it is stopped and begins again on those
keep_ports() {
  local wanted
  [ -f "$RUN/ports" ] && [ -n "$(server_pids)$(keycloak_pids)$(postgres_pids)" ] || return 0
  recall_ports
  wanted=$HTTPS_PORT,$KEYCLOAK_PORT,$POSTGRES_PORT
  (
    unset LETHE_HTTPS_PORT LETHE_KEYCLOAK_PORT LETHE_POSTGRES_PORT
    recall_ports
    [ "$wanted" = "$HTTPS_PORT,$KEYCLOAK_PORT,$POSTGRES_PORT" ] && exit 0
    say "other ports are asked for"
    take_down
  )
}

# told before anything is fetched or built; a part of this very stack may hold its port
check_ports() {
  local setting
  for setting in HTTPS_PORT KEYCLOAK_PORT POSTGRES_PORT; do
    [[ ${!setting} =~ ^[1-9][0-9]{0,4}$ ]] && [ "${!setting}" -le 65535 ] || die "LETHE_$setting is no port: '${!setting}'"
  done
  [ "$HTTPS_PORT" != "$KEYCLOAK_PORT" ] && [ "$HTTPS_PORT" != "$POSTGRES_PORT" ] && [ "$KEYCLOAK_PORT" != "$POSTGRES_PORT" ] ||
    die "the service, Keycloak and PostgreSQL need three different ports"
  [ -n "$(server_pids)" ] || port_is_free "$HTTPS_PORT" LETHE_HTTPS_PORT
  [ -n "$(keycloak_pids)" ] || port_is_free "$KEYCLOAK_PORT" LETHE_KEYCLOAK_PORT
  [ -n "$(postgres_pids)" ] || port_is_free "$POSTGRES_PORT" LETHE_POSTGRES_PORT
}
port_is_free() { # PORT SETTING
  ! listening "$1" || die "port $1 is taken by another program; set $2"
}

# two cores: PostgreSQL and Keycloak come up while Maven builds
bring_up() {
  local builder=0
  with_lock
  keep_ports
  check_ports
  remember_ports
  make_secrets
  make_tls
  fetch_postgres
  fetch_liberty
  build 9>&- &
  builder=$!
  fetch_keycloak
  start_postgres
  start_keycloak
  wait "$builder" || exit 1
  migrate
  start_server
  unlock
  say_memory
}
say_memory() {
  local found
  found=$(memory_finding) || return 0
  say "NOTE: $found; fine for a trial, see docs/operations.md, \"What stays in memory\""
}

up() {
  local detach=no
  case "${1:-}" in
    --detach | -d) detach=yes ;;
    '') ;;
    *) die "up knows --detach, not '$1'" ;;
  esac
  prepare
  if [ "$detach" = no ]; then trap 'trap - INT TERM; say "stopping"; unlock; take_down; exit 130' INT TERM; fi
  bring_up
  say "up: API $(base_url)/v1 · console $(console_url) · ./lethe token northwind-app"
  [ "$detach" = yes ] || stay_attached
}
stay_attached() {
  say "Ctrl-C stops everything; logs in $LOGS"
  while [ -n "$(server_pids)" ]; do sleep 2; done
  say "the server has ended"
  take_down
  exit 1
}

down() {
  case "${1:-}" in
    --wipe | '') ;;
    *) die "down knows --wipe, not '$1'" ;;
  esac
  [ -d "$STATE" ] || { say "nothing was ever started in $STATE"; return 0; }
  state_folders
  with_lock
  take_down
  if [ "${1:-}" = --wipe ]; then
    say "removing the data, keys and secrets of this stack"
    rm -rf "$STATE"/{postgres,store,epochs,journal,container,container-store,keycloak,secrets,tls,server,demo,bench}
  fi
  unlock
}
take_down() {
  recall_ports
  stop_server
  stop_keycloak
  stop_postgres
  strays
  rm -f "$RUN/running-build"
  say "down"
}
# whatever an earlier crash has left of this state folder, and of no other
strays() {
  local pids
  mapfile -t pids < <(pids_with_argument "-Dlethe.stack=$STATE")
  [ ${#pids[@]} -eq 0 ] || stop_pids 5 "${pids[@]}"
}

status() {
  local server=down keycloak=down postgres=down health=down
  [ ! -d "$RUN" ] || recall_ports
  [ -z "$(postgres_pids)" ] || postgres=up
  if [ -n "$(keycloak_pids)" ]; then if keycloak_ready; then keycloak=up; else keycloak=starting; fi; fi
  if [ -n "$(server_pids)" ]; then if server_ready; then server=up; else server=starting; fi; fi
  if [ "$server$keycloak$postgres" = upupup ]; then health=up; elif [ "$server$keycloak$postgres" != downdowndown ]; then health=degraded; fi
  if [ "${1:-}" = --json ]; then
    printf '{"health": "%s", "base_url": "%s", "api_url": "%s/v1", "console_url": "%s", "keycloak_url": "%s", "ca": "%s", "state_dir": "%s", "ports": {"https": %s, "keycloak": %s, "postgres": %s}, "parts": {"server": "%s", "keycloak": "%s", "postgres": "%s"}}\n' \
      "$health" "$(base_url)" "$(base_url)" "$(console_url)" "$(keycloak_url)" "$TLS/ca.pem" "$STATE" \
      "$HTTPS_PORT" "$KEYCLOAK_PORT" "$POSTGRES_PORT" "$server" "$keycloak" "$postgres"
  else
    cat <<TEXT
health      $health
API         $(base_url)/v1
console     $(console_url)
OpenAPI     $(base_url)/openapi
server      $server (port $HTTPS_PORT)
Keycloak    $keycloak ($(keycloak_url), realm lethe)
PostgreSQL  $postgres (127.0.0.1:$POSTGRES_PORT)
authority   $TLS/ca.pem
state       $STATE
TEXT
  fi
  [ "$health" = up ]
}

logs() {
  [ -d "$LOGS" ] || die "no logs yet in $LOGS"
  exec tail -n 40 -F "$LOGS/server/messages.log" "$LOGS/keycloak.log" "$LOGS/postgres.log"
}
