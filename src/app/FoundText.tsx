/** A text with the words in it that were looked for. */
import { stretchesOf } from './word-search.ts';

export function FoundText({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  const stretches = words.length === 0 ? [] : stretchesOf(text, words);
  if (stretches.length === 0) return <>{text}</>;
  return (
    <>
      {stretches.map(({ start, end }, index) => (
        <span key={start}>
          {text.slice(stretches[index - 1]?.end ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(stretches.at(-1)!.end)}
    </>
  );
}
