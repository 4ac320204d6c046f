import { option } from '@pitwall/gateway';
import { Type } from 'typebox';

/** What the pages leave to whoever runs the gateway. */
export const dialectOptionTable = {
  carryWelcomeText: option({
    group: 'listen',
    schema: Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'Text of the message with which carry greets its clients.',
    }),
    default: 'Connected to Stable Cash & Carry WebSocket server',
  }),
} as const;
