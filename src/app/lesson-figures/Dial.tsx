import { useId } from 'react';

export interface DialProps {
  readonly label: string;
  /** What the value says, with its unit. */
  readonly shows: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** One setting of a figure: its name, its value, and a range to drag. */
export function Dial({ label, shows, min, max, step = 1, value, onChange }: DialProps) {
  const id = useId();
  return (
    <div className="min-w-0 flex-1 text-label text-ink2">
      <div className="flex justify-between gap-2">
        <label htmlFor={id}>{label}</label>
        <b className="font-semibold whitespace-nowrap text-ink tabular-nums">{shows}</b>
      </div>
      <input
        id={id}
        type="range"
        className="max-md:h-11!"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={shows}
        onChange={(event) => {
          onChange(Number(event.currentTarget.value));
        }}
      />
    </div>
  );
}
