/** True once the page has been taken over in the browser; false in prerendered markup and the first frame. */
import { useSyncExternalStore } from 'react';

const never = () => () => {};

export function useMounted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
