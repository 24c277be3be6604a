/** Real requests from a CSV: one row a request, times in milliseconds. */
import { ScenarioError, type Problem } from './problem.ts';

/** What a CSV of arrivals says. Rows stand in the order of time; at equal times in that of the file. */
export interface ArrivalsTable {
  /** Ready to be the `requests` of arrivals of the kind `list`. */
  readonly requests: { atMs: number; durationMs?: number }[];
  /** The other columns by name (trimmed, in lower case), each with one text a request. */
  readonly extra: Readonly<Record<string, readonly string[]>>;
  /** How many rows were earlier than the row before them in the file: 0 if it was sorted. */
  readonly outOfOrder: number;
}

const MAX_ROWS = 2_000_000;
const MAX_MS = 1e12;
/** So many problems are told one by one; the rest is counted. */
const MAX_PROBLEMS = 20;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Reads a CSV of arrivals (RFC 4180: comma, quotes doubled inside quotes; a byte order mark, CRLF and
 * blank lines are allowed). The first line names the columns in any order: `at_ms` (needed),
 * `duration_ms` (optional, as is each value in it) and any others, which are handed back as they are.
 * Times are milliseconds from 0 to 1e12; rows out of order are sorted. At most 2,000,000 rows.
 *
 * Throws `ScenarioError` with a problem a mistake (the first 20, then their number), each with the path
 * `NAME line N`, where `name` says which file it is.
 */
export function parseArrivalsCsv(text: string, name: string): ArrivalsTable {
  const problems: Problem[] = [];
  let more = 0;
  const report = (line: number, what: string, found: string, expected: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem(`${name} line ${line}`, what, found, expected));
    else more++;
  };
  const reader = new Reader(text, report);
  if (!reader.next())
    throw new ScenarioError([
      problem(`${name} line 1`, '', 'nothing', 'a header line such as at_ms,duration_ms'),
    ]);

  const columns = reader.fields.map((field) => field.trim().toLowerCase());
  const width = columns.length;
  const atColumn = columns.indexOf('at_ms');
  const durationColumn = columns.indexOf('duration_ms');
  if (atColumn < 0) {
    const separators = columns.length === 1 && /[;\t|]/.test(columns[0]!);
    const expected = `a header line with the column at_ms${separators ? ', separated by commas' : ''}`;
    report(reader.line, '', shorten(reader.fields.join(',')), expected);
  }
  for (const [index, column] of columns.entries())
    if (column !== '' && columns.indexOf(column) < index)
      report(reader.line, '', `the column ${shorten(column)} twice`, 'each column once');
  // Without columns to rely on, every row would be wrong as well.
  if (problems.length > 0) throw new ScenarioError(problems);

  const requests: ArrivalsTable['requests'] = [];
  const others = columns.flatMap((column, index) =>
    index === atColumn || index === durationColumn || column === ''
      ? []
      : [{ column, index, values: [] as string[] }],
  );
  let outOfOrder = 0;
  let before = 0;
  while (reader.next()) {
    const { fields, line } = reader;
    if (requests.length === MAX_ROWS) {
      report(line, '', 'one more row', `at most ${MAX_ROWS} rows; split the file or thin it out`);
      break;
    }
    if (fields.length !== width) {
      report(line, '', counted(fields.length, 'field'), `${width}, as in the header`);
      continue;
    }
    const atMs = milliseconds(fields[atColumn]!);
    if (!(atMs >= 0 && atMs <= MAX_MS))
      report(line, 'at_ms', shorten(fields[atColumn]!), `milliseconds from 0 to ${MAX_MS}`);
    if (atMs < before) outOfOrder++;
    before = atMs;
    const duration = durationColumn < 0 ? '' : fields[durationColumn]!.trim();
    if (duration === '') {
      requests.push({ atMs });
    } else {
      const durationMs = milliseconds(duration);
      if (!(durationMs >= 0 && durationMs <= MAX_MS))
        report(line, 'duration_ms', shorten(duration), `milliseconds from 0 to ${MAX_MS}, or nothing`);
      requests.push({ atMs, durationMs });
    }
    for (const { index, values } of others) values.push(fields[index]!);
  }
  if (more > 0) problems.push(problem(name, '', counted(more, 'further problem'), 'none'));
  if (problems.length > 0) throw new ScenarioError(problems);

  const order = outOfOrder === 0 ? null : sortedOrder(requests);
  const arranged = <T>(values: T[]): T[] => (order === null ? values : order.map((row) => values[row]!));
  return {
    requests: arranged(requests),
    extra: Object.fromEntries(others.map(({ column, values }) => [column, arranged(values)])),
    outOfOrder,
  };
}

function sortedOrder(requests: ArrivalsTable['requests']): number[] {
  return requests.map((_, row) => row).sort((a, b) => requests[a]!.atMs - requests[b]!.atMs || a - b);
}

/** The number a field holds, NaN if it holds anything else. */
function milliseconds(field: string): number {
  const text = field.trim();
  return NUMBER.test(text) ? Number(text) : NaN;
}

function problem(path: string, column: string, found: string, expected: string): Problem {
  const where = column === '' ? path : `${path}, ${column}`;
  return { path, found, expected, message: `${where}: found ${found}, expected ${expected}.` };
}

function shorten(text: string): string {
  if (text.trim() === '') return 'nothing';
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Reads record by record. A record may span lines if a quoted field does; blank lines are passed over. */
class Reader {
  fields: string[] = [];
  /** The line the record begins on, from 1. */
  line = 0;
  private at: number;
  private nextLine = 1;
  private readonly text: string;
  private readonly report: (line: number, what: string, found: string, expected: string) => void;

  constructor(text: string, report: Reader['report']) {
    this.text = text;
    this.report = report;
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  next(): boolean {
    while (this.at < this.text.length) {
      this.line = this.nextLine;
      this.fields = [];
      this.record();
      if (this.fields.length > 1 || this.fields[0]!.trim() !== '') return true;
    }
    return false;
  }

  /** Reads fields up to and with the end of the line. */
  private record(): void {
    const { text } = this;
    for (;;) {
      this.fields.push(text.charCodeAt(this.at) === 0x22 ? this.quoted() : this.plain());
      const end = text.charCodeAt(this.at++);
      if (end === 0x2c) continue;
      if (end === 0x0d && text.charCodeAt(this.at) === 0x0a) this.at++;
      this.nextLine++;
      return;
    }
  }

  private plain(): string {
    const { text } = this;
    const start = this.at;
    while (this.at < text.length) {
      const c = text.charCodeAt(this.at);
      if (c === 0x2c || c === 0x0a || c === 0x0d) break;
      this.at++;
    }
    return text.slice(start, this.at);
  }

  private quoted(): string {
    const { text } = this;
    let value = '';
    let start = ++this.at;
    for (;;) {
      const quote = text.indexOf('"', start);
      if (quote < 0) {
        this.report(this.line, '', 'a quote that is never closed', 'a second "');
        this.at = text.length;
        return value;
      }
      value += text.slice(start, quote);
      this.at = start = quote + 1;
      if (text.charCodeAt(start) !== 0x22) break;
      value += '"';
      start++;
    }
    const rest = this.plain();
    if (rest.trim() !== '')
      this.report(this.line, '', `${shorten(rest)} after a closing quote`, 'a comma or the end of the line');
    for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) === 0x0a) this.nextLine++;
    return value;
  }
}
