export { runProgram } from './program.ts';
export type { ProgramParts } from './program.ts';
export { demoOptionTable, serveOptionTable } from './configuration/app-options.ts';
export type { DemoOptions, ServeOptions } from './configuration/app-options.ts';
export { startDemo } from './serve/start-demo.ts';
export type { Demo } from './serve/start-demo.ts';
export { startGateway } from './serve/start-gateway.ts';
export type { StartedGateway, StartParts } from './serve/start-gateway.ts';
