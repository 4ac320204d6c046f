/** The part of cli-progress that is used here; the package brings no types. */
declare module 'cli-progress' {
  /** One bar. */
  export interface SingleBar {
    update(value: number, payload?: object): void;
    setTotal(total: number): void;
  }

  /** Bars with lines above them. */
  export class MultiBar {
    constructor(options: {
      readonly stream?: NodeJS.WritableStream;
      readonly format?: string;
      readonly barsize?: number;
      readonly barCompleteChar?: string;
      readonly barIncompleteChar?: string;
      readonly hideCursor?: boolean;
      readonly clearOnComplete?: boolean;
      readonly gracefulExit?: boolean;
      readonly fps?: number;
    });
    create(total: number, value: number, payload?: object): SingleBar;
    log(text: string): void;
    stop(): void;
  }
}
