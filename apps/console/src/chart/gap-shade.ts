import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
} from 'lightweight-charts';
import { chartSeconds } from './chart-time.ts';

/** A time in which the page heard nothing, so that a line across it would be invented. */
export interface ChartGap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Narrowest shade, in pixels: a gap of a second is still seen. */
const leastWidth = 3;

/** Shades the gaps behind a series. */
export class GapShade implements ISeriesPrimitive {
  readonly #view: IPrimitivePaneView;
  #colour: string;
  #gaps: readonly ChartGap[] = [];
  #attached: SeriesAttachedParameter | undefined;

  constructor(colour: string) {
    this.#colour = colour;
    const renderer: IPrimitivePaneRenderer = {
      draw: (target) =>
        target.useMediaCoordinateSpace(({ context, mediaSize }) => {
          context.fillStyle = this.#colour;
          for (const [left, width] of this.#spans()) context.fillRect(left, 0, width, mediaSize.height);
        }),
    };
    this.#view = { zOrder: () => 'bottom', renderer: () => renderer };
  }

  attached(attached: SeriesAttachedParameter): void {
    this.#attached = attached;
  }

  detached(): void {
    this.#attached = undefined;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return [this.#view];
  }

  /** What is shaded from now on. */
  show(gaps: readonly ChartGap[], colour: string): void {
    this.#gaps = gaps;
    this.#colour = colour;
    this.#attached?.requestUpdate();
  }

  #spans(): readonly (readonly [left: number, width: number])[] {
    const scale = this.#attached?.chart.timeScale();
    return this.#gaps.flatMap(({ fromMs, toMs }) => {
      const left = scale?.timeToCoordinate(chartSeconds(fromMs)) ?? undefined;
      const right = scale?.timeToCoordinate(chartSeconds(toMs)) ?? undefined;
      if (left === undefined || right === undefined) return [];
      return [[left, Math.max(leastWidth, right - left)] as const];
    });
  }
}
