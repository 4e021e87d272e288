# What talks to the running service.

token() {
  local who=${1:-} answer
  [ -n "$who" ] || die "token of whom? one of: $SERVICE_CLIENTS $PEOPLE"
  recall_ports
  if [ -s "$SECRETS/clients/$who" ]; then
    answer=$(token_request -d grant_type=client_credentials -d "client_id=$who" \
      --data-urlencode "client_secret@$SECRETS/clients/$who") || die "Keycloak did not answer; is it up? (./lethe status)"
  elif [ -s "$SECRETS/people/$who" ]; then
    answer=$(token_request -d grant_type=password -d client_id=lethe-cli --data-urlencode "client_secret@$SECRETS/clients/lethe-cli" \
      -d "username=$who" --data-urlencode "password@$SECRETS/people/$who") || die "Keycloak did not answer; is it up? (./lethe status)"
  else
    die "nobody here is called '$who'; one of: $SERVICE_CLIENTS $PEOPLE"
  fi
  case $answer in
    *'"access_token":"'*) sed 's/.*"access_token":"\([^"]*\)".*/\1/' <<<"$answer" ;;
    *) die "Keycloak refused: $answer" ;;
  esac
}
token_request() { fetch "$(keycloak_url)/realms/lethe/protocol/openid-connect/token" "$@"; }
