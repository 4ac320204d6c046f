import { Component } from 'react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

interface Props {
  /** What it is part of, such as the name of a panel. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a fault in one panel: the others go on, and this one can be tried again. */
export class ErrorBoundary extends Component<Props, { readonly message: string | undefined }> {
  override state = { message: undefined };

  static getDerivedStateFromError(thrown: unknown): { readonly message: string } {
    return { message: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === undefined) return this.props.children;
    return (
      <div role="alert">
        <EmptyState
          icon="error"
          title={`${this.props.name} cannot be shown`}
          action={<Button onClick={() => this.setState({ message: undefined })}>Try again</Button>}
        >
          This is a fault of the console, not of the desk: {message}. Everything else goes on.
        </EmptyState>
      </div>
    );
  }
}
