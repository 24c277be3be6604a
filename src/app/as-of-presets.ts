/** Dates worth a button: the ones the five source notes were written at. */
export const AS_OF_PRESETS = [
  { date: '2018-02', label: 'February 2018' },
  { date: '2019', label: 'January 2019' },
  { date: '2021', label: 'January 2021' },
] as const;
