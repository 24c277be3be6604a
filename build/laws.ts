/**
 * The laws of the rooms (ARCHITECTURE.md), executed: who may import what, no cycles, no barrels, and
 * nothing in the pure rooms that depends on the engine, the place or the time it runs at. What a
 * type checker sees (DOM, Node in a pure room) is left to tsconfig.pure.json, dead exports to knip.
 */
import path from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';

export interface Violation {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly law: 'imports' | 'cycle' | 'barrel' | 'engine' | 'test code' | 'content';
  readonly message: string;
}

interface Room {
  /** Rooms it may import besides itself. */
  readonly rooms: readonly string[];
  /** Packages it may import, by name. */
  readonly packages: RegExp;
  /** Its results are the same bytes everywhere. */
  readonly pure?: true;
}

const PURE = ['src/sim', 'src/cost', 'src/study'];

/** The import table of the design. A room that is not here may not exist. */
const ROOMS: Readonly<Record<string, Room>> = {
  'src/sim': { rooms: [], packages: /^(xstate|zod|pure-rand)$/, pure: true },
  'src/cost': { rooms: [], packages: /^(zod|big\.js)$/, pure: true },
  'src/study': { rooms: [], packages: /^zod$/, pure: true },
  'src/view': { rooms: PURE, packages: /^(react|react-dom|d3)$/ },
  'src/app': { rooms: [...PURE, 'src/view', 'content'], packages: /^(?!node:|xstate$|@xstate\/|d3$|d3-)/ },
  'src/cli': { rooms: [...PURE, 'content'], packages: /^node:/ },
  content: { rooms: [], packages: /^$/ },
  // Scenes are functions: the build asks them how high a picture will be.
  build: { rooms: [...PURE, 'src/view', 'content'], packages: /./ },
  e2e: { rooms: [...PURE, 'src/cli', 'content', 'build'], packages: /./ },
};

/** What tests may import on top of what their room may. */
const TEST_ROOMS = [...PURE, 'content', 'build'];
const TEST_PACKAGES = /^(vitest|fast-check|node:.*|@testing-library\/.*|react|react-dom|yaml)$/;

const IS_CODE = /\.(ts|tsx|js|mjs|cjs)$/;
const IS_TEST = /\.test\.tsx?$|\/(testing|cases)\//;
const IS_DATA = /\.(json|mdx|csv|md|txt)$/;

/** The part of Math that ECMAScript defines to the last bit. */
const EXACT_MATH = new Set(
  'abs ceil clz32 floor fround imul max min round sign trunc PI E LN2 LN10 LOG2E LOG10E SQRT2 SQRT1_2'.split(
    ' ',
  ),
);
const ENGINE_GLOBALS = new Set([
  'Date',
  'Intl',
  'globalThis',
  'eval',
  'Function',
  'WeakRef',
  'FinalizationRegistry',
]);
const LOCALE_METHODS = /^(toLocale.*|localeCompare)$/;

/**
 * Checks every file at once.
 * @param files texts by path from the project's folder, with forward slashes
 */
export function checkLaws(files: ReadonlyMap<string, string>): Violation[] {
  const violations: Violation[] = [];
  const graph = new Map<string, string[]>();
  for (const [file, text] of files) {
    const room = roomOf(file);
    if (room === undefined) {
      if (file.startsWith('src/')) {
        violations.push({
          file,
          line: 1,
          law: 'imports',
          message: `${path.dirname(file)} is no room of the design`,
        });
      }
    } else if (room === 'content') {
      violations.push(...checkContent(file, text));
    } else if (IS_CODE.test(file)) {
      const module = readModule(file, text);
      graph.set(
        file,
        module.imports.map((one) => one.target).filter((target) => files.has(target)),
      );
      violations.push(...checkImports(file, room, module));
      if (module.isBarrel) {
        violations.push({ file, line: 1, law: 'barrel', message: 'only passes on what other files export' });
      }
      if (ROOMS[room]!.pure === true && !IS_TEST.test(file)) violations.push(...checkEngine(file, text));
    }
  }
  for (const cycle of cyclesIn(graph)) {
    violations.push({ file: cycle[0]!, line: 1, law: 'cycle', message: [...cycle, cycle[0]].join(' -> ') });
  }
  return violations;
}

function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS).find((room) => file.startsWith(`${room}/`));
}

interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Path from the project's folder, or the package's name. */
  readonly target: string;
  readonly isPackage: boolean;
}

interface Module {
  readonly imports: readonly Import[];
  readonly isBarrel: boolean;
}

/** Everything a module refers to: imports of values and types, dynamic ones, workers, globs. */
function readModule(file: string, text: string): Module {
  const { program } = parseSync(file, text);
  const imports: Import[] = [];
  const add = (specifier: unknown, offset: number): void => {
    if (typeof specifier === 'string')
      imports.push({ specifier, line: lineAt(text, offset), ...resolve(file, specifier) });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.start),
    ExportNamedDeclaration: (node) => add(node.source?.value, node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.start),
    ImportExpression: (node) =>
      add(node.source.type === 'Literal' ? node.source.value : undefined, node.start),
    TSImportType: (node) => add(node.source.value, node.start),
    NewExpression: (node) => {
      // new URL('./run.worker.ts', import.meta.url)
      const [first, second] = node.arguments;
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || second === undefined) return;
      if (first?.type === 'Literal') add(first.value, node.start);
    },
    CallExpression: (node) => {
      // import.meta.glob('/content/*.json')
      if (text.slice(node.callee.start, node.callee.end) !== 'import.meta.glob') return;
      const [first] = node.arguments;
      const patterns = first?.type === 'ArrayExpression' ? first.elements : [first];
      for (const pattern of patterns) if (pattern?.type === 'Literal') add(pattern.value, node.start);
    },
  }).visit(program);

  const isIndex = /(^|\/)index\.\w+$/.test(file);
  const passes = program.body.filter(
    (node) =>
      node.type === 'ExportAllDeclaration' ||
      (node.type === 'ExportNamedDeclaration' && node.declaration === null),
  );
  const others = program.body.filter((node) => !passes.includes(node) && node.type !== 'ImportDeclaration');
  const isBarrel = isIndex || (passes.length > 0 && others.length === 0);
  return { imports, isBarrel };
}

