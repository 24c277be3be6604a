/** What every figure shares: the stage, the controls under a hairline, the sentence, the key and the way into the lab. */
import type { ReactNode, RefObject } from 'react';
import { GlyphIcon } from '../../view/GlyphIcon.tsx';
import type { Glyph } from '../../view/glyph.ts';
import { Icon } from '../Icon.tsx';
import { useSurroundings, type Changes } from '../lesson-context.ts';
import type { Player } from '../player.ts';

export interface FigureFrameProps {
  readonly figure?: RefObject<HTMLElement | null>;
  /** Its name for people who jump from figure to figure. */
  readonly name: string;
  readonly picture: ReactNode;
  readonly controls?: ReactNode;
  /** The first half, which names the surprising part, and the rest. */
  readonly conclusion: { readonly first: string; readonly rest: string };
  readonly signs: readonly { readonly glyph: Glyph; readonly says: string }[];
  readonly lab: { readonly scenario: string; readonly changes: Changes };
}

export function FigureFrame({ figure, name, picture, controls, conclusion, signs, lab }: FigureFrameProps) {
  const { LabLink } = useSurroundings();
  return (
    <figure
      ref={figure}
      aria-label={name}
      className="mt-2 mb-14 max-md:-mx-4 max-md:mb-8 max-md:border-y max-md:border-rule max-md:bg-stage max-md:px-4 max-md:py-3"
    >
      <div className="md:rounded-stage md:border md:border-rule md:bg-stage md:p-[16px_23px] md:shadow-lift">
        {picture}
        {controls !== undefined && (
          <div className="mt-3 flex items-center gap-x-8 gap-y-2 border-t border-rule pt-3 max-md:flex-wrap max-md:gap-x-4">
            {controls}
          </div>
        )}
      </div>
      <figcaption className="mt-4 flex items-start justify-between gap-x-8 gap-y-2 max-lg:flex-col max-md:mt-3">
        <p
          className="max-w-[600px] font-serif text-conclusion max-md:text-[1.0625rem]/6 lg:min-h-21"
          aria-live="polite"
        >
          <b className="font-semibold">{conclusion.first}</b> {conclusion.rest}
        </p>
        <p className="flex flex-wrap items-center gap-x-6 gap-y-1 pt-1 text-label text-ink2 lg:flex-none">
          <span className="flex flex-wrap gap-x-4 gap-y-1">
            {signs.map((sign) => (
              <span key={sign.says} className="inline-flex items-center gap-1.5 whitespace-nowrap">
                <GlyphIcon glyph={sign.glyph} size={16} />
                {sign.says}
              </span>
            ))}
          </span>
          <LabLink scenario={lab.scenario} changes={lab.changes} className="py-1 text-ui text-ink">
            Open in the lab
          </LabLink>
        </p>
      </figcaption>
    </figure>
  );
}

/** Step back, play, step. */
export function Transport({ player, playing }: { readonly player: Player; readonly playing: boolean }) {
  const plain = 'inline-flex size-8 items-center justify-center rounded-control hover:bg-sunk max-md:size-11';
  return (
    <span className="flex flex-none gap-1 md:w-44">
      <button
        type="button"
        className={plain}
        aria-label="Step back"
        onClick={() => {
          player.step(-1);
        }}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        className="inline-flex h-8 w-10 items-center justify-center rounded-control bg-ink text-on-ink max-md:h-11 max-md:w-14"
        aria-label={playing ? 'Pause' : 'Play'}
        onClick={() => {
          player.toggle();
        }}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <button
        type="button"
        className={plain}
        aria-label="Step"
        onClick={() => {
          player.step(1);
        }}
      >
        <Icon name="step" />
      </button>
    </span>
  );
}
