import { Link } from '@tanstack/react-router';
import { formatDay } from '../cost/format-day.ts';
import { openKeyboardHelp } from './KeyboardHelp.tsx';
import { TODAY } from './today.ts';
import { VERSION } from './version.ts';

export function Footer() {
  return (
    <footer className="footer">
      <p>
        Facts with their dates and sources, checked {formatDay(TODAY)}. What AWS does not document is a named
        parameter you can change: <Link to="/sources">sources and simplifications</Link>.
      </p>
      <p>
        No account, no tracking: progress stays in this browser. Not affiliated with Amazon Web Services.
        Version {VERSION}.{' '}
        <button type="button" className="link" onClick={openKeyboardHelp}>
          Keyboard
        </button>
      </p>
    </footer>
  );
}
