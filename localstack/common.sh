# shellcheck shell=bash
# What `test` and `dynamodb-local/*` share. To be sourced.

# Says what is wrong and ends the script.
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  exit 1
}

# The way out for those who lack something.
readonly WITHOUT='`cargo test` alone runs the suite on the embedded engine, with nothing but a Rust toolchain.'

java_command() {
  if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then
    printf '%s\n' "$JAVA_HOME/bin/java"
  else
    printf 'java\n'
  fi
}

require_java() {
  local java version
  java=$(java_command)
  command -v "$java" >/dev/null 2>&1 ||
    fail "Java is missing: DynamoDB Local needs Java 17 or later, on PATH or at JAVA_HOME. $WITHOUT"
  # `openjdk version "17.0.15" 2025-04-15`, or `java version "1.8.0_402"` before Java 9.
  version=$("$java" -version 2>&1 | sed -n 's/^[a-zA-Z]* version "\([0-9]*\).*/\1/p' | sed -n 1p) || true
  [[ -n $version ]] || fail "\`$java -version\` does not say a version: DynamoDB Local needs Java 17 or later. $WITHOUT"
  ((version >= 17)) ||
    fail "Java is too old: DynamoDB Local needs Java 17 or later, \`$java -version\` says $version. $WITHOUT"
}

require_maven() {
  command -v mvn >/dev/null 2>&1 ||
    fail "Maven is missing: \`mvn\` fetches DynamoDB Local from Maven Central. $WITHOUT"
}

sha256() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# Whether something takes connections at the port. curl and nc may be missing; bash is here.
is_open() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Whether a DynamoDB at the port answers ListTables.
lists_tables() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    # The server wants a signature to be there, not to be right.
    printf '%s\r\n' "POST / HTTP/1.1" "Host: 127.0.0.1:$1" "Connection: close" "Content-Length: 2" \
      "Content-Type: application/x-amz-json-1.0" "X-Amz-Target: DynamoDB_20120810.ListTables" \
      "X-Amz-Date: 20260101T000000Z" \
      "Authorization: AWS4-HMAC-SHA256 Credential=dynamorph/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0" \
      "" >&3
    printf '{}' >&3
    IFS= read -r -t 5 status <&3
    [[ $status == *' 200 '* ]]
  ) 2>/dev/null
}
