import type { AccountGuard, GuardFact } from '../risk/account-guard.ts';
import type { OperatorCommand } from './desk-controls.ts';

/** Does what an operator wants. A word that changes nothing, such as to arm what is armed, tells nothing. */
export const carryOut = (guard: AccountGuard, command: OperatorCommand): readonly GuardFact[] => {
  const { word, operatorId, reason } = command;
  switch (word) {
    case 'arm':
      return guard.arm(operatorId, reason);
    case 'disarm':
      return guard.disarm(operatorId, reason);
    case 'flatten':
      return guard.flatten({ operatorId, reason });
    case 'reset':
      return guard.resetBreaker();
  }
};

/** What an operator wanted, in words. */
export const commandWords = ({ word, operatorId, reason }: OperatorCommand): string =>
  `Operator ${operatorId} ordered ${word === 'reset' ? 'the circuit breaker’s reset' : word}: ${reason}`;
