import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../sim/scenario.ts';
import { askedFor, routedBetween } from './alias-story.ts';
import { boardScene } from './board.ts';
import { placeNamed } from './scene-input.ts';
import { lookAt, marksNamed, namesIn, wordsIn } from './testing/look.ts';
import { smallRelease } from './testing/small-release.ts';

const widthOf = (mark: {
  readonly parts?: readonly { readonly attrs: Readonly<Record<string, string | number>> }[];
}) => Number(mark.parts![0]!.attrs['stroke-width']);

describe('an alias with two versions', () => {
  const scenario = smallRelease();
  const { trace, at } = lookAt(scenario);
  const { marks, label } = boardScene(at(19_950));

  it('forks as wide as its weights, the second version as a double line', () => {
    const [first, second] = marksNamed(marks, 'branch ');
    expect(widthOf(first!)).toBe(7.5);
    expect(widthOf(second!)).toBe(4);
    expect(first!.parts!.map(({ key }) => key)).toEqual(['line']);
    expect(second!.parts!.map(({ key }) => key)).toEqual(['line', 'gap']);
  });

  it('tells the expected and the counted share of each version; the counts are all there is', () => {
    const alias = placeNamed(trace, 'function:live');
    const counts = ['function:1', 'function:2'].map((name) =>
      routedBetween(trace, scenario, { alias, version: placeNamed(trace, name) }, 0, trace.endUs),
    );
    expect(counts[0]! + counts[1]!).toBe(200);
    expect(askedFor(trace, scenario, alias, trace.endUs)).toBe(200);
    const words = wordsIn(marks);
    expect(words).toContain('75 % expected');
    expect(words).toContain('25 % expected');
    expect(words.some((text) => text.includes(`${counts[1]!} of 200`))).toBe(true);
    expect(label).toContain(`${counts[1]!} failed`);
  });

  it('sends each request whole along one branch, into the version that runs it', () => {
    const scene = boardScene(at(10_000, { flightUs: 400_000 }));
    const flights = marksNamed(marksNamed(scene.marks, 'flights')[0]!.parts!, 'request ');
    expect(flights.length).toBeGreaterThan(0);
    expect(new Set(flights.map(({ key }) => key)).size).toBe(flights.length);
  });
});

describe('an alias that is moved', () => {
  const { at } = lookAt(
    smallRelease({
      function: { aliases: { live: { version: '1' } } },
      changes: [
        {
          kind: 'update-alias',
          id: 'move',
          title: 'Move',
          on: true,
          atMs: 10_000,
          alias: 'live',
          version: '2',
        },
      ],
    }),
  );

  it('leads elsewhere from that moment on, and says where it was', () => {
    const branches = (ms: number) => marksNamed(boardScene(at(ms)).marks, 'branch ').map(({ key }) => key);
    expect(branches(9_000)).toHaveLength(1);
    expect(branches(11_000)).toHaveLength(1);
    expect(branches(9_000)).not.toEqual(branches(11_000));
    const words = wordsIn(boardScene(at(11_000)).marks).join(' ');
    expect(words).toContain('was version 1 until 0:10');
    expect(words).toContain('no alias leads here now');
  });
});

describe('a version that is named itself', () => {
  it('is called past the alias, which counts nothing', () => {
    const { at } = lookAt(
      smallRelease({
        settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:1' } },
        function: { aliases: { live: { version: '2' } } },
      }),
    );
    const words = wordsIn(boardScene(at(19_950)).marks);
    expect(words).toContain(':1');
    expect(words).toContain(':live');
    expect(words).toContain('none counted yet');
  });
});

describe('versions that are packed differently', () => {
  const file = new URL('../../content/scenarios/container-or-zip.json', import.meta.url);
  const { trace, at } = lookAt(JSON.parse(readFileSync(file, 'utf8')) as Scenario);
  const said = boardScene(at(trace.endUs / 1000)).label.replaceAll('\u202f', ' ');

  it('are told apart by that, and at the end by what has come of each', () => {
    expect(said).toContain('version 2 (zip, 35 MB), nothing leads here');
    expect(said).toContain('version 3 (image, 200 MB), 5 succeeded');
    expect(said).toContain('version 4 (image, 5.1 GB), nothing leads here');
  });

  it('keep to their row on a narrow picture', () => {
    const words = wordsIn(boardScene(at(trace.endUs / 1000, { width: 320 })).marks);
    expect(words.map((text) => text.replaceAll('\u202f', ' '))).toContain('image, 200 MB');
  });
});

describe('a deployment', () => {
  const { at } = lookAt(
    smallRelease({
      function: { aliases: { live: { version: '1' } } },
      settings: { alarms: { errors: { metric: 'Errors', of: 'function:live', above: 0 } } },
      horizonMs: 400_000,
      changes: [
        {
          kind: 'create-deployment',
          id: 'deploy',
          title: 'Deploy',
          on: true,
          atMs: 5_000,
          alias: 'live',
          version: '2',
          configuration: 'LambdaCanary10Percent5Minutes',
          alarms: ['errors'],
        },
      ],
    }),
  );
  const said = (ms: number) => boardScene(at(ms)).label.replaceAll('\u202f', ' ');

  it('is dashed until it is asked for, then solid as far as it has come', () => {
    expect(said(1_000)).toContain('asked for at 0:05');
    expect(said(6_000)).toContain('10 % shifted, 100 % in');
    expect(namesIn(boardScene(at(6_000)).marks)).toContain(
      'traffic of the new version, 10 %: reached at 0:05',
    );
  });

  it('is rolled back by its alarm, which is named with its state', () => {
    expect(said(70_000)).toMatch(/rolled back at 1:00, by its alarm; alarm errors: .* is ALARM/);
    expect(wordsIn(boardScene(at(70_000)).marks)).toContain('rolled back');
  });

  it.each([320, 390, 958])('keeps to %i px', (width) => {
    const scene = boardScene(at(70_000, { width }));
    expect(scene.width).toBe(width);
    for (const { attrs } of marksNamed(scene.marks, 'bar')) {
      if (attrs['x'] !== undefined) expect(Number(attrs['x']) + Number(attrs['width'])).toBeLessThan(width);
    }
  });
});
