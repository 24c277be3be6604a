/** What has become of a call. */
export const CALLED = {
  /** Nothing yet: the environment will hear of its end. */
  waits: 0,
  answered: 1,
  failed: 2,
  /** It failed, and the handler goes on. */
  passedOver: 3,
} as const;
export type Called = (typeof CALLED)[keyof typeof CALLED];
