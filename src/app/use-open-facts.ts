/** Which facts stand open: those the reader opened, and the one the address names after its hash. */
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useMounted } from './use-mounted.ts';

export interface OpenFacts {
  readonly isOpen: (id: string) => boolean;
  /** Opens or closes; the address names what was opened last. */
  readonly toggle: (id: string) => void;
  /** The id after the hash of the address; empty: none. */
  readonly linked: string;
}

export function useOpenFacts(): OpenFacts {
  const navigate = useNavigate();
  const hash = useRouterState({ select: ({ location }) => location.hash });
  // Prerendered markup knows no hash.
  const isMounted = useMounted();
  const linked = isMounted && !hash.startsWith('topic-') ? hash : '';
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [followed, setFollowed] = useState('');
  if (followed !== linked) {
    setFollowed(linked);
    if (linked !== '') setOpened(new Set([...opened, linked]));
  }
  return {
    linked,
    isOpen: (id) => opened.has(id),
    toggle(id) {
      const isOpen = opened.has(id);
      setOpened(isOpen ? new Set([...opened].filter((one) => one !== id)) : new Set([...opened, id]));
      void navigate({
        to: '.',
        search: true,
        hash: isOpen ? '' : id,
        replace: true,
        resetScroll: false,
        hashScrollIntoView: false,
      });
    },
  };
}
