import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addTo, countName } from './count.ts';
import { createDeliveryStats } from './delivery-stats.ts';
import { createHttpStats } from './http-stats.ts';
import { createIngestStats } from './ingest-stats.ts';
import { metricTable } from './metric-table.ts';
import { createMetrics, publishToWriteName } from './metrics.ts';
import type { Observed } from './observed.ts';
import { countClose, createSessionStats } from './session-stats.ts';

const observed = (parts: Partial<Observed> = {}): Observed => ({
  delivery: createDeliveryStats(),
  ingest: createIngestStats(),
  sessions: createSessionStats(),
  gauges: () => ({
    audiences: 3,
    laggingReaders: 1,
    unsentBytes: 5,
    unsentBytesMax: 5,
    retainedKeys: 4,
    headSeq: 9,
    horizonSeq: 2,
  }),
  ...parts,
});

interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: Map<string, number>;
}

/** Reads Prometheus' text format strictly: whatever is not a comment or a sample fails. */
const parse = (text: string): Map<string, Family> => {
  const families = new Map<string, { type: string; help: string; samples: Map<string, number> }>();
  const family = (name: string) => {
    const found = families.get(name) ?? { type: '', help: '', samples: new Map<string, number>() };
    families.set(name, found);
    return found;
  };
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const comment = /^# (HELP|TYPE) ([a-z_:][a-z0-9_:]*) (.+)$/.exec(line);
    if (comment !== null) {
      const [, what, name = '', rest = ''] = comment;
      if (what === 'HELP') family(name).help = rest;
      else family(name).type = rest;
      continue;
    }
    const sample = /^([a-z_:][a-z0-9_:]*)(\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)*\})? (\S+)$/.exec(line);
    if (sample === null) throw new Error(`No line of the text format: ${line}`);
    const [, name = '', labels = '', value = ''] = sample;
    const histogram = name.replace(/_(bucket|sum|count)$/, '');
    family(families.has(name) ? name : histogram).samples.set(`${name}${labels}`, Number(value));
  }
  return families;
};

describe('the metrics', () => {
  it('are in the text format, with words of help and without numbers that are none', async () => {
    const families = parse(await createMetrics({}, observed()).text());
    expect(families.size).toBeGreaterThan(40);
    for (const [name, { help, type, samples }] of families) {
      expect({ name, help }).not.toEqual({ name, help: '' });
      expect(['counter', 'gauge', 'histogram', 'summary']).toContain(type);
      // The process has no event loop lag yet, which the format says as NaN.
      const numbers = name.startsWith('pitwall_') ? [...samples] : [];
      expect(numbers.filter(([, value]) => Number.isNaN(value))).toEqual([]);
    }
  });

  it('read plain counters at each scrape, as they are then', async () => {
    const parts = observed({ http: createHttpStats() });
    const metrics = createMetrics({ processMetrics: false }, parts);
    parts.delivery.messagesOut = 7;
    parts.delivery.encodeMs = 1500;
    addTo(parts.sessions.connectionsByListener, 'main', 2);
    addTo(parts.sessions.sessionsByDialectState, 'titan live');
    addTo(parts.sessions.closes, '1013');
    countName(parts.ingest.unknownWords, 'position/data/side');
    countName(parts.ingest.oddities, 'equity drawdown-mismatch');
    countName(parts.ingest.refusedByCode, 'other');
    addTo(parts.delivery.untranslatable, 'titan whale');
    if (parts.http !== undefined) addTo(parts.http.responses, 'GET 200 /health');
    const read = async () => new Map([...parse(await metrics.text()).values()].flatMap(({ samples }) => [...samples]));
    expect(Object.fromEntries(await read())).toMatchObject({
      pitwall_messages_out_total: 7,
      pitwall_encode_seconds_total: 1.5,
      'pitwall_connections{listener="main"}': 2,
      'pitwall_sessions{dialect="titan",state="live"}': 1,
      'pitwall_closes_total{code="1013"}': 1,
      'pitwall_unknown_words_total{kind="position",field="data/side"}': 1,
      'pitwall_oddities_total{kind="equity",oddity="drawdown-mismatch"}': 1,
      'pitwall_events_refused_total{code="other"}': 1,
      'pitwall_untranslatable_total{dialect="titan",kind="whale"}': 1,
      'pitwall_http_responses_total{method="GET",status="200",route="/health"}': 1,
      pitwall_audiences: 3,
      pitwall_log_horizon_seq: 2,
    });
    parts.delivery.messagesOut = 9;
    addTo(parts.sessions.connectionsByListener, 'main', -2);
    const again = await read();
    expect(again.get('pitwall_messages_out_total')).toBe(9);
    expect(again.get('pitwall_connections{listener="main"}')).toBe(0);
  });

  it('count the closes of clients’ own codes together, because they may choose among thousands', () => {
    const { closes } = createSessionStats();
    for (const code of [1000, 1005, 4429, 3000, 3001, 4999]) countClose(closes, code);
    expect(Object.fromEntries(closes)).toEqual({ 1000: 1, 1005: 1, 4429: 1, other: 3 });
  });

  it('put delays into buckets of seconds, and a clock that went back into the first', async () => {
    const metrics = createMetrics({ processMetrics: false }, observed());
    for (const ms of [-5, 3, 40]) metrics.observePublishToWrite(ms);
    const samples = parse(await metrics.text()).get(publishToWriteName)?.samples;
    expect(samples?.get(`${publishToWriteName}_bucket{le="0.0005"}`)).toBe(1);
    expect(samples?.get(`${publishToWriteName}_bucket{le="0.005"}`)).toBe(2);
    expect(samples?.get(`${publishToWriteName}_count`)).toBe(3);
    expect(samples?.get(`${publishToWriteName}_sum`)).toBeCloseTo(0.043);
  });

  it('of two gateways in one process do not meet', async () => {
    const one = createMetrics({ processMetrics: false }, observed());
    const other = createMetrics({ processMetrics: false }, observed());
    one.observePublishToWrite(1);
    expect(
      parse(await other.text())
        .get(publishToWriteName)
        ?.samples.get(`${publishToWriteName}_count`),
    ).toBe(0);
  });

  it('are those that docs/metrics.md lists, with their types, labels and meanings', () => {
    const page = readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8');
    const listed = [...page.matchAll(/^\| `(pitwall_\w+)`\s*\| (\w+)\s*\| ([^|]*)\| ([^|]*?)\s*\|$/gm)].map(
      ([, name, type, labels = '', help]) => ({ name, type, labels: labels.match(/\w+/g) ?? [], help }),
    );
    const inTable = Object.entries(metricTable).map(([name, { type, labels, help }]) => ({ name, type, labels, help }));
    const delay = listed.find(({ name }) => name === publishToWriteName);
    expect(delay?.type).toBe('histogram');
    expect(listed.filter((row) => row !== delay)).toEqual(inTable);
  });
});
