import { describe, expect, it } from 'vitest';
import type { PackageSettings } from '../sim/settings/package-settings.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { boardScene } from './board.ts';
import { lookAt, marksNamed, wordsIn } from './testing/look.ts';

const layer = (name: string, unzippedMb: number) => ({ name, sizeMb: unzippedMb / 3, unzippedMb });
function made(own: PackageSettings) {
  return smallScenario({ requests: [1_000], horizonMs: 5_000, function: { package: own } });
}

describe('a package with layers over the limit', () => {
  const { at } = lookAt(
    made({
      sizeMb: 40,
      unzippedMb: 120,
      layers: [layer('pandas', 100), layer('fonts', 60), layer('tracing', 5)],
    }),
  );
  const { marks, label } = boardScene(at(500));

  it('breaks at the layer that goes over; what comes after it is not merged', () => {
    const titles = marksNamed(marksNamed(marks, 'bar')[0]!.parts!, 'block ').map((mark) =>
      mark.label!.replaceAll('\u202f', ' '),
    );
    expect(titles).toEqual([
      'code 120 MB',
      'pandas 100 MB',
      'fonts 60 MB, goes over',
      'tracing 5 MB, not merged',
    ]);
  });

  it('says why, and what the limit is', () => {
    expect(label.replaceAll('\u202f', ' ')).toContain('refused: too large with this layer, at most 250 MB');
    expect(wordsIn(marks)).toContain('limit 250 MB');
    expect(wordsIn(boardScene(at(1_500)).marks)).toContain('1 turned away: no such function');
  });
});

describe('a package within the limit', () => {
  it('passes every check', () => {
    const { at } = lookAt(made({ sizeMb: 10, unzippedMb: 30, activationMs: 700 }));
    expect(boardScene(at(500)).label).toContain('pending');
    expect(boardScene(at(1_500)).label).toContain('active since 0:00');
  });
});

describe('a stack', () => {
  const object = { bucket: 'code', key: 'app.zip' };
  const { at } = lookAt({
    ...smallScenario({
      arrivals: { kind: 'constant', everyMs: 500 },
      horizonMs: 20_000,
      function: { revisions: { fix: { handlerMs: 10 } }, stack: { code: object } },
    }),
    changes: [
      { kind: 'put-object', id: 'put', title: 'Put', on: true, atMs: 2_000, ...object, revision: 'fix' },
      { kind: 'update-stack', id: 'again', title: 'Again', on: true, atMs: 4_000, code: object },
      {
        kind: 'put-object',
        id: 'other',
        title: 'Other',
        on: true,
        atMs: 6_000,
        bucket: 'code',
        key: 'new.zip',
        revision: 'fix',
      },
      {
        kind: 'update-stack',
        id: 'new',
        title: 'New',
        on: true,
        atMs: 8_000,
        code: { bucket: 'code', key: 'new.zip' },
      },
    ],
  });
  const words = (ms: number) => wordsIn(boardScene(at(ms)).marks).join(' | ');

  it('runs the old code while its template says the same, whatever lies in S3', () => {
    expect(words(1_000)).toContain(
      'holds first code | CloudFormation stack | CREATE_COMPLETE | Function runs | first code',
    );
    expect(words(5_000)).toContain('holds fix');
    expect(words(5_000)).toContain('first code goes on, fix only lies there');
  });

  it('runs the new code once the template names another key', () => {
    expect(words(9_000)).toContain('code/new.zip | holds fix | CloudFormation stack | UPDATE_COMPLETE');
    expect(words(9_000)).toContain('Function runs | fix');
  });
});
