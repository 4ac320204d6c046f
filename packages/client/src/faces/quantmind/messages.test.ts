import type { QuantmindClientMessage, QuantmindServerMessage } from '@pitwall/dialects';
import { describe, expectTypeOf, it } from 'vitest';
import type { QuantmindCommand, QuantmindMessage } from './messages.ts';

// The compiler is what fails here: the types must say exactly what the dialect's schemas say.
describe('the types of quantmind messages', () => {
  it('are those of the dialect', () => {
    expectTypeOf<QuantmindMessage>().toEqualTypeOf<QuantmindServerMessage>();
    expectTypeOf<QuantmindCommand>().toEqualTypeOf<QuantmindClientMessage>();
  });
});
