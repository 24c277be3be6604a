/** `npm run --silent facts -- [--as-of DATE] [--id ID] [--json]`: the process around the program. */
import { factsProgram } from './facts-program.ts';

// A reader such as `head` may go before everything is written: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = factsProgram(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  complain: (line) => process.stderr.write(`${line}\n`),
});
