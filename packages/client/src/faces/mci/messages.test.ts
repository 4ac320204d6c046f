import type { MciClientMessage, MciServerMessage } from '@pitwall/dialects';
import { describe, expectTypeOf, it } from 'vitest';
import type { MciCommand, MciMessage } from './messages.ts';

// The compiler is what fails here: the types must say exactly what the dialect's schemas say.
describe('the types of mci messages', () => {
  it('are those of the dialect', () => {
    expectTypeOf<MciMessage>().toEqualTypeOf<MciServerMessage>();
    expectTypeOf<MciCommand>().toEqualTypeOf<MciClientMessage>();
  });
});
