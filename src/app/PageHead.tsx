/** The window's title and description; in prerendered pages they stand in the template already. */
import { useEffect } from 'react';
import type { PageMeta } from './pages.ts';

export function PageHead({ meta }: { readonly meta: PageMeta }) {
  const { title, description } = meta;
  useEffect(() => {
    document.title = title;
    document.querySelector('meta[name="description"]')?.setAttribute('content', description);
  }, [title, description]);
  return null;
}
