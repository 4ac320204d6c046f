#!/usr/bin/env bash
# A publisher that needs nothing but bash and curl. Each line of its input is an event; any program that prints can publish.
#
#   npm start                                  (in another terminal)
#   echo '{"kind":"log","data":{"level":"info","message":"hello"}}' | bash examples/publisher.sh [gateway]
#
# Lines wait in a file while the gateway is away, so that the program before the pipe never waits. They are sent in order,
# and again until the gateway has answered: each gets an id when it is read, so that nothing is written twice. Between them
# heartbeats tell that the program lives; at the end of its output it says goodbye. Variables: PITWALL_TOKEN, where a token
# is needed; PITWALL_SOURCE, the program's name.
#
# It ends with 0 when every event was taken, with 1 when some were not, with 77 when the gateway wants another token.
set -uo pipefail

gateway="${1:-http://127.0.0.1:8080}"
source_name="${PITWALL_SOURCE:-shell-engine}"
heartbeat_seconds=5
batch_lines=500

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
# Ends as if its input had ended, so that what was read is still sent.
trap 'kill "$reader" 2>/dev/null' INT TERM

# A name as JSON text.
quoted() { local text="${1//\\/\\\\}"; printf '"%s"' "${text//\"/\\\"}"; }

# Gives each line id, source and time, and puts it into the file. What an event says itself comes later in its line and
# counts. The run makes the ids differ from those of another run.
read_lines() {
  local run="$$-$RANDOM$RANDOM-$(date +%s)" number=0 line
  while IFS= read -r line || [[ -n "$line" ]]; do
    line="${line#"${line%%[![:space:]]*}"}"
    [[ -z "$line" ]] && continue
    number=$((number + 1))
    if [[ "$line" == '{'* ]]; then
      printf '{"id":"%s/%s","source":%s,"occurredAt":%s000,%s\n' \
        "$run" "$number" "$(quoted "$source_name")" "$(date +%s)" "${line#\{}"
    else
      # No event: the gateway says what is wrong with it.
      printf '%s\n' "$line"
    fi
  done >>"$folder/lines"
}

# Posts what is in a file and prints the status, 000 when nobody answered. The token goes over a pipe: arguments of a
# command are seen by everybody on the machine.
post() {
  curl --silent --max-time 30 --output "$folder/answer" --write-out '%{http_code}' \
    --config <([[ -z "${PITWALL_TOKEN:-}" ]] || printf 'header = "Authorization: Bearer %s"\n' "$PITWALL_TOKEN") \
    --header "Content-Type: $2" --data-binary "@$3" "$gateway$1" || true
}

beat() {
  printf '{"source":%s,%s}' "$(quoted "$source_name")" "$1" >"$folder/heartbeat"
  post /v1/heartbeat application/json "$folder/heartbeat" >/dev/null
}

# How often a word stands in the last answer.
count() { grep -o -- "$1" "$folder/answer" 2>/dev/null | wc -l; }

# Waits longer each time, and never as long as the others: a crowd that comes back at once falls over again.
back_off() {
  attempt=$((attempt + 1))
  local most=$((250 << (attempt < 6 ? attempt : 6)))
  local ms=$(((RANDOM * 32768 + RANDOM) % (most > 15000 ? 15000 : most)))
  printf 'away: %s; next attempt in %s ms\n' "$1" "$ms" >&2
  sleep "$((ms / 1000)).$(printf '%03d' $((ms % 1000)))"
}

: >"$folder/lines"
read_lines <&0 &
reader=$!

sent=0 attempt=0 taken=0 repeated=0 refused=0 next_beat=0
while :; do
  # Asked before the lines are counted: what the last of them wrote is then there.
  if kill -0 "$reader" 2>/dev/null; then reading=1; else reading=0; fi
  if ((SECONDS >= next_beat)); then
    beat "\"heartbeatMs\":$((heartbeat_seconds * 1000))"
    next_beat=$((SECONDS + heartbeat_seconds))
  fi
  waiting=$(($(wc -l <"$folder/lines") - sent))
  if ((waiting == 0)); then
    ((reading)) || break
    sleep 0.1
    continue
  fi
  lines=$((waiting < batch_lines ? waiting : batch_lines))
  tail -n "+$((sent + 1))" "$folder/lines" | head -n "$lines" >"$folder/batch"
  : >"$folder/answer"
  status="$(post /v1/events application/x-ndjson "$folder/batch")"
  if [[ "$status" =~ ^(000|429|5..)$ ]] || grep -Eq '"(OVERLOADED|SHUTTING_DOWN|LOG_FULL|INTERNAL)"' "$folder/answer"; then
    # Whether anything arrived nobody knows; the ids make sending all of it again harmless.
    back_off "$status"
  elif grep -q '"results":' "$folder/answer"; then
    taken=$((taken + $(count '"ok":true')))
    repeated=$((repeated + $(count '"duplicate":true')))
    refused=$((refused + $(count '"ok":false')))
    [[ "$status" == 200 ]] || { cat "$folder/answer"; echo; } >&2
    sent=$((sent + lines)) attempt=0
  else
    { cat "$folder/answer"; echo; } >&2
    kill "$reader" 2>/dev/null
    [[ "$status" =~ ^40[13]$ ]] && exit 77
    exit 1
  fi
done
beat '"bye":true'

printf '%s taken (%s had come before), %s refused\n' "$taken" "$repeated" "$refused"
((refused == 0))
