/** Copying to the clipboard, and what came of it for a while. */
import { useEffect, useState } from 'react';

/** That something was copied is said for so long; that it was not, until it is read. */
const SAID_MS = 2500;

export interface Copy {
  readonly said: '' | 'copied' | 'denied';
  readonly copy: (text: string) => void;
  /** What was said has been read. */
  readonly dismiss: () => void;
}

export function useCopy(): Copy {
  const [said, setSaid] = useState<Copy['said']>('');
  useEffect(() => {
    if (said !== 'copied') return undefined;
    const timer = window.setTimeout(() => {
      setSaid('');
    }, SAID_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [said]);
  async function write(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('copied');
    } catch {
      setSaid('denied');
    }
  }
  return {
    said,
    copy(text) {
      void write(text);
    },
    dismiss() {
      setSaid('');
    },
  };
}
