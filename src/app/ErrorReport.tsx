/**
 * Shown in place of a page that broke. Progress is stored apart from the page and is not touched;
 * the report holds no personal data and is sent nowhere.
 */
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ENGINE_VERSION } from '../sim/engine-version.ts';
import { CopyButton } from './CopyButton.tsx';
import { TakenOver } from './TakenOver.tsx';
import { VERSION } from './version.ts';

export function ErrorReport({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const fault = error instanceof Error ? error : new Error(String(error));
  const report = [
    `Lambdarium ${VERSION}, engine ${ENGINE_VERSION}`,
    `address: ${router.state.location.href}`,
    `browser: ${typeof navigator === 'undefined' ? '' : navigator.userAgent}`,
    `error: ${fault.name}: ${fault.message}`,
    fault.stack ?? '',
  ].join('\n');

  return (
    <div className="plain" role="alert">
      <TakenOver />
      <h1>This page broke</h1>
      <p className="lead">
        Your progress is kept: it is stored apart from the page. Nothing was sent anywhere. The report below
        helps to find the fault.
      </p>
      <p className="actions">
        <button
          type="button"
          className="button primary"
          onClick={() => {
            reset();
            void router.invalidate();
          }}
        >
          Try again
        </button>
        <CopyButton label="Copy the report" text={() => report} />
        <a className="button" href={import.meta.env.BASE_URL}>
          To the start
        </a>
      </p>
      <pre className="report" tabIndex={0}>
        {report}
      </pre>
    </div>
  );
}
