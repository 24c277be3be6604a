/**
 * Strict JSON with line and column. The engines' own parsers word a mistake differently and some
 * give no line; this one says the same everywhere, refuses a key that stands twice, and refuses
 * the keys that would reach into an object's prototype.
 */

/** Longest text that is read, in characters. */
const MAX_TEXT_LENGTH = 5 * 1024 * 1024;
/** Deepest nesting that is read. */
export const MAX_DEPTH = 32;

/** Keys that are never data. */
export function isForbiddenKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** What is wrong with a text and where; lines and columns count from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;
}

export type JsonResult = { readonly value: JsonValue } | { readonly fault: JsonFault };

/** Thrown and caught in this module only: unwinds the parser at the first fault. */
class Halt extends Error {}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\p{N}_$.+-]+/uy;

class Parser {
  readonly text: string;
  readonly onValue: ((path: readonly string[], at: number) => void) | undefined;
  readonly path: string[] = [];
  at = 0;
  fault: JsonFault | undefined;

  constructor(text: string, onValue?: (path: readonly string[], at: number) => void) {
    this.text = text;
    this.onValue = onValue;
  }

  document(): JsonValue {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    this.space();
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.halt(this.at, this.here(), 'the end of the text');
    return value;
  }

  value(depth: number): JsonValue {
    if (depth > MAX_DEPTH) this.halt(this.at, 'deeper nesting', `at most ${MAX_DEPTH} levels`);
    this.onValue?.(this.path, this.at);
    const sign = this.text[this.at];
    if (sign === '{') return this.object(depth);
    if (sign === '[') return this.array(depth);
    if (sign === '"') return this.string();
    if (this.word('true')) return true;
    if (this.word('false')) return false;
    if (this.word('null')) return null;
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text);
    if (number === null) this.halt(this.at, this.here(), 'a value');
    const end = this.at + number[0].length;
    WORD.lastIndex = end;
    if (WORD.test(this.text)) {
      this.halt(this.at, this.text.slice(this.at, WORD.lastIndex), 'a number as JSON writes it');
    }
    const value = Number(number[0]);
    if (value === Infinity || value === -Infinity) this.halt(this.at, number[0], 'a smaller number');
    this.at = end;
    return value;
  }

  object(depth: number): JsonValue {
    const result: { [key: string]: JsonValue } = {};
    this.at += 1;
    this.space();
    if (this.take('}')) return result;
    for (;;) {
      if (this.text[this.at] !== '"') this.halt(this.at, this.here(), 'a key in double quotes');
      const start = this.at;
      const key = this.string();
      if (isForbiddenKey(key)) this.halt(start, `the key "${key}"`, 'another key: this one is never data');
      if (Object.hasOwn(result, key)) this.halt(start, `the key "${key}" a second time`, 'each key once');
      this.space();
      if (!this.take(':')) this.halt(this.at, this.here(), '":"');
      this.space();
      this.path.push(key);
      result[key] = this.value(depth + 1);
      this.path.pop();
      this.space();
      if (this.take('}')) return result;
      if (!this.take(',')) this.halt(this.at, this.here(), '"," or "}"');
      this.space();
      if (this.text[this.at] === '}') this.halt(this.at, '"}" after a comma', 'another key, or no comma');
    }
  }

  array(depth: number): JsonValue {
    const result: JsonValue[] = [];
    this.at += 1;
    this.space();
    if (this.take(']')) return result;
    for (;;) {
      this.path.push(String(result.length));
      result.push(this.value(depth + 1));
      this.path.pop();
      this.space();
      if (this.take(']')) return result;
      if (!this.take(',')) this.halt(this.at, this.here(), '"," or "]"');
      this.space();
      if (this.text[this.at] === ']') this.halt(this.at, '"]" after a comma', 'another value, or no comma');
    }
  }

  string(): string {
    const start = this.at;
    let result = '';
    let from = (this.at += 1);
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (Number.isNaN(code)) this.halt(start, 'a text without an end', 'a closing double quote');
      if (code === 0x22) {
        result += this.text.slice(from, this.at);
        this.at += 1;
        return result;
      }
      if (code < 0x20)
        this.halt(
          this.at,
          code === 10 ? 'a line break in a text' : 'a control character in a text',
          'an escape such as \\n',
        );
      if (code !== 0x5c) {
        this.at += 1;
        continue;
      }
      result += this.text.slice(from, this.at) + this.escape();
      from = this.at;
    }
  }

  escape(): string {
    const start = this.at;
    const sign = this.text[start + 1] ?? '';
    const plain = ESCAPES[sign];
    if (plain !== undefined) {
      this.at += 2;
      return plain;
    }
    const digits = this.text.slice(start + 2, start + 6);
    if (sign !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits)) {
      this.halt(start, `the escape "\\${sign}"`, 'an escape that JSON knows');
    }
    this.at += 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  word(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    WORD.lastIndex = this.at;
    if (WORD.exec(this.text)?.[0] !== text) return false;
    this.at += text.length;
    return true;
  }

  take(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  /** What stands at the place, for a message. */
  here(): string {
    if (this.at >= this.text.length) return 'the end of the text';
    WORD.lastIndex = this.at;
    const word = WORD.exec(this.text)?.[0] ?? String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    return word === '"' ? 'a double quote' : `"${word.length > 24 ? `${word.slice(0, 24)}…` : word}"`;
  }

  halt(at: number, found: string, expected: string): never {
    this.fault = { ...placeOf(this.text, at), found, expected };
    throw new Halt();
  }
}

function placeOf(text: string, at: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', start)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: at - start + 1 };
}

/**
 * Reads JSON text.
 * @returns the value, or the first fault with its line and column.
 */
export function parseJson(text: string): JsonResult {
  if (text.length > MAX_TEXT_LENGTH) {
    const found = `${text.length} characters`;
    return { fault: { line: 1, column: 1, found, expected: `at most ${MAX_TEXT_LENGTH} characters` } };
  }
  const parser = new Parser(text);
  try {
    return { value: parser.document() };
  } catch (error) {
    if (error instanceof Halt && parser.fault !== undefined) return { fault: parser.fault };
    throw error;
  }
}

/**
 * The line on which the value at a path begins, from 1. Of a path that is not there, the line of
 * the nearest value around it.
 */
export function lineOf(text: string, path: readonly string[]): number {
  let best = 0;
  let bestAt = 0;
  const parser = new Parser(text, (seen, at) => {
    if (seen.length < best || seen.length > path.length) return;
    if (seen.every((part, index) => part === path[index])) {
      best = seen.length;
      bestAt = at;
    }
  });
  try {
    parser.document();
  } catch (error) {
    if (!(error instanceof Halt)) throw error;
  }
  return placeOf(text, bestAt).line;
}
