import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { defaultsOf, environmentName, flagName, option } from './option-table.ts';
import { defaultGatewayOptions, gatewayOptionTable } from './options.ts';

describe('the names of an option', () => {
  it.each([
    ['port', 'PITWALL_PORT', '--port'],
    ['maxLagMs', 'PITWALL_MAX_LAG_MS', '--max-lag-ms'],
    ['connectionsPerMinutePerIp', 'PITWALL_CONNECTIONS_PER_MINUTE_PER_IP', '--connections-per-minute-per-ip'],
    ['level2Depth', 'PITWALL_LEVEL2_DEPTH', '--level2-depth'],
  ])('%s follow from its name in the table: %s and %s', (name, environment, flag) => {
    expect([environmentName(name), flagName(name)]).toEqual([environment, flag]);
  });

  it('are different for different options of the gateway', () => {
    const names = Object.keys(gatewayOptionTable);
    expect(new Set(names.map(environmentName)).size).toBe(names.length);
    expect(new Set(names.map(flagName)).size).toBe(names.length);
  });
});

describe('the defaults of a table', () => {
  it('are those of its rows', () => {
    const table = {
      first: option({ group: 'listen', schema: Type.Integer(), default: 1 }),
      second: option({ group: 'log', schema: Type.String(), default: 'two' }),
    };
    expect(defaultsOf(table)).toEqual({ first: 1, second: 'two' });
  });

  it('of the gateway cannot be changed by one who uses them', () => {
    expect(Object.isFrozen(defaultGatewayOptions)).toBe(true);
  });
});

describe('each option of the gateway', () => {
  it.each(Object.entries(gatewayOptionTable))('%s says in a sentence what it is', (_name, row) => {
    expect(row.schema).toHaveProperty('description', expect.stringMatching(/^[A-Z].*\.$/s));
  });
});
