/** Cold starts as measured, by what a function is packed in: the median that stands at the date. */
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { MeasuredRules } from './rules/measured-rules.ts';
import type { Rules } from './rules.ts';
import type { MeasuredStart } from './settings/provision-settings.ts';

const MEASURED: Readonly<
  Record<MeasuredStart, (measured: MeasuredRules) => { readonly medianUs: number } | undefined>
> = {
  'zip-1-kb': ({ packages }) => packages.kb1,
  'zip-14-mb': ({ packages }) => packages.mb14,
  'zip-35-mb': ({ packages }) => packages.mb35,
  image: ({ images }) => images?.minimal,
  'image-and-100-mb': ({ images }) => images?.mb100,
  'image-and-5-gb': ({ images }) => images?.gb5,
};

/** How long such a cold start takes beyond a warm one, µs; null: nobody had measured it yet. */
export function measuredStartUs(start: MeasuredStart, { measured }: Rules): number | null {
  return MEASURED[start](measured)?.medianUs ?? null;
}

/** What nobody had measured at the date. @param at where the function's settings stand. */
export function measuredStartProblems(start: MeasuredStart | undefined, at: string, rules: Rules): Problem[] {
  if (start === undefined || measuredStartUs(start, rules) !== null) return [];
  const known = Object.keys(MEASURED).filter((one) => measuredStartUs(one as MeasuredStart, rules) !== null);
  return [
    problemAt(
      `${at}.coldStart`,
      JSON.stringify(start),
      `what had been measured at ${rules.asOf}: ${known.join(', ')}`,
    ),
  ];
}
