/** The run that decided: its environments as small lanes, a sentence, and the way to step through it. */
import { lanesOf } from '../sim/lanes.ts';
import { formatDuration } from '../sim/format-time.ts';
import { Marks } from '../view/Marks.tsx';
import { lookOf } from '../view/jar.ts';
import { path, rect, round, words, type Mark } from '../view/mark.ts';
import type { PredictQuestion } from '../study/question.ts';
import { useSurroundings } from './lesson-context.ts';
import type { Proof } from './question-run.ts';
import { QuestionText } from './QuestionText.tsx';

const WIDTH = 286;
const LEFT = 40;
const PITCH = 26;
/** Lanes shown; more are counted. */
const MOST = 8;
/** A stretch worth seeing is never narrower. */
const LEAST = 3;

interface Stretch {
  readonly look: string;
  readonly fromUs: number;
  readonly toUs: number;
}

/** Neighbouring states that look alike are one stretch. */
function stretches(proof: Proof, environment: number): Stretch[] {
  const lanes = lanesOf(proof.run.trace);
  const found: Stretch[] = [];
  for (let segment = lanes.first[environment]!; segment < lanes.first[environment + 1]!; segment += 1) {
    const look = lookOf(lanes.states[lanes.state[segment]!]!);
    const [fromUs, toUs] = [lanes.fromUs[segment]!, lanes.toUs[segment]!];
    const last = found.at(-1);
    if (toUs === fromUs) continue;
    if (last?.look === look) found[found.length - 1] = { ...last, toUs };
    else found.push({ look, fromUs, toUs });
  }
  return found;
}

function stretchMarks(key: string, { look }: Stretch, from: number, width: number, base: number): Mark[] {
  if (look === 'frozen')
    return [
      rect(key, from, base - 5, width, 5, {
        fill: 'url(#texture-frozen)',
        class: 'stroke-frozen-line',
        'stroke-width': 0.75,
      }),
    ];
  if (look === 'invoke')
    return [rect(key, from, base - 13, width, 13, { class: 'fill-invoke stroke-invoke-line' })];
  if (look === 'init')
    return [rect(key, from, base - 13, width, 13, { fill: 'url(#texture-init)', class: 'stroke-init-line' })];
  return [
    rect(key, from, base - 5, width, 5, {
      class: 'fill-failed-pale stroke-failed-line',
      'stroke-width': 0.75,
    }),
  ];
}

/** Round steps of an axis: about four of them. */
function tickUs(spanUs: number): number {
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1200, 3600].map(
    (seconds) => seconds * 1_000_000,
  );
  return steps.find((step) => spanUs / step <= 4.5) ?? 7_200_000_000;
}

function proofMarks(proof: Proof): {
  readonly marks: Mark[];
  readonly height: number;
  readonly label: string;
} {
  const { trace, lanes, summary } = proof.run;
  const startUs = trace.length > 0 ? trace.at[0]! : 0;
  const spanUs = Math.max(1, trace.endUs - startUs);
  const x = (us: number) => LEFT + ((us - startUs) / spanUs) * (WIDTH - LEFT);
  const shown = Math.min(lanes.environments, MOST);
  const marks: Mark[] = [];
  for (let environment = 0; environment < shown; environment += 1) {
    const base = 20 + environment * PITCH;
    marks.push(words(`name-${environment}`, 0, base, `env ${environment + 1}`, { class: 't-note t-num' }));
    marks.push(path(`ground-${environment}`, `M${LEFT} ${base}H${WIDTH}`, { class: 'stroke-rule' }));
    let free = LEFT;
    for (const [at, one] of stretches(proof, environment).entries()) {
      const solid = one.look !== 'frozen';
      const from = solid ? Math.max(x(one.fromUs), free) : Math.max(x(one.fromUs), free);
      const width = Math.max(solid ? LEAST : 0, x(one.toUs) - from);
      if (width > 0)
        marks.push(
          ...stretchMarks(
            `stretch-${environment}-${at}`,
            one,
            from,
            Math.min(width, WIDTH - from + LEAST),
            base,
          ),
        );
      free = from + width;
    }
  }
  const foot = 20 + shown * PITCH - 10;
  const step = tickUs(spanUs);
  marks.push(path('axis', `M${LEFT} ${foot}H${WIDTH}`, { class: 'stroke-edge' }));
  for (let us = 0; us <= spanUs; us += step) {
    const at = round(x(startUs + us));
    marks.push(path(`tick-${us}`, `M${at} ${foot}v4`, { class: 'stroke-edge' }));
    if (at < WIDTH - 12)
      marks.push(
        words(`time-${us}`, at, foot + 18, us === 0 ? '0' : formatDuration(us), {
          class: 't-note t-num fill-ink2',
          'text-anchor': 'middle',
        }),
      );
  }
  const label = `${summary.counts.offered} requests, ${lanes.environments} environments, ${summary.counts.cold} cold starts.`;
  return { marks, height: foot + 24, label };
}

export function QuestionProof({
  question,
  proof,
}: {
  readonly question: PredictQuestion;
  readonly proof: Proof;
}) {
  const { LabLink } = useSurroundings();
  const { marks, height, label } = proofMarks(proof);
  const more = proof.run.lanes.environments - MOST;
  return (
    <aside aria-label="The run" className="flex flex-col gap-2 border-t border-rule pt-4 text-ui">
      <p className="font-semibold">The run, just now</p>
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        width={WIDTH}
        height={height}
        role="img"
        aria-label={label}
        className="block max-w-full"
      >
        <Marks marks={marks} />
      </svg>
      {more > 0 && <p className="text-ink2">and {more} more environments</p>}
      <p className="text-ink2">
        <QuestionText text={question.proof} summary={proof.summary} /> Seed {proof.run.scenario.seed}.
      </p>
      <p>
        <LabLink scenario={question.rests.scenario} changes={question.settings} className="inline-block py-1">
          Step through it in the lab
        </LabLink>
      </p>
    </aside>
  );
}
