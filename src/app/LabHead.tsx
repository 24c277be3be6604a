/** Title and question of a scenario; reset and the link to what is on show. */
import { Link } from '@tanstack/react-router';
import { lessons } from './catalogue.ts';
import { CopyButton } from './CopyButton.tsx';
import { Icon } from './Icon.tsx';
import { exampleText } from './example-text.ts';
import { LabShare } from './LabShare.tsx';
import { LabScenarios } from './LabScenarios.tsx';
import type { Lab } from './use-lab.ts';
import { useMounted } from './use-mounted.ts';

/** Signs of a question that fit on a line with the buttons on a desk; one of a title is as wide as one and a half. */
const LINE = 106;

export function LabHead({ lab }: { readonly lab: Lab }) {
  const { base } = lab;
  // A family of scenarios and the lesson on it share their name.
  const lesson = lessons.find(({ id }) => id.startsWith(base.family));
  const [title, question] = [exampleText(base.title), exampleText(base.question)];
  // A question that has no room between title and buttons stands under both, as wide as the page.
  const isShort = title.length * 1.5 + question.length + (lesson ? lesson.title.length + 10 : 0) <= LINE;
  return (
    <div className="lab-title" data-short={isShort || undefined}>
      <div>
        <h1>{title}</h1>
        <p className="ask">{question}</p>
      </div>
      <div className="lab-actions">
        {lesson && (
          <Link to="/learn/$lesson" params={{ lesson: lesson.id }} className="button quiet lab-lesson">
            Lesson: {lesson.title}
          </Link>
        )}
        <LabScenarios current={base.id} />
        <button type="button" className="button quiet" onClick={lab.reset}>
          <Icon name="reset" size={14} />
          <span className="button-word">Reset</span>
        </button>
        <span className="copy-link">
          <CopyButton
            label="Copy link"
            copied="Link copied"
            className="button quiet"
            icon="link"
            text={lab.shareLink}
            field="Here is the link:"
          />
        </span>
        <WayOut />
        <LabShare lab={lab} />
      </div>
    </div>
  );
}

/** Out of the page that embeds this one. */
function WayOut() {
  const mounted = useMounted();
  if (!mounted || document.documentElement.dataset['embed'] === undefined) return null;
  const link = new URL(window.location.href);
  link.searchParams.delete('embed');
  return (
    <a className="button quiet embed-out" href={link.href} target="_blank" rel="noopener">
      Open in Lambdarium
    </a>
  );
}
