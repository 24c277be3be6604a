/** Each law bites: a violation is planted, and it is reported. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { checkLaws } from './laws.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The laws broken by these files, as `law file`. */
function broken(files: Record<string, string>): string[] {
  return checkLaws(new Map(Object.entries(files))).map(({ law, file }) => `${law} ${file}`);
}

const VALUE = 'export const value = 1;';

/** The design's table: which rooms each room may import. */
const MAY: Record<string, readonly string[]> = {
  sim: [],
  cost: [],
  study: [],
  view: ['sim', 'cost', 'study'],
  app: ['sim', 'cost', 'study', 'view'],
  cli: ['sim', 'cost', 'study'],
};
const pairs = Object.keys(MAY).flatMap((from) => Object.keys(MAY).map((to) => ({ from, to })));

describe('imports between rooms', () => {
  test.for(pairs)('$from -> $to', ({ from, to }) => {
    const allowed = from === to || MAY[from]!.includes(to);
    const found = broken({
      [`src/${from}/a.ts`]: `import { value } from '../${to}/b.ts';\nexport const a = value;`,
      [`src/${to}/b.ts`]: VALUE,
    });
    expect(found).toEqual(allowed ? [] : [`imports src/${from}/a.ts`]);
  });

  test.for([
    `import type { value } from '../view/b.ts'; export type A = value;`,
    `export type A = import('../view/b.ts').B;`,
    `export const a = () => import('../view/b.ts');`,
    `export { value } from '../view/b.ts'; export const a = 1;`,
    `export const a = new URL('../view/b.ts', import.meta.url);`,
    `export const a = import.meta.glob('../view/*.ts');`,
    `export const a = import.meta.glob(['../view/*.ts', '!../view/x.ts']);`,
  ])('in every form: %s', (text) => {
    expect(broken({ 'src/sim/machines/a.ts': text.replaceAll('../view', '../../view') })).toContain(
      'imports src/sim/machines/a.ts',
    );
  });

  test.for(Object.keys(MAY))('%s and content', (room) => {
    const found = broken({
      [`src/${room}/a.ts`]: `export const a = import.meta.glob('/content/facts/*.json');`,
    });
    expect(found).toEqual(room === 'app' || room === 'cli' ? [] : [`imports src/${room}/a.ts`]);
  });

  test('no room but those of the design, nothing outside them', () => {
    expect(broken({ 'src/utils/a.ts': VALUE })).toEqual(['imports src/utils/a.ts']);
    expect(broken({ 'src/sim/a.ts': `export * as x from '../../build/b.ts'; export const a = 1;` })).toEqual([
      'imports src/sim/a.ts',
    ]);
    expect(broken({ 'src/app/a.ts': `import x from '../../other/b.ts'; export const a = x;` })).toEqual([
      'imports src/app/a.ts',
    ]);
  });

  test('what is for tests stays with tests', () => {
    const text = `import { value } from './testing/b.ts'; export const a = value;`;
    const helper = { 'src/sim/testing/b.ts': VALUE };
    expect(broken({ ...helper, 'src/sim/a.ts': text })).toEqual(['test code src/sim/a.ts']);
    expect(broken({ ...helper, 'src/sim/a.test.ts': text })).toEqual([]);
  });
});

describe('packages', () => {
  const only: Record<string, readonly string[]> = {
    xstate: ['sim'],
    'pure-rand/generator/x': ['sim', 'app'],
    d3: ['view'],
    'd3-shape': [],
    zustand: ['app'],
    react: ['view', 'app'],
    '@tanstack/react-router': ['app'],
    'zod/mini': ['sim', 'cost', 'study', 'app'],
    'node:fs': ['cli'],
  };
  const cases = Object.entries(only).flatMap(([name, rooms]) =>
    Object.keys(MAY).map((room) => ({ name, room, allowed: rooms.includes(room) })),
  );
  test.for(cases)('$name in $room: $allowed', ({ name, room, allowed }) => {
    const found = broken({ [`src/${room}/a.ts`]: `import { x } from '${name}'; export const a = x;` });
    expect(found).toEqual(allowed ? [] : [`imports src/${room}/a.ts`]);
  });

  test('a test may use its tools, but no other room’s library', () => {
    expect(
      broken({ 'src/sim/a.test.ts': `import { test } from 'vitest'; import fs from 'node:fs';` }),
    ).toEqual([]);
    expect(broken({ 'src/sim/a.test.ts': `import { scaleLinear } from 'd3';` })).toEqual([
      'imports src/sim/a.test.ts',
    ]);
  });
});

