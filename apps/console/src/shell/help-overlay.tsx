import { Dialog } from '../ui/dialog.tsx';
import { keyTable } from './keys.ts';

/** The keys, and what the three silences mean. */
export const HelpOverlay = ({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) => (
  <Dialog title="Help" isOpen={isOpen} onClose={onClose}>
    <div className="flex flex-col gap-5 p-4">
      <section>
        <h3 className="mb-2 text-xs font-semibold text-muted">Keys</h3>
        <dl className="grid grid-cols-[7rem_1fr] gap-y-1.5 text-xs">
          {keyTable.map(([keys, what]) => (
            <div key={keys} className="contents">
              <dt>
                <kbd className="rounded border border-line bg-raised px-1.5 py-0.5 font-sans text-2xs">{keys}</kbd>
              </dt>
              <dd className="text-muted">{what}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3 className="mb-2 text-xs font-semibold text-muted">When nothing moves</h3>
        <dl className="flex flex-col gap-1.5 text-xs">
          <div>
            <dt className="inline font-medium text-down">no connection: </dt>
            <dd className="inline text-muted">the page hears nothing; it comes back by itself and loses nothing.</dd>
          </div>
          <div>
            <dt className="inline font-medium text-warn">silent publisher: </dt>
            <dd className="inline text-muted">the gateway hears nothing of an engine that promised signs of life.</dd>
          </div>
          <div>
            <dt className="inline font-medium">quiet: </dt>
            <dd className="inline text-muted">all is connected, and nothing happens.</dd>
          </div>
        </dl>
      </section>
    </div>
  </Dialog>
);
