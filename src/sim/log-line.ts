/** What a line of a function's log is: its kind, its request, and a REPORT line's fields. */

/** By what Lambda writes first: START, END, REPORT and their kin; `error` what tells of an end gone wrong. */
export const LINE_KINDS = [
  'INIT_START',
  'INIT_REPORT',
  'RESTORE_START',
  'RESTORE_REPORT',
  'START',
  'END',
  'REPORT',
  'error',
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** Lines of text that tell of an error, or a REPORT or INIT_REPORT whose status is one. */
export function lineKind(message: string): LineKind {
  const first = /^([A-Z]+(?:_[A-Z]+)?) /.exec(message)?.[1];
  const kind = LINE_KINDS.find((one) => one === first);
  return kind ?? 'error';
}

/** Whether a line tells that something went wrong. */
export function isErrorLine(message: string): boolean {
  return lineKind(message) === 'error' || /\tStatus: (error|timeout)/.test(message);
}

/** The id of the request a line belongs to; empty: it is of none. */
export function requestOfLine(message: string): string {
  return /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/.exec(message)?.[0] ?? '';
}

export interface LineField {
  readonly name: string;
  readonly value: string;
}

/** The fields of a REPORT, INIT_REPORT or RESTORE_REPORT line in their order; of other lines none. */
export function fieldsOfLine(message: string): readonly LineField[] {
  if (!/^(INIT_|RESTORE_)?REPORT /.test(message)) return [];
  return message
    .replace(/^\w+ /, '')
    .split(/\s*\t/)
    .flatMap((field) => {
      const [, name, value] = /^([A-Z][A-Za-z ]*): (.+)$/.exec(field.trim()) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value }];
    });
}
