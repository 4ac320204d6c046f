import { describe, expect, it } from 'vitest';
import { Chain } from './chain.ts';

const chain = (): Chain => new Chain({ stream: 'Zk3vQ1x0', epoch: 'e-1', lastSeq: 4 });

describe('a link', () => {
  it('says its stream, itself, the one before it and when it was written', () => {
    const links = chain();
    expect(links.link('{"type":"event"}', 7, 1_000)).toBe(
      '{"type":"event","stream":"Zk3vQ1x0","seq":"e-1.7","prev":"e-1.4","sentAt":1000}',
    );
    expect(JSON.parse(links.link('{}', 6, 1_001))).toEqual({
      stream: 'Zk3vQ1x0',
      seq: 'e-1.6',
      prev: 'e-1.7',
      sentAt: 1_001,
    });
    expect(links.lastSeq).toBe(6);
  });

  it('says which version it changes', () => {
    expect(JSON.parse(chain().link('{"a":1}', 7, 0, 5))).toMatchObject({ a: 1, base: 'e-1.5', seq: 'e-1.7' });
  });

  it('is believed whatever fields of these names a publisher had', () => {
    const text = '{"stream":"forged","seq":"e-1.99","prev":"e-1.98","base":"e-1.97","sentAt":1}';
    expect(JSON.parse(chain().link(text, 7, 2, 5))).toEqual({
      stream: 'Zk3vQ1x0',
      seq: 'e-1.7',
      prev: 'e-1.4',
      base: 'e-1.5',
      sentAt: 2,
    });
  });
});