function resolve(file: string, specifier: string): { target: string; isPackage: boolean } {
  const plain = specifier.replace(/^!/, '').replace(/\?.*$/, '');
  if (plain.startsWith('.'))
    return { target: path.posix.join(path.posix.dirname(file), plain), isPackage: false };
  if (plain.startsWith('/')) return { target: plain.slice(1), isPackage: false };
  const name = plain.startsWith('node:') ? plain : plain.split('/', plain.startsWith('@') ? 2 : 1).join('/');
  return { target: name, isPackage: true };
}

function checkImports(file: string, room: string, module: Module): Violation[] {
  const { rooms, packages } = ROOMS[room]!;
  const isTest = IS_TEST.test(file);
  return module.imports.flatMap(({ specifier, line, target, isPackage }): Violation[] => {
    const say = (law: Violation['law'], message: string): Violation[] => [{ file, line, law, message }];
    if (isPackage) {
      if (packages.test(target) || (isTest && TEST_PACKAGES.test(target))) return [];
      return say('imports', `${room} may not import the package ${target}`);
    }
    const other = roomOf(target);
    // package.json, style sheets of packages and the like: no room's.
    if (other === undefined)
      return room.startsWith('src/') ? say('imports', `${specifier} leaves the rooms`) : [];
    if (IS_TEST.test(target) && !isTest && room !== 'e2e')
      return say('test code', `${specifier} is only for tests`);
    if (other === room || rooms.includes(other) || (isTest && TEST_ROOMS.includes(other))) return [];
    return say('imports', `${room} may not import ${other} (${specifier})`);
  });
}

/** What gives another result in another engine, country or hour. */
function checkEngine(file: string, text: string): Violation[] {
  const violations: Violation[] = [];
  const say = (offset: number, message: string): void => {
    violations.push({ file, line: lineAt(text, offset), law: 'engine', message });
  };
  const allowed = new Set<number>();
  new Visitor({
    MemberExpression: (node) => {
      const name = node.computed
        ? node.property.type === 'Literal'
          ? node.property.value
          : null
        : nameOf(node.property);
      if (typeof name === 'string' && LOCALE_METHODS.test(name))
        say(node.start, `${name} depends on the country`);
      if (node.object.type === 'Identifier' && node.object.name === 'Math') {
        if (typeof name === 'string' && EXACT_MATH.has(name)) allowed.add(node.object.start);
      }
      // `trace.Date` is somebody's own name.
      if (!node.computed) allowed.add(node.property.start);
    },
    Property: (node) => {
      if (!node.computed && !node.shorthand) allowed.add(node.key.start);
    },
    TSPropertySignature: (node) => {
      if (!node.computed) allowed.add(node.key.start);
    },
    BinaryExpression: (node) => {
      if (node.operator !== '**') return;
      const [base, exponent] = [numberOf(node.left), numberOf(node.right)];
      const whole = Number.isInteger(base) && Number.isInteger(exponent);
      const exact = whole && (base === 2 || (exponent >= 0 && Number.isSafeInteger(base ** exponent)));
      if (!exact) say(node.start, '** is exact for whole literals only: use portable-math');
    },
    AssignmentExpression: (node) => {
      if (node.operator === '**=') say(node.start, '**= is not exact: use portable-math');
    },
    Identifier: (node) => {
      // Members come before their identifiers, so what is allowed is known here.
      if (allowed.has(node.start)) return;
      if (ENGINE_GLOBALS.has(node.name)) say(node.start, `${node.name} depends on where and when it runs`);
      if (node.name === 'Math') {
        const member = /^Math(\?\.|\.|\[['"])?(\w*)/.exec(text.slice(node.start))?.[2];
        say(
          node.start,
          `Math.${member || '*'} is not the same in every engine: use portable-math, or a seeded stream`,
        );
      }
    },
  }).visit(parseSync(file, text).program);
  return violations;
}

function nameOf(node: { type: string; name?: string }): string | null {
  return node.type === 'Identifier' ? (node.name ?? null) : null;
}

function numberOf(node: ESTree.Expression | ESTree.PrivateIdentifier): number {
  if (node.type === 'UnaryExpression' && node.operator === '-') return -numberOf(node.argument);
  return node.type === 'Literal' && typeof node.value === 'number' ? node.value : Number.NaN;
}

/** Content is data: no code, and no lesson that imports or exports. */
function checkContent(file: string, text: string): Violation[] {
  if (!IS_DATA.test(file))
    return [{ file, line: 1, law: 'content', message: 'content is data: no code here' }];
  if (!file.endsWith('.mdx')) return [];
  const blank = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, (block) => block.replace(/[^\n]/g, ''));
  return [...blank.matchAll(/^(import|export)\s/gm)].map((found) => ({
    file,
    line: lineAt(blank, found.index),
    law: 'content',
    message: `a lesson may not ${found[1]}`,
  }));
}

/** Each set of files that reach each other, once, in an order in which they do. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    const at = trail.indexOf(file);
    if (at >= 0) cycles.push(trail.slice(at));
    if (at >= 0 || done.has(file)) return;
    trail.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    trail.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
