export type Sign = 'right-said' | 'right' | 'said' | 'plain' | 'open';

/**
 * What stands before an option after grading. Solid: right, or what happened. Hollow and dashed: said. A tick or
 * a cross says which of the two it was; a small dot stands for neither, an empty ring for what is still to be done.
 */
export function QuestionMark({ sign }: { readonly sign: Sign }) {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" className="mt-[3px] flex-none">
      {(sign === 'right' || sign === 'right-said') && (
        <>
          <circle cx="10" cy="10" r="9" className="fill-ink" />
          <path
            d="M5.95 10L9.1 13.24L14.5 6.4"
            fill="none"
            className="stroke-page"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      )}
      {(sign === 'said' || sign === 'open') && (
        <circle
          cx="10"
          cy="10"
          r="8"
          fill="none"
          className="stroke-ink2"
          strokeWidth="1.25"
          strokeDasharray="2.5 2"
        />
      )}
      {sign === 'said' && (
        <path
          d="M7 7l6 6M13 7l-6 6"
          fill="none"
          className="stroke-ink2"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      )}
      {sign === 'plain' && <circle cx="10" cy="10" r="3" className="fill-edge" />}
    </svg>
  );
}
