/** Interface signs, drawn by hand on a 16 px square; ink only. */
const STROKES: Readonly<Record<string, string>> = {
  down: 'M4 6.2 8 10l4-3.8',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1',
  system: 'M2.5 3.5h11v7h-11zM6 13.5h4M8 10.5v3',
  reset: 'M3.2 7.2A5 5 0 1 1 3.6 10M3 3.6v3.8h3.8',
  link: 'M6.5 9.5 13 3M9 3h4v4M12 9.5V13H3V4h3.5',
  share: 'M8 10V2.2M5 5l3-2.9L11 5M3.2 8v5.8h9.6V8',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  tick: 'M2.6 8.2l3.6 3.8 7.2-8',
  loop: 'M4.5 4.5h6a3 3 0 0 1 0 7h-6a3 3 0 0 1-2.6-4.6M6.6 2.2 4.2 4.5l2.4 2.3',
  plus: 'M3 8h10M8 3v10',
  minus: 'M3 8h10',
  bookmark: 'M4.5 2.5h7v11L8 10.4 4.5 13.5z',
};

const FILLS: Readonly<Record<string, readonly [fill: string, stroke?: string]>> = {
  start: ['M14 3.6v8.8L8 8zM8 3.6v8.8L2 8z'],
  end: ['M2 3.6v8.8L8 8zM8 3.6v8.8L14 8z'],
  back: ['M13 3.2v9.6L6 8z', 'M3.5 3v10'],
  step: ['M3 3.2v9.6L10 8z', 'M12.5 3v10'],
  play: ['M4.5 2.8v10.4L13 8z'],
  pause: ['M4 3h3v10H4zM9 3h3v10H9z'],
  more: [
    'M3.4 6.7a1.3 1.3 0 1 1 0 2.6a1.3 1.3 0 0 1 0-2.6M8 6.7a1.3 1.3 0 1 1 0 2.6a1.3 1.3 0 0 1 0-2.6M12.6 6.7a1.3 1.3 0 1 1 0 2.6a1.3 1.3 0 0 1 0-2.6',
  ],
  problem: ['M2.5 3.2v9.6L8 8z', 'M10 5.5l4 5M14 5.5l-4 5'],
};

export type IconName =
  | 'down'
  | 'moon'
  | 'sun'
  | 'system'
  | 'reset'
  | 'link'
  | 'share'
  | 'menu'
  | 'close'
  | 'tick'
  | 'loop'
  | 'plus'
  | 'minus'
  | 'bookmark'
  | 'more'
  | 'start'
  | 'end'
  | 'back'
  | 'step'
  | 'play'
  | 'pause'
  | 'problem'
  | 'seed';

/** One sign; it never carries the name of a control, which stands in text or `aria-label`. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  const stroke = STROKES[name];
  const fill = FILLS[name];
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {stroke !== undefined && <path className="icon-stroke" d={stroke} />}
      {fill && <path className="icon-fill" d={fill[0]} />}
      {fill?.[1] !== undefined && <path className="icon-stroke" d={fill[1]} />}
      {name === 'seed' && (
        <>
          <rect className="icon-stroke" x="2.5" y="2.5" width="11" height="11" rx="2.5" />
          <circle className="icon-fill" cx="5.6" cy="5.6" r="1.1" />
          <circle className="icon-fill" cx="8" cy="8" r="1.1" />
          <circle className="icon-fill" cx="10.4" cy="10.4" r="1.1" />
        </>
      )}
    </svg>
  );
}

/** The letter in its jar: the sign of the project. */
export function Logo() {
  return (
    <svg className="logo" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="1.9" r="1.4" className="icon-fill" />
      <path d="M4 21V11.2a8 8 0 0 1 16 0V21" className="icon-stroke" strokeWidth="1.6" />
      <path d="M1.5 21.6H22.5" className="icon-stroke" strokeWidth="1.8" />
      <path
        className="icon-stroke"
        strokeWidth="1.8"
        d="M8.16 8.6C9.84 8.24 10.44 9.08 10.98 10.64L14.04 18.2C14.34 19.04 14.94 19.52 15.96 19.16M11.88 13.04L8.4 19.4"
      />
    </svg>
  );
}
