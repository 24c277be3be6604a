import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { soundScenario } from '../sim/testing/sound-scenario.ts';

const root = process.cwd();
let folder = '';

/** The command as people call it, from a folder of their own. */
function sim(line: string): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    `node ${JSON.stringify(path.join(root, 'build/run.mjs'))} src/cli/main.ts ${line}`,
    {
      cwd: root,
      env: { ...process.env, INIT_CWD: folder },
      encoding: 'utf8',
      shell: '/bin/sh',
      maxBuffer: 1 << 28,
    },
  );
  return { code: status, out: stdout, err: stderr };
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lambdarium-'));
  writeFileSync(path.join(folder, 'mine.json'), JSON.stringify(soundScenario));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the built command', { timeout: 60_000 }, () => {
  it('prints the answer and nothing else', () => {
    const { code, out, err } = sim('cold-start --json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ scenario: 'cold-start', counts: { cold: 2 } });
  });

  it('finds files where the caller is', () => {
    expect(sim('mine.json').code).toBe(0);
    expect(sim('none.json')).toEqual({ code: 1, out: '', err: 'none.json: no such file\n' });
    expect(sim('.').err).toMatch(/no such scenario/);
    expect(sim('./').err).toBe('./: a folder, expected a file\n');
  });

  it('does not mind a reader that goes early', () => {
    const long = 'warm-reuse --set arrivals.count=20000 horizonMs=1e9 --trace';
    expect(sim(`${long} | head -n 1`)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^\{.*\}\n$/) as string,
    });
  });
});
