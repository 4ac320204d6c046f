"""A publisher that needs nothing but Python and HTTP, and whose engine never waits for the gateway.

    npm start                                  (in another terminal)
    python3 examples/publisher.py              [gateway] [trades] [ms between them]

What an engine publishes goes into a buffer. A thread of its own sends it, in order, and sends it again until the gateway
has answered: each event got an id when it was published, so that nothing is written twice. Between events, heartbeats tell
that the engine lives; at the end it says goodbye. A token, where one is needed, comes from the variable PITWALL_TOKEN.

To use it in an engine, copy this file and `from publisher import Publisher`.

It ends with 0 when every event was taken, with 1 when some were not, with 77 when the gateway wants another token.
"""

import json
import os
import random
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import deque

# Refusals of a moment: the same events are taken later. All others stay refusals, whatever one does.
PASSING = {"OVERLOADED", "SHUTTING_DOWN", "RATE_LIMITED", "LOG_FULL", "INTERNAL"}


class Away(Exception):
    """Nobody answered, or not now. `after` is how many seconds to wait at least."""

    def __init__(self, reason, after=0.0):
        super().__init__(reason)
        self.after = after


class Denied(Exception):
    """The gateway will not take anything from us as it is."""


class Publisher:
    """Publishes from any thread without waiting. Close it, or use it in a `with`."""

    def __init__(self, url="http://127.0.0.1:8080", token=None, source="python-engine", heartbeat_ms=5_000,
                 max_buffered=100_000, max_batch=500, note=lambda words: None):
        self.url = url.rstrip("/")
        self.token = token
        self.source = source
        self.heartbeat_ms = heartbeat_ms
        # At a few hundred bytes an event some tens of megabytes: hours of a gateway's absence for most engines.
        self.max_buffered = max_buffered
        self.max_batch = max_batch
        self.note = note
        self.taken = self.repeated = self.refused = self.dropped = 0
        self.denied = None
        # Ids must differ from those of an earlier run of the same engine.
        self._run = uuid.uuid4().hex[:12]
        self._count = 0
        self._buffer = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._deadline = float("inf")
        self._attempt = 0
        self._next_beat = 0.0
        self._thread = threading.Thread(target=self._send_all, name="pitwall", daemon=True)
        self._thread.start()

    def publish(self, kind, data, **more):
        """Puts an event into the buffer. `more` may be `account`, `marketTime`, `runId` or `extra`."""
        with self._changed:
            self._count += 1
            # The time is that of now, not of when it is sent; and the same id always comes with the same body.
            event = {"kind": kind, "data": data, "source": self.source, "occurredAt": time.time_ns() // 1_000_000,
                     "id": f"{self._run}/{self._count}", **more}
            if len(self._buffer) >= self.max_buffered:
                # An engine must not stop because nobody watches: the oldest goes, and is counted.
                self._buffer.popleft()
                self.dropped += 1
            self._buffer.append(event)
            self._changed.notify()

    def close(self, timeout=30.0):
        """Sends what is left, for at most so many seconds, says goodbye, and tells whether every event was taken."""
        with self._changed:
            self._closing = True
            self._deadline = time.monotonic() + timeout
            self._changed.notify()
        self._thread.join()
        return not (self._buffer or self.refused or self.dropped or self.denied)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _send_all(self):
        while self.denied is None:
            with self._changed:
                wait = self._next_beat - time.monotonic()
                if not self._buffer and not self._closing and wait > 0:
                    self._changed.wait(wait)
                batch = [self._buffer[i] for i in range(min(len(self._buffer), self.max_batch))]
                done = self._closing and (not batch or time.monotonic() > self._deadline)
            try:
                if done:
                    self._post("/v1/heartbeat", {"source": self.source, "bye": True})
                    return
                self._beat()
                if batch:
                    self._settle(batch, self._post("/v1/events", batch))
                self._attempt = 0
            except Denied as denied:
                self.denied = str(denied)
            except Away as away:
                if done:
                    return
                self._back_off(away)

    def _beat(self):
        """A heartbeat when one is due. Each says the whole promise again: a new gateway knows nothing of the old ones."""
        if time.monotonic() < self._next_beat:
            return
        self._post("/v1/heartbeat", {"source": self.source, "heartbeatMs": self.heartbeat_ms})
        self._next_beat = time.monotonic() + self.heartbeat_ms / 1000

    def _settle(self, batch, answer):
        """Takes what was answered for good out of the buffer; what follows a refusal of a moment stays there."""
        settled = 0
        for event, result in zip(batch, answer["results"]):
            if not result["ok"] and result["error"]["code"] in PASSING:
                break
            settled += 1
            if result["ok"]:
                self.taken += 1
                self.repeated += result["duplicate"]
            else:
                self.refused += 1
                self.note(f"refused: {event['id']}  {result['error']['code']}: {result['error']['message']}")
        with self._changed:
            settled_ids = {event["id"] for event in batch[:settled]}
            # While it was sent, a full buffer may have dropped some of them.
            while self._buffer and self._buffer[0]["id"] in settled_ids:
                self._buffer.popleft()
        if settled < len(batch):
            raise Away(answer["results"][settled]["error"]["code"])

    def _post(self, path, value):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.url + path, json.dumps(value).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return json.load(response)
        except urllib.error.HTTPError as refused:
            return self._refusal(refused)
        # A cut connection shows as any of these. Whether the events arrived nobody knows; their ids make that harmless.
        except (OSError, ValueError, urllib.error.URLError) as lost:
            raise Away(str(lost)) from lost
        except Exception as lost:  # http.client has exceptions of its own for an answer that ends in the middle.
            raise Away(type(lost).__name__) from lost

    def _refusal(self, refused):
        try:
            answer = json.load(refused)
        except (OSError, ValueError):
            answer = {}
        if "results" in answer:
            return answer
        error = answer.get("error", {})
        words = f"{error.get('code', refused.code)}: {error.get('message', refused.reason)} {error.get('how', '')}".strip()
        if refused.code == 429 or refused.code >= 500:
            after = refused.headers.get("Retry-After", "")
            raise Away(words, float(after) if after.isdigit() else 0.0)
        raise Denied(words)

    def _back_off(self, away):
        """Waits longer each time, and never as long as the others: a crowd that comes back at once falls over again."""
        self._attempt += 1
        seconds = max(away.after, random.random() * min(15.0, 0.25 * 2 ** min(self._attempt, 10)))
        self.note(f"away: {away}; next attempt in {seconds:.1f} s, {len(self._buffer)} events wait")
        with self._changed:
            if self._closing:
                seconds = min(seconds, max(0.0, self._deadline - time.monotonic()))
        time.sleep(seconds)


