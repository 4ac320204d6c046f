import type { TimeMs } from '@pitwall/model';
import type { BarSeries } from '../market/bar-series.ts';
import { decimalOf } from '../market/scaled.ts';
import type { BarView } from '../strategy/bar-view.ts';

/** A view that moves over the columns of a series. */
export class SeriesView implements BarView {
  readonly priceScale: number;
  readonly volumeScale: number;
  time: TimeMs = 0;
  openPoints = 0;
  highPoints = 0;
  lowPoints = 0;
  closePoints = 0;
  volumeUnits: number | undefined;
  readonly #series: BarSeries;

  /** Stands before the first bar. */
  constructor(series: BarSeries) {
    this.#series = series;
    this.priceScale = series.priceScale;
    this.volumeScale = series.volumeScale;
  }

  get open(): string {
    return decimalOf(this.openPoints, this.priceScale);
  }

  get high(): string {
    return decimalOf(this.highPoints, this.priceScale);
  }

  get low(): string {
    return decimalOf(this.lowPoints, this.priceScale);
  }

  get close(): string {
    return decimalOf(this.closePoints, this.priceScale);
  }

  /** Moves to a bar of the series. */
  moveTo(index: number): void {
    const { times, open, high, low, close, volume } = this.#series;
    this.time = times[index] ?? 0;
    this.openPoints = open[index] ?? 0;
    this.highPoints = high[index] ?? 0;
    this.lowPoints = low[index] ?? 0;
    this.closePoints = close[index] ?? 0;
    if (volume !== undefined) this.volumeUnits = volume[index];
  }
}

/** Bars without a volume have no such field at all, so it takes a class of its own. */
class VolumeView extends SeriesView {
  get volume(): string {
    return decimalOf(this.volumeUnits ?? 0, this.volumeScale);
  }
}

/** Makes a view that stands before the first bar of a series. */
export const createSeriesView = (series: BarSeries): SeriesView =>
  series.volume === undefined ? new SeriesView(series) : new VolumeView(series);
