import type { TitanClientMessage, TitanServerMessage } from '@pitwall/dialects';
import { describe, expectTypeOf, it } from 'vitest';
import type { TitanCommand, TitanMessage } from './messages.ts';

// The compiler is what fails here: the types must say exactly what the dialect's schemas say.
describe('the types of titan messages', () => {
  it('are those of the dialect', () => {
    expectTypeOf<TitanMessage>().toEqualTypeOf<TitanServerMessage>();
    expectTypeOf<TitanCommand>().toEqualTypeOf<TitanClientMessage>();
  });
});
