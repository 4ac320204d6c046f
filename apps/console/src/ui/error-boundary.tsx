import { Component } from 'react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { PartMissing } from './lazy-part.ts';

interface Props {
  /** What it is part of, such as the name of a panel. */
  readonly name: string;
  readonly children: ReactNode;
}

interface Fault {
  readonly message: string;
  /** Nothing but a new page helps: the gateway has no such part any more. */
  readonly needsReload: boolean;
}

interface State {
  readonly fault: Fault | undefined;
}

/** Keeps a fault in one panel: the others go on, and this one can be tried again. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { fault: undefined };

  static getDerivedStateFromError(thrown: unknown): State {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { fault: { message, needsReload: thrown instanceof PartMissing } };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    const { message, needsReload } = fault;
    const tryAgain = <Button onClick={() => this.setState({ fault: undefined })}>Try again</Button>;
    const reload = <Button onClick={() => window.location.reload()}>Reload the page</Button>;
    return (
      <div role="alert">
        <EmptyState icon="error" title={`${this.props.name} cannot be shown`} action={needsReload ? reload : tryAgain}>
          {needsReload
            ? `${message}: the gateway is not there, or is of another version by now.`
            : `This is a fault of the console, not of the desk: ${message}. Everything else goes on.`}
        </EmptyState>
      </div>
    );
  }
}
