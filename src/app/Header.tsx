/** The top bar: rooms, the date of the rules, the theme; on a phone a menu. */
import { Link } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { AsOfChip } from './AsOfChip.tsx';
import { Icon, Logo } from './Icon.tsx';
import { openKeyboardHelp } from './KeyboardHelp.tsx';
import { ThemeChoiceMenu } from './ThemeToggle.tsx';

const ROOMS = [
  { to: '/learn', label: 'Lessons' },
  { to: '/lab', label: 'Lab' },
  { to: '/limits', label: 'Limits' },
  { to: '/pricing', label: 'Prices' },
  { to: '/glossary', label: 'Glossary' },
] as const;

export function Header({ path }: { readonly path: string }) {
  const [open, setOpen] = useState(false);
  const menuId = useId();
  const menuButton = useRef<HTMLButtonElement>(null);
  const room = ROOMS.find(({ to }) => path === to || path.startsWith(`${to}/`));
  const [shownPath, setShownPath] = useState(path);
  if (shownPath !== path) {
    setShownPath(path);
    setOpen(false);
  }

  useEffect(() => {
    if (!open) return undefined;
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      menuButton.current?.focus();
    };
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('keydown', close);
    };
  }, [open]);

  return (
    <header className="top">
      <Link to="/" className="brand" aria-label="Lambdarium, home">
        <Logo />
        <span className="brand-name">Lambdarium</span>
      </Link>
      <span className="room-name" aria-hidden="true">
        {room?.label ?? 'Lambdarium'}
      </span>
      <nav aria-label="Rooms" id={menuId} className={open ? 'rooms open' : 'rooms'}>
        {ROOMS.map(({ to, label }) => (
          <Link key={to} to={to} aria-current={room?.to === to ? 'page' : undefined}>
            {label}
          </Link>
        ))}
        <button type="button" className="rooms-keys" onClick={openKeyboardHelp}>
          Keyboard
        </button>
      </nav>
      <div className="top-right">
        <AsOfChip />
        <ThemeChoiceMenu />
        <button
          type="button"
          className="icon-button menu-button"
          aria-label="Menu"
          aria-expanded={open}
          aria-controls={menuId}
          ref={menuButton}
          onClick={() => {
            setOpen(!open);
          }}
        >
          <Icon name={open ? 'close' : 'menu'} size={20} />
        </button>
      </div>
    </header>
  );
}
