# ./lethe keys: the root key of a tenant, over the API, with the account of somebody of the tenant who may; and the
# master key of the local keystore, which is this machine's to replace

keys() {
  local command=${1:-} tenant=${2:-northwind} who
  if [ "$command" = rotate-master ]; then
    [ $# -eq 1 ] || die "keys rotate-master wants no tenant: the master key is the same for all"
    rotate_master
    return
  fi
  [ $# -le 2 ] || die "keys wants a command and one tenant at most"
  case $command in
    status | rotate) ;;
    *) die "keys knows status, rotate and rotate-master, not '$command'" ;;
  esac
  who=$(keeper_of "$command" "$tenant") || exit 1
  need_running
  case $command in
    status) tenant_key "$who" ;;
    rotate) tenant_key "$who" --request POST /rotation ;;
  esac
}

# who of a tenant may do it by the policy of the tree: whoever reads retention, and who manages keys
keeper_of() { # COMMAND TENANT
  case $1-$2 in
    status-northwind | rotate-northwind) echo tara ;;
    status-contoso) echo carla ;;
    rotate-contoso) die "contoso has no tenant administrator here, and nobody else may rotate its key" ;;
    *) die "there is no tenant '$2' here; one of: northwind contoso" ;;
  esac
}

tenant_key() { # WHO [OPTION... PATH]
  local who=$1 path='' token status answer
  shift
  [ $# -eq 0 ] || { path=${*: -1}; set -- "${@:1:$#-1}"; }
  token=$(token "$who") || exit 1
  # the token is in no command line, which others on the machine can read
  answer=$(fetch --write-out '\n%{http_code}' --header @- "$@" "$(base_url)/v1/tenant-key$path" <<<"Authorization: Bearer $token") ||
    die "the service did not answer"
  status=${answer##*$'\n'}
  echo "${answer%$'\n'*}"
  case $status in
    2??) ;;
    *) die "the service answered $status" ;;
  esac
}

# Each step leaves files from which the next one follows, so that it can be cut off anywhere and run again:
# the key; it has become the previous one; a new one beside it; the previous one is retired; the new one alone.
rotate_master() {
  [ -e "$MASTER_KEY" ] || [ -e "$PREVIOUS_MASTER_KEY" ] || die "there is no master key in $STATE; ./lethe up makes one"
  state_folders
  [ -e "$USELESS_MASTER_KEY" ] || replace_master_key
  shred --remove "$USELESS_MASTER_KEY"
  say "the master key is another one now, and the one before it is destroyed; copies of it are yours to destroy"
}

replace_master_key() {
  begin_rotation
  if [ -e "$PREVIOUS_MASTER_KEY" ]; then
    rewrap_roots
    mv "$PREVIOUS_MASTER_KEY" "$RETIRED_MASTER_KEY"
  fi
  # a server that still needed it would not start
  "$TREE/lethe" up --detach || keep_previous
  mv "$RETIRED_MASTER_KEY" "$USELESS_MASTER_KEY"
}

begin_rotation() {
  with_lock
  if [ -e "$PREVIOUS_MASTER_KEY" ] || [ -e "$RETIRED_MASTER_KEY" ]; then
    say "going on with a rotation that was begun"
  else
    mv "$MASTER_KEY" "$PREVIOUS_MASTER_KEY"
    say "making a new master key"
  fi
  [ -s "$MASTER_KEY" ] || make_master_key
  unlock
}

# the server is started anew with both keys, and wraps by the new one what the previous one wraps
rewrap_roots() {
  "$TREE/lethe" up --detach || die "the server does not start with both keys, which are still there; run it again when it can"
  recall_ports
  say "waiting until nothing is wrapped by the previous master key"
  await "the new master key" 300 previous_unused
  say "nothing is wrapped by the previous master key any more"
}
previous_unused() { fetch "$(base_url)/health/ready" 2>/dev/null | grep -q '"previous_master_key": *"unused"'; }

keep_previous() {
  mv "$RETIRED_MASTER_KEY" "$PREVIOUS_MASTER_KEY"
  die "the server does not start with the new master key alone; the previous one is kept: run it again when it can"
}
