/** CloudWatch alarms: what each watches, and the state it is in. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { Alarm } from '../sim/settings/change-settings.ts';
import { ageText } from './environment-marks.ts';
import { functionIdOf, qualifierOf } from '../sim/function-named.ts';
import { glyphMarks } from './glyph.ts';
import { circle, group, type Mark } from './mark.ts';
import { note, pickable } from './part.ts';
import { titleOf, type SceneInput } from './scene-input.ts';
import { fitText, textWidth } from './text-width.ts';

/** px of an alarm's line. */
const ALARM = 22;

/** What an alarm looks at, and when it is in ALARM: `Errors of version 2 above 3 in 1 min`. */
function watchText({ scenario }: SceneInput, alarm: Alarm): string {
  const {
    metric,
    of,
    above,
    periodMs = 60_000,
    evaluationPeriods = 1,
    datapoints = evaluationPeriods,
  } = alarm;
  const qualifier = qualifierOf(of);
  const fn = titleOf(scenario, functionIdOf(of));
  const whose =
    qualifier === null ? fn : /^\d+$/.test(qualifier) ? `version ${qualifier}` : `alias ${qualifier}`;
  const unit = metric === 'ErrorRate' ? '\u202f%' : metric === 'Duration' ? '\u202fms' : '';
  const period = formatDuration(periodMs * 1000);
  const most =
    evaluationPeriods === 1
      ? period
      : `${formatCount(datapoints)} of ${formatCount(evaluationPeriods)} × ${period}`;
  return `${metric === 'ErrorRate' ? 'Error rate' : metric} of ${whose} above ${formatCount(above)}${unit} in ${most}`;
}

function signMarks(state: string): Mark[] {
  if (state === 'OK') return glyphMarks('succeeded');
  if (state === 'ALARM') return glyphMarks('failed');
  return [
    circle('ring', 0, 0, 4.5, {
      class: 'fill-none stroke-ink3',
      'stroke-width': 1.25,
      'stroke-dasharray': '2 2',
    }),
  ];
}

const TONE: Readonly<Record<string, string>> = { OK: 'fill-succeeded-text', ALARM: 'fill-failed-text' };

/** px that the lines of alarms take, whatever their states. */
export function alarmsWide(input: SceneInput): number {
  const texts = Object.values(input.scenario.settings.alarms ?? {}).map((alarm) => watchText(input, alarm));
  return Math.max(
    0,
    ...texts.map((text) => 44 + textWidth('INSUFFICIENT_DATA', 12.4) + textWidth(text, 11.4)),
  );
}

/** The alarms of the scenario, a line each. */
export function alarmRows(
  input: SceneInput,
  width: number,
): { readonly marks: readonly Mark[]; readonly height: number; readonly says: string } {
  const { scenario, world, atUs } = input;
  const alarms = Object.entries(scenario.settings.alarms ?? {});
  const says: string[] = [];
  const marks = alarms.flatMap(([id, alarm], row): Mark[] => {
    const actor = world.actors['alarm']?.find(({ number }) => number === row);
    const state = actor?.state ?? 'INSUFFICIENT_DATA';
    const age = actor ? ageText(atUs - actor.sinceUs) : '';
    const y = row * ALARM + 10;
    const text = watchText(input, alarm);
    const said = state === 'INSUFFICIENT_DATA' ? 'INSUFFICIENT_DATA' : state;
    says.push(`alarm ${id}: ${text} is ${said}`);
    const room = width - 16 - textWidth(said, 12.4) - 14;
    return [
      pickable(
        'alarm',
        row,
        actor?.step ?? -1,
        `Alarm ${id}: ${text}. ${said} ${age}`.trim(),
        [0, y - 11, width, ALARM - 2],
        [
          group('sign', signMarks(state), { transform: `translate(7 ${y - 1})` }),
          note('state', 20, y + 3, said, `${TONE[state] ?? 'fill-ink3'} font-semibold`),
          note('what', 20 + textWidth(said, 11.8) + 10, y + 3, fitText(text, room, 11.2)),
        ],
      ),
    ];
  });
  return { marks, height: alarms.length * ALARM, says: says.join('; ') };
}
