/** Where a scenario's file is chosen or dropped; what is wrong with it is said, and nothing else is lost. */
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type DragEvent } from 'react';
import type { Problem } from '../sim/problem.ts';

/** Longer than any scenario; a wrong file is refused before it is read. */
const MOST_MB = 50;
const MB = 2 ** 20;
/** As many are read at a glance; the rest is counted. */
const MOST_TOLD = 12;

export interface OpenScenarioProps {
  /** What was wrong with the address that led here. */
  readonly problems?: readonly Pick<Problem, 'message'>[];
  readonly onOpened?: () => void;
}

export function OpenScenario({ problems: found, onOpened }: OpenScenarioProps) {
  const navigate = useNavigate();
  const [told, setTold] = useState<readonly string[] | null>(null);
  const [isOver, setOver] = useState(false);
  const id = useId();
  const problems = told ?? found?.map(({ message }) => message) ?? [];

  async function open(list: FileList | null): Promise<void> {
    const files = [...(list ?? [])];
    if (files.length === 0) return;
    const large = files.find(({ size }) => size > MOST_MB * MB);
    if (large) {
      setTold([`${large.name}: found ${Math.ceil(large.size / MB)} MB, expected at most ${MOST_MB} MB`]);
      return;
    }
    try {
      const [{ openScenario }, { ownAddress }] = await Promise.all([
        import('./opened-scenario.ts'),
        import('./own-scenario.ts'),
      ]);
      const opened = openScenario(
        await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))),
      );
      if ('problems' in opened) {
        setTold(opened.problems.map(({ message }) => message));
        return;
      }
      const address = ownAddress(opened.scenario);
      if (!address) {
        setTold([
          'This scenario is too long for a link, and this browser lets the page keep nothing: run it on the command line.',
        ]);
        return;
      }
      setTold([]);
      onOpened?.();
      await navigate({ to: '/lab/own', search: { file: address.file } });
    } catch (error) {
      setTold([`The file cannot be read: ${error instanceof Error ? error.message : String(error)}`]);
    }
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void open(event.dataTransfer.files);
  }

  return (
    <div
      className="open-scenario"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={onDrop}
    >
      <label htmlFor={id}>Choose a scenario file, or drop it here</label>
      <input
        id={id}
        type="file"
        multiple
        accept=".json,.csv,application/json,text/csv"
        onChange={(event) => {
          const field = event.currentTarget;
          void open(field.files).then(() => {
            // The same file once more, mended, is a new choice.
            field.value = '';
          });
        }}
      />
      <p className="quiet-text">JSON; with the CSV of its arrivals, if it names one.</p>
      <div role="status">
        {problems.length > 0 && (
          <>
            <p>Not opened:</p>
            <ul>
              {problems.slice(0, MOST_TOLD).map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
            {problems.length > MOST_TOLD && <p>And {problems.length - MOST_TOLD} more.</p>}
          </>
        )}
      </div>
    </div>
  );
}
