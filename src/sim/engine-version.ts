/** Changes whenever the same scenario may give another trace. Printed with every run and kept in share links. */
export const ENGINE_VERSION = '2';
