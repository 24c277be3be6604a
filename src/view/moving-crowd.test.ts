import { describe, expect, it } from 'vitest';
import { lookBack, lookOut } from './flight-takers.ts';
import { crowdAt, crowdUnit } from './mark-at.ts';
import { CrowdMaker } from './crowd-maker.ts';
import { crowdLabel, unitAt, unitNumbered } from './moving-crowd.ts';
import { measured } from './polyline.ts';
import { veiled } from './veil.ts';

const way = measured([
  [0, 0],
  [100, 0],
  [100, 100],
]);

function crowd() {
  const maker = new CrowdMaker(3, { class: 'stroke-edge', width: 1.25, from: 30, to: 9 });
  maker.fly(lookOut('request'), way, 0.55, 'request', 11, 40);
  maker.fly(lookBack('failed'), way, 0.25, 'request', 12, 41);
  maker.add(lookOut('message'), [10, 90], 'message', 0, 42);
  return maker.done();
}

describe('a moving crowd', () => {
  it('holds where each unit is, and the line behind it round its corner', () => {
    const { x, y, trails } = crowd();
    expect([...x]).toEqual([100, 50, 10]);
    expect([...y]).toEqual([10, 0, 90]);
    expect([...trails!.from]).toEqual([0, 6, 6, 6]);
    expect([...trails!.xy].map((value) => Math.round(value))).toEqual([80, 0, 100, 0, 100, 1]);
  });

  it('names the nearest unit within reach: number, kind and state', () => {
    expect(unitAt(crowd(), 104, 14)).toMatchObject({ name: 'Request 12: on its way', step: 40 });
    expect(unitAt(crowd(), 52, 3)?.name).toBe('Request 13: failed');
    expect(unitAt(crowd(), 200, 200)).toBeNull();
    expect(unitNumbered(crowd(), 'message', 0)).toMatchObject({ x: 10, y: 90 });
    expect(unitNumbered(crowd(), 'record', 0)).toBeNull();
  });

  it('is found in its scene as the units of any crowd are', () => {
    const scene = { width: 200, height: 200, marks: [], label: '', crowd: crowd() };
    const unit = crowdAt(scene, 52, 3)!;
    expect([unit.crowd.kind, unit.crowd.numbers, unit.crowd.steps, unit.crowd.nameOf(0)]).toEqual([
      'request',
      [12],
      [41],
      'Request 13: failed',
    ]);
    expect(crowdUnit(scene, 'request', 11)?.x).toBe(100);
  });

  it('says in a sentence how many there are of which', () => {
    expect(crowdLabel(crowd())).toBe(
      '3 under way: 1 request: on its way; 1 request: failed; 1 message: on its way.',
    );
  });

  it('keeps what the legend hides, pale', () => {
    const scene = { width: 200, height: 200, marks: [], label: '', crowd: crowd() };
    const { looks, count } = veiled(scene, ['failed']).crowd!;
    expect(looks.map(({ opacity }) => opacity !== undefined)).toEqual([false, true, false]);
    expect(count).toBe(3);
    expect(veiled(scene, ['failed']).crowd!.looks[1]).toBe(looks[1]);
  });

  it('refuses more than it was made for', () => {
    const maker = new CrowdMaker(0, null);
    expect(() => {
      maker.add(lookOut('request'), [0, 0], 'request', 0, 0);
    }).toThrow(RangeError);
  });
});
