import { carry, createCarry, dialects } from '@pitwall/dialects';
import type { Dialect } from '@pitwall/dialects';
import type { ServeOptions } from '../configuration/app-options.ts';

/** The dialects that are served, as these settings have them. */
export const spokenDialects = ({ carryWelcomeText }: Pick<ServeOptions, 'carryWelcomeText'>): readonly Dialect[] =>
  dialects.map((dialect) => (dialect === carry ? createCarry({ welcomeText: carryWelcomeText }) : dialect));
