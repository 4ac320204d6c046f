/** The built console, as whoever starts the gateway read it. */
export interface ConsoleFiles {
  /** Names of its pages, each one step below the root; the root itself is the first page and has no name. */
  readonly pages: readonly string[];
  /** What each page is answered with. */
  readonly index: Uint8Array;
  /** Its parts by name, such as `index-BJmp.js`. A name changes with the content, so a browser may keep a part for good. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
}
