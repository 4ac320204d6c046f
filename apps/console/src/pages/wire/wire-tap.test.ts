import { describe, expect, it } from 'vitest';
import { wireLimits, WireTap } from './wire-tap.ts';
import type { WireHandlers } from './wire-tap.ts';

const rig = () => {
  const opened: { readonly url: string; readonly handlers: WireHandlers; readonly sent: string[]; closed: boolean }[] =
    [];
  let due: (() => void) | undefined;
  const tap = new WireTap({
    now: () => 1_000,
    nextFrame: (run) => void (due = run),
    open: (url, handlers) => {
      const one = { url, handlers, sent: [] as string[], closed: false };
      opened.push(one);
      return { send: (text) => one.sent.push(text), close: () => void (one.closed = true) };
    },
  });
  const paint = (): readonly (readonly [string, string])[] => {
    due?.();
    return tap.view.entries.map(({ way, text }) => [way, text] as const);
  };
  return { tap, opened, paint };
};

describe('a tap on the wire', () => {
  it('keeps frames as they are, in the order in which they came and went', () => {
    const { tap, opened, paint } = rig();
    tap.open('ws://gateway/ws/fleet?ticket=secret', 'ws://gateway/ws/fleet');
    const [socket] = opened;
    expect(tap.send('too early')).toBe(false);
    socket?.handlers.onOpen();
    socket?.handlers.onText('{"type":"ping"}');
    expect(tap.send('{"type":"pong"}')).toBe(true);
    socket?.handlers.onClose(1001, 'going away');
    expect(paint()).toEqual([
      ['note', 'opening ws://gateway/ws/fleet'],
      ['note', 'open'],
      ['in', '{"type":"ping"}'],
      ['out', '{"type":"pong"}'],
      ['note', 'closed with 1001: going away'],
    ]);
    expect([tap.view.state, socket?.sent]).toEqual(['closed', ['{"type":"pong"}']]);
  });

  it('forgets the oldest frames, counts all of them, and cuts what is too long for a page', () => {
    const { tap, opened, paint } = rig();
    tap.open('ws://gateway/ws/titan', 'ws://gateway/ws/titan');
    opened[0]?.handlers.onOpen();
    for (let at = 0; at < wireLimits.entries + 10; at += 1) opened[0]?.handlers.onText(`frame ${at}`);
    opened[0]?.handlers.onText('x'.repeat(wireLimits.characters + 1));
    const entries = paint();
    expect(entries).toHaveLength(wireLimits.entries);
    expect(entries[0]?.[1]).toBe('frame 11');
    expect(entries.at(-1)?.[1]).toHaveLength(wireLimits.characters);
    expect(tap.view.received).toBe(wireLimits.entries + 11);
    expect(tap.view.entries.at(-1)?.length).toBe(wireLimits.characters + 1);
  });

  it('hears nothing more of a socket that another one took the place of', () => {
    const { tap, opened, paint } = rig();
    tap.open('ws://gateway/ws/titan', 'one');
    tap.open('ws://gateway/ws/carry', 'two');
    opened[0]?.handlers.onText('late');
    opened[0]?.handlers.onClose(1006, '');
    opened[1]?.handlers.onOpen();
    expect(paint().map(([, text]) => text)).toEqual(['opening one', 'closed here', 'opening two', 'open']);
    expect([opened[0]?.closed, tap.view.state]).toEqual([true, 'open']);
  });
});
