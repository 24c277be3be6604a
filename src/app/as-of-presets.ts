/** Dates worth a button besides today: when the youngest and the oldest of the five source notes were written. */
export const AS_OF_PRESETS = [
  { date: '2021', label: 'January 2021' },
  { date: '2018-02', label: 'February 2018' },
] as const;
