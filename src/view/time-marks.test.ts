import { describe, expect, it } from 'vitest';
import { lanesScene } from './lanes-scene.ts';
import { lookAt, marksNamed, wordsIn } from './testing/look.ts';
import { smallRelease } from './testing/small-release.ts';
import { shownMarks, timeMarksOf } from './time-marks.ts';

describe('changes on the axis', () => {
  const scenario = smallRelease({
    changes: [
      {
        kind: 'update-alias',
        id: 'all',
        title: 'All to 2',
        on: true,
        atMs: 10_000,
        alias: 'live',
        version: '2',
      },
      {
        kind: 'update-alias',
        id: 'wrong',
        title: 'To 9',
        on: true,
        atMs: 15_000,
        alias: 'live',
        version: '9',
      },
      {
        kind: 'update-alias',
        id: 'off',
        title: 'Never',
        on: false,
        atMs: 16_000,
        alias: 'live',
        version: '1',
      },
    ],
  });
  const { trace } = lookAt(scenario);
  const marks = timeMarksOf(trace, scenario);

  it('stand at their moment by their titles, refused or not; what is switched off does not', () => {
    expect(marks.map(({ atUs, title, kind }) => [atUs / 1e6, title, kind])).toEqual([
      [10, 'All to 2', 'change'],
      [15, 'To 9', 'refused'],
    ]);
  });

  it('are told in words as well', () => {
    const label = (seenUs: number) =>
      lanesScene({ trace, atUs: seenUs, seenUs, width: 958, requests: true, marks }).label;
    expect(label(12e6)).toContain(' On the axis: All to 2, 0:10; To 9, to come, 0:15.');
    expect(label(20e6)).toContain(' On the axis: All to 2, 0:10; refused: To 9, 0:15.');
  });

  it('do not tell ahead what becomes of them', () => {
    const words = (seenUs: number) =>
      wordsIn(
        marksNamed(
          lanesScene({ trace, atUs: seenUs, seenUs, width: 958, requests: true, marks }).marks,
          'mark change',
        ),
      );
    expect(words(12e6)).toEqual(['All to 2', 'To 9, to come']);
    expect(words(20e6)).toEqual(['All to 2', 'refused: To 9']);
  });

  it('are said whole, or so that what is left says something, or not at all', () => {
    const close = [0.1, 0.27, 0.44].map((at, index) => ({
      ...marks[0]!,
      key: `change ${index}`,
      atUs: at * trace.endUs,
      title: 'All of it to version 2',
    }));
    const input = { trace, atUs: trace.endUs, width: 390, requests: true, marks: close };
    const said = wordsIn(marksNamed(lanesScene(input).marks, 'mark change'));
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((text) => text.length < 6)).toEqual([]);
    const refused = close.map((mark) => ({ ...mark, kind: 'refused' as const }));
    const told = (seenUs: number) =>
      wordsIn(
        marksNamed(lanesScene({ ...input, atUs: seenUs, seenUs, marks: refused }).marks, 'mark change'),
      );
    expect(told(trace.endUs)).toContain('refused');
    expect(told(0).filter((text) => text.includes('refused'))).toEqual([]);
  });

  it('keep what comes of them to themselves until it is seen', () => {
    const alarm = { key: 'x', atUs: 5e6, title: '', kind: 'bad', isSaid: false, step: 1 } as const;
    expect(shownMarks([alarm], 10e6, 4e6)).toEqual([]);
    expect(shownMarks([alarm], 10e6, 5e6)).toEqual([alarm]);
  });
});
