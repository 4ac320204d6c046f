import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
} from 'lightweight-charts';
import { chartSeconds, logicalOf } from './chart-time.ts';

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
    return this.#gaps.flatMap(({ fromMs, toMs }) => {
      const [left, right] = [this.#coordinateOf(fromMs), this.#coordinateOf(toMs)];
      if (left === undefined || right === undefined) return [];
      return [[left, Math.max(leastWidth, right - left)] as const];
    });
  }

  /** Of the point nearest to a time: the chart knows only times that have one, and a curve that was thinned has lost some. */
  #coordinateOf(timeMs: number): number | undefined {
    const scale = this.#attached?.chart.timeScale();
    const index = scale?.timeToIndex(chartSeconds(timeMs), true) ?? undefined;
    return index === undefined ? undefined : (scale?.logicalToCoordinate(logicalOf(index)) ?? undefined);
  }
}
