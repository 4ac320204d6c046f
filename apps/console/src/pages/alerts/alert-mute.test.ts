import { describe, expect, it } from 'vitest';
import { isAtLeast, mostMuted, mutedName, toggleMuted } from './alert-mute.ts';

const alert = (data: { readonly severity?: string; readonly title?: string; readonly message?: string }) => ({
  data: { alertId: 'a1', severity: 'info', ...data },
});

describe('muting', () => {
  it('goes by the title, which stays when the figures of the message change', () => {
    expect(mutedName(alert({ title: 'Drawdown', message: '5.2 %' }))).toBe('Drawdown');
    expect(mutedName(alert({ message: 'disk is full' }))).toBe('disk is full');
    expect(mutedName(alert({}))).toBe('a1');
  });

  it('is taken back by doing it again', () => {
    expect(toggleMuted(toggleMuted(['a'], 'b'), 'a')).toEqual(['b']);
  });

  it('forgets what was muted first when there is too much of it', () => {
    const full = Array.from({ length: mostMuted }, (_, at) => `name ${at}`);
    const muted = toggleMuted(full, 'one more');
    expect([muted.length, muted[0], muted.at(-1)]).toEqual([mostMuted, 'name 1', 'one more']);
  });
});

describe('a severity', () => {
  it.each([
    ['info', 'info', true],
    ['info', 'warning', false],
    ['critical', 'warning', true],
    ['apocalyptic', 'critical', true],
  ] as const)('%s is shown where %s is asked for: %s', (severity, least, isShown) => {
    expect(isAtLeast(alert({ severity }), least)).toBe(isShown);
  });
});
