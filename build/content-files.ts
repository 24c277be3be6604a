/** Reads the content as files: text with its name and, for JSON, its value. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseJson, type JsonValue } from '../src/sim/json-text.ts';

export interface TextFile {
  /** Path from the project's root, with `/`. */
  readonly file: string;
  readonly text: string;
}

export interface JsonFile extends TextFile {
  readonly value: JsonValue;
}

/** A list of problems; each begins with the file and, where it is known, the line. */
export type Report = (file: string, line: number | null, problem: string) => void;

/** Files below a folder with one of some endings, in order of their paths; none where there is no such folder. */
export function textFiles(root: string, folder: string, endings: readonly string[]): TextFile[] {
  const base = path.join(root, folder);
  if (!existsSync(base)) return [];
  return readdirSync(base, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

/** The JSON files below a folder, or one file; what cannot be read is reported and left out. */
export function jsonFiles(root: string, place: string, report: Report): JsonFile[] {
  const files = place.endsWith('.json') ? oneFile(root, place) : textFiles(root, place, ['.json']);
  return files.flatMap((file) => {
    const parsed = parseJson(file.text);
    if ('value' in parsed) return [{ ...file, value: parsed.value }];
    const { line, column, found, expected } = parsed.fault;
    report(file.file, line, `column ${column}: found ${found}, expected ${expected}`);
    return [];
  });
}

function oneFile(root: string, file: string): TextFile[] {
  return existsSync(path.join(root, file))
    ? [{ file, text: readFileSync(path.join(root, file), 'utf8') }]
    : [];
}

/** Every string of a JSON value with its path, in order. */
export function stringsOf(
  value: JsonValue,
  at: readonly string[] = [],
): { path: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ path: at, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => stringsOf(inner, [...at, key]));
}

/** Line of a character of a text, from 1. */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let index = 0; index < at; index += 1) if (text[index] === '\n') line += 1;
  return line;
}
