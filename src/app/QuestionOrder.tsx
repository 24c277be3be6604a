/** Items to be put in order, and the places that were right or wrong. */
import type { Grade } from '../study/grade.ts';
import type { Part } from '../study/question.ts';
import { DidTag, SaidTag } from './LessonBet.tsx';
import { OrderList } from './OrderList.tsx';
import { Judged } from './QuestionOptions.tsx';
import { QuestionText } from './QuestionText.tsx';

export interface OrderProps {
  readonly parts: readonly Part[];
  readonly order: readonly string[];
  readonly onOrder: (order: readonly string[]) => void;
}

export function Order({ parts, order, onOrder }: OrderProps) {
  return (
    <>
      <p className="mb-2 text-ui text-ink2">
        Use the buttons, the arrow keys on one of them, or drag by the number.
      </p>
      <OrderList
        items={parts.map(({ id, text }) => ({ id, text, shown: <QuestionText text={text} /> }))}
        order={order}
        onOrder={onOrder}
        lineClass="flex items-center gap-4 border-t border-rule py-2"
        textClass="min-w-0 flex-1 font-serif text-[18px]/[26px] font-medium"
      />
    </>
  );
}

/** The right order, each item with its reason and the place it was given. */
export function JudgedOrder({ parts, grade }: { readonly parts: readonly Part[]; readonly grade: Grade }) {
  return (
    <ol>
      {parts.map((part, at) => {
        const said = grade.places?.findIndex((place) => place.id === part.id) ?? -1;
        return (
          <Judged
            key={part.id}
            sign={said === at ? 'right-said' : 'said'}
            title={
              <>
                <span className="mr-2 font-sans text-ui font-normal text-ink2 tabular-nums">{at + 1}</span>
                <QuestionText text={part.text} />
              </>
            }
            tags={said === at ? <DidTag>in its place</DidTag> : <SaidTag>your place: {said + 1}</SaidTag>}
            reason={<QuestionText text={part.reason} />}
          />
        );
      })}
    </ol>
  );
}
