# Passwords, keys and certificates: made on the first `up`, kept in files that only their owner reads.

# secret NAME: made once, 32 random bytes in hex
secret() {
  local file=$SECRETS/$1
  if [ ! -s "$file" ]; then
    od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >"$file.part"
    mv "$file.part" "$file"
  fi
  cat "$file"
}
# people type theirs, so it is shorter
password_of() {
  local file=$SECRETS/people/$1
  if [ ! -s "$file" ]; then
    mkdir -p "$SECRETS/people"
    od -An -tx1 -N9 /dev/urandom | tr -d ' \n' | sed 's/\(......\)/\1-/g; s/-$//' >"$file.part"
    mv "$file.part" "$file"
  fi
  cat "$file"
}

PEOPLE="olivia adam tara rex paula sam carla aldo nora petra quentin"
SERVICE_CLIENTS="northwind-app northwind-evaluator contoso-app contoso-evaluator"

make_secrets() {
  local name
  mkdir -p "$SECRETS/server" "$SECRETS/clients" "$SECRETS/people"
  for name in postgres-lethe-owner postgres-keycloak keycloak-admin; do secret "$name" >/dev/null; done
  # Liberty reads this folder as variables: file name = variable, content = value
  for name in lethe_app_password console_client_secret store_password ltpa_password batch_password; do secret "server/$name" >/dev/null; done
  for name in $SERVICE_CLIENTS lethe-cli; do secret "clients/$name" >/dev/null; done
  for name in $PEOPLE; do password_of "$name" >/dev/null; done
  [ -s "$MASTER_KEY" ] || make_master_key
}

# while the second one is there the server opens what it wraps, too; the third waits for a start without it, and the
# last one to be overwritten
MASTER_KEY=$SECRETS/master.key
PREVIOUS_MASTER_KEY=$MASTER_KEY.previous
RETIRED_MASTER_KEY=$MASTER_KEY.retired
USELESS_MASTER_KEY=$MASTER_KEY.useless
# on the disk before it counts: what it is going to wrap is lost without it
make_master_key() {
  head -c 32 /dev/urandom | base64 >"$MASTER_KEY.part"
  sync "$MASTER_KEY.part"
  mv "$MASTER_KEY.part" "$MASTER_KEY"
  sync "$SECRETS"
}
# tells which keys a server was started with, and nothing of them
master_key_stamp() { stat -c %i.%Y "$MASTER_KEY" "$PREVIOUS_MASTER_KEY" 2>/dev/null | tr '\n' . || true; }

# the key that signs the policy stays with whoever signs; the server is told of the public one alone
POLICY_KEYS=$SECRETS/policy
policy_keys() { [ -s "$POLICY_KEYS/signing.pub" ] || lethe_tools policy keys "$POLICY_KEYS"; }

# the key that signs statements (deletion certificates) opens nothing, so it lies apart from the master key
SIGNING_KEYS=$SECRETS/signing
signing_keys() { [ -s "$SIGNING_KEYS/signing.pub" ] || lethe_tools policy keys "$SIGNING_KEYS"; }

keytool_quiet() { "$JAVA_HOME/bin/keytool" -J-Xshare:auto "$@" >>"$LOGS/tls.log" 2>&1 || die "keytool failed; see $LOGS/tls.log"; }

# a certificate authority of this machine's own and one certificate for localhost; passwords go by file, not by argument
make_tls() {
  [ ! -s "$TLS/ca.pem" ] || return 0
  local work=$TLS/part password=$SECRETS/server/store_password
  say "making a certificate authority and a certificate for localhost"
  rm -rf "$work"
  mkdir -p "$work"
  keytool_quiet -genkeypair -alias ca -keyalg EC -groupname secp384r1 -sigalg SHA384withECDSA -validity 825 \
    -dname "CN=Lethe local authority" -ext bc:c=ca:true,pathlen:0 -ext ku:c=keyCertSign,cRLSign \
    -storetype PKCS12 -keystore "$work/authority.p12" -storepass:file "$password"
  keytool_quiet -exportcert -rfc -alias ca -keystore "$work/authority.p12" -storepass:file "$password" -file "$work/ca.pem"
  keytool_quiet -genkeypair -alias server -keyalg EC -groupname secp256r1 -sigalg SHA256withECDSA -validity 397 \
    -dname "CN=localhost" -storetype PKCS12 -keystore "$work/server.p12" -storepass:file "$password"
  keytool_quiet -certreq -alias server -keystore "$work/server.p12" -storepass:file "$password" -file "$work/server.csr"
  keytool_quiet -gencert -alias ca -keystore "$work/authority.p12" -storepass:file "$password" -validity 397 -rfc \
    -ext san=dns:localhost,ip:127.0.0.1 -ext ku:c=digitalSignature -ext eku=serverAuth \
    -infile "$work/server.csr" -outfile "$work/server.pem"
  keytool_quiet -importcert -noprompt -alias ca -file "$work/ca.pem" -keystore "$work/server.p12" -storepass:file "$password"
  keytool_quiet -importcert -noprompt -alias server -file "$work/server.pem" -keystore "$work/server.p12" -storepass:file "$password"
  keytool_quiet -importcert -noprompt -alias ca -file "$work/ca.pem" -storetype PKCS12 -keystore "$work/trust.p12" \
    -storepass:file "$password"
  rm "$work/server.csr" "$work/server.pem"
  mv "$work"/server.p12 "$work"/trust.p12 "$work"/authority.p12 "$TLS"/
  mv "$work/ca.pem" "$TLS/ca.pem"
  rmdir "$work"
}
