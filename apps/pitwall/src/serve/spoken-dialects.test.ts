import { carry, dialects } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import { dialectOptionTable } from '../configuration/dialect-options.ts';
import { spokenDialects } from './spoken-dialects.ts';

const greetingOf = (carryWelcomeText: string): unknown =>
  spokenDialects({ carryWelcomeText })
    .find(({ name }) => name === carry.name)
    ?.encodeReply({ say: 'welcome', connectionId: 'c1', nowMs: 0 })?.['message'];

describe('the dialects that are served', () => {
  it('are all that there are', () => {
    const served = spokenDialects({ carryWelcomeText: 'Hello' });
    expect(served.map(({ name }) => name)).toEqual(dialects.map(({ name }) => name));
  });

  it('greet carry’s clients with the text that is set, which is the page’s by default', () => {
    expect(greetingOf('Good morning')).toBe('Good morning');
    const page = carry.encodeReply({ say: 'welcome', connectionId: 'c1', nowMs: 0 })?.['message'];
    expect(greetingOf(dialectOptionTable.carryWelcomeText.default)).toBe(page);
  });
});
