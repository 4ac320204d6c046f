import { expect, it } from 'vitest';
import { createMetrics } from '../observe/metrics.ts';
import { createSessionStats } from '../observe/session-stats.ts';
import { equity, HttpRig } from './http-rig.fixture.ts';

it('metrics tell of traffic that came over HTTP', async () => {
  const rig = await HttpRig.open();
  await rig.post('/v1/events', [equity(1, { id: 'a' }), equity(1, { id: 'a' }), { kind: 'equity', data: {} }]);
  await rig.get('/ws/probe/poll');
  const metrics = createMetrics(
    { processMetrics: false },
    {
      delivery: rig.delivery.stats,
      ingest: rig.ingest.stats,
      sessions: createSessionStats(),
      http: rig.stats,
      gauges: () => ({
        audiences: 0,
        laggingReaders: 0,
        unsentBytes: 0,
        unsentBytesMax: 0,
        retainedKeys: 1,
        headSeq: rig.log.headSeq(),
        horizonSeq: 0,
      }),
    },
  );
  const lines = (await metrics.text()).split('\n');
  for (const sample of [
    'pitwall_events_in_total{kind="equity"} 1',
    'pitwall_duplicates_total 1',
    'pitwall_events_refused_total{code="INVALID_EVENT"} 1',
    'pitwall_log_head_seq 1',
    'pitwall_http_responses_total{method="POST",status="207",route="/v1/events"} 1',
    'pitwall_http_responses_total{method="GET",status="200",route="/ws/:dialect/poll"} 1',
  ]) {
    expect(lines).toContain(sample);
  }
});
