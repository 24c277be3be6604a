import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import logWords from '../../content/log-words.json';
import today from '../../content/content-date.json';
import { fieldsOfLine, isErrorLine, lineKind, requestOfLine } from './log-line.ts';
import { reportLog } from './report-log.ts';
import { simulate } from './run.ts';
import { Scenario } from './scenario.ts';
import { realRules } from './testing/real-rules.ts';

const folder = new URL('../../content/scenarios/', import.meta.url);

describe('a line of a log', () => {
  const id = '5f0c2a9e-1111-4222-8333-444455556666';
  const report = `REPORT RequestId: ${id}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tStatus: timeout`;

  it('is of a kind, of a request, and tells fields', () => {
    expect(lineKind(`START RequestId: ${id} Version: 1`)).toBe('START');
    expect(lineKind('INIT_START Runtime Version: nodejs:24.v1')).toBe('INIT_START');
    expect(lineKind(`2026-11-20T00:00:03.000Z ${id} Task timed out after 3.00 seconds\n`)).toBe('error');
    expect(requestOfLine(report)).toBe(id);
    expect(requestOfLine('INIT_START Runtime Version: nodejs:24.v1')).toBe('');
    expect(fieldsOfLine(report).map(({ name, value }) => `${name}=${value}`)).toEqual([
      `RequestId=${id}`,
      'Duration=3000.00 ms',
      'Billed Duration=3000 ms',
      'Memory Size=128 MB',
      'Status=timeout',
    ]);
    expect(isErrorLine(report)).toBe(true);
    expect(isErrorLine(report.replace('\tStatus: timeout', ''))).toBe(false);
    expect(fieldsOfLine(`END RequestId: ${id}`)).toEqual([]);
  });

  it('has words for its kind and for each of its fields, in every run', () => {
    const kinds = new Set<string>();
    const fields = new Set<string>();
    for (const file of readdirSync(folder)) {
      const scenario = Scenario.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
      if (scenario.horizonMs > 3_600_000) continue;
      const rules = realRules(scenario.asOf ?? today.today);
      for (const { message } of reportLog(simulate(scenario, rules), scenario, rules)) {
        kinds.add(lineKind(message));
        for (const { name } of fieldsOfLine(message)) fields.add(name);
      }
    }
    expect([...kinds].filter((kind) => !(kind in logWords.lines))).toEqual([]);
    expect([...fields].filter((name) => !(name in logWords.fields))).toEqual([]);
    expect(kinds.size).toBeGreaterThan(5);
  }, 60_000);
});
