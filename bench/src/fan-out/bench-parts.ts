import type { Children } from '../processes/children.ts';
import type { Contender } from './contender.ts';
import type { ClientProgram } from './rig.ts';

/** What every measurement of this benchmark works with. */
export interface BenchParts {
  readonly children: Children;
  readonly client: ClientProgram;
  /** Servers that are compared, in the order in which they take turns. */
  readonly contenders: readonly Contender[];
  /** Tells people how far it is. */
  readonly say: (progress: string) => void;
}
