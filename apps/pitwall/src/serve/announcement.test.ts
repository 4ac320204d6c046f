import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { announcementLines } from './announcement.ts';
import type { Announcement } from './announcement.ts';

const announced = (more: Partial<Announcement['addresses']> = {}, needsToken = false): string =>
  announcementLines(
    {
      title: 'Pitwall 1.0.0',
      log: '/var/lib/pitwall/log',
      needsToken,
      addresses: {
        main: { url: 'http://127.0.0.1:8080', port: 8080 },
        routes: [
          { dialect: 'titan', url: 'ws://127.0.0.1:8080/ws/titan', legacy: false, needsToken: false },
          { dialect: 'titan', url: 'ws://127.0.0.1:3101/ws/console', legacy: true, needsToken: false },
          { dialect: 'quantmind', url: 'ws://127.0.0.1:8001/ws', legacy: true, needsToken: false },
        ],
        warnings: [],
        ...more,
      },
    },
    pc.createColors(false),
  ).join('\n');

describe('the table after a start', () => {
  it('names each dialect once, the address of its page first', () => {
    expect(announced()).toContain(
      [
        '    titan      ws://127.0.0.1:3101/ws/console',
        '               ws://127.0.0.1:8080/ws/titan',
        '    quantmind  ws://127.0.0.1:8001/ws',
      ].join('\n'),
    );
  });

  it('names the console first of all that can be watched', () => {
    expect(announced()).toContain('  Watch\n    console    http://127.0.0.1:8080/  (in a browser)\n');
  });

  it('says where health, metrics, API and publishing are, and what to try', () => {
    const text = announced();
    for (const path of [
      '/asyncapi.json',
      '/health',
      '/metrics',
      '/docs',
      '/openapi.json',
      '/v1/events',
      '/api/backtests',
    ]) {
      expect(text).toContain(`http://127.0.0.1:8080${path}`);
    }
    expect(text).toContain('npx pitwall tail ws://127.0.0.1:8080/ws/titan\n');
    expect(text).not.toContain('token');
  });

  it('says where the log is, without what a terminal would obey', () => {
    expect(announced()).toContain('    log        /var/lib/pitwall/log\n');
  });

  it('says where a token is needed', () => {
    expect(announced({}, true)).toMatch(/v1\/events {2}\(needs a token\)/);
    expect(announced({}, true)).toContain('PITWALL_TOKEN=… npx pitwall backtest run');
    const url = 'ws://127.0.0.1:8080/ws/fleet';
    const text = announced({ routes: [{ dialect: 'fleet', url, legacy: false, needsToken: true }] });
    expect(text).toContain(`fleet      ${url}  (needs a token)`);
    expect(text).toContain(`PITWALL_TOKEN=… npx pitwall tail ${url}`);
  });

  it('tells of what could not be opened, and that it is no failure', () => {
    const text = announced({ warnings: ['Port 3101 is in use'] });
    expect(text).toContain('! Port 3101 is in use\n    This is no failure');
    expect(announced()).not.toContain('failure');
  });
});