def simulated_trades(count):
    """Trades of a made-up market, and they say so."""
    price = 100.0
    for number in range(1, count + 1):
        price += random.choice((-0.25, 0.25))
        yield {"tradeId": f"python-{number}", "status": "filled", "symbol": "SIM-USD", "platform": "simulated",
               "side": random.choice(("buy", "sell")), "quantity": "1", "price": f"{price:.2f}"}


def main():
    arguments = sys.argv[1:]
    url = arguments[0] if arguments else "http://127.0.0.1:8080"
    count = int(arguments[1]) if len(arguments) > 1 else 20
    between_s = (int(arguments[2]) if len(arguments) > 2 else 200) / 1000
    publisher = Publisher(url, token=os.environ.get("PITWALL_TOKEN"),
                          note=lambda words: print(words, file=sys.stderr, flush=True))
    try:
        for trade in simulated_trades(count):
            publisher.publish("trade", trade)
            time.sleep(between_s)
    except KeyboardInterrupt:
        pass
    complete = publisher.close()
    print(f"{publisher.taken} taken ({publisher.repeated} had come before), {publisher.refused} refused, "
          f"{publisher.dropped} dropped, {len(publisher._buffer)} left")
    if publisher.denied:
        print(publisher.denied, file=sys.stderr)
        return 77
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
