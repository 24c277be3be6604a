/**
 * How long a function takes with how much memory, as people have it: a pair a line, the JSON that AWS Lambda Power Tuning
 * ends with, or the link to its chart, which holds the figures as three packed lists.
 */
import type { MemoryPoint } from '../cost/memory-answer.ts';

export type ReadCurve = { readonly curve: readonly MemoryPoint[] } | { readonly problem: string };

/** AWS has never let a function have more or less. */
const LEAST_MB = 128;
const MOST_MB = 10_240;
const MOST_MS = 900_000;
const MOST_POINTS = 100;
const MOST_SIGNS = 20_000;

/** Reads a curve, by memory upwards. A problem names the line or the place. */
export function readCurve(text: string): ReadCurve {
  const given = text.trim();
  if (given === '') return { problem: 'Nothing is given: write a pair a line, such as 512 120.' };
  if (given.length > MOST_SIGNS) return { problem: `That is longer than ${MOST_SIGNS} signs.` };
  const link = /#([\w+/=%-]+;[\w+/=%-]+)/.exec(given);
  if (link) return packedCurve(link[1]!);
  if (given.startsWith('{') || given.startsWith('[')) return jsonCurve(given);
  const points: MemoryPoint[] = [];
  for (const [index, line] of given.split(/\r?\n|;/).entries()) {
    if (line.trim() === '') continue;
    const pair =
      /^\s*(\d+(?:,\d{3})*)\s*(?:MB)?\s*[\s:,=\t]\s*(\d+(?:,\d{3})*(?:\.\d+)?)\s*(?:ms)?\s*$/i.exec(line);
    if (!pair)
      return {
        problem: `Line ${index + 1}, “${line.trim().slice(0, 40)}”: expected memory in MB and milliseconds, such as 512 120.`,
      };
    points.push({ memoryMb: number(pair[1]!), ms: number(pair[2]!) });
  }
  return checked(points);
}

/** A curve as the lines that are read back. */
export function curveText(curve: readonly MemoryPoint[]): string {
  return curve.map(({ memoryMb, ms }) => `${memoryMb} ${ms}`).join('\n');
}

const number = (text: string) => Number(text.replaceAll(',', ''));

function checked(points: readonly MemoryPoint[]): ReadCurve {
  const sorted = points.toSorted((a, b) => a.memoryMb - b.memoryMb);
  for (const [index, { memoryMb, ms }] of sorted.entries()) {
    if (!Number.isInteger(memoryMb) || memoryMb < LEAST_MB || memoryMb > MOST_MB)
      return { problem: `${memoryMb} is no memory of a function: expected ${LEAST_MB} to ${MOST_MB}.` };
    if (!(ms > 0 && ms <= MOST_MS))
      return { problem: `At ${memoryMb}: ${ms} is no duration; expected more than 0, up to ${MOST_MS}.` };
    if (sorted[index + 1]?.memoryMb === memoryMb) return { problem: `${memoryMb} stands there twice.` };
  }
  if (sorted.length < 2) return { problem: 'One size of memory makes no curve: give two or more.' };
  if (sorted.length > MOST_POINTS) return { problem: `More than ${MOST_POINTS} sizes are too many.` };
  return { curve: sorted };
}

function jsonCurve(text: string): ReadCurve {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problem: `No JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const link = linkIn(json, 0);
  if (link !== null) return readCurve(link);
  const list: unknown = Array.isArray(json) ? json : (fieldOf(json, 'stats') ?? fieldOf(json, 'results'));
  if (!Array.isArray(list))
    return {
      problem: 'Expected the output of AWS Lambda Power Tuning, with stateMachine.visualization or stats.',
    };
  const points: MemoryPoint[] = [];
  for (const [index, entry] of list.entries()) {
    const memoryMb = Number(fieldOf(entry, 'value') ?? fieldOf(entry, 'power') ?? fieldOf(entry, 'memoryMb'));
    const ms = fieldOf(entry, 'averageDuration') ?? fieldOf(entry, 'duration') ?? fieldOf(entry, 'ms');
    if (!Number.isFinite(memoryMb) || typeof ms !== 'number')
      return { problem: `Entry ${index + 1}: expected the memory (value or power) and averageDuration.` };
    points.push({ memoryMb, ms: tenths(ms) });
  }
  return checked(points);
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** The link to the chart, wherever it stands. */
function linkIn(json: unknown, depth: number): string | null {
  if (typeof json === 'string') return /^https:\/\/[^\s#]+#[^\s;]+;/.test(json) ? json : null;
  if (typeof json !== 'object' || json === null || depth > 5) return null;
  for (const part of Object.values(json)) {
    const found = linkIn(part, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** `sizes;times;costs` in base64: 16-bit whole numbers, 32-bit floats; little-endian. */
function packedCurve(packed: string): ReadCurve {
  const damaged = { problem: 'The link to the chart is damaged or cut short.' };
  const [sizes = '', times = ''] = packed.split(';');
  try {
    const memory = view(sizes);
    const ms = view(times);
    const count = Math.floor(memory.byteLength / 2);
    if (count === 0 || memory.byteLength % 2 !== 0 || ms.byteLength !== count * 4) return damaged;
    return checked(
      Array.from({ length: count }, (_, index) => ({
        memoryMb: memory.getInt16(index * 2, true),
        ms: tenths(ms.getFloat32(index * 4, true)),
      })),
    );
  } catch {
    return damaged;
  }
}

function view(base64: string): DataView {
  const binary = atob(decodeURIComponent(base64));
  return new DataView(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)).buffer);
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
