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

/** How gaps look. */
export interface GapLook {
  readonly colour: string;
  /** What lies below the shade, so that nothing is seen through it. @default nothing: it is shaded behind what is drawn */
  readonly cover?: string;
}

/** Shades the gaps behind a series, or covers them. */
export class GapShade implements ISeriesPrimitive {
  readonly #view: IPrimitivePaneView;
  #look: GapLook;
  #gaps: readonly ChartGap[] = [];
  #attached: SeriesAttachedParameter | undefined;

  constructor(look: GapLook) {
    this.#look = look;
    const renderer: IPrimitivePaneRenderer = {
      draw: (target) =>
        target.useMediaCoordinateSpace(({ context, mediaSize }) => {
          const { colour, cover } = this.#look;
          for (const [left, width] of this.#spans()) {
            for (const fill of cover === undefined ? [colour] : [cover, colour]) {
              context.fillStyle = fill;
              context.fillRect(left, 0, width, mediaSize.height);
            }
          }
        }),
    };
    this.#view = { zOrder: () => (look.cover === undefined ? 'bottom' : 'top'), renderer: () => renderer };
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
  show(gaps: readonly ChartGap[], look: GapLook): void {
    this.#gaps = gaps;
    this.#look = look;
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
