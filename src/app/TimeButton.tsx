/** A button that moves the time of a player: play, step, jump. */
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

interface TimeButtonProps {
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly label: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
  readonly className?: string;
  readonly children?: ReactNode;
}

export function TimeButton({ icon, label, disabled, onPress, className, children }: TimeButtonProps) {
  return (
    <button
      type="button"
      className={className ?? 'icon-button'}
      aria-label={label}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
      {children}
    </button>
  );
}
