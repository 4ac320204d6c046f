export { FakeClock } from './fake-clock.ts';
export { FrameReader } from './frames.ts';
export type { WireFrame } from './frames.ts';
export { probeDialect } from './probe-dialect.ts';
export { DelayedLog } from './delayed-log.ts';
export type { DelayedLogOptions } from './delayed-log.ts';
export { HandshakeRefused, RawClient } from './raw-client.ts';
export type { RawConnect, RawEnding } from './raw-client.ts';
