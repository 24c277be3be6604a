/** The emblem of an invocation model, beside its name: says nothing of its own. */
import { Marks } from '../view/Marks.tsx';
import { EMBLEM, emblemMarks } from '../view/model-emblem.ts';

export function ModelEmblem({ model }: { readonly model: Parameters<typeof emblemMarks>[0] }) {
  return (
    <svg
      width={EMBLEM.width}
      height={EMBLEM.height}
      viewBox={`0 0 ${EMBLEM.width} ${EMBLEM.height}`}
      aria-hidden="true"
    >
      <Marks marks={emblemMarks(model)} />
    </svg>
  );
}
