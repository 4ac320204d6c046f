import { formatCount } from '../../format/amount-text.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/dialog.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { prettyFrame } from './wire-text.ts';
import type { WireEntry } from './wire-tap.ts';

/** What the drawer takes. */
export interface FrameDrawerProps {
  /** Undefined closes it. */
  readonly entry: WireEntry | undefined;
  readonly onClose: () => void;
}

/** One frame in lines, to be read and copied. */
export const FrameDrawer = ({ entry, onClose }: FrameDrawerProps) => {
  const say = useToast();
  const text = entry === undefined ? '' : prettyFrame(entry.text);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(entry?.text ?? '');
      say({ title: 'Copied' });
    } catch {
      say({ title: 'The browser does not let the page copy', tone: 'warn' });
    }
  };
  return (
    <Drawer title="Frame" isOpen={entry !== undefined} onClose={onClose}>
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <Button icon="copy" onClick={() => void copy()}>
          Copy as it came
        </Button>
        <span className="figures ml-auto text-2xs text-muted">{formatCount(entry?.length)} characters</span>
      </div>
      {entry !== undefined && entry.length > entry.text.length && (
        <p className="px-4 pt-3 text-2xs text-warn">Only its beginning is kept.</p>
      )}
      <pre className="p-4 font-mono text-2xs leading-relaxed break-words whitespace-pre-wrap">{text}</pre>
    </Drawer>
  );
};
