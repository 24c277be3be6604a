/** A dialog over the page: its title, what stands in it, a button that closes it. */
import { useId, type ReactNode, type RefObject } from 'react';
import { Icon } from './Icon.tsx';

export interface DialogProps {
  /** Opened with `showModal`. */
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly title: string;
  readonly className?: string;
  /** It has been closed, by whatever way. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

export function Dialog({ ref, title, className = '', onClose, children }: DialogProps) {
  const titleId = useId();
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`.trim()}
      aria-labelledby={titleId}
      closedby="any"
      onClose={onClose}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
      <button
        type="button"
        className="icon-button dialog-close"
        aria-label="Close"
        onClick={() => ref.current?.close()}
      >
        <Icon name="close" />
      </button>
    </dialog>
  );
}
