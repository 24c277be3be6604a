/** A setting of an answer in the address: typed text at once, the address once it is finished. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

export interface AnswerSetting {
  readonly text: string;
  readonly type: (text: string) => void;
  readonly finish: () => void;
  /** Sets it for good. */
  readonly set: (text: string) => void;
}

/** @param fallback what holds where the address says nothing; then it is not in the address either */
export function useAnswerSetting(key: string, fallback: string): AnswerSetting {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const inAddress = (search as Readonly<Record<string, string | undefined>>)[key];
  const [held, setHeld] = useState<{ readonly over: string | undefined; readonly text: string } | null>(null);
  // Another address, by Back or a link: what was typed over the one before goes with it.
  if (held !== null && held.over !== inAddress) setHeld(null);
  const text = held && held.over === inAddress ? held.text : (inAddress ?? fallback);

  function set(next: string): void {
    setHeld({ over: inAddress, text: next });
    void navigate({
      to: '.',
      search: (before) => ({ ...before, [key]: next === fallback ? undefined : next }),
      replace: true,
      resetScroll: false,
    });
  }
  return {
    text,
    type(next) {
      setHeld({ over: inAddress, text: next });
    },
    finish() {
      if (text !== (inAddress ?? fallback)) set(text);
    },
    set,
  };
}
