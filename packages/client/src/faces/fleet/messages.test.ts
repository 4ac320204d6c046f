import type { FleetClientMessage, FleetServerMessage } from '@pitwall/dialects';
import { describe, expectTypeOf, it } from 'vitest';
import type { FleetCommand, FleetMessage } from './messages.ts';

// The compiler is what fails here: the types must say exactly what the dialect's schemas say.
describe('the types of fleet messages', () => {
  it('are those of the dialect', () => {
    expectTypeOf<FleetMessage>().toEqualTypeOf<FleetServerMessage>();
    expectTypeOf<FleetCommand>().toEqualTypeOf<FleetClientMessage>();
  });
});