describe('the pure rooms', () => {
  const refused = [
    'Date.now()',
    'new Date(0)',
    'Math.random()',
    "Math['random']()",
    'Math.log(2)',
    'Math?.exp(2)',
    'Math.pow(2, 0.5)',
    'Math.sqrt(2)',
    'Math.sin(1)',
    'Math.hypot(3, 4)',
    'Math.cbrt(8)',
    'Math.expm1(1)',
    '((m) => m)(Math)',
    '(({ log }) => log)(Math)',
    'globalThis',
    'new Intl.NumberFormat()',
    '(1234).toLocaleString()',
    "'I'.toLocaleLowerCase()",
    "'a'.localeCompare('b')",
    '(1.1 as number) ** 2',
    '3 ** 0.5',
  ];
  test.for(refused)('refuse %s', (expression) => {
    for (const room of ['sim', 'cost', 'study']) {
      expect(broken({ [`src/${room}/a.ts`]: `export const a = ${expression};` })).toContain(
        `engine src/${room}/a.ts`,
      );
    }
    expect(broken({ 'src/app/a.ts': `export const a = ${expression};` })).toEqual([]);
    expect(broken({ 'src/sim/a.test.ts': `export const a = ${expression};` })).toEqual([]);
  });

  test.for([
    'Math.floor(2.5)',
    'Math.fround(1)',
    '2 ** 48',
    '2 ** -52',
    '10 ** 6',
    '({ Date: 1 }).Date',
    "'Date'",
  ])('allow %s', (expression) => {
    expect(broken({ 'src/sim/a.ts': `export const a = ${expression};` })).toEqual([]);
  });

  test('a violation is reported with its line', () => {
    const [violation] = checkLaws(
      new Map([['src/sim/a.ts', '// one\n// two\nexport const a = Date.now();']]),
    );
    expect(violation).toMatchObject({ file: 'src/sim/a.ts', line: 3, law: 'engine' });
  });
});

describe('shape', () => {
  test('no cycles, not even of types', () => {
    const found = broken({
      'src/sim/a.ts': `import { b } from './b.ts'; export const a = b;`,
      'src/sim/b.ts': `import { c } from './c.ts'; export const b = c;`,
      'src/sim/c.ts': `import type { a } from './a.ts'; export const c: typeof a = 1;`,
    });
    expect(found).toEqual(['cycle src/sim/a.ts']);
  });

  test.for([
    [{ 'src/sim/index.ts': VALUE }, 'src/sim/index.ts'],
    [{ 'src/sim/all.ts': `export * from './b.ts';` }, 'src/sim/all.ts'],
    [
      { 'src/sim/all.ts': `export { value } from './b.ts';\nexport type { T } from './c.ts';` },
      'src/sim/all.ts',
    ],
    [{ 'src/sim/all.ts': `import { value } from './b.ts';\nexport { value };` }, 'src/sim/all.ts'],
  ] as const)('no barrels: %j', ([files, file]) => {
    expect(broken(files)).toEqual([`barrel ${file}`]);
  });

  test('content is data', () => {
    expect(broken({ 'content/a.ts': VALUE })).toEqual(['content content/a.ts']);
    expect(broken({ 'content/lessons/a.mdx': `import x from './x.ts'\n\n# Title` })).toEqual([
      'content content/lessons/a.mdx',
    ]);
    expect(broken({ 'content/lessons/a.mdx': '# Title\n\n```js\nimport x from "y"\n```\n' })).toEqual([]);
  });
});

describe('laws that other tools execute', () => {
  // Inside the project, so that packages are found.
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(root, '.cache/laws-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (tool: string, ...args: string[]): string => {
    const { stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'node_modules', tool), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return stdout + stderr;
  };

  test('a pure room has no DOM, no Node and no timers among its types', () => {
    const names = ['document', 'window', 'process', 'Buffer', 'setTimeout', 'console', 'performance', 'URL'];
    names.forEach((name, index) =>
      writeFileSync(path.join(folder, `t${index}.ts`), `export const a = ${name};\n`),
    );
    writeFileSync(path.join(folder, 'node.ts'), `import fs from 'node:fs';\nexport const a = fs;\n`);
    // The libraries of these rooms are in, lest one of them brings such types along.
    writeFileSync(
      path.join(folder, 'libraries.ts'),
      `import 'xstate';\nimport 'zod/mini';\nimport 'pure-rand/generator/xoroshiro128plus';\n`,
    );
    writeFileSync(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: path.join(root, 'tsconfig.pure.json'), include: ['*.ts'], exclude: [] }),
    );
    const output = run('typescript/bin/tsc', '-p', '.');
    for (const name of names) expect(output).toMatch(new RegExp(`Cannot find name '${name}'`));
    expect(output).toMatch(/Cannot find (module|name) 'node:fs'/);
    expect(output).not.toContain('libraries.ts');
  });

  test('a dead export, a dead file and an unused package are reported', () => {
    const project = path.join(folder, 'knip');
    for (const room of ['sim', 'app']) mkdirSync(path.join(project, 'src', room), { recursive: true });
    const write = (file: string, text: string): void => writeFileSync(path.join(project, file), text);
    write(
      'package.json',
      JSON.stringify({ name: 'planted', type: 'module', dependencies: { zustand: '5.1.0' } }),
    );
    write('knip.json', JSON.stringify({ entry: ['src/app/main.tsx'], project: ['src/**/*.{ts,tsx}'] }));
    write('src/app/main.tsx', `import { used } from '../sim/a.ts';\nconsole.log(used);\n`);
    write('src/sim/a.ts', `export const used = 1;\nexport const unusedExport = 2;\n`);
    write('src/sim/dead-file.ts', VALUE);
    const output = run('knip/bin/knip.js', '--directory', project);
    expect(output).toContain('unusedExport');
    expect(output).toContain('dead-file.ts');
    expect(output).toContain('zustand');
    expect(output).not.toMatch(/\bused\b/);
  });
});
