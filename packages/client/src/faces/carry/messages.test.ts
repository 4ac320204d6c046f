import type { CarryClientMessage, CarryServerMessage } from '@pitwall/dialects';
import { describe, expectTypeOf, it } from 'vitest';
import type { CarryCommand, CarryMessage } from './messages.ts';

// The compiler is what fails here: the types must say exactly what the dialect's schemas say.
describe('the types of carry messages', () => {
  it('are those of the dialect', () => {
    expectTypeOf<CarryMessage>().toEqualTypeOf<CarryServerMessage>();
    expectTypeOf<CarryCommand>().toEqualTypeOf<CarryClientMessage>();
  });
});
