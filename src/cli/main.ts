/** `npm run --silent sim -- SCENARIO …`: the process around the program. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EXIT, program } from './program.ts';

// npm runs scripts in the project's folder; paths are meant from where the command was given.
const from = process.env['INIT_CWD'] ?? process.cwd();

function locate(file: string): string {
  const there = path.resolve(from, file);
  return existsSync(there) ? there : path.resolve(file);
}

const files = {
  read: (file: string): string => readFileSync(locate(file), 'utf8'),
  beside: (file: string, other: string): string => path.join(path.dirname(file), other),
};

let open = true;
// A reader such as `head` may go before everything is written: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  open = false;
});

const terminal = {
  write: (text: string): Promise<boolean> =>
    new Promise((resolve) => {
      if (!open) resolve(false);
      else process.stdout.write(text, () => resolve(open));
    }),
  complain: (line: string): void => {
    process.stderr.write(`${line}\n`);
  },
};

try {
  process.exitCode = await program(process.argv.slice(2), files, terminal);
} catch (error) {
  // Nothing the input can cause: a defect, like a broken law.
  terminal.complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = EXIT.brokenLaw;
}
