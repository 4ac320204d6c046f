import { useId } from 'react';

/** One choice of a few. */
export interface Segment {
  readonly id: string;
  /** A word, or less. */
  readonly title: string;
  /** What it means, for readers of screens and for whoever points at it. */
  readonly about: string;
}

/** What segments take. */
export interface SegmentsProps {
  /** What they choose, for readers of screens. */
  readonly label: string;
  readonly segments: readonly Segment[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** A few short choices side by side, of which one holds. They are the platform's own, so arrow keys move the choice. */
export const Segments = ({ label, segments, chosen, onChoose }: SegmentsProps) => {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="flex shrink-0 rounded-md border border-line p-0.5">
      {segments.map(({ id, title, about }) => (
        <label key={id} title={about} className="relative flex h-6 min-w-7 pointer-coarse:h-7 pointer-coarse:min-w-8">
          <input
            type="radio"
            name={name}
            value={id}
            checked={id === chosen}
            onChange={() => onChoose(id)}
            aria-label={about}
            className="peer absolute inset-0 cursor-pointer appearance-none rounded checked:bg-accent-soft"
          />
          <span className="pointer-events-none relative m-auto px-1.5 text-2xs font-medium text-muted peer-checked:text-accent peer-hover:text-ink peer-checked:peer-hover:text-accent">
            {title}
          </span>
        </label>
      ))}
    </div>
  );
};
