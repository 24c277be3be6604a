/**
 * The textures of the states, defined once a page (the shell's first element): rising hatch for init, crossed
 * hatch for restore, dots for frozen, bars for throttled. Colours come from the theme by class; marks use them as `url(#texture-init)`.
 */
export function Patterns() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id="texture-init"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" className="fill-init" />
          <rect width="1.6" height="5" className="fill-init-hatch" />
        </pattern>
        <pattern
          id="texture-restore"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" className="fill-restore" />
          <path d="M0 0H6M0 0V6" className="stroke-restore-line" strokeWidth="1.6" />
        </pattern>
        <pattern id="texture-frozen" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" className="fill-frozen" />
          <circle cx="1.5" cy="1.5" r=".7" className="fill-frozen-line" />
          <circle cx="4.5" cy="4.5" r=".7" className="fill-frozen-line" />
        </pattern>
        <pattern id="texture-throttled" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect width="5" height="5" className="fill-throttled" />
          <rect width="1.4" height="5" className="fill-throttled-bar" />
        </pattern>
      </defs>
    </svg>
  );
}
